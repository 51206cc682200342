"""What every operation is: frozen arguments, and a pure function from the state before to the changes it makes.

An operation says which rows it names (`named`): whoever sends it says which revision of each he saw, and a row that
has changed since makes a conflict. It says how far it reaches (`reach`): how much of the document it must be shown. It
knows nothing of a database, a clock or random numbers: those come with the `View` and the `Stamp`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import ClassVar

from align.reviewing.ranks import between
from align.reviewing.state import (
    BeadState,
    Change,
    CommentState,
    DismissalState,
    OrphanState,
    SentenceState,
    SentenceText,
    SessionState,
    Side,
    Stamp,
)

TEXT_LIMIT = 20_000
"""The longest remark, suggestion or comment, in characters."""


class RefusedError(Exception):
    """An operation that cannot be done as things stand, though nobody changed anything; the message says why."""


class Reach(StrEnum):
    """How much of the document an operation must see."""

    ROWS = "rows"  # the rows it names, all beads between the named ones, and one bead on either side
    LADDER = "ladder"  # all beads of the document
    DOCUMENT = "document"  # all its beads, the texts of its sentences, and all comments


@dataclass(frozen=True)
class View:
    """The part of the state that an operation sees.

    Attributes:
        beads: a stretch of the ladder without gaps, in order.
        sentences: those named, by id, per side in order.
        texts: all sentences of the document by id, per side in order, where all of it is shown.
        comments, dismissals, orphans, sessions: those named and those of the beads shown, by id.
        revisions: of the beads shown, by id.
        severe: ids of beads with an open finding of severity "error".
    """

    beads: tuple[BeadState, ...] = ()
    sentences: Mapping[str, SentenceState] = field(default_factory=dict)
    texts: Mapping[str, SentenceText] = field(default_factory=dict)
    comments: Mapping[str, CommentState] = field(default_factory=dict)
    dismissals: Mapping[str, DismissalState] = field(default_factory=dict)
    orphans: Mapping[str, OrphanState] = field(default_factory=dict)
    sessions: Mapping[str, SessionState] = field(default_factory=dict)
    revisions: Mapping[str, int] = field(default_factory=dict)
    severe: frozenset[str] = frozenset()

    def bead(self, bead_id: str) -> BeadState:
        """The bead with this id.

        Raises:
            RefusedError: there is none.
        """
        found = next((bead for bead in self.beads if bead.id == bead_id), None)
        if found is None:
            raise RefusedError("This pair does not exist any more: somebody merged or cut it. See what stands now.")
        return found

    def place(self, bead_id: str) -> int:
        """Index of a bead in `beads`."""
        return self.beads.index(self.bead(bead_id))

    def sentence(self, sentence_id: str) -> SentenceState:
        """The sentence with this id.

        Raises:
            RefusedError: there is none.
        """
        if sentence_id not in self.sentences:
            raise RefusedError("This sentence does not exist any more: somebody joined or cut it. See what stands now.")
        return self.sentences[sentence_id]

    def holder(self, sentence_id: str) -> BeadState:
        """The bead that holds a sentence.

        Raises:
            RefusedError: none of those shown does.
        """
        found = next((bead for bead in self.beads if sentence_id in (*bead.source, *bead.target)), None)
        if found is None:
            raise RefusedError("This sentence stands in no pair. Align the document again: align run.")
        return found

    def rank_after(self, bead_id: str) -> str:
        """A rank between a bead and the next one."""
        place = self.place(bead_id)
        following = self.beads[place + 1].rank if place + 1 < len(self.beads) else None
        return between(self.beads[place].rank, following)

    def thread(self, bead_id: str) -> tuple[CommentState, ...]:
        """The comments on a bead."""
        return tuple(comment for comment in self.comments.values() if comment.bead == bead_id)


@dataclass(frozen=True, slots=True)
class Operation(ABC):
    """Base of all operations."""

    name: ClassVar[str]
    reach: ClassVar[Reach] = Reach.ROWS
    by_parts: ClassVar[bool] = False
    """Whether its undo may take back what it can and leave rows that somebody changed since."""

    named_in: ClassVar[tuple[str, ...]] = ()
    """Fields that hold ids of rows which must still be as the sender saw them."""
    mentioned_in: ClassVar[tuple[str, ...]] = ()
    """Fields that hold ids of rows which it must be shown, whatever has become of them."""

    @property
    def named(self) -> tuple[str, ...]:
        """Ids of the rows that must still be as the sender saw them."""
        return tuple(getattr(self, name) for name in self.named_in)

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Ids of the other rows that it must be shown."""
        return tuple(filter(None, (getattr(self, name) for name in self.mentioned_in)))

    @abstractmethod
    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does; () if everything is already so.

        Raises:
            RefusedError: it cannot be done as things stand.
        """

    def arguments(self) -> dict[str, object]:
        """Its arguments as JSON values."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {key: list(item) if isinstance(item, tuple) else item for key, item in values.items()}


def altered(*pairs: tuple[BeadState, BeadState | None]) -> tuple[Change, ...]:
    """Changes for those beads that differ."""
    return tuple(Change(before, after) for before, after in pairs if before != after)


def checked_text(text: str, *, what: str, empty: bool = True) -> str:
    """A text that a person wrote, without outer blanks.

    Raises:
        RefusedError: it is longer than `TEXT_LIMIT`, holds characters that cannot be stored, or is empty and may not.
    """
    text = text.strip()
    if len(text) > TEXT_LIMIT:
        raise RefusedError(f"The {what} is longer than {TEXT_LIMIT:,} characters.")
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise RefusedError(f"The {what} holds characters that cannot be stored.")
    if not text and not empty:
        raise RefusedError(f"The {what} is empty.")
    return text


def side_of(value: str) -> Side:
    """A side from its name.

    Raises:
        RefusedError: it is neither "source" nor "target".
    """
    try:
        return Side(value)
    except ValueError as fault:
        raise RefusedError(f"There is no side {value!r}.") from fault
