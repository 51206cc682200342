"""What comes of an operation, as a value: a stale or impossible operation is no exception, for the rest must go on."""

from dataclasses import dataclass
from enum import StrEnum

from align.reviewing.state import OrphanState, Row


class Result(StrEnum):
    """How an operation ended."""

    ACKNOWLEDGED = "acknowledged"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that somebody else has changed since the sender saw it.

    Attributes:
        row: its id.
        seen: the row as the sender saw it; None if that cannot be told.
        yours: what the operation would have made of it; None where it would have removed it or nothing can be told.
        theirs: the row as it now stands; None if it is gone.
        revision: of `theirs`; 0 if it is gone.
        user, at, operation: who last changed it, when (ISO 8601, UTC), and by what.
    """

    row: str
    seen: Row | None
    yours: Row | None
    theirs: Row | None
    revision: int
    user: str = ""
    at: str = ""
    operation: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an operation.

    Attributes:
        result: acknowledged (stored, or already so), conflict (nothing was stored), refused (nothing was stored).
        op_id: number of the operation.
        seq: number of its event and revision of the rows it left; 0 if it changed nothing.
        changed: ids of the rows that it made or changed.
        removed: ids of the rows that it removed.
        conflicts: rows that were changed in between (for an undo by parts also those that it left alone).
        reason: why it was refused, or what should be known, a plain sentence; may be empty.
    """

    result: Result
    op_id: str
    seq: int = 0
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What came of an alignment run.

    Attributes:
        seq: number of its event; 0 if it changed nothing.
        beads: how many there are now.
        kept: how many decided beads stand.
        cut: how many proposed beads were cut by decisions.
        orphaned: what people had said and what no longer fits; it is kept until somebody settles it.
    """

    seq: int
    beads: int
    kept: int
    cut: int
    orphaned: tuple[OrphanState, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was stored."""
        return self.seq > 0


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """What came of a new reading.

    Attributes:
        seq: number of its event; 0 if it changed nothing.
        sentences: how many there are now on this side.
        kept, added, removed: how many of them were there before (by identity), are new, are gone.
        corrections: how many words that people had put right stay so.
        orphaned: decisions that no longer fit; kept until somebody settles them.
    """

    seq: int
    sentences: int
    kept: int
    added: int
    removed: int
    corrections: int = 0
    orphaned: tuple[OrphanState, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was stored."""
        return self.seq > 0
