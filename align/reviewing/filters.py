"""Which beads are meant: filters, search, agendas of review sessions; all answered by the database."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import sqlalchemy as sa

from align.errors import UsageError
from align.reviewing import schema
from align.reviewing.service import Store
from align.reviewing.viewing import is_dismissed


@dataclass(frozen=True, slots=True)
class Filter:
    """Which beads are meant; empty parts mean "any". Also the agenda of a review session (`as_json`).

    Attributes:
        statuses: any of these.
        codes: with an open finding of any of these codes.
        types: any of these bead types ("1-0").
        persons: whose reviewer, approver or author is any of these.
        least, most: bounds of the confidence, inclusive.
        flagged: only flagged beads.
        with_findings: only beads with an open finding.
        commented: only beads with an unsettled comment.
        text: in a sentence, remark or suggestion, upper and lower case alike.
        folio: with a sentence on this folio.
    """

    statuses: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    least: float = 0.0
    most: float = 1.0
    flagged: bool = False
    with_findings: bool = False
    commented: bool = False
    text: str = ""
    folio: str = ""

    def as_json(self) -> dict[str, Any]:
        """Only the parts that restrict anything, as JSON values."""
        default = asdict(Filter())
        return {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in asdict(self).items()
            if value != default[key]
        }


def filter_from(value: Mapping[str, Any]) -> Filter:
    """Reads `Filter.as_json`.

    Raises:
        UsageError: a key that no filter has.
    """
    unknown = set(value) - {item.name for item in fields(Filter)}
    if unknown:
        raise UsageError(f"A filter has no part {sorted(unknown)[0]!r}.")
    parts: dict[str, Any] = {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
    return Filter(**parts)


def matching(store: Store, number: str, wanted: Filter) -> tuple[str, ...]:
    """Ids of the beads that pass a filter, in reading order."""
    b = schema.beads.c
    conditions = [b.document == number, *_bead_conditions(wanted), *_text_conditions(wanted)]
    with store.database.reading() as connection:
        return tuple(connection.execute(sa.select(b.id).where(*conditions).order_by(b.rank)).scalars())


def search(store: Store, number: str, text: str) -> tuple[str, ...]:
    """Ids of the beads with a text in one of their sentences, their remark or suggestion; () for an empty text."""
    return matching(store, number, Filter(text=text)) if text.strip() else ()


def _bead_conditions(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    b, f, c = schema.beads.c, schema.findings.c, schema.comments.c
    conditions: list[sa.ColumnElement[bool]] = []
    if wanted.least > 0 or wanted.most < 1:
        conditions.append(b.confidence.between(wanted.least, wanted.most))
    if wanted.statuses:
        conditions.append(b.status.in_(wanted.statuses))
    if wanted.types:
        name = sa.cast(b.sources, sa.Text) + "-" + sa.cast(b.targets, sa.Text)
        conditions.append(name.in_(wanted.types))
    if wanted.persons:
        conditions.append(sa.or_(*(column.in_(wanted.persons) for column in (b.reviewer, b.approver, b.author))))
    if wanted.flagged:
        conditions.append(b.flagged)
    if wanted.codes or wanted.with_findings:
        here = [f.document == b.document, f.bead == b.id]  # both, so that their index serves
        found = [*here, ~is_dismissed(), *([f.code.in_(wanted.codes)] if wanted.codes else [])]
        conditions.append(sa.exists().where(*found))
    if wanted.commented:
        conditions.append(sa.exists().where(c.bead == b.id, ~c.settled))
    return conditions


def _text_conditions(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    b, s, m = schema.beads.c, schema.sentences.c, schema.members.c
    conditions: list[sa.ColumnElement[bool]] = []
    text = wanted.text.strip()
    if text:
        inside = sa.exists().where(
            m.bead == b.id, m.sentence == s.id, s.folded.contains(text.casefold(), autoescape=True)
        )
        said = (column.icontains(text, autoescape=True) for column in (b.remark, b.suggestion))
        conditions.append(sa.or_(inside, *said))
    if wanted.folio:
        on = s.folios.contains(f"|{wanted.folio}|", autoescape=True)
        conditions.append(sa.exists().where(m.bead == b.id, m.sentence == s.id, on))
    return conditions
