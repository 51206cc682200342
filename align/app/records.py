"""Events as rows: for the history on a page, and as a table for a spreadsheet. Pure."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from align.exchange.tables import cell
from align.model import Sentence
from align.reviewing.history import Entry
from align.reviewing.state import BeadState, Change, CommentState, DismissalState, OrphanState, SentenceState, Status

STATUS_NAMES: Mapping[Status, str] = {
    Status.AUTO: "not reviewed",
    Status.ACCEPTED: "accepted",
    Status.APPROVED: "approved by two",
    Status.REJECTED: "rejected",
}

COLUMNS = (
    "event",
    "time",
    "document",
    "person",
    "operation",
    "beads",
    "numbers",
    "before",
    "after",
    "words",
    "session",
    "taken_back",
    "operation_id",
)


@dataclass(frozen=True, slots=True)
class Record:
    """An event as a row.

    Attributes:
        entry: the event with its changes.
        beads: ids of the beads that it changed or spoke of, each once, in the order of its changes.
        before, after: statuses of those beads, each once; () where there are none.
        words: what was said: remarks, comments, reasons, suggested wordings, corrected words.
    """

    entry: Entry
    beads: tuple[str, ...]
    before: tuple[Status, ...]
    after: tuple[Status, ...]
    words: tuple[str, ...]


def record(entry: Entry) -> Record:
    """The row of an event."""
    held = [change for change in entry.changes if isinstance(change.row, BeadState)]
    befores, afters = ([end for end in ends if isinstance(end, BeadState)] for ends in _ends(held))
    named = (_bead(change) for change in entry.changes)
    return Record(
        entry=entry,
        beads=tuple(dict.fromkeys(filter(None, named))),
        before=tuple(dict.fromkeys(bead.status for bead in befores)),
        after=tuple(dict.fromkeys(bead.status for bead in afters)),
        words=tuple(dict.fromkeys(filter(None, (_words(change) for change in entry.changes)))),
    )


def entry_json(entry: Entry) -> dict[str, object]:
    """An event of a bead's history, as the component shows it; `of` is what an undo or redo took back or did again."""
    row, event = record(entry), entry.event
    return {
        "at": event.at,
        "user": event.user,
        "operation": event.operation,
        "of": str(event.arguments.get("of", "")),
        "before": names(row.before),
        "after": names(row.after),
        "words": " | ".join(row.words),
        "undone": entry.undone,
    }


def _ends(changes: Sequence[Change]) -> tuple[list[object], list[object]]:
    return [change.before for change in changes], [change.after for change in changes]


def _bead(change: Change) -> str:
    row = change.row
    if isinstance(row, BeadState):
        return row.id
    return row.bead if isinstance(row, CommentState | DismissalState) else ""


def _words(change: Change) -> str:
    before, after = change.before, change.after
    if isinstance(after, BeadState):
        was = before if isinstance(before, BeadState) else None
        new = (getattr(after, part) for part in ("remark", "suggestion") if was and _differ(was, after, part))
        return " | ".join(filter(None, new))
    if isinstance(after, CommentState):
        return "" if isinstance(before, CommentState) else after.text
    if isinstance(after, DismissalState):
        return f"{after.code}: {after.reason}"
    if isinstance(after, OrphanState) and after.settled:
        return after.note
    if isinstance(before, SentenceState) and isinstance(after, SentenceState):
        return corrected(before.sentence, after.sentence)
    return ""


def _differ(before: BeadState, after: BeadState, part: str) -> bool:
    return bool(getattr(before, part) != getattr(after, part))


def corrected(before: Sentence, after: Sentence) -> str:
    """The words that differ between two sentences of as many words: "Gießkamme → Gießkanne"; "" for others."""
    if len(before.words) != len(after.words):
        return ""
    pairs = zip(before.words, after.words, strict=True)
    return ", ".join(f"{old.text} → {new.text}" for old, new in pairs if old.text != new.text)


def records_csv(records: Iterable[Record], positions: Mapping[str, int]) -> bytes:
    """The rows as comma-separated values (RFC 4180, UTF-8 with its mark), no cell of which a spreadsheet runs.

    Args:
        records: in any order; they are written in this one.
        positions: 0-based place of each bead that stands; `numbers` are these from 1 on.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in records:
        event = one.entry.event
        numbers = sorted(positions[bead] + 1 for bead in one.beads if bead in positions)
        values = (
            str(event.seq),
            event.at,
            event.document,
            event.user,
            event.operation,
            " ".join(one.beads),
            " ".join(map(str, numbers)),
            names(one.before),
            names(one.after),
            " | ".join(one.words),
            event.session,
            "yes" if one.entry.undone else "",
            event.op_id,
        )
        writer.writerow([cell(value) for value in values])
    return ("\ufeff" + stream.getvalue()).encode("utf-8", "replace")


def names(statuses: Iterable[Status]) -> str:
    """Statuses in words."""
    return ", ".join(STATUS_NAMES[status] for status in statuses)
