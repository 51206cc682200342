"""What an overview shows of a document: folios, how sure the aligner is, open findings, decisions that wait."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from align.reviewing import schema
from align.reviewing.service import Store
from align.reviewing.state import OrphanState, Side, Status
from align.reviewing.storing import load
from align.reviewing.viewing import is_dismissed


def folios(store: Store, number: str) -> tuple[tuple[str, str], ...]:
    """Each folio of the original with the first bead on it, in the order of the text."""
    b, s, m = schema.beads.c, schema.sentences.c, schema.members.c
    query = (
        sa.select(s.folios, b.id)
        .join(schema.members, m.sentence == s.id)
        .join(schema.beads, b.id == m.bead)
        .where(s.document == number, s.side == Side.SOURCE.value)
        .order_by(s.rank)
    )
    first: dict[str, str] = {}
    with store.database.reading() as connection:
        for key, bead in connection.execute(query):
            for folio in filter(None, key.split("|")):
                first.setdefault(folio, bead)
    return tuple(first.items())


@dataclass(frozen=True, slots=True)
class Single:
    """What one person has accepted in a document and no second one approved: how many beads, and the first of them."""

    document: str
    reviewer: str
    beads: int
    first: str


def accepted_by_one(store: Store) -> tuple[Single, ...]:
    """What waits for a second person, by document and reviewer."""
    b = schema.beads.c
    query = (
        sa.select(b.document, b.reviewer, b.id)
        .where(b.status == Status.ACCEPTED.value)
        .order_by(b.document, b.reviewer, b.rank)
    )
    found: dict[tuple[str, str], list[str]] = {}
    with store.database.reading() as connection:
        for document, reviewer, bead in connection.execute(query):
            found.setdefault((document, reviewer), []).append(bead)
    return tuple(Single(*key, len(beads), beads[0]) for key, beads in found.items())


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the histogram: beads of a confidence from `low` to below `high` (the last one includes 1)."""

    low: float
    high: float
    statuses: Mapping[Status, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All beads of this confidence."""
        return sum(self.statuses.values())


def histogram(store: Store, number: str, *, bars: int = 20) -> tuple[Bar, ...]:
    """How sure the aligner is, by status, in equal steps from 0 to 1."""
    b = schema.beads.c
    step = sa.cast(sa.func.floor(b.confidence * bars), sa.Integer)
    counted = sa.select(step, b.status, sa.func.count()).where(b.document == number).group_by(step, b.status)
    found: dict[int, dict[Status, int]] = {}
    with store.database.reading() as connection:
        for place, status, count in connection.execute(counted):
            bar = found.setdefault(min(place, bars - 1), {})
            bar[Status(status)] = bar.get(Status(status), 0) + count
    return tuple(Bar(place / bars, (place + 1) / bars, found.get(place, {})) for place in range(bars))


def findings_by_code(store: Store, number: str) -> dict[str, int]:
    """How many open findings there are of each code, the most frequent first."""
    f = schema.findings.c
    count = sa.func.count().label("count")
    query = sa.select(f.code, count).where(f.document == number, ~is_dismissed()).group_by(f.code)
    with store.database.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query.order_by(count.desc(), f.code))}


def open_orphans(store: Store, number: str) -> tuple[OrphanState, ...]:
    """Decisions that no longer fit and that nobody has settled."""
    o = schema.orphans.c
    with store.database.reading() as connection:
        stored = load(connection, OrphanState, sa.and_(o.document == number, o.settled == ""))
    return tuple(item.row for item in stored)
