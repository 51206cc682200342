"""Talking about a bead, and setting aside what a check or an older decision says about it."""

from dataclasses import dataclass, replace
from typing import ClassVar

from align.reviewing.operations.operation import Operation, RefusedError, View, checked_text
from align.reviewing.state import Change, CommentState, DismissalState, Stamp


@dataclass(frozen=True, slots=True)
class Comment(Operation):
    """Add to the thread of a bead. Two people may do so at the same time: the bead itself is not touched.

    Attributes:
        bead: its id.
        text: what to say, not empty.
        answers: id of the comment that this one answers, or "".
    """

    name: ClassVar[str] = "comment"
    mentioned_in: ClassVar[tuple[str, ...]] = ("bead", "answers")
    bead: str
    text: str
    answers: str = ""

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        bead = view.bead(self.bead)
        text = checked_text(self.text, what="comment", empty=False)
        if self.answers and self.answers not in view.comments:
            raise RefusedError("The comment that this one answers does not exist any more. Say it as a new comment.")
        comment = CommentState(stamp.new_id(1), bead.document, bead.id, stamp.user, stamp.time, text, self.answers)
        return (Change(None, comment),)


@dataclass(frozen=True, slots=True)
class SettleComment(Operation):
    """A question of the thread is answered (or, with `open_again`, is not after all)."""

    name: ClassVar[str] = "settle-comment"
    named_in: ClassVar[tuple[str, ...]] = ("comment",)
    comment: str
    open_again: bool = False

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        if self.comment not in view.comments:
            raise RefusedError("This comment does not exist any more: it was taken back, and settled thereby.")
        before = view.comments[self.comment]
        after = replace(before, settled=not self.open_again)
        return () if before == after else (Change(before, after),)


@dataclass(frozen=True, slots=True)
class Dismiss(Operation):
    """Set a finding aside, with a reason. It holds while the check says the same of this bead.

    Attributes:
        bead: id of the bead it is shown at.
        code, message: of the finding.
        reason: why it does not matter, not empty.
    """

    name: ClassVar[str] = "dismiss"
    mentioned_in: ClassVar[tuple[str, ...]] = ("bead",)
    bead: str
    code: str
    message: str
    reason: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        bead = view.bead(self.bead)
        reason = checked_text(self.reason, what="reason", empty=False)
        code, message = checked_text(self.code, what="code"), checked_text(self.message, what="message")
        if any((item.bead, item.code, item.message) == (bead.id, code, message) for item in view.dismissals.values()):
            return ()
        dismissal = DismissalState(
            id=stamp.new_id(1),
            document=bead.document,
            bead=bead.id,
            code=code,
            message=message,
            reason=reason,
            user=stamp.user,
            at=stamp.time,
        )
        return (Change(None, dismissal),)


@dataclass(frozen=True, slots=True)
class Restore(Operation):
    """A dismissed finding counts again."""

    name: ClassVar[str] = "restore"
    named_in: ClassVar[tuple[str, ...]] = ("dismissal",)
    dismissal: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        if self.dismissal not in view.dismissals:
            raise RefusedError("This dismissal does not exist any more: the finding counts again already.")
        return (Change(view.dismissals[self.dismissal], None),)


@dataclass(frozen=True, slots=True)
class SettleOrphan(Operation):
    """A decision that no longer fits has been looked at; the note says what became of it."""

    name: ClassVar[str] = "settle-orphan"
    named_in: ClassVar[tuple[str, ...]] = ("orphan",)
    orphan: str
    note: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        if self.orphan not in view.orphans:
            raise RefusedError("This decision does not exist any more: it has found a place again.")
        before = view.orphans[self.orphan]
        note = checked_text(self.note, what="note")
        return (Change(before, replace(before, settled=stamp.user, note=note)),)
