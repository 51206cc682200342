"""Where details of a bead and agendas are asked for: opens the store once, learns a document's lexicon once."""

import threading
from functools import cached_property
from pathlib import Path

from align.app.details import bead_details, lexicon_of
from align.app.payload import Json
from align.errors import CatalogueError, MissingCapabilityError
from align.matching import Encoder, Lexicon, load_encoder
from align.pipeline.workspace import open_workspace
from align.reviewing import Store
from align.reviewing.agenda import beads_of
from align.reviewing.queries import pairs

DETAILS = "/workbench/details"
"""Where they are served: `DETAILS/<document>/<bead>`."""
AGENDA = "/workbench/agenda"
"""Where agendas are served: `AGENDA/<document>/<session>`."""


class DetailsCounter:
    """Details of the beads of one workspace, safe to ask from several threads.

    A lexicon is learnt from the alignment as it is at the first question; decisions since then move it too little to
    learn it again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lexicons: dict[str, Lexicon] = {}
        self._lock = threading.Lock()

    def details(self, number: str, bead: str) -> Json:
        """See `bead_details`.

        Raises:
            CatalogueError: there is no such document or bead.
            WorkspaceError: the database cannot be used.
        """
        entry = open_workspace(self._folder).collection.entry(number)
        pair = pairs(self._store, [bead]).get(bead)
        if pair is None or pair.bead.document != entry.number:
            raise CatalogueError(f"Document {entry.number} has no bead {bead!r}.")
        with self._lock:
            encoder = self._encoder
            if entry.number not in self._lexicons:
                self._lexicons[entry.number] = lexicon_of(self._store.alignment(entry.number).alignment)
            return bead_details(pair, entry.languages, encoder, self._lexicons[entry.number])

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

    @cached_property
    def _encoder(self) -> Encoder | None:
        try:
            return load_encoder()
        except MissingCapabilityError:
            return None
