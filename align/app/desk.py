"""What stands between the pages and the services: gathers what a screen shows. No Streamlit, no SQL."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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
from align.reviewing.counts import histogram
from align.reviewing.filters import search
from align.reviewing.queries import BeadIndex, bead_index, last_event, pairs, thread
from align.reviewing.state import Side


@dataclass(frozen=True, slots=True)
class Place:
    """What the browser wants to see.

    Attributes:
        number: of the document.
        bead: id of the bead in the address, "" for the first.
        at: position that was asked for, None to go by `bead`.
        also: positions that are wanted besides, because the walk leads there next; None for the head of the queue.
        known: version of the index that the browser has, "" for none.
        search: words to look for, "" for none.
    """

    number: str
    bead: str = ""
    at: int | None = None
    also: tuple[int, ...] | None = None
    known: str = ""
    search: str = ""


def place_from(view: Mapping[str, Any] | None, doc: str, bead: str) -> Place:
    """The wish of the component if it is about the document of the address, else the address.

    Values from the browser are taken only if they are of the right kind.
    """
    wish = view if isinstance(view, Mapping) and view.get("doc") == doc else {}
    at, also = wish.get("at"), wish.get("also")
    texts = (value if isinstance(value := wish.get(key), str) else "" for key in ("known", "search"))
    positions = tuple(one for one in also if type(one) is int) if isinstance(also, list) else None
    return Place(doc, bead, at if type(at) is int and at >= 0 else None, positions, *texts)


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
    index = _index(store, entry.number, last_event(store, entry.number))
    version = f"{entry.number}:{index.seq}"
    queue, ids = index.queue, [row.id for row in index.rows]
    cursor = place.at if place.at is not None else ids.index(place.bead) if place.bead in ids else 0
    wanted = window(len(ids), min(cursor, max(0, len(ids) - 1)), queue if place.also is None else place.also)
    found = pairs(store, [ids[position] for position in wanted])
    threads = {one: thread(store, one) for one, pair in found.items() if pair.comments}
    known = place.known == version
    return {
        "screen": "workbench",
        "workspace": hashlib.sha256(str(workspace.folder).encode()).hexdigest()[:12],
        "version": version,
        "seq": index.seq,
        "document": _facts(entry),
        "documents": None if place.known else _choices(workspace, store),
        "pages": None if place.known else _pages(workspace, store, entry),
        "index": None if known else index_json(index.rows),
        "queue": None if known else list(queue),
        "window": [[at, pair_json(found[ids[at]], threads.get(ids[at], ()))] for at in wanted if ids[at] in found],
        "found": {"words": place.search, "ids": search(store, entry.number, place.search)} if place.search else None,
        "cites": cites_json(entry, found.values()),
    }


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


@lru_cache(maxsize=8)
def _index(store: Store, number: str, seq: int) -> BeadIndex:
    """The index as it is after the event `seq`, or after a later one; asked for again until something happens."""
    return bead_index(store, number)


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


def _pages(workspace: Workspace, store: Store, entry: Entry) -> list[Json]:
    """The pages of the original; with pictures only if the file is a PDF that is still there."""
    facts = side_facts(store, entry.number, Side.SOURCE)
    if facts is None:
        return []
    path, _ = workspace.files(entry)
    drawable = path is not None and path.suffix.lower() == ".pdf"
    return pages_json(facts, PICTURES if drawable else "")
