"""The rows that people's decisions act on, as frozen values, and a change as the pair of a row before and after.

Everything an operation does is a tuple of `Change`s; the database stores them and applies them, the history shows
them, undo swaps their ends, replay folds them. A row carries no revision: the revision of a stored row is the number
of the event that last changed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from align.model import Sentence

MACHINE = "aligner"
"""The author of what no person has done: readings and runs are authors too."""


class Side(StrEnum):
    """Which of the two texts."""

    SOURCE = "source"
    TARGET = "target"


class Status(StrEnum):
    """What people decided about a bead."""

    AUTO = "auto"
    ACCEPTED = "accepted"
    APPROVED = "approved"  # accepted, and accepted again by a second person
    REJECTED = "rejected"


DECIDED = frozenset({Status.ACCEPTED, Status.APPROVED})


class Nature(StrEnum):
    """What people said a null bead is."""

    NONE = ""
    OMISSION = "omission"
    ADDITION = "addition"
    LAYOUT = "layout"  # not left out: the layout of the file dropped or repeated it


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who does something, when (UTC), and under which number (unique; new ids are derived from it)."""

    op_id: str
    user: str
    at: datetime

    @property
    def time(self) -> str:
        """The time as it is stored: ISO 8601, UTC, microseconds, of fixed length, so that text order is time order."""
        return self.at.astimezone(UTC).isoformat(timespec="microseconds")

    def new_id(self, index: int, kind: str = "") -> str:
        """An id for a row that this operation makes, the same whenever it is asked for."""
        return f"{self.op_id}:{kind}{index}"


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document of the collection, as far as review is concerned.

    Attributes:
        id: its number in the catalogue.
        source_reading, target_reading: ids of the readings in force; "" before the first.
        signature: of the alignment in force; "" before the first run.
        aligned: whether beads exist (they then cover every sentence).
    """

    id: str
    source_reading: str = ""
    target_reading: str = ""
    signature: str = ""
    aligned: bool = False

    @property
    def document(self) -> str:
        """The document's own number, so that every row can be asked for it."""
        return self.id


@dataclass(frozen=True, slots=True)
class SentenceState:
    """A sentence as it now stands.

    Attributes:
        rank: orders the sentences of one side of a document.
        shaper: who joined or split it; "" for a sentence as the segmentation left it.
    """

    id: str
    document: str
    side: Side
    rank: str
    sentence: Sentence
    shaper: str = ""


@dataclass(frozen=True, slots=True)
class SentenceText:
    """As much of a sentence as is needed where beads are laid anew."""

    id: str
    document: str
    side: Side
    text: str
    folios: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BeadState:
    """A bead as it now stands.

    Attributes:
        rank: orders the beads of a document.
        source, target: ids of its sentences, in order; never both empty.
        confidence: the aligner's probability, 0 to 1; 0 for what is left over when people reshape its neighbour,
            1 for what people shaped.
        author: who shaped it: `MACHINE` or a person.
        reviewer: who set the status; "" while it is auto.
        approver: the second person; "" unless approved.
        partner: id of the neighbour it is swapped with (an explicit crossing); "" for none.
    """

    id: str
    document: str
    rank: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    confidence: float = 0.0
    author: str = MACHINE
    status: Status = Status.AUTO
    reviewer: str = ""
    approver: str = ""
    nature: Nature = Nature.NONE
    flagged: bool = False
    remark: str = ""
    suggestion: str = ""
    partner: str = ""

    @property
    def decided(self) -> bool:
        """Accepted by somebody: a hard constraint for every later run."""
        return self.status in DECIDED

    @property
    def annotated(self) -> bool:
        """Carries words or a sign that a person put there."""
        return bool(self.flagged or self.remark or self.suggestion)

    def members(self, side: Side) -> tuple[str, ...]:
        """Its sentences on one side."""
        return self.source if side is Side.SOURCE else self.target


@dataclass(frozen=True, slots=True)
class CommentState:
    """One contribution to the thread of a bead; `answers` is the id of the comment it answers, or ""."""

    id: str
    document: str
    bead: str
    author: str
    at: str
    text: str
    answers: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class DismissalState:
    """A finding that a person looked at and set aside, with the reason; holds while the message stays the same."""

    id: str
    document: str
    bead: str
    code: str
    message: str
    reason: str
    user: str
    at: str


class Subject(StrEnum):
    """What kind of decision no longer fits."""

    PAIR = "pair"
    CORRECTION = "correction"
    SEGMENTATION = "segmentation"


@dataclass(frozen=True, slots=True)
class OrphanState:
    """A decision that no longer fits the text or the pairing, kept with all it said until somebody settles it.

    Attributes:
        id: the id of the bead it was about where that bead is gone (so its comments stay with it), else a new one.
        subject: what kind of decision it was.
        source, target: texts of the sentences it was about, as they stood.
        person: whose decision it was.
        decision: the status of a bead ("accepted"), the corrected word, or the segmentation in words.
        reason: why it no longer fits, a plain sentence.
        settled: who settled it; "" while it is open.
        note: how it was settled.
    """

    id: str
    document: str
    subject: Subject
    source: tuple[str, ...]
    target: tuple[str, ...]
    person: str
    decision: str
    at: str
    reason: str
    folios: tuple[str, ...] = ()
    flagged: bool = False
    remark: str = ""
    suggestion: str = ""
    settled: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SessionState:
    """A review session.

    Attributes:
        id: given by the operation that opened it.
        date: ISO 8601 date.
        agenda: the filter that the session works through, as the app's own keys and values.
        decisions, questions: what was decided beyond single beads, and what stayed open, in order.
        closed: whether it is over; a closed session can be opened again.
    """

    id: str
    name: str
    date: str
    participants: tuple[str, ...] = ()
    agenda: Mapping[str, Any] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    closed: bool = False

    @property
    def document(self) -> str:
        """A session belongs to no single document."""
        return ""


Row = DocumentState | SentenceState | BeadState | CommentState | DismissalState | OrphanState | SessionState

KINDS: dict[type[Row], str] = {
    DocumentState: "document",
    SentenceState: "sentence",
    BeadState: "bead",
    CommentState: "comment",
    DismissalState: "dismissal",
    OrphanState: "orphan",
    SessionState: "session",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after: made where `before` is None, removed where `after` is None; never both None."""

    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as it is afterwards, or as it was if it is gone."""
        row = self.after if self.after is not None else self.before
        assert row is not None
        return row

    @property
    def id(self) -> str:
        """Id of the row."""
        return self.row.id

    @property
    def kind(self) -> str:
        """Kind of the row, a value of `KINDS`."""
        return KINDS[type(self.row)]

    @property
    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.after, self.before)


def changes_between(before: Mapping[str, Row], after: Mapping[str, Row]) -> tuple[Change, ...]:
    """What differs between two sets of rows of one kind, by id: removed and changed ones first, then new ones."""
    kept = [Change(row, after.get(key)) for key, row in before.items() if after.get(key) != row]
    return (*kept, *(Change(None, row) for key, row in after.items() if key not in before))
