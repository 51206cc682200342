"""The append-only log: one event per operation, one change per row that it made, altered or removed.

The number of an event is the revision of the rows it left behind. So a stale edit is recognised by one comparison,
"what changed since" is a condition on a number, and the row that somebody saw can be looked up by its revision.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.reviewing import schema
from align.reviewing.rows import row_from_json, row_to_json
from align.reviewing.state import Change, Row, Stamp
from align.reviewing.storing import revisions, write


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does: everything about an event but its changes.

    Attributes:
        operation: name of the operation ("accept", "run", "undo", …).
        arguments: its arguments as JSON values.
        document: number of the document, "" where it belongs to none.
        session: id of the review session it happens in, "" for none.
        undoes: number of the event whose inverse this is; None for an operation of its own.
    """

    stamp: Stamp
    operation: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    document: str = ""
    session: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A deed as it was stored; `at` is ISO 8601 in UTC."""

    seq: int
    op_id: str
    document: str
    user: str
    at: str
    operation: str
    arguments: Mapping[str, Any]
    session: str
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change as it was stored, with the revision that it found (None for a new row)."""

    seq: int
    change: Change
    base: int | None


def last_seq(connection: Connection) -> int:
    """Number of the last event; 0 before the first."""
    return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(schema.events.c.seq), 0))).scalar_one())


def commit(connection: Connection, deed: Deed, changes: Sequence[Change]) -> int:
    """Append an event and bring the tables to the state after it; returns its number.

    Must run inside `Database.writing()`.

    Raises:
        ConflictError: a row is gone or has changed since it was loaded; nothing is kept of the transaction.
    """
    seq = last_seq(connection) + 1
    base = revisions(connection, changes)
    stamp = deed.stamp
    header = {
        "seq": seq,
        "op_id": stamp.op_id,
        "document": deed.document,
        "user": stamp.user,
        "at": stamp.time,
        "operation": deed.operation,
        "arguments": dict(deed.arguments),
        "session": deed.session,
        "undoes": deed.undoes,
    }
    connection.execute(sa.insert(schema.events), [header])
    rows = [
        {
            "seq": seq,
            "ordinal": ordinal,
            "kind": change.kind,
            "row": change.id,
            "base": base.get((change.kind, change.id)),
            "before": None if change.before is None else row_to_json(change.before),
            "after": None if change.after is None else row_to_json(change.after),
        }
        for ordinal, change in enumerate(changes)
    ]
    if rows:
        connection.execute(sa.insert(schema.changes), rows)
    write(connection, changes, seq, base)
    return seq


def find_event(connection: Connection, op_id: str) -> Event | None:
    """The event with this operation number, if it was stored."""
    row = connection.execute(sa.select(schema.events).where(schema.events.c.op_id == op_id)).mappings().first()
    return None if row is None else Event(**row)


def load_events(connection: Connection, *conditions: sa.ColumnElement[bool]) -> tuple[Event, ...]:
    """Events that fulfil conditions on `schema.events`, oldest first."""
    query = sa.select(schema.events).where(*conditions).order_by(schema.events.c.seq)
    return tuple(Event(**row) for row in connection.execute(query).mappings())


def load_changes(connection: Connection, *conditions: sa.ColumnElement[bool]) -> tuple[Recorded, ...]:
    """Changes that fulfil conditions on `schema.changes` (or on `schema.events`), in the order they were made."""
    table = schema.changes
    query = (
        sa.select(table)
        .join(schema.events, schema.events.c.seq == table.c.seq)
        .where(*conditions)
        .order_by(table.c.seq, table.c.ordinal)
    )
    return tuple(_recorded(dict(row)) for row in connection.execute(query).mappings())


def _recorded(row: Mapping[str, Any]) -> Recorded:
    ends = [row[end] and row_from_json(row["kind"], row[end]) for end in ("before", "after")]
    return Recorded(row["seq"], Change(*ends), row["base"])


def changes_of(connection: Connection, seq: int) -> tuple[Change, ...]:
    """What one event changed."""
    return tuple(item.change for item in load_changes(connection, schema.changes.c.seq == seq))


def row_at(connection: Connection, kind: str, row_id: str, revision: int) -> Row | None:
    """A row as it was after the event of this number; None if there was none."""
    table = schema.changes
    here = sa.and_(table.c.kind == kind, table.c.row == row_id)
    last = sa.select(sa.func.max(table.c.seq)).where(here, table.c.seq <= revision).scalar_subquery()
    found = connection.execute(sa.select(table.c.after).where(here, table.c.seq == last)).scalar_one_or_none()
    return None if found is None else row_from_json(kind, found)


def last_event_on(connection: Connection, kind: str, row_id: str) -> Event | None:
    """The event that last made, changed or removed a row."""
    table = schema.changes
    query = sa.select(sa.func.max(table.c.seq)).where(table.c.kind == kind, table.c.row == row_id)
    seq = connection.execute(query).scalar_one_or_none()
    return None if seq is None else load_events(connection, schema.events.c.seq == seq)[0]


def author_of(connection: Connection, row_id: str, operation: str) -> str:
    """Who last did an operation on a row; "" if nobody did."""
    c, e = schema.changes.c, schema.events.c
    query = sa.select(e.user).join(schema.changes, c.seq == e.seq).where(c.row == row_id, e.operation == operation)
    return connection.execute(query.order_by(e.seq.desc()).limit(1)).scalar_one_or_none() or ""


def standing(events: Iterable[tuple[int, int | None]]) -> tuple[list[int], list[int]]:
    """What can be undone and what can be redone, as event numbers, each with the next one last.

    Args:
        events: (number, number of the event it takes back or None) of one person in one document, oldest first. An
            undo takes back an operation, a redo takes back an undo; a new operation ends what can be redone.
    """
    done: list[int] = []
    undone: list[int] = []
    undos: set[int] = set()
    for seq, undoes in events:
        if undoes is None:
            done.append(seq)
            undone.clear()
        elif undoes in undos:
            undone[:] = [undo for undo in undone if undo != undoes]
            done.append(seq)
        else:
            done[:] = [do for do in done if do != undoes]
            undone.append(seq)
            undos.add(seq)
    return done, undone
