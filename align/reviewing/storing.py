"""Rows in and out of the tables: the only place that knows which column holds what."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.errors import ConflictError
from align.model import Sentence
from align.reviewing import schema
from align.reviewing.codec import sentence_from_json, sentence_to_json
from align.reviewing.rows import row_from_json, row_to_json
from align.reviewing.state import KINDS, BeadState, Change, Row, SentenceState, SentenceText, Side

CHUNK = 5000  # ids in one question; engines limit the number of parameters

TABLES: dict[str, sa.Table] = {
    "document": schema.documents,
    "sentence": schema.sentences,
    "bead": schema.beads,
    "comment": schema.comments,
    "dismissal": schema.dismissals,
    "orphan": schema.orphans,
    "session": schema.sessions,
}
"""The table of each kind of row, in the order in which rows may be written (a row after what it refers to)."""


R = TypeVar("R", bound=Row)
R_co = TypeVar("R_co", bound=Row, covariant=True)


@dataclass(frozen=True)
class Stored(Generic[R_co]):
    """A row as it stands in its table; `revision` is the number of the event that last changed it."""

    row: R_co
    revision: int


def searchable(text: str) -> str:
    """Text as an engine can hold it: without NUL and lone surrogates, which PostgreSQL refuses."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def folio_key(folios: Iterable[str]) -> str:
    """Folios in one column, each between bars, so that one can be found: "|12|13|"."""
    found = "|".join(folios)
    return f"|{found}|" if found else ""


def folios_of(key: str) -> tuple[str, ...]:
    """Reads `folio_key`."""
    return tuple(filter(None, key.split("|")))


def chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids, each once, in as many parts as questions are needed."""
    wanted = sorted(set(ids))
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))


def _sentence_columns(row: SentenceState) -> dict[str, Any]:
    sentence = row.sentence
    text = searchable(sentence.text)
    return {
        "id": row.id,
        "document": row.document,
        "side": row.side.value,
        "rank": row.rank,
        "text": text,
        "folded": text.casefold(),
        "folios": folio_key(sentence.folios),
        "page": sentence.pages[0] if sentence.pages else None,
        "shaper": row.shaper,
        "content": sentence_to_json(sentence),
    }


def _columns(row: Row) -> dict[str, Any]:
    if isinstance(row, SentenceState):
        return _sentence_columns(row)
    values = row_to_json(row)
    if isinstance(row, BeadState):
        values["sources"], values["targets"] = len(values.pop("source")), len(values.pop("target"))
    return values


@lru_cache(maxsize=4096)
def _sentence_from(content: str) -> Sentence:
    """A sentence from its stored text; remembered, because a window is asked for again and again."""
    return sentence_from_json(json.loads(content))


def _row(kind: str, values: Mapping[str, Any], sides: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> Row:
    """A row from its columns; `sides` gives the members of a bead."""
    fields = {name: value for name, value in values.items() if name != "revision"}
    if kind == "sentence":
        sentence = _sentence_from(fields["content"])
        return SentenceState(
            fields["id"], fields["document"], Side(fields["side"]), fields["rank"], sentence, fields["shaper"]
        )
    if kind == "bead":
        del fields["sources"], fields["targets"]
        fields["source"], fields["target"] = sides.get(fields["id"], ((), ()))
    return row_from_json(kind, fields)


def load_members(connection: Connection, condition: sa.ColumnElement[bool]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Sentence ids of each bead as (source, target), for the beads that fulfil a condition on `schema.beads`."""
    table = schema.members
    query = (
        sa.select(table.c.bead, table.c.side, table.c.sentence)
        .join(schema.beads, schema.beads.c.id == table.c.bead)
        .where(condition)
        .order_by(table.c.bead, table.c.side, table.c.ordinal)
    )
    found: dict[str, tuple[list[str], list[str]]] = {}
    for bead, side, sentence in connection.execute(query):
        found.setdefault(bead, ([], []))[side == Side.TARGET].append(sentence)
    return {bead: (tuple(source), tuple(target)) for bead, (source, target) in found.items()}


def table_of(kind: type[R]) -> sa.Table:
    """The table of a kind of row."""
    return TABLES[_name(kind)]


def _name(kind: type[R]) -> str:
    return KINDS[cast(type[Row], kind)]


def load(connection: Connection, kind: type[R], condition: sa.ColumnElement[bool]) -> tuple[Stored[R], ...]:
    """The rows of one kind that fulfil a condition on their table, in order of rank where they have one, else of id."""
    table, name = table_of(kind), _name(kind)
    sides: dict[str, Any] = load_members(connection, condition) if kind is BeadState else {}
    order = [table.c[column] for column in ("side", "rank", "id") if column in table.c]
    columns = [sa.cast(c, sa.Text).label(c.name) if c is schema.sentences.c.content else c for c in table.c]
    query = sa.select(*columns).where(condition).order_by(*order)
    found = connection.execute(query).mappings()
    return tuple(Stored(cast(R, _row(name, dict(row), sides)), row["revision"]) for row in found)


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """A sentence without its words; its text lacks what an engine cannot hold (NUL, halves of pairs)."""

    text: str
    folios: tuple[str, ...]
    rank: str
    revision: int


