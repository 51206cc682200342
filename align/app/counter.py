"""Where the browser asks for beads, their details, agendas, and where words stand: opens the store once.

These are questions alone. Decisions go through Streamlit, which knows whose they are.
"""

import threading
from functools import cached_property
from pathlib import Path

from align.app.desk import beads_answer
from align.app.details import bead_details, lexicon_of
from align.app.encoding import encoder
from align.app.indexes import INDEXES
from align.app.payload import Json, orphan_json
from align.app.records import entry_json, record, records_csv
from align.collection import Entry
from align.errors import CatalogueError
from align.matching import Lexicon
from align.pipeline.workspace import open_workspace
from align.reviewing import Store
from align.reviewing.agenda import beads_of
from align.reviewing.counts import open_orphans
from align.reviewing.filters import search
from align.reviewing.history import of_bead
from align.reviewing.queries import Pair, pairs

DETAILS = "/workbench/details"
"""Where details are served: `DETAILS/<document>/<bead>`."""
AGENDA = "/workbench/agenda"
"""Where agendas are served: `AGENDA/<document>/<session>`."""
BEADS = "/workbench/beads"
"""Where beads are served: `BEADS/<document>/<shape>?at=3,10-14`."""
SEARCH = "/workbench/search"
"""Where words are looked for: `SEARCH/<document>?words=…`."""
HISTORY = "/workbench/history"
"""Where what happened to a bead is told: `HISTORY/<document>/<bead>`, and as a table under `…/csv`."""
ORPHANS = "/workbench/orphans"
"""Where decisions that no longer fit are told: `ORPHANS/<document>`."""

MOST_BEADS = 400


class Counter:
    """Answers questions about the beads of one workspace, safe to ask from several threads.

    A lexicon is learnt from the alignment as it is at the first question; decisions since then move it too little to
    learn it again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lexicons: dict[str, Lexicon] = {}
        self._lock = threading.Lock()

    def beads(self, number: str, shape: int, at: str) -> Json:
        """See `beads_answer`.

        Args:
            number: of the document.
            shape: of the index that the browser has.
            at: positions and ranges of them, see `positions`.

        Raises:
            CatalogueError: there is no such document.
            WorkspaceError: the database cannot be used.
        """
        return beads_answer(open_workspace(self._folder), self._store, number, shape, positions(at))

    def search(self, number: str, words: str) -> Json:
        """Ids of the beads that hold words, in reading order.

        Raises:
            CatalogueError: there is no such document.
            WorkspaceError: the database cannot be used.
        """
        entry = open_workspace(self._folder).collection.entry(number)
        return {"ids": list(search(self._store, entry.number, words))}

    def history(self, number: str, bead: str) -> Json:
        """What happened to a bead, oldest first.

        Raises:
            CatalogueError: there is no such document or bead.
            WorkspaceError: the database cannot be used.
        """
        self._pair(number, bead)
        return {"entries": [entry_json(entry) for entry in of_bead(self._store, bead)]}

    def history_table(self, number: str, bead: str) -> bytes:
        """The same as a table, see `records_csv`.

        Raises:
            CatalogueError: there is no such document or bead.
            WorkspaceError: the database cannot be used.
        """
        self._pair(number, bead)
        places = {row.id: at for at, row in enumerate(INDEXES.current(self._store, number).rows)}
        return records_csv([record(entry) for entry in of_bead(self._store, bead)], places)

    def orphans(self, number: str) -> Json:
        """Decisions that no longer fit and that nobody has settled.

        Raises:
            CatalogueError: there is no such document.
            WorkspaceError: the database cannot be used.
        """
        entry = open_workspace(self._folder).collection.entry(number)
        return {"orphans": [orphan_json(one) for one in open_orphans(self._store, entry.number)]}

    def details(self, number: str, bead: str) -> Json:
        """See `bead_details`.

        Raises:
            CatalogueError: there is no such document or bead.
            WorkspaceError: the database cannot be used.
        """
        entry, pair = self._pair(number, bead)
        with self._lock:
            if entry.number not in self._lexicons:
                self._lexicons[entry.number] = lexicon_of(self._store.alignment(entry.number).alignment, encoder())
            return bead_details(pair, entry.languages, encoder(), self._lexicons[entry.number])

    def _pair(self, number: str, bead: str) -> tuple[Entry, Pair]:
        entry = open_workspace(self._folder).collection.entry(number)
        pair = pairs(self._store, [bead]).get(bead)
        if pair is None or pair.bead.document != entry.number:
            raise CatalogueError(f"Document {entry.number} has no bead {bead!r}.")
        return entry, pair

    def agenda(self, number: str, session: str) -> Json:
        """Name of a review session, and ids of the beads of a document that are on its agenda.

        Raises:
            CatalogueError: there is no such document or session.
            WorkspaceError: the database cannot be used.
        """
        entry = open_workspace(self._folder).collection.entry(number)
        name, ids = beads_of(self._store, session, entry.number)
        return {"name": name, "ids": list(ids)}

    @cached_property
    def _store(self) -> Store:
        return open_workspace(self._folder).open()


def positions(words: str) -> tuple[int, ...]:
    """Positions from "3,10-14": ascending, each once, at most `MOST_BEADS`; what is none is passed over."""
    found: set[int] = set()
    for part in words.split(",")[:MOST_BEADS]:
        first, _, last = part.partition("-")
        ends = (first, last or first)
        if all(end.isascii() and end.isdigit() and len(end) < 9 for end in ends):
            found.update(range(int(ends[0]), min(int(ends[1]), int(ends[0]) + MOST_BEADS) + 1))
    return tuple(sorted(found)[:MOST_BEADS])
