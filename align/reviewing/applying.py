"""Applying operations: look, compare what the sender saw, change, append; and taking back or doing again.

Everything here runs inside one `Database.writing()`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.reviewing import schema
from align.reviewing.conflicts import conflict_with, conflicts_of
from align.reviewing.ledger import Deed, Event, changes_of, commit, find_event, load_events, standing
from align.reviewing.operations import OPERATIONS, Operation, RefusedError
from align.reviewing.outcome import Conflict, Outcome, Result
from align.reviewing.state import KINDS, BeadState, Change, CommentState, OrphanState, Row, Stamp
from align.reviewing.storing import Stored, load, load_ids
from align.reviewing.viewing import Sight, look

Base = Mapping[str, int | str]
"""What the sender saw, by row id: the number of the last event that he had seen when he looked at it (its revision, or
anything later), or the `op_id` of his own earlier operation that left it so."""


def apply_operation(
    connection: Connection, operation: Operation, stamp: Stamp, base: Base, *, session: str = ""
) -> Outcome:
    """Apply one operation; `base` is the revision seen of every row that it names."""
    known = find_event(connection, stamp.op_id)
    if known is not None:
        return _again(connection, known, operation.name, stamp)
    sight = look(connection, operation)
    stale, unknown = _stale(connection, operation.named, base, sight)
    if unknown:
        return _refused(stamp, f"It is not said which version of {unknown[0]!r} this was meant for.")
    if stale:
        return Outcome(Result.CONFLICT, stamp.op_id, conflicts=conflicts_of(connection, operation, stamp, stale, sight))
    try:
        changes = operation.changes(sight.view, stamp)
    except RefusedError as fault:
        return _refused(stamp, str(fault))
    deed = Deed(stamp, operation.name, operation.arguments(), _document(operation, sight), session)
    return _stored(connection, deed, changes)


def _document(operation: Operation, sight: Sight) -> str:
    return sight.document or str(getattr(operation, "document", ""))


def _refused(stamp: Stamp, reason: str) -> Outcome:
    return Outcome(Result.REFUSED, stamp.op_id, reason=reason)


def _stored(connection: Connection, deed: Deed, changes: Sequence[Change]) -> Outcome:
    seq = commit(connection, deed, changes)
    return _acknowledged(deed.stamp.op_id, seq, changes)


def _acknowledged(op_id: str, seq: int, changes: Sequence[Change]) -> Outcome:
    changed = tuple(change.id for change in changes if change.after is not None)
    removed = tuple(change.id for change in changes if change.after is None)
    return Outcome(Result.ACKNOWLEDGED, op_id, seq, changed, removed)


def _again(connection: Connection, known: Event, name: str, stamp: Stamp) -> Outcome:
    """The answer to an operation that was sent twice: it is stored once and acknowledged again."""
    if (known.user, known.operation) != (stamp.user, name):
        return _refused(stamp, f"The operation number {stamp.op_id!r} was already used for something else.")
    return _acknowledged(stamp.op_id, known.seq, changes_of(connection, known.seq))


LARGEST = 2**31
"""One more than the largest number of an event that both engines can hold."""


def _stale(
    connection: Connection, named: Sequence[str], base: Base, sight: Sight
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The named rows that are not as the sender saw them, with the revision he saw (0 if unknown); and the unnamed."""
    stale: dict[str, int] = {}
    for row_id in named:
        seen = base.get(row_id)
        if isinstance(seen, str):
            earlier = find_event(connection, seen)
            found = sight.rows.get(row_id)
            if earlier is None or found is None or found.revision > earlier.seq:
                stale[row_id] = 0 if earlier is None else earlier.seq
        elif seen is not None and (row_id not in sight.rows or sight.rows[row_id].revision > seen):
            stale[row_id] = min(max(seen, 0), LARGEST - 1)
    return stale, tuple(row_id for row_id in named if row_id not in base)


def undoable(connection: Connection, document: str, user: str) -> tuple[list[int], list[int]]:
    """Numbers of the events that a person can undo and redo in a document, each with the next one last."""
    table = schema.events
    made_changes = sa.exists().where(schema.changes.c.seq == table.c.seq)
    query = (
        sa.select(table.c.seq, table.c.undoes)
        .where(table.c.document == document, table.c.user == user, made_changes)
        .order_by(table.c.seq)
    )
    return standing((seq, undoes) for seq, undoes in connection.execute(query))