def load_lines(connection: Connection, ids: Iterable[str]) -> dict[str, SentenceLine]:
    """Sentences that stand, by id; many times faster than their whole rows."""
    s = schema.sentences.c
    columns = sa.select(s.id, s.text, s.folios, s.rank, s.revision)
    found: dict[str, SentenceLine] = {}
    for part in chunks(ids):
        for row in connection.execute(columns.where(s.id.in_(part))):
            found[row.id] = SentenceLine(row.text, folios_of(row.folios), row.rank, row.revision)
    return found


def load_texts(connection: Connection, document: str) -> tuple[SentenceText, ...]:
    """All sentences of a document without their words, the source before the target, each side in order."""
    s = schema.sentences.c
    query = sa.select(s.id, s.side, s.text, s.folios).where(s.document == document).order_by(s.side, s.rank)
    return tuple(
        SentenceText(row.id, document, Side(row.side), row.text, folios_of(row.folios))
        for row in connection.execute(query)
    )


def load_ids(connection: Connection, kind: type[R], ids: Iterable[str]) -> dict[str, Stored[R]]:
    """The rows of one kind with these ids; those that do not exist are missing from the answer."""
    column = table_of(kind).c.id
    return {stored.row.id: stored for part in chunks(ids) for stored in load(connection, kind, column.in_(part))}


def revisions(connection: Connection, changes: Sequence[Change]) -> dict[tuple[str, str], int]:
    """Present revision of every row that the changes find already there, by kind and id."""
    found: dict[tuple[str, str], int] = {}
    for kind, table in TABLES.items():
        for part in chunks(change.id for change in changes if change.before is not None and change.kind == kind):
            query = sa.select(table.c.id, table.c.revision).where(table.c.id.in_(part))
            found.update({(kind, row_id): revision for row_id, revision in connection.execute(query)})
    return found


def write(connection: Connection, changes: Sequence[Change], seq: int, base: Mapping[tuple[str, str], int]) -> None:
    """Bring the tables to the state after the changes.

    Args:
        connection: inside `Database.writing()`.
        changes: each row at most once.
        seq: number of the event; becomes the revision of every row that stays.
        base: revision that each changed or removed row must still have.

    Raises:
        ConflictError: a row is gone or has another revision.
    """
    _unlink(connection, changes)
    for kind in reversed(TABLES):
        gone = [change for change in changes if change.kind == kind and change.after is None]
        _execute_guarded(connection, sa.delete(TABLES[kind]), gone, base, seq)
    for kind, table in TABLES.items():
        fresh = [c.after for c in changes if c.kind == kind and c.before is None and c.after is not None]
        if fresh:
            connection.execute(sa.insert(table), [{**_columns(row), "revision": seq} for row in fresh])
        kept = [c for c in changes if c.kind == kind and c.before is not None and c.after is not None]
        _execute_guarded(connection, sa.update(table), kept, base, seq)
    _link(connection, changes)


def _execute_guarded(
    connection: Connection,
    statement: sa.Update | sa.Delete,
    changes: Sequence[Change],
    base: Mapping[tuple[str, str], int],
    seq: int,
) -> None:
    """Run a statement for each row, `WHERE id = ? AND revision = ?`."""
    if not changes:
        return
    rows = []
    for change in changes:
        values = {} if change.after is None else {**_columns(change.after), "revision": seq}
        rows.append({**values, "its_id": change.id, "its_revision": base.get((change.kind, change.id), -1)})
    table = statement.table
    guarded = statement.where(table.c.id == sa.bindparam("its_id"), table.c.revision == sa.bindparam("its_revision"))
    done = connection.execute(guarded, rows).rowcount
    if done != len(changes):
        what = f"{len(changes) - done} of {len(changes)} rows were changed in between."
        raise ConflictError(what, "Look at the present state and do it again.")


def _shape(row: Row | None) -> tuple[tuple[str, ...], ...] | None:
    return (row.source, row.target) if isinstance(row, BeadState) else None


def _unlink(connection: Connection, changes: Sequence[Change]) -> None:
    """Take the sentences out of the beads whose members change."""
    for beads in chunks(c.id for c in changes if c.before is not None and _shape(c.before) != _shape(c.after)):
        connection.execute(sa.delete(schema.members).where(schema.members.c.bead.in_(beads)))


def _link(connection: Connection, changes: Sequence[Change]) -> None:
    """Put them into the beads that hold them now."""
    rows = [
        {"sentence": sentence, "bead": change.id, "side": side.value, "ordinal": ordinal}
        for change in changes
        if isinstance(change.after, BeadState) and _shape(change.before) != _shape(change.after)
        for side in Side
        for ordinal, sentence in enumerate(change.after.members(side))
    ]
    if rows:
        connection.execute(sa.insert(schema.members), rows)


assert set(TABLES) == set(KINDS.values())  # a kind of row without a table could not be kept
