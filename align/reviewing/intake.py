"""Taking in what the machine has done: a reading of one side, an alignment run. Decisions of people outlast both."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.errors import ConflictError
from align.model import Alignment, CleanText, Document, Sentence
from align.reviewing import schema
from align.reviewing.carrying import carry
from align.reviewing.codec import (
    clean_from_json,
    clean_to_json,
    document_from_json,
    document_to_json,
    page_from_json,
    page_to_json,
    sentence_from_json,
    sentence_to_json,
)
from align.reviewing.findings import proposed_ids, store_findings
from align.reviewing.fitting import fit, proposals_of, standing
from align.reviewing.ledger import Deed, author_of, commit, find_event
from align.reviewing.mending import mend
from align.reviewing.operations import CorrectWord
from align.reviewing.outcome import ReadingReport, RunReport
from align.reviewing.relaying import Relaid, relay
from align.reviewing.state import Change, DocumentState, OrphanState, SentenceState, Side, Stamp
from align.reviewing.storing import load, load_ids, searchable
from align.reviewing.viewing import Sight, look_at_document


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading as it was taken in.

    Attributes:
        id: hash of all its content.
        signature: how it was read (options, versions), as the reader gave it.
        sentences: as the segmentation left them; what people changed since is in the sentences of the alignment.
    """

    id: str
    document: Document
    clean: CleanText
    sentences: tuple[Sentence, ...]
    signature: str
    at: str


def _reading_content(document: Document, clean: CleanText, sentences: Sequence[Sentence]) -> dict[str, Any]:
    return {
        "facts": document_to_json(document),
        "pages": [page_to_json(page) for page in document.pages],
        "clean": clean_to_json(clean),
        "sentences": [sentence_to_json(sentence) for sentence in sentences],
    }


def store_reading(
    connection: Connection,
    number: str,
    side: Side,
    reading: tuple[Document, CleanText, Sequence[Sentence]],
    stamp: Stamp,
    signature: str,
) -> ReadingReport:
    """Take in a reading of one side; see `service.Store.save_reading`."""
    known = load_ids(connection, DocumentState, [number]).get(number)
    before = None if known is None else known.row
    content = _reading_content(*reading)
    reading_id = hashlib.sha256(json.dumps([number, side.value, content], sort_keys=True).encode()).hexdigest()
    s = schema.sentences.c
    present = [item.row for item in load(connection, SentenceState, sa.and_(s.document == number, s.side == side))]
    if before is not None and reading_id == (before.source_reading if side is Side.SOURCE else before.target_reading):
        _sign_again(connection, reading_id, signature)
        return ReadingReport(0, len(present), kept=len(present), added=0, removed=0)
    _require_new(connection, stamp)
    _keep_reading(connection, (reading_id, number, side, stamp, signature), content)
    carried = carry(present, reading[2], document=number, side=side, stamp=stamp)
    after = _with_reading(before or DocumentState(number), side, reading_id)
    sight = look_at_document(connection, number, texts=True)
    mended = mend(sight.view, side, carried.sentences, stamp) if after.aligned else ((), ())
    orphans = (*_signed(connection, carried.orphaned), *mended[1])
    changes = (
        *((Change(before, after),) if before != after else ()),
        *carried.changes,
        *mended[0],
        *(Change(None, orphan) for orphan in orphans),
    )
    arguments = {"side": side.value, "reading": reading_id, "signature": signature}
    seq = commit(connection, Deed(stamp, "read", arguments, number), changes)
    return ReadingReport(
        seq=seq,
        sentences=len(carried.sentences),
        kept=carried.kept,
        added=len(carried.sentences) - carried.kept,
        removed=len(present) - carried.kept,
        corrections=carried.corrections,
        orphaned=orphans,
    )


def _signed(connection: Connection, orphans: Sequence[tuple[str, OrphanState]]) -> tuple[OrphanState, ...]:
    """Orphans with the person whose decision it was, as the log knows him."""
    authors = {sentence: author_of(connection, sentence, CorrectWord.name) for sentence, _ in orphans}
    return tuple(replace(orphan, person=orphan.person or authors[sentence]) for sentence, orphan in orphans)


def _sign_again(connection: Connection, reading_id: str, signature: str) -> None:
    """Note how the same reading was come by now, so that nobody reads again for the sake of the signature."""
    r = schema.readings.c
    differs = sa.and_(r.id == reading_id, r.signature != signature)
    connection.execute(sa.update(schema.readings).where(differs).values(signature=signature))


def _with_reading(row: DocumentState, side: Side, reading: str) -> DocumentState:
    return replace(row, source_reading=reading) if side is Side.SOURCE else replace(row, target_reading=reading)