def undo(
    connection: Connection,
    document: str,
    stamp: Stamp,
    *,
    seq: int | None = None,
    redo: bool = False,
    session: str = "",
) -> Outcome:
    """Append the inverse of an event of a document ("" for review sessions).

    Without `seq` the event is the person's own last one that still stands, with `redo` his last undo.
    """
    name = "redo" if redo else "undo"
    known = find_event(connection, stamp.op_id)
    if known is not None:
        return _again(connection, known, name, stamp)
    if seq is None:
        choice = undoable(connection, document, stamp.user)[redo]
        if not choice:
            return _refused(stamp, f"There is nothing to {name}: each person takes back what he did himself.")
        seq = choice[-1]
    if not 0 < seq < LARGEST:
        return _refused(stamp, f"There is no event {seq}.")
    found = load_events(connection, schema.events.c.seq == seq, schema.events.c.document == document)
    if not found:
        return _refused(stamp, f"There is no event {seq} in this document.")
    deed = Deed(stamp, name, {"seq": seq, "of": _origin(found[0])}, document, session, seq)
    return _take_back(connection, found[0], deed)


def _origin(event: Event) -> str:
    """The operation that an event is, or that it takes back or does again."""
    return str(event.arguments.get("of", event.operation))


def _take_back(connection: Connection, event: Event, deed: Deed) -> Outcome:
    inverse = [change.inverse for change in changes_of(connection, event.seq)]
    inverse.sort(key=lambda change: change.after is not None)
    present = _present(connection, inverse)
    altered = [change for change in inverse if _row(present, change) != change.before]
    by_parts = _origin(event) in OPERATIONS and OPERATIONS[_origin(event)].by_parts
    conflicts = tuple(_undo_conflict(connection, change, present) for change in altered)
    if altered and not (by_parts and len(altered) < len(inverse)):
        return Outcome(Result.CONFLICT, deed.stamp.op_id, conflicts=conflicts)
    changes = [change for change in inverse if change not in altered]
    changes.extend(_followed_threads(connection, changes))
    outcome = _stored(connection, deed, changes)
    reason = f"{len(altered)} of {len(inverse)} had been changed since and were left alone." if altered else ""
    return replace(outcome, conflicts=conflicts, reason=reason)


def _present(connection: Connection, changes: Sequence[Change]) -> dict[tuple[str, str], Stored[Row]]:
    """The rows of the changes as they now stand, by kind and id."""
    return {
        (name, row_id): stored
        for kind, name in KINDS.items()
        for row_id, stored in load_ids(connection, kind, [c.id for c in changes if c.kind == name]).items()
    }


def _row(present: Mapping[tuple[str, str], Stored[Row]], change: Change) -> object:
    stored = present.get((change.kind, change.id))
    return None if stored is None else stored.row


def _undo_conflict(connection: Connection, change: Change, present: Mapping[tuple[str, str], Stored[Row]]) -> Conflict:
    stored = present.get((change.kind, change.id))
    return conflict_with(connection, change.kind, change.id, stored, seen=change.before, yours=change.after)


def _followed_threads(connection: Connection, changes: Sequence[Change]) -> list[Change]:
    """Comments made since on beads that vanish: they go to the bead that takes over the first sentence.

    (A bead that becomes an orphan of the same id keeps its thread.)
    """
    orphaned = {change.id for change in changes if isinstance(change.after, OrphanState)}
    gone = {c.id: c.before for c in changes if c.after is None and isinstance(c.before, BeadState)}
    moved = {change.id for change in changes}
    heirs = {bead.id: _heir(bead, changes) for bead in gone.values() if bead.id not in orphaned}
    comments = load(connection, CommentState, schema.comments.c.bead.in_(list(heirs))) if heirs else ()
    return [
        Change(item.row, replace(item.row, bead=heirs[item.row.bead]))
        for item in comments
        if item.row.id not in moved and heirs[item.row.bead] != item.row.bead
    ]


def _heir(bead: BeadState, changes: Sequence[Change]) -> str:
    first = (*bead.source, *bead.target)[0]
    holders = (c.id for c in changes if isinstance(c.after, BeadState) and first in (*c.after.source, *c.after.target))
    return next(holders, bead.id)
