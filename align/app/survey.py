"""What the overview shows, gathered: how far documents are, what their figures say. No Streamlit, no SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from align.app.records import Record, record
from align.collection import Entry
from align.pipeline.status import Status as Progress
from align.pipeline.status import document_status
from align.pipeline.workspace import Workspace
from align.reviewing import MACHINE, DocumentSummary, Status, Store
from align.reviewing.counts import Bar
from align.reviewing.history import Pace, of_document, pace
from align.reviewing.overview import Net, changed_since, confidence, event_before, last_event_of, open_findings
from align.reviewing.queries import bead_index

BARS = 20
RECENT_DAYS = 14
"""How many of the last days with work on them the pace shows."""

BEGINNING, TODAY, WEEK, DAY, LAST_OF = "beginning", "today", "week", "day", "last of"


@dataclass(frozen=True, slots=True)
class Line:
    """A document in the overview; `summary` is None before anything of it has been read."""

    entry: Entry
    progress: Progress
    summary: DocumentSummary | None
    findings: int

    def count(self, status: Status) -> int:
        """How many of its beads have a status."""
        return self.summary.statuses.get(status, 0) if self.summary else 0


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one document or of all: how sure, which findings are open, who did how much on which day."""

    bars: tuple[Bar, ...]
    findings: Mapping[str, int]
    pace: tuple[Pace, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """A moment from which on the history is told.

    Attributes:
        kind: BEGINNING, TODAY, WEEK (the last seven days), DAY (`day`, from its beginning), LAST_OF (what came after
            the last operation of `user` in the document). Days are those of UTC.
    """

    kind: str = BEGINNING
    user: str = ""
    day: datetime | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What happened in a document: each event, and what became of each bead on balance.

    Attributes:
        records: oldest first, as filtered.
        nets: since the same moment, whoever did it.
        positions: 0-based place of each bead that stands.
    """

    records: tuple[Record, ...]
    nets: tuple[Net, ...]
    positions: Mapping[str, int]

    @property
    def by_people(self) -> tuple[Net, ...]:
        """Those of the nets in which people took part."""
        return tuple(net for net in self.nets if set(net.users) != {MACHINE})


def lines(workspace: Workspace, store: Store) -> tuple[Line, ...]:
    """All documents of the catalogue, in its order."""
    entries = workspace.collection.entries
    known = {summary.number: summary for summary in store.documents()}
    return tuple(
        Line(entry, progress, known.get(entry.number), sum(open_findings(store, (entry.number,)).values()))
        for entry, progress in zip(entries, document_status(workspace, entries), strict=True)
    )


def figures(store: Store, numbers: Sequence[str]) -> Figures:
    """The figures of these documents; the pace is that of one, or of everything if there are several."""
    found = pace(store, numbers[0] if len(numbers) == 1 else None)
    days = sorted({one.day for one in found})[-RECENT_DAYS:]
    recent = tuple(one for one in found if one.day in days)
    return Figures(confidence(store, numbers, bars=BARS), open_findings(store, numbers), recent)


def past(
    store: Store,
    number: str,
    since: Since,
    *,
    now: datetime,
    users: Sequence[str] = (),
    operations: Sequence[str] = (),
) -> Past:
    """What happened in a document since a moment, the events filtered by person and operation (() for all)."""
    seq = _event(store, number, since, now)
    entries = of_document(store, number, since=seq, users=users, operations=operations)
    positions = {row.id: place for place, row in enumerate(bead_index(store, number).rows)}
    return Past(tuple(record(entry) for entry in entries), changed_since(store, number, seq), positions)


def _event(store: Store, number: str, since: Since, now: datetime) -> int:
    """Number of the last event before the moment."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if since.kind == TODAY:
        return event_before(store, midnight)
    if since.kind == WEEK:
        return event_before(store, midnight - timedelta(days=6))
    if since.kind == DAY and since.day is not None:
        return event_before(store, since.day)
    return last_event_of(store, number, since.user) if since.kind == LAST_OF else 0


def review_address(number: str, bead: str = "", *, agenda: str = "", only: str = "") -> str:
    """Where a document, or one of its beads, is reviewed.

    Args:
        number: of the document.
        bead: id of the bead to begin at.
        agenda: id of a session whose agenda to walk.
        only: value of the filter to walk by ("status:accepted").
    """
    parts = {"doc": number, "bead": bead, "order": "reading" if bead else "", "agenda": agenda, "only": only}
    return "/review?" + urlencode({name: value for name, value in parts.items() if value})