def _keep_reading(connection: Connection, header: tuple[str, str, Side, Stamp, str], content: dict[str, Any]) -> None:
    """Store a reading as it came; one that was there before is the same."""
    reading_id, number, side, stamp, signature = header
    there = sa.select(schema.readings.c.id).where(schema.readings.c.id == reading_id)
    if connection.execute(there).first() is not None:
        _sign_again(connection, reading_id, signature)
        return
    row = {
        "id": reading_id,
        "document": number,
        "side": side.value,
        "at": stamp.time,
        "author": stamp.user,
        "source": content["facts"]["source"],
        "sha256": content["facts"]["sha256"],
        "signature": signature,
        "facts": content["facts"],
        "clean": content["clean"],
        "sentences": content["sentences"],
    }
    connection.execute(sa.insert(schema.readings), [row])
    pages = [{"reading": reading_id, "number": page["number"], "content": page} for page in content["pages"]]
    if pages:
        connection.execute(sa.insert(schema.pages), pages)


def load_reading(connection: Connection, number: str, side: Side) -> StoredReading | None:
    """The reading in force of one side; None if there is none."""
    column = schema.documents.c[f"{side.value}_reading"]
    query = sa.select(schema.readings).join(schema.documents, column == schema.readings.c.id)
    row = connection.execute(query.where(schema.documents.c.id == number)).mappings().first()
    if row is None:
        return None
    table = schema.pages
    contents = sa.select(table.c.content).where(table.c.reading == row["id"]).order_by(table.c.number)
    pages = tuple(page_from_json(content) for content in connection.execute(contents).scalars())
    return StoredReading(
        id=row["id"],
        document=document_from_json(row["facts"], pages),
        clean=clean_from_json(row["clean"]),
        sentences=tuple(sentence_from_json(item) for item in row["sentences"]),
        signature=row["signature"],
        at=row["at"],
    )


def store_run(connection: Connection, number: str, alignment: Alignment, stamp: Stamp) -> RunReport:
    """Take in an alignment; see `service.Store.save_run`."""
    known = load_ids(connection, DocumentState, [number]).get(number)
    if known is None:
        raise ConflictError(f"Document {number} has not been read yet.", "Read both sides first.")
    _require_new(connection, stamp)
    sight = look_at_document(connection, number, texts=True)
    orders = _orders(sight, alignment, number)
    proposals = proposals_of(alignment.beads, orders[Side.SOURCE], orders[Side.TARGET])
    relaid = relay(
        sight.view.beads,
        fit(orders, standing(sight.view.beads), proposals),
        texts=sight.view.texts,
        comments=tuple(sight.view.comments.values()),
        document=number,
        stamp=stamp,
        reason="The pair was taken apart when the document was aligned again.",
    )
    after = replace(known.row, aligned=True, signature=alignment.signature)
    changes = (*((Change(known.row, after),) if known.row != after else ()), *relaid.changes)
    seq = 0
    if changes:
        arguments = {"signature": alignment.signature, "beads": len(alignment.beads)}
        seq = commit(connection, Deed(stamp, "run", arguments, number), changes)
        _note_run(connection, seq, alignment.signature, stamp, relaid, number)
    ids = proposed_ids(alignment, relaid.beads, orders[Side.SOURCE], orders[Side.TARGET])
    store_findings(connection, number, ids, alignment.findings)
    return RunReport(seq, len(relaid.beads), relaid.kept, relaid.cut, relaid.orphaned)


def _require_new(connection: Connection, stamp: Stamp) -> None:
    if find_event(connection, stamp.op_id) is not None:
        raise ConflictError(f"The operation number {stamp.op_id!r} was already used.", "Choose a new one.")


def _orders(sight: Sight, alignment: Alignment, number: str) -> dict[Side, list[str]]:
    """Ids of all sentences per side, in order.

    Raises:
        ConflictError: the alignment was made from other sentences than those that now stand.
    """
    given = {Side.SOURCE: alignment.source, Side.TARGET: alignment.target}
    orders: dict[Side, list[str]] = {}
    for side in Side:
        rows = [row for row in sight.view.texts.values() if row.side is side]
        if [row.text for row in rows] != [searchable(sentence.text) for sentence in given[side]]:
            what = f"The {side.value} sentences of document {number} are not those that were aligned."
            raise ConflictError(what, "Take the sentences from the store and align again.")
        orders[side] = [row.id for row in rows]
    return orders


def _note_run(connection: Connection, seq: int, signature: str, stamp: Stamp, relaid: Relaid, number: str) -> None:
    row = {
        "seq": seq,
        "document": number,
        "at": stamp.time,
        "author": stamp.user,
        "signature": signature,
        "beads": len(relaid.beads),
        "kept": relaid.kept,
        "cut": relaid.cut,
        "orphaned": len(relaid.orphaned),
    }
    connection.execute(sa.insert(schema.runs), [row])
