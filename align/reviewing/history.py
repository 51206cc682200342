"""What happened to a bead or a document, by whom, and what has changed since; the pace of the work."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.reviewing import schema
from align.reviewing.ledger import Event, load_changes, load_events
from align.reviewing.service import Store
from align.reviewing.state import DECIDED, Change

TAKEN_BACK = ("undo", "redo")


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with what it changed.

    Attributes:
        event: who, when, what.
        changes: all of it, or what concerns the bead that was asked for.
        undone: whether it has been taken back and not done again since.
    """

    event: Event
    changes: tuple[Change, ...]
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """What one person did on one day (UTC)."""

    day: str
    user: str
    operations: int
    decided: int


def of_bead(store: Store, bead: str) -> tuple[Entry, ...]:
    """History of a bead, oldest first: its shape and status, its sentences, thread, dismissals, and its orphan."""
    c = schema.changes.c
    with store.database.reading() as connection:
        ids = _about(connection, bead)
        numbers = set(connection.execute(sa.select(c.seq).where(c.row.in_(sorted(ids)))).scalars())
        return entries(connection, sorted(numbers), ids)


def _about(connection: Connection, bead: str) -> set[str]:
    """Ids of the rows that are a bead, that stand or stood in it, or that hang on it."""
    c = schema.changes.c
    ids = {bead}
    for recorded in load_changes(connection, c.kind == "bead", c.row == bead):
        for row in (recorded.change.before, recorded.change.after):
            ids.update((*getattr(row, "source", ()), *getattr(row, "target", ())))
    for table in (schema.comments, schema.dismissals):
        ids.update(connection.execute(sa.select(table.c.id).where(table.c.bead == bead)).scalars())
    return ids


def of_document(
    store: Store,
    number: str,
    *,
    since: int = 0,
    users: Sequence[str] = (),
    operations: Sequence[str] = (),
    session: str = "",
    limit: int | None = None,
) -> tuple[Entry, ...]:
    """History of a document ("" for review sessions), oldest first.

    Args:
        store: the store.
        number: of the document.
        since: only events after this number: "what has changed since".
        users: only these people (`state.MACHINE` is one); () for all.
        operations: only these operations; () for all.
        session: only what happened in this review session.
        limit: at most so many, the latest ones.
    """
    e = schema.events.c
    conditions = [e.document == number, e.seq > since]
    if users:
        conditions.append(e.user.in_(users))
    if operations:
        conditions.append(e.operation.in_(operations))
    if session:
        conditions.append(e.session == session)
    with store.database.reading() as connection:
        query = sa.select(e.seq).where(*conditions).order_by(e.seq.desc()).limit(limit)
        return entries(connection, sorted(connection.execute(query).scalars()))


def entries(connection: Connection, numbers: Sequence[int], ids: Collection[str] | None = None) -> tuple[Entry, ...]:
    """The events of these numbers with their changes (of rows in `ids`, or all)."""
    if not numbers:
        return ()
    wanted = schema.events.c.seq.in_(numbers)
    restricted = [] if ids is None else [schema.changes.c.row.in_(sorted(ids))]
    changes: dict[int, list[Change]] = {}
    for recorded in load_changes(connection, wanted, *restricted):
        changes.setdefault(recorded.seq, []).append(recorded.change)
    gone = taken_back(connection)
    return tuple(
        Entry(event, tuple(changes.get(event.seq, ())), event.seq in gone) for event in load_events(connection, wanted)
    )


def taken_back(connection: Connection) -> frozenset[int]:
    """Numbers of all events whose effect has been taken back and stands so."""
    e = schema.events.c
    query = sa.select(e.seq, e.undoes).where(e.undoes.is_not(None)).order_by(e.seq.desc())
    gone: set[int] = set()
    for seq, undoes in connection.execute(query):
        if seq not in gone:
            gone.add(undoes)
    return frozenset(gone)


def _status(row: sa.ColumnElement[object]) -> sa.ColumnElement[str]:
    """The status in a stored bead; other rows are not looked into (PostgreSQL refuses to unescape a NUL in them)."""
    return sa.case((schema.changes.c.kind == "bead", sa.type_coerce(row, sa.JSON)["status"].as_string()))


def last_event(store: Store) -> int:
    """Number of the last event of all; 0 before the first."""
    with store.database.reading() as connection:
        return int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(schema.events.c.seq), 0))).scalar_one())


def pace(store: Store, number: str | None = None) -> tuple[Pace, ...]:
    """Operations and decided beads by day and person, oldest day first; of one document or of all."""
    e, c = schema.events.c, schema.changes.c
    day = sa.func.substr(e.at, 1, 10)
    decided_states = sorted(DECIDED)
    conditions = [e.operation.not_in(("read", "run")), *([e.document == number] if number is not None else [])]
    query = sa.select(day, e.user, sa.func.count()).where(*conditions).group_by(day, e.user)
    decisions = (
        sa.select(day, e.user, sa.func.count())
        .join(schema.changes, c.seq == e.seq)
        .where(*conditions, c.kind == "bead", e.operation.not_in(TAKEN_BACK))
        .where(_status(c.after).in_(decided_states))
        .where(sa.func.coalesce(_status(c.before), "").not_in(decided_states))
        .group_by(day, e.user)
    )
    with store.database.reading() as connection:
        decided = {(row[0], row[1]): row[2] for row in connection.execute(decisions)}
        found = [Pace(row[0], row[1], row[2], decided.get((row[0], row[1]), 0)) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda item: (item.day, item.user)))
