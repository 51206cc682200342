"""Both versions of a row that two people changed: what the sender saw and wanted, and what now is."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.engine import Connection

from align.reviewing.ledger import last_event_on, row_at
from align.reviewing.operations import Operation, RefusedError, View
from align.reviewing.outcome import Conflict
from align.reviewing.state import BeadState, Row, SentenceState, Stamp
from align.reviewing.storing import Stored
from align.reviewing.viewing import Sight

_KINDS = ("bead", "sentence", "comment", "dismissal", "orphan", "session")


def conflict_with(
    connection: Connection, kind: str, row_id: str, stored: Stored[Row] | None, *, seen: Row | None, yours: Row | None
) -> Conflict:
    """A conflict with what a row now is."""
    event = last_event_on(connection, kind, row_id)
    theirs, revision = (None, 0) if stored is None else (stored.row, stored.revision)
    who = ("", "", "") if event is None else (event.user, event.at, event.operation)
    return Conflict(row_id, seen, yours, theirs, revision, *who)


def conflicts_of(
    connection: Connection, operation: Operation, stamp: Stamp, stale: Mapping[str, int], sight: Sight
) -> tuple[Conflict, ...]:
    """One conflict for each stale row, by id and the revision that the sender saw."""
    seen = {row_id: _seen(connection, row_id, revision) for row_id, revision in stale.items()}
    intended = _intended(operation, stamp, sight.view, [row for _, row in seen.values() if row is not None])
    return tuple(
        conflict_with(connection, kind, row_id, sight.rows.get(row_id), seen=row, yours=intended.get(row_id))
        for row_id, (kind, row) in seen.items()
    )


def _seen(connection: Connection, row_id: str, revision: int) -> tuple[str, Row | None]:
    for kind in _KINDS:
        row = row_at(connection, kind, row_id, revision)
        if row is not None:
            return kind, row
    return "bead", None


def _intended(operation: Operation, stamp: Stamp, view: View, seen: list[Row]) -> dict[str, Row | None]:
    """What the operation would have made of the state that the sender saw."""
    beads = {bead.id: bead for bead in view.beads}
    beads.update({row.id: row for row in seen if isinstance(row, BeadState)})
    sentences = {**view.sentences, **{row.id: row for row in seen if isinstance(row, SentenceState)}}
    ladder = tuple(sorted(beads.values(), key=lambda bead: bead.rank))
    try:
        changes = operation.changes(replace(view, beads=ladder, sentences=sentences), stamp)
    except RefusedError:
        return {}
    return {change.id: change.after for change in changes}
