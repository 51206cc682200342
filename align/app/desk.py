"""What stands between the pages and the services: gathers what a screen shows. No Streamlit, no SQL."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from align.app.downloads import EXPORTS, offered
from align.app.indexes import INDEXES
from align.app.payload import (
    Json,
    cites_json,
    document_json,
    index_json,
    pages_json,
    pair_json,
    window,
)
from align.app.pictures import PICTURES
from align.collection import Entry, cite_translation
from align.pipeline.status import document_status
from align.pipeline.workspace import Workspace
from align.reviewing import Store, presence
from align.reviewing.app_queries import side_facts
from align.reviewing.counts import histogram, open_orphans
from align.reviewing.following import touched
from align.reviewing.queries import BeadIndex, Pair, pairs, thread
from align.reviewing.state import Side


@dataclass(frozen=True, slots=True)
class Place:
    """What the browser has, and where its person is.

    Attributes:
        number: of the document.
        beads: ids of the beads to begin around; those that do not exist are passed over.
        known: version of the index that the browser has, "" for none.
    """

    number: str
    beads: tuple[str, ...] = ()
    known: str = ""


def place_from(messages: Sequence[Any], doc: str, bead: str) -> Place:
    """What the latest message of the component says of the document of the address, else what the address says.

    Values from the browser are taken only if they are of the right kind.

    Args:
        messages: what the component last sent under each name; each counts its messages in `turn`.
        doc: number of the document in the address.
        bead: id of the bead there, "" for none.
    """
    about = [one for one in messages if isinstance(one, Mapping) and one.get("doc") == doc]
    turns = [turn if type(turn := one.get("turn")) is int else -1 for one in about]
    latest = about[turns.index(max(turns))] if about else {}
    there, known = (value if isinstance(value := latest.get(key), str) else "" for key in ("bead", "known"))
    return Place(doc, (there or bead,), known)


def documents_screen(workspace: Workspace, store: Store) -> Json:
    """The screen of all documents."""
    entries = workspace.collection.entries
    statuses = document_status(workspace, entries)
    aligned = sum(status.beads > 0 for status in statuses)
    summary = f"{len(entries)} documents, {aligned} aligned" if len(entries) != 1 else "1 document"
    return {
        "screen": "documents",
        "collection": {
            "title": workspace.collection.title,
            "summary": summary,
            "advice": "The catalogue is empty. Add a pair of files with “align add”, or write it into collection.toml.",
        },
        "formats": [{"name": name, "words": words, "address": EXPORTS} for name, words in offered()],
        "documents": [
            document_json(entry, status, histogram(store, entry.number, bars=10) if status.beads else ())
            for entry, status in zip(entries, statuses, strict=True)
        ],
    }


def workbench_screen(workspace: Workspace, store: Store, place: Place) -> Json:
    """The screen of one document: a window of beads, and the light index and the pages unless they are known.

    Raises:
        CatalogueError: there is no such document.
    """
    entry = workspace.collection.entry(place.number)
    index = INDEXES.current(store, entry.number)
    news = _news(store, index, place.known)
    wanted = _surroundings(index, place.beads) if news is None else news
    found = pairs(store, [index.rows[at].id for at in wanted])
    opened = place.known.startswith(f"{entry.number}:")
    return {
        "screen": "workbench",
        "workspace": hashlib.sha256(str(workspace.folder).encode()).hexdigest()[:12],
        "version": _version(index),
        "shape": index.shape,
        "seq": index.seq,
        "document": _facts(entry),
        "orphans": len(open_orphans(store, entry.number)),
        "documents": None if opened else _choices(workspace, store),
        "pages": None if opened else _pages(workspace, store, entry),
        "index": index_json(index.rows) if news is None else None,
        "order": list(index.order) if news is None else None,
        "changes": {"at": list(news), **index_json([index.rows[at] for at in news])} if news else None,
        "window": beads_json(store, index, wanted, found),
        "cites": cites_json(entry, found.values()),
    }


def beads_answer(workspace: Workspace, store: Store, number: str, shape: int, positions: Sequence[int]) -> Json:
    """Some beads of a document, by position; none of them if the browser knows it in another shape.

    Raises:
        CatalogueError: there is no such document.
    """
    entry = workspace.collection.entry(number)
    index = INDEXES.current(store, entry.number)
    if index.shape != shape:
        return {"shape": index.shape, "window": [], "cites": {}}
    wanted = [at for at in positions if 0 <= at < len(index.rows)]
    found = pairs(store, [index.rows[at].id for at in wanted])
    return {
        "shape": index.shape,
        "window": beads_json(store, index, wanted, found),
        "cites": cites_json(entry, found.values()),
    }


def beads_json(
    store: Store, index: BeadIndex, positions: Sequence[int], found: Mapping[str, Pair]
) -> list[tuple[int, Json]]:
    """Each position with its bead."""
    threads = {one: thread(store, one) for one, pair in found.items() if pair.comments}
    ids = ((at, index.rows[at].id) for at in positions)
    return [(at, pair_json(found[one], threads.get(one, ()))) for at, one in ids if one in found]


def _version(index: BeadIndex) -> str:
    return f"{index.number}:{index.shape}:{index.seq}"


def _news(store: Store, index: BeadIndex, known: str) -> tuple[int, ...] | None:
    """Positions of the beads that look different from what the browser knows; None if it must begin anew."""
    number, shape, seq = [*known.rsplit(":", 2), "", ""][:3]
    if (number, shape) != (index.number, str(index.shape)) or not seq.isdecimal() or int(seq) > index.seq:
        return None
    ids = touched(store, index.number, int(seq)) if int(seq) < index.seq else frozenset()
    return None if ids is None else tuple(at for at, row in enumerate(index.rows) if row.id in ids)


def _surroundings(index: BeadIndex, beads: Sequence[str]) -> tuple[int, ...]:
    """Positions of what the browser shows first: around some beads, and what comes next in the queue."""
    places = {row.id: at for at, row in enumerate(index.rows)}
    centres = [places[one] for one in beads if one in places]
    return window(len(index.rows), centres or [0], index.queue)


def others(store: Store, number: str, person: str, bead: str) -> list[Json]:
    """Who else is in a document and at which bead; tells them at the same time where the person is ("" for nowhere)."""
    if bead:
        presence.note(store, person, number, bead)
    return [{"name": one.user, "bead": one.bead} for one in presence.present(store, number) if one.user != person]


def first_number(workspace: Workspace, store: Store) -> str:
    """The first document of the catalogue that has been aligned, else the first; "" in an empty catalogue."""
    aligned = {summary.number for summary in store.documents() if summary.beads}
    numbers = [entry.number for entry in workspace.collection.entries]
    return next((number for number in numbers if number in aligned), numbers[0] if numbers else "")


def _facts(entry: Entry) -> Json:
    return {
        "number": entry.number,
        "title": entry.title_de,
        "title_translation": entry.title_en,
        "languages": list(entry.languages),
        "shelfmark": entry.shelfmark,
        "cite_translation": cite_translation(entry),
    }


def _choices(workspace: Workspace, store: Store) -> list[Json]:
    """The documents to choose from; those without beads cannot be opened."""
    beads = {summary.number: summary.beads for summary in store.documents()}
    return [
        {
            "number": entry.number,
            "title": entry.title_de or entry.title_en,
            "open": beads.get(entry.number, 0) > 0,
        }
        for entry in workspace.collection.entries
    ]


def _pages(workspace: Workspace, store: Store, entry: Entry) -> dict[str, list[Json]]:
    """The pages of both sides, with pictures only if the file is a PDF that is still there; none for mere text."""
    pages = {}
    for side, path in zip((Side.SOURCE, Side.TARGET), workspace.files(entry), strict=True):
        facts = side_facts(store, entry.number, side)
        drawable = path is not None and path.suffix.lower() == ".pdf"
        pages[side.value] = pages_json(facts, PICTURES if drawable else "") if facts else []
    return pages
