"""What a screen asks about a document: a light index of all beads, and the whole of some.

Everything here only reads, in a handful of statements whatever the length of the document. A document of 3,000 beads is
indexed without parsing a sentence; whole sentences are loaded for the beads of a window (about 200) alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.model import Finding, Severity
from align.reviewing import schema
from align.reviewing.service import Store
from align.reviewing.state import DECIDED, BeadState, CommentState, DismissalState, SentenceState, Side, Status
from align.reviewing.storing import load, load_ids
from align.reviewing.viewing import is_dismissed


@dataclass(frozen=True, slots=True)
class BeadRow:
    """A bead in the index.

    Attributes:
        revision: number of the event that last changed it.
        type: for example "2-1".
        page: first page of its original, None where it has none.
        folio: first folio of its original, "" where none is known.
        codes: of its open findings, in order.
        severe: whether one of them is an error.
    """

    id: str
    revision: int
    confidence: float
    status: Status
    type: str
    flagged: bool
    reviewer: str
    author: str
    page: int | None = None
    folio: str = ""
    codes: tuple[str, ...] = ()
    severe: bool = False

    @property
    def standing(self) -> tuple[bool, float]:
        """What decides its place in the queue: an open error is looked at however sure the aligner is."""
        return not self.severe, self.confidence


@dataclass(frozen=True, slots=True)
class BeadIndex:
    """All beads of a document, in order.

    Attributes:
        number: of the document.
        seq: number of the last event of the document that it contains.
        rows: the beads.
        shape: number of the last event when it was made; a later one may have changed rows since, but neither which
            beads there are, nor their order, nor which sentences they hold.
    """

    number: str
    seq: int
    rows: tuple[BeadRow, ...]
    shape: int = 0

    @property
    def order(self) -> tuple[int, ...]:
        """Positions (0-based) of all beads, the least sure first, equally sure ones in reading order."""
        return tuple(sorted(range(len(self.rows)), key=lambda place: (self.rows[place].confidence, place)))

    @property
    def queue(self) -> tuple[int, ...]:
        """Positions (0-based) of the undecided beads: those with an open error, then the others, the least sure first.

        Equally sure ones come in reading order.
        """
        waiting = [place for place, row in enumerate(self.rows) if row.status not in DECIDED]
        return tuple(sorted(waiting, key=lambda place: (*self.rows[place].standing, place)))


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead with everything that is shown of it.

    Attributes:
        bead: as it stands.
        revision: number of the event that last changed it.
        source, target: its sentences.
        findings: open ones; the indices in them are not used.
        dismissed: findings that were set aside (and that a check may or may not still make).
        comments: how many there are in its thread.
        sentence_revisions: by sentence id.
    """

    bead: BeadState
    revision: int
    source: tuple[SentenceState, ...]
    target: tuple[SentenceState, ...]
    findings: tuple[Finding, ...] = ()
    dismissed: tuple[DismissalState, ...] = ()
    comments: int = 0
    sentence_revisions: Mapping[str, int] = field(default_factory=dict)


_STATUS = {status.value: status for status in Status}


def last_event(store: Store, number: str) -> int:
    """Number of the last event in a document; 0 before the first."""
    with store.database.reading() as connection:
        return newest(connection, number)


def bead_index(store: Store, number: str) -> BeadIndex:
    """The index of a document's beads; empty for a document without any."""
    with store.database.reading() as connection:
        seq = newest(connection, number)
        return BeadIndex(number, seq, bead_rows(connection, number), seq)


def bead_rows(connection: Connection, number: str, ids: Sequence[str] | None = None) -> tuple[BeadRow, ...]:
    """Rows of the index in order: of all beads of a document, or of those with these ids."""
    b = schema.beads.c
    columns = (b.id, b.revision, b.confidence, b.status, b.sources, b.targets, b.flagged, b.reviewer, b.author)
    starts = _starts(connection, number, ids)
    codes, severe = _codes(connection, number)
    conditions = [b.document == number, *([] if ids is None else [b.id.in_(ids)])]
    found = connection.execute(sa.select(*columns).where(*conditions).order_by(b.rank, b.id))
    rows = []
    for bead, revision, confidence, status, sources, targets, flagged, reviewer, author in found:
        page, folio = starts.get(bead, (None, ""))
        shape, signs = f"{sources}-{targets}", codes.get(bead, ())
        about = (confidence, _STATUS[status], shape, flagged, reviewer, author)
        rows.append(BeadRow(bead, revision, *about, page, folio, signs, bead in severe))
    return tuple(rows)


