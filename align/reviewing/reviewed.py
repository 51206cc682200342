"""A document as it now stands: its alignment, and beside each bead what people say of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.model import Alignment, Bead, Finding, Severity
from align.reviewing import schema
from align.reviewing.fitting import standing
from align.reviewing.state import (
    DECIDED,
    BeadState,
    DocumentState,
    SentenceState,
    Side,
    Status,
)
from align.reviewing.storing import load, load_ids
from align.reviewing.viewing import is_dismissed


@dataclass(frozen=True, slots=True)
class ReviewedBead:
    """What is known of a bead; `state.confidence` is the aligner's own, also for decided beads."""

    state: BeadState
    revision: int
    comments: int = 0

    @property
    def id(self) -> str:
        """The bead's id."""
        return self.state.id


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document's alignment with the decisions on it.

    Attributes:
        number: of the document.
        alignment: sentences as they now stand (words corrected, sentences joined or split), beads in order; a decided
            bead has confidence 1 there. `findings` are those that nobody has dismissed.
        beads: parallel to `alignment.beads`.
        source_ids, target_ids: parallel to the sentences.
        seq: number of the last event that this state contains.
    """

    number: str
    alignment: Alignment
    beads: tuple[ReviewedBead, ...]
    source_ids: tuple[str, ...]
    target_ids: tuple[str, ...]
    seq: int

    @property
    def pins(self) -> tuple[Bead, ...]:
        """Decided beads as constraints for a new run: in order on both sides, confidence 1.

        Two beads that are swapped with each other become one, because a ladder cannot cross; when the run is stored,
        the two take their place again.
        """
        return _pins(self)


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """How far a document is.

    Attributes:
        number: in the catalogue.
        sentences: of source and target; 0 where that side has not been read.
        pages: of source and target.
        beads: 0 before the first run.
        statuses: number of beads by status.
        flagged: number of flagged beads.
        orphans: decisions that no longer fit and that nobody has settled.
        signature: of the alignment in force.
        changed: when something last changed (ISO 8601, UTC); "" for never.
    """

    number: str
    sentences: tuple[int, int]
    pages: tuple[int, int]
    beads: int
    statuses: dict[Status, int]
    flagged: int
    orphans: int
    signature: str
    changed: str

    @property
    def decided(self) -> int:
        """How many beads somebody has accepted."""
        return sum(self.statuses.get(status, 0) for status in DECIDED)


def load_reviewed(connection: Connection, number: str) -> Reviewed | None:
    """The document as it now stands; None if it is not known."""
    found = load_ids(connection, DocumentState, [number]).get(number)
    if found is None:
        return None
    sentences = [item.row for item in load(connection, SentenceState, schema.sentences.c.document == number)]
    stored = load(connection, BeadState, schema.beads.c.document == number)
    threads = _threads(connection, number)
    beads = tuple(ReviewedBead(item.row, item.revision, threads.get(item.row.id, 0)) for item in stored)
    sides = {side: [row for row in sentences if row.side is side] for side in Side}
    places = {row.id: place for side in Side for place, row in enumerate(sides[side])}
    alignment = Alignment(
        source=tuple(row.sentence for row in sides[Side.SOURCE]),
        target=tuple(row.sentence for row in sides[Side.TARGET]),
        beads=tuple(_bead(item.state, places) for item in beads),
        findings=_findings(connection, number, [item.id for item in beads]),
        signature=found.row.signature,
    )
    ids = {side: tuple(row.id for row in sides[side]) for side in Side}
    seq = connection.execute(sa.select(sa.func.coalesce(sa.func.max(schema.events.c.seq), 0))).scalar_one()
    return Reviewed(number, alignment, beads, ids[Side.SOURCE], ids[Side.TARGET], seq)


def _bead(state: BeadState, places: dict[str, int]) -> Bead:
    source, target = (tuple(places[item] for item in state.members(side)) for side in Side)
    return Bead(source, target, 1.0 if state.decided else state.confidence, state.decided)


def _threads(connection: Connection, number: str) -> dict[str, int]:
    table = schema.comments
    query = sa.select(table.c.bead, sa.func.count()).where(table.c.document == number).group_by(table.c.bead)
    return {row[0]: row[1] for row in connection.execute(query)}


def _findings(connection: Connection, number: str, beads: Sequence[str]) -> tuple[Finding, ...]:
    """Open findings, as indices into the ladder; the order is that in which they were stored."""
    place = {bead: index for index, bead in enumerate(beads)}
    table = schema.findings
    query = sa.select(table).where(table.c.document == number, ~is_dismissed()).order_by(table.c.id)
    return tuple(
        Finding(
            row["code"],
            Severity(row["severity"]),
            row["message"],
            tuple(place[bead] for bead in (row["bead"], *row["others"]) if bead in place),
        )
        for row in connection.execute(query).mappings()
        if row["bead"] in place
    )


def _pins(reviewed: Reviewed) -> tuple[Bead, ...]:
    pins: list[Bead] = []
    swapped_with = ""
    stands = {state.id for state in standing([item.state for item in reviewed.beads])}
    for item, bead in zip(reviewed.beads, reviewed.alignment.beads, strict=True):
        if item.id not in stands:
            continue
        if swapped_with == item.id:
            last = pins[-1]
            joint = tuple(sorted((*last.target, *bead.target)))
            pins[-1] = replace(last, source=(*last.source, *bead.source), target=joint)
        else:
            pins.append(replace(bead, confidence=1.0, decided=True))
        swapped_with = item.state.partner
    return tuple(pins)


def load_summaries(connection: Connection) -> tuple[DocumentSummary, ...]:
    """All documents, by number (numbers in numeric order, then names)."""
    rows = [item.row for item in load(connection, DocumentState, sa.true())]
    counts = _Counts(connection)
    found = [counts.summary(row) for row in rows]
    return tuple(sorted(found, key=lambda item: (not item.number.isdigit(), item.number.zfill(12))))


class _Counts:
    """Everything that is counted per document, each by one question to the database."""

    def __init__(self, connection: Connection) -> None:
        s, b, o, e = schema.sentences.c, schema.beads.c, schema.orphans.c, schema.events.c
        count = sa.func.count()

        def grouped(
            *columns: sa.ColumnElement[str], value: sa.ColumnElement[int] = count
        ) -> dict[tuple[str, ...], int]:
            query = sa.select(*columns, value).group_by(*columns)
            return {tuple(row[:-1]): int(row[-1]) for row in connection.execute(query)}

        self.sentences = grouped(s.document, s.side)
        self.statuses = grouped(b.document, b.status)
        self.flagged = grouped(b.document, value=sa.func.sum(sa.case((b.flagged, 1), else_=0)))
        self.orphans = grouped(o.document, value=sa.func.sum(sa.case((o.settled == "", 1), else_=0)))
        self.pages = grouped(schema.pages.c.reading)
        last = sa.select(e.document, sa.func.max(e.at)).group_by(e.document)
        self.changed: dict[str, str] = {row[0]: row[1] for row in connection.execute(last)}

    def summary(self, row: DocumentState) -> DocumentSummary:
        """One document's line."""
        statuses = {status: self.statuses.get((row.id, status.value), 0) for status in Status}
        return DocumentSummary(
            number=row.id,
            sentences=(
                self.sentences.get((row.id, Side.SOURCE.value), 0),
                self.sentences.get((row.id, Side.TARGET.value), 0),
            ),
            pages=(self.pages.get((row.source_reading,), 0), self.pages.get((row.target_reading,), 0)),
            beads=sum(statuses.values()),
            statuses=statuses,
            flagged=self.flagged.get((row.id,), 0),
            orphans=self.orphans.get((row.id,), 0),
            signature=row.signature,
            changed=self.changed.get(row.id, ""),
        )
