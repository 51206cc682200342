"""Following a document: what events have touched since a number, and the index brought up to date by that alone.

A decision touches one bead of three thousand; reading all of them anew for it costs more than everything else that is
done with it.
"""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.reviewing import schema
from align.reviewing.ledger import load_changes
from align.reviewing.queries import BeadIndex, bead_index, bead_rows, newest
from align.reviewing.service import Store
from align.reviewing.state import BeadState, Change, CommentState, DismissalState, SentenceState

MOST = 300
"""So many changes are followed; more are cheaper to read anew."""


def touched(store: Store, number: str, since: int) -> frozenset[str] | None:
    """The beads that look different after the events that followed `since`.

    Returns:
        Their ids; None if beads or sentences came, went or moved, or if it is too much to tell.
    """
    with store.database.reading() as connection:
        return _touched(connection, number, since)


def refreshed(store: Store, known: BeadIndex) -> BeadIndex:
    """The index as it is now, made from an earlier one; that one itself if nothing happened."""
    with store.database.reading() as connection:
        if newest(connection, known.number) == known.seq:
            return known
        ids = _touched(connection, known.number, known.seq)
        if ids is not None:
            seq = newest(connection, known.number)
            fresh = {row.id: row for row in bead_rows(connection, known.number, sorted(ids))}
            return replace(known, seq=seq, rows=tuple(fresh.get(row.id, row) for row in known.rows))
    return bead_index(store, known.number)


def _touched(connection: Connection, number: str, since: int) -> frozenset[str] | None:
    c, e = schema.changes.c, schema.events.c
    conditions = (e.document == number, c.seq > since)
    count = sa.select(sa.func.count()).select_from(schema.changes.join(schema.events, c.seq == e.seq))
    if connection.execute(count.where(*conditions)).scalar_one() > MOST:
        return None
    changes = [recorded.change for recorded in load_changes(connection, *conditions)]
    if any(_reshapes(change) for change in changes):
        return None
    beads = {change.id for change in changes if isinstance(change.row, BeadState)}
    beads |= {change.row.bead for change in changes if isinstance(change.row, CommentState | DismissalState)}
    sentences = [change.id for change in changes if isinstance(change.row, SentenceState)]
    members = schema.members.c
    holders = connection.execute(sa.select(members.bead).where(members.sentence.in_(sentences))).scalars()
    return frozenset(beads) | frozenset(holders)


def _reshapes(change: Change) -> bool:
    before, after = change.before, change.after
    if isinstance(before, BeadState) and isinstance(after, BeadState):
        return _place(before) != _place(after)
    if isinstance(before, SentenceState) and isinstance(after, SentenceState):
        return before.rank != after.rank
    return isinstance(change.row, BeadState | SentenceState)


def _place(bead: BeadState) -> tuple[object, ...]:
    """What decides where a bead stands in the text and in the queue."""
    return bead.rank, bead.source, bead.target, bead.confidence