def pairs(store: Store, ids: Sequence[str]) -> dict[str, Pair]:
    """Whole beads by id; ids that do not exist are missing from the answer."""
    if not ids:
        return {}
    with store.database.reading() as connection:
        beads = load_ids(connection, BeadState, ids)
        sentences = load_ids(connection, SentenceState, [one for item in beads.values() for one in _held(item.row)])
        findings = _findings(connection, list(beads))
        threads = _threads(connection, list(beads))
        dismissals = load(connection, DismissalState, schema.dismissals.c.bead.in_(list(beads)))
    return {
        key: Pair(
            bead=item.row,
            revision=item.revision,
            source=tuple(sentences[one].row for one in item.row.members(Side.SOURCE)),
            target=tuple(sentences[one].row for one in item.row.members(Side.TARGET)),
            findings=findings.get(key, ()),
            dismissed=tuple(one.row for one in dismissals if one.row.bead == key),
            comments=threads.get(key, 0),
            sentence_revisions={one: sentences[one].revision for one in _held(item.row)},
        )
        for key, item in beads.items()
    }


def thread(store: Store, bead: str) -> tuple[tuple[CommentState, int], ...]:
    """The comments on a bead with their revisions, oldest first."""
    with store.database.reading() as connection:
        stored = load(connection, CommentState, schema.comments.c.bead == bead)
    return tuple(sorted(((item.row, item.revision) for item in stored), key=lambda item: (item[0].at, item[0].id)))


def _held(bead: BeadState) -> tuple[str, ...]:
    return (*bead.source, *bead.target)


def newest(connection: Connection, number: str) -> int:
    """Number of the last event in a document; 0 before the first."""
    e = schema.events.c
    query = sa.select(sa.func.coalesce(sa.func.max(e.seq), 0)).where(e.document == number)
    return int(connection.execute(query).scalar_one())


def _starts(connection: Connection, number: str, ids: Sequence[str] | None) -> dict[str, tuple[int | None, str]]:
    """First page and first folio of each bead's original."""
    m, s = schema.members.c, schema.sentences.c
    those = [] if ids is None else [m.bead.in_(ids)]
    query = (
        sa.select(m.bead, s.page, s.folios)
        .join(schema.sentences, s.id == m.sentence)
        .where(s.document == number, m.side == Side.SOURCE.value, *those)
        .order_by(m.bead, m.ordinal)
    )
    found: dict[str, tuple[int | None, str]] = {}
    for bead, page, folios in connection.execute(query):
        if bead not in found:
            found[bead] = (page, folios[1:].partition("|")[0])
    return found


def _codes(connection: Connection, number: str) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Codes of the open findings by bead, and the beads with an error among them."""
    f = schema.findings.c
    query = sa.select(f.bead, f.code, f.severity).where(f.document == number, ~is_dismissed()).order_by(f.id)
    codes: dict[str, tuple[str, ...]] = {}
    severe = set()
    for bead, code, severity in connection.execute(query):
        codes[bead] = (*codes.get(bead, ()), code)
        if severity == Severity.ERROR.value:
            severe.add(bead)
    return codes, frozenset(severe)


def _findings(connection: Connection, beads: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
    f = schema.findings.c
    query = sa.select(schema.findings).where(f.bead.in_(beads), ~is_dismissed()).order_by(f.id)
    found: dict[str, tuple[Finding, ...]] = {}
    for row in connection.execute(query):
        finding = Finding(row.code, Severity(row.severity), row.message)
        found[row.bead] = (*found.get(row.bead, ()), finding)
    return found


def _threads(connection: Connection, beads: Sequence[str]) -> dict[str, int]:
    c = schema.comments.c
    query = sa.select(c.bead, sa.func.count()).where(c.bead.in_(beads)).group_by(c.bead)
    return {row[0]: row[1] for row in connection.execute(query)}
