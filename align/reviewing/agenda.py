"""What a review session works through: a filter over some documents, kept in the session as JSON values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from align.errors import CatalogueError, UsageError
from align.reviewing.filters import Filter, filter_from, matching
from align.reviewing.queries import bead_index
from align.reviewing.service import Store
from align.reviewing.state import DECIDED, SessionState
from align.reviewing.storing import load_ids

_DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Agenda:
    """The beads of these documents (all for ()) that pass the filter."""

    documents: tuple[str, ...] = ()
    wanted: Filter = field(default_factory=Filter)

    def as_json(self) -> dict[str, Any]:
        """Only what restricts anything, as JSON values."""
        return {**({_DOCUMENTS: list(self.documents)} if self.documents else {}), **self.wanted.as_json()}


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the agenda is in one document.

    Attributes:
        number: of the document.
        beads: how many pass the filter now.
        waiting: how many of them nobody has accepted.
        first: id of the first that waits, in reading order; "" if none does.
    """

    number: str
    beads: int
    waiting: int
    first: str


def agenda_from(value: Mapping[str, Any]) -> Agenda:
    """Reads `Agenda.as_json`.

    Raises:
        UsageError: a part that no agenda has.
    """
    rest = dict(value)
    documents = rest.pop(_DOCUMENTS, [])
    if not isinstance(documents, list | tuple) or not all(isinstance(one, str) for one in documents):
        raise UsageError("The documents of an agenda must be a list of numbers.")
    return Agenda(tuple(documents), filter_from(rest))


def beads_of(store: Store, session: str, number: str) -> tuple[str, tuple[str, ...]]:
    """Name of a session, and the beads of a document that are on its agenda now, in reading order.

    Raises:
        CatalogueError: there is no such session.
        UsageError: its agenda was written by another version.
    """
    with store.database.reading() as connection:
        found = load_ids(connection, SessionState, [session]).get(session)
    if found is None:
        raise CatalogueError("This review session does not exist.", "Choose another one on the page of sessions.")
    agenda = agenda_from(found.row.agenda)
    meant = not agenda.documents or number in agenda.documents
    return found.row.name, matching(store, number, agenda.wanted) if meant else ()


def stages(store: Store, agenda: Agenda, known: Sequence[str]) -> tuple[Stage, ...]:
    """How far an agenda is, by document.

    Args:
        store: the store.
        agenda: of the session.
        known: numbers of all documents; those of the agenda that are not among them are left out.
    """
    wanted = [number for number in known if not agenda.documents or number in agenda.documents]
    return tuple(_stage(store, number, agenda.wanted) for number in wanted)


def _stage(store: Store, number: str, wanted: Filter) -> Stage:
    found = matching(store, number, wanted)
    waiting = {row.id for row in bead_index(store, number).rows if row.status not in DECIDED}
    left = [bead for bead in found if bead in waiting]
    return Stage(number, len(found), len(left), left[0] if left else "")
