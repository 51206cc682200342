"""What people say about a bead without changing its shape: accept, reject, flag, remark, suggest."""

from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import ClassVar

from align.reviewing.operations.operation import Operation, Reach, RefusedError, View, altered, checked_text
from align.reviewing.state import BeadState, Change, Nature, Stamp, Status


@dataclass(frozen=True, slots=True)
class _OnBead(Operation):
    """An operation on one bead."""

    named_in: ClassVar[tuple[str, ...]] = ("bead",)
    bead: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        before = view.bead(self.bead)
        return altered((before, self.altered(before, stamp)))

    @abstractmethod
    def altered(self, bead: BeadState, stamp: Stamp) -> BeadState:
        """The bead afterwards."""


def accepted(bead: BeadState, user: str) -> BeadState:
    """The bead, decided by a person; a null bead is thereby called what its type says."""
    nature = bead.nature
    if nature is Nature.NONE and not (bead.source and bead.target):
        nature = Nature.OMISSION if bead.source else Nature.ADDITION
    return replace(bead, status=Status.ACCEPTED, reviewer=user, approver="", nature=nature)


def undecided(bead: BeadState) -> BeadState:
    """The bead as nobody has decided on it."""
    return replace(bead, status=Status.AUTO, reviewer="", approver="", nature=Nature.NONE)


@dataclass(frozen=True, slots=True)
class Accept(_OnBead):
    """The pair is right. A decided pair stays as it is."""

    name: ClassVar[str] = "accept"

    def altered(self, bead: BeadState, stamp: Stamp) -> BeadState:
        """The bead afterwards."""
        return bead if bead.decided else accepted(bead, stamp.user)


@dataclass(frozen=True, slots=True)
class Approve(_OnBead):
    """A second person says so too."""

    name: ClassVar[str] = "approve"

    def altered(self, bead: BeadState, stamp: Stamp) -> BeadState:
        """The bead afterwards."""
        if not bead.decided:
            raise RefusedError("Only an accepted pair can be approved; accept it first.")
        if stamp.user == bead.reviewer:
            raise RefusedError("You accepted this pair yourself; the second approval is another person's.")
        return bead if bead.status is Status.APPROVED else replace(bead, status=Status.APPROVED, approver=stamp.user)


@dataclass(frozen=True, slots=True)
class Reject(_OnBead):
    """The pair is wrong; how it should be is not said."""

    name: ClassVar[str] = "reject"

    def altered(self, bead: BeadState, stamp: Stamp) -> BeadState:
        """The bead afterwards."""
        if bead.status is Status.REJECTED:
            return bead
        return replace(undecided(bead), status=Status.REJECTED, reviewer=stamp.user)


@dataclass(frozen=True, slots=True)
class Reopen(_OnBead):
    """Take a decision back without going through the history."""

    name: ClassVar[str] = "reopen"

    def altered(self, bead: BeadState, stamp: Stamp) -> BeadState:
        """The bead afterwards."""
        return undecided(bead)


@dataclass(frozen=True, slots=True)
class Flag(_OnBead):
    """Mark a bead for talking about; a note, if there is one, becomes the remark."""

    name: ClassVar[str] = "flag"
    note: str = ""

    def altered(self, bead: BeadState, stamp: Stamp) -> BeadState:
        """The bead afterwards."""
        note = checked_text(self.note, what="note")
        return replace(bead, flagged=True, remark=note or bead.remark)


@dataclass(frozen=True, slots=True)
class Unflag(_OnBead):
    """Take the flag away; the remark stays."""

    name: ClassVar[str] = "unflag"

    def altered(self, bead: BeadState, stamp: Stamp) -> BeadState:
        """The bead afterwards."""
        return replace(bead, flagged=False)


@dataclass(frozen=True, slots=True)
class Remark(_OnBead):
    """Set the remark; an empty text removes it."""

    name: ClassVar[str] = "remark"
    text: str

    def altered(self, bead: BeadState, stamp: Stamp) -> BeadState:
        """The bead afterwards."""
        return replace(bead, remark=checked_text(self.text, what="remark"))


@dataclass(frozen=True, slots=True)
class Suggest(_OnBead):
    """Set a suggested wording, beside the published translation; an empty text removes it."""

    name: ClassVar[str] = "suggest"
    text: str

    def altered(self, bead: BeadState, stamp: Stamp) -> BeadState:
        """The bead afterwards."""
        return replace(bead, suggestion=checked_text(self.text, what="suggestion"))


@dataclass(frozen=True, slots=True)
class AcceptAbove(Operation):
    """Accept every undecided pair of at least some confidence, as one operation with one undo.

    Left alone are pairs that somebody has rejected or flagged, pairs with an open severe finding, and pairs that have
    changed since the sender last saw the document.

    Attributes:
        document: its number.
        least: the least confidence, 0 to 1.
        seen: number of the last event that the sender has seen.
        until: id of the last bead in reading order that is meant; "" for all.
    """

    name: ClassVar[str] = "accept-above"
    reach: ClassVar[Reach] = Reach.LADDER
    by_parts: ClassVar[bool] = True
    document: str
    least: float
    seen: int
    until: str = ""

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        stop = view.place(self.until) + 1 if self.until else len(view.beads)
        return altered(
            *((bead, accepted(bead, stamp.user)) for bead in view.beads[:stop] if self._is_meant(bead, view))
        )

    def _is_meant(self, bead: BeadState, view: View) -> bool:
        sure = bead.status is Status.AUTO and bead.confidence >= self.least and not bead.flagged
        return sure and bead.id not in view.severe and view.revisions.get(bead.id, 0) <= self.seen
