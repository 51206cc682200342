"""Does the state follow from the log, and is it sound? Replays all events and compares; checks every ladder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.reviewing import schema
from align.reviewing.ledger import load_changes
from align.reviewing.service import Store
from align.reviewing.state import KINDS, BeadState, DocumentState, Row, SentenceState, Side
from align.reviewing.storing import Stored, load

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it must be.

    Attributes:
        kind, row: kind and id of the row ("document" and a number for a ladder, "database" for the file).
        what: a plain sentence.
    """

    kind: str
    row: str
    what: str


def replay(store: Store) -> tuple[Difference, ...]:
    """All differences between the log and the tables, and all faults of the ladders; () for a sound database."""
    with store.database.reading() as connection:
        folded, faults = _fold(connection)
        present: dict[Key, Stored[Row]] = {
            (name, item.row.id): item for kind, name in KINDS.items() for item in load(connection, kind, sa.true())
        }
        return (
            *faults,
            *_compare(folded, present),
            *_ladder_faults([item.row for item in present.values()]),
            *_gaps(connection),
            *_file_faults(connection),
        )


def _fold(connection: Connection) -> tuple[dict[Key, Stored[Row]], list[Difference]]:
    """The state that the log gives, and where a change does not fit what was before."""
    state: dict[Key, Stored[Row]] = {}
    faults = []
    for item in load_changes(connection):
        change = item.change
        key = (change.kind, change.id)
        before = state.get(key)
        if (before and before.row) != change.before or (before and before.revision) != item.base:
            faults.append(Difference(*key, f"Event {item.seq} found it otherwise than the events before left it."))
        if change.after is None:
            state.pop(key, None)
        else:
            state[key] = Stored(change.after, item.seq)
    return state, faults


def _compare(folded: Mapping[Key, Stored[Row]], present: Mapping[Key, Stored[Row]]) -> Iterable[Difference]:
    for key in sorted({*folded, *present}):
        if key not in present:
            yield Difference(*key, "The log says it exists, the table does not have it.")
        elif key not in folded:
            yield Difference(*key, "The table has it, the log does not know of it.")
        elif folded[key] != present[key]:
            yield Difference(*key, "The table has it otherwise than the log says.")


def _ladder_faults(rows: Sequence[Row]) -> Iterable[Difference]:
    for document in (row for row in rows if isinstance(row, DocumentState) and row.aligned):
        beads = sorted(
            (row for row in rows if isinstance(row, BeadState) and row.document == document.id),
            key=lambda row: row.rank,
        )
        sentences = [row for row in rows if isinstance(row, SentenceState) and row.document == document.id]
        for fault in ladder_faults(beads, sentences):
            yield Difference("document", document.id, fault)


def ladder_faults(beads: Sequence[BeadState], sentences: Iterable[SentenceState]) -> tuple[str, ...]:
    """What is wrong with a ladder, in plain sentences; () if every sentence stands in one bead and all are in order.

    Args:
        beads: all beads of a document, in order of rank.
        sentences: all its sentences, in any order.
    """
    faults = [
        f"Two pairs have the rank {first.rank!r}." for first, second in pairwise(beads) if first.rank == second.rank
    ]
    faults += [f"Pair {bead.id} is empty." for bead in beads if not (bead.source or bead.target)]
    rows = sorted(sentences, key=lambda row: row.rank)
    for side in Side:
        order = [row.id for row in rows if row.side is side]
        held = list(chain.from_iterable(bead.members(side) for bead in _uncrossed(beads, side)))
        if sorted(held) != sorted(order):
            faults.append(f"Not every {side.value} sentence stands in exactly one pair.")
        elif held != order:
            faults.append(f"The {side.value} sentences of the pairs are out of order.")
    places = {bead.id: place for place, bead in enumerate(beads)}
    for bead in beads:
        other = places.get(bead.partner)
        if bead.partner and (other is None or beads[other].partner != bead.id or abs(other - places[bead.id]) != 1):
            faults.append(f"Pair {bead.id} says that it is swapped with one that is not its neighbour.")
    return tuple(faults)


def _uncrossed(beads: Sequence[BeadState], side: Side) -> list[BeadState]:
    """The beads in the order of one text: two that are swapped stand the other way round in the target."""
    result = list(beads)
    for place, (first, second) in enumerate(pairwise(beads)):
        if side is Side.TARGET and first.partner == second.id and second.partner == first.id:
            result[place : place + 2] = [second, first]
    return result


def _gaps(connection: Connection) -> Iterable[Difference]:
    e = schema.events.c
    count, last = connection.execute(sa.select(sa.func.count(), sa.func.coalesce(sa.func.max(e.seq), 0))).one()
    if count != last:
        yield Difference("database", "events", f"There are {count} events, but the last one has the number {last}.")


def _file_faults(connection: Connection) -> Iterable[Difference]:
    """What SQLite itself finds wrong with the file."""
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Difference("database", "file", f"The file is damaged: {row[0]}.")
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Difference("database", str(row[0]), f"A row refers to one in {row[2]} that is not there.")
