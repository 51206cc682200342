"""What an overview asks of several documents at once, and what has become of one since a moment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.reviewing import schema
from align.reviewing.counts import Bar, findings_by_code, histogram
from align.reviewing.ledger import Recorded, load_changes, load_events
from align.reviewing.service import Store
from align.reviewing.state import MACHINE, BeadState, Side, Status


@dataclass(frozen=True, slots=True)
class Choices:
    """By what the history of a document can be filtered: who did something in it, and which operations there are."""

    users: tuple[str, ...]
    operations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Net:
    """What became of one bead on balance.

    Attributes:
        bead: its id.
        position: 0-based place among the beads that now stand; None if it is gone.
        folios: of its original, after or (if it is gone) before, in order.
        before: None for one that came into being.
        after: None for one that is gone.
        users: who took part, in order of their first event, each once.
        at: time of the last event (ISO 8601, UTC).
    """

    bead: str
    position: int | None
    folios: tuple[str, ...]
    before: BeadState | None
    after: BeadState | None
    users: tuple[str, ...]
    at: str

    @property
    def reshaped(self) -> bool:
        """Whether it came into being, is gone, or holds other sentences than before."""
        if self.before is None or self.after is None:
            return True
        return (self.before.source, self.before.target) != (self.after.source, self.after.target)


def confidence(store: Store, numbers: Sequence[str], *, bars: int = 20) -> tuple[Bar, ...]:
    """How sure the aligner is over several documents, see `counts.histogram`; empty bars for no documents."""
    counts: list[Counter[Status]] = [Counter() for _ in range(bars)]
    for number in numbers:
        for count, bar in zip(counts, histogram(store, number, bars=bars), strict=True):
            count.update(bar.statuses)
    return tuple(Bar(place / bars, (place + 1) / bars, dict(count)) for place, count in enumerate(counts))


def open_findings(store: Store, numbers: Sequence[str]) -> dict[str, int]:
    """Open findings by code over several documents, the most frequent first, equally frequent ones by name."""
    total: Counter[str] = Counter()
    for number in numbers:
        total.update(findings_by_code(store, number))
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def people(store: Store) -> tuple[str, ...]:
    """Everybody who has ever done anything, by name, without the machine."""
    e = schema.events.c
    with store.database.reading() as connection:
        query = sa.select(e.user).where(e.user != MACHINE).distinct().order_by(e.user)
        return tuple(connection.execute(query).scalars())


def choices(store: Store, number: str) -> Choices:
    """What the history of a document can be filtered by; the machine is one of its people."""
    e = schema.events.c
    with store.database.reading() as connection:
        queries = [sa.select(column).where(e.document == number).distinct() for column in (e.user, e.operation)]
        users, operations = (tuple(sorted(connection.execute(query).scalars())) for query in queries)
    return Choices(users, operations)


def event_before(store: Store, moment: datetime) -> int:
    """Number of the last event of all before a moment; 0 if there is none."""
    e = schema.events.c
    time = moment.astimezone(UTC).isoformat(timespec="microseconds")
    with store.database.reading() as connection:
        query = sa.select(sa.func.coalesce(sa.func.max(e.seq), 0)).where(e.at < time)
        return int(connection.execute(query).scalar_one())


def last_event_of(store: Store, number: str, user: str) -> int:
    """Number of the last event of a person in a document; 0 if there is none."""
    e = schema.events.c
    with store.database.reading() as connection:
        query = sa.select(sa.func.coalesce(sa.func.max(e.seq), 0)).where(e.document == number, e.user == user)
        return int(connection.execute(query).scalar_one())


def changed_since(store: Store, number: str, seq: int) -> tuple[Net, ...]:
    """What became of a document's beads after an event: each that differs, those that stand in order, then the gone.

    A bead that was changed and changed back, or that came and went, is not among them.
    """
    c, e = schema.changes.c, schema.events.c
    with store.database.reading() as connection:
        found = load_changes(connection, e.document == number, c.kind == "bead", c.seq > seq)
        events = {event.seq: event for event in load_events(connection, e.document == number, e.seq > seq)}
        folios = _folios(connection, number)
        standing = connection.execute(
            sa.select(schema.beads.c.id).where(schema.beads.c.document == number).order_by(schema.beads.c.rank)
        ).scalars()
        place = {bead: position for position, bead in enumerate(standing)}
    nets = []
    for bead, recorded in _by_bead(found).items():
        before, after = (_bead(row) for row in (recorded[0].change.before, recorded[-1].change.after))
        held = after or before
        if before == after or held is None:
            continue
        users = dict.fromkeys(events[item.seq].user for item in recorded)
        where = tuple(dict.fromkeys(folio for one in held.members(Side.SOURCE) for folio in folios.get(one, ())))
        last = events[recorded[-1].seq].at
        nets.append(Net(bead, place.get(bead), where, before, after, tuple(users), last))
    return tuple(sorted(nets, key=lambda net: (net.position is None, net.position or 0, net.bead)))


def _by_bead(found: Iterable[Recorded]) -> dict[str, list[Recorded]]:
    grouped: dict[str, list[Recorded]] = {}
    for item in found:
        grouped.setdefault(item.change.id, []).append(item)
    return grouped


def _bead(row: object) -> BeadState | None:
    return row if isinstance(row, BeadState) else None


def _folios(connection: Connection, number: str) -> dict[str, tuple[str, ...]]:
    """Folios of each sentence of the original."""
    s = schema.sentences.c
    query = sa.select(s.id, s.folios).where(s.document == number, s.side == Side.SOURCE.value)
    return {row[0]: tuple(filter(None, row[1].split("|"))) for row in connection.execute(query)}
