"""Loading what an operation must see, and no more: the rows it names, the beads around them, or a whole document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.model import Severity
from align.reviewing import schema
from align.reviewing.operations import Operation, Reach, View
from align.reviewing.state import (
    BeadState,
    CommentState,
    DismissalState,
    OrphanState,
    Row,
    SentenceState,
    SessionState,
    Side,
)
from align.reviewing.storing import R, Stored, load, load_ids, load_texts, table_of

_CAN_BE_NAMED: tuple[type[Row], ...] = (
    BeadState,
    SentenceState,
    CommentState,
    DismissalState,
    OrphanState,
    SessionState,
)
_HANG_ON_BEADS: tuple[type[CommentState] | type[DismissalState], ...] = (CommentState, DismissalState)


@dataclass(frozen=True, slots=True)
class Sight:
    """A view, the document it belongs to ("" for none), and every row in it with its revision, by id."""

    view: View
    document: str
    rows: Mapping[str, Stored[Row]]


def look(connection: Connection, operation: Operation) -> Sight:
    """What an operation must see, as it now stands."""
    if operation.reach is Reach.ROWS:
        return _around(connection, (*operation.named, *operation.mentioned))
    return look_at_document(connection, str(getattr(operation, "document")), texts=operation.reach is Reach.DOCUMENT)  # noqa: B009


def look_at_document(connection: Connection, document: str, *, texts: bool) -> Sight:
    """All beads of a document; with `texts` the texts of its sentences and the comments too."""
    kinds: tuple[type[Row], ...] = (BeadState, CommentState) if texts else (BeadState,)
    stored = [item for kind in kinds for item in load(connection, kind, table_of(kind).c.document == document)]
    sight = _sight(stored, document)
    held = {row.id: row for row in load_texts(connection, document)} if texts else {}
    return replace(sight, view=replace(sight.view, texts=held, severe=open_errors(connection, document)))


def open_errors(connection: Connection, document: str) -> frozenset[str]:
    """Beads with a finding of severity "error" that nobody has dismissed."""
    findings = schema.findings
    query = sa.select(findings.c.bead).where(
        findings.c.document == document, findings.c.severity == Severity.ERROR.value, ~is_dismissed()
    )
    return frozenset(connection.execute(query).scalars())


def is_dismissed() -> sa.ColumnElement[bool]:
    """The condition on `schema.findings` that somebody has set the finding aside."""
    findings, dismissals = schema.findings, schema.dismissals
    return sa.exists().where(
        dismissals.c.document == findings.c.document,
        dismissals.c.bead == findings.c.bead,
        dismissals.c.code == findings.c.code,
        dismissals.c.message == findings.c.message,
    )


def _around(connection: Connection, ids: tuple[str, ...]) -> Sight:
    """The rows with these ids, the beads that hold the sentences among them, and the stretch of the ladder around."""
    stored: dict[str, Stored[Row]] = {}
    for kind in _CAN_BE_NAMED:
        missing = [item for item in ids if item not in stored]
        if missing:
            stored.update(load_ids(connection, kind, missing))
    sentences = [item.row for item in stored.values() if isinstance(item.row, SentenceState)]
    if sentences:
        held = sa.select(schema.members.c.bead).where(schema.members.c.sentence.in_([row.id for row in sentences]))
        stored.update({item.row.id: item for item in load(connection, BeadState, schema.beads.c.id.in_(held))})
        stored.update({item.row.id: item for row in sentences for item in _next_sentence(connection, row)})
    beads = [item.row for item in stored.values() if isinstance(item.row, BeadState)]
    if beads:
        stored.update({item.row.id: item for item in _stretch(connection, beads)})
        for hanging in _HANG_ON_BEADS:
            about = table_of(hanging).c.bead.in_([bead.id for bead in beads])
            stored.update({item.row.id: item for item in load(connection, hanging, about)})
    document = next((item.row.document for item in stored.values()), "")
    return _sight(stored.values(), document)


def _next_sentence(connection: Connection, row: SentenceState) -> tuple[Stored[SentenceState], ...]:
    table = schema.sentences
    same = sa.and_(table.c.document == row.document, table.c.side == row.side.value)
    following = sa.select(sa.func.min(table.c.rank)).where(same, table.c.rank > row.rank).scalar_subquery()
    return load(connection, SentenceState, sa.and_(same, table.c.rank == following))


def _stretch(connection: Connection, beads: list[BeadState]) -> tuple[Stored[BeadState], ...]:
    """All beads from the first to the last of these, and one more on either side."""
    table = schema.beads
    document, first, last = beads[0].document, min(bead.rank for bead in beads), max(bead.rank for bead in beads)
    same = table.c.document == document
    low = sa.select(sa.func.max(table.c.rank)).where(same, table.c.rank < first).scalar_subquery()
    high = sa.select(sa.func.min(table.c.rank)).where(same, table.c.rank > last).scalar_subquery()
    inside = table.c.rank.between(sa.func.coalesce(low, first), sa.func.coalesce(high, last))
    return load(connection, BeadState, sa.and_(same, inside))


def _sight(stored: Iterable[Stored[Row]], document: str) -> Sight:
    rows = {item.row.id: item for item in stored}
    beads = sorted(_of(rows, BeadState).values(), key=lambda bead: bead.rank)
    sentences = sorted(_of(rows, SentenceState).values(), key=lambda row: (row.side is Side.TARGET, row.rank))
    view = View(
        beads=tuple(beads),
        sentences={row.id: row for row in sentences},
        comments=_of(rows, CommentState),
        dismissals=_of(rows, DismissalState),
        orphans=_of(rows, OrphanState),
        sessions=_of(rows, SessionState),
        revisions={bead.id: rows[bead.id].revision for bead in beads},
    )
    return Sight(view, document, rows)


def _of(rows: Mapping[str, Stored[Row]], kind: type[R]) -> dict[str, R]:
    return {key: item.row for key, item in rows.items() if isinstance(item.row, kind)}
