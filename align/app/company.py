"""What the page of people shows, gathered: who is where, what waits for a second person, how far two agree. No SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from align.reviewing import Store, presence
from align.reviewing.agreement import Agreement, Verdict, agreement, reviewers, verdicts
from align.reviewing.history import last_event
from align.reviewing.queries import bead_index


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A person, the document and the place of the bead he is at (0-based; None if it is gone), seconds since a sign."""

    user: str
    document: str
    bead: str
    position: int | None
    seconds: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A bead of which two people say otherwise: its place (0-based), and the verdict of each, None for none of it."""

    bead: str
    position: int
    first: Verdict | None
    second: Verdict | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two people compared, with what they differ in."""

    agreement: Agreement
    differences: tuple[Difference, ...]


def whereabouts(store: Store, now: datetime) -> tuple[Whereabouts, ...]:
    """Who has given a sign of life lately, by name."""
    found = []
    for one in presence.present(store, at=now):
        passed = now - datetime.fromisoformat(one.at)
        place = _positions(store, one.document).get(one.bead)
        found.append(Whereabouts(one.user, one.document, one.bead, place, max(0, round(passed.total_seconds()))))
    return tuple(found)


def _positions(store: Store, number: str) -> Mapping[str, int]:
    return {row.id: place for place, row in enumerate(bead_index(store, number).rows)}


def people_of(store: Store, number: str) -> tuple[str, ...]:
    """Who has given a verdict in a document, by name."""
    return _people(store, number, last_event(store))


@lru_cache(maxsize=32)
def _people(store: Store, number: str, _seq: int) -> tuple[str, ...]:
    """As of an event: the log need not be read again until something happens."""
    return reviewers(store, number)


def comparison(store: Store, number: str, pair: Sequence[str]) -> Comparison:
    """Two people compared in a document."""
    first, second = pair
    return _comparison(store, number, first, second, last_event(store))


@lru_cache(maxsize=32)
def _comparison(store: Store, number: str, first: str, second: str, _seq: int) -> Comparison:
    found = agreement(store, number, first, second)
    said = verdicts(store, number)
    positions = _positions(store, number)
    differences = [
        Difference(bead, positions[bead], _of(first, said.get(bead, ())), _of(second, said.get(bead, ())))
        for bead in found.disagreements
        if bead in positions
    ]
    return Comparison(found, tuple(differences))


def _of(user: str, said: Sequence[Verdict]) -> Verdict | None:
    return next((verdict for verdict in said if verdict.user == user), None)
