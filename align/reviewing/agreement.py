"""How far two people agree about a document that both have reviewed.

A person's verdict on a bead is the last time he accepted, approved or rejected it or shaped it by hand, unless he took
it back. Both work on the same ladder and may have seen each other's verdicts; the figures say whether they come to the
same result, not whether they would have done so alone.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.reviewing import schema
from align.reviewing.history import taken_back
from align.reviewing.ledger import Event, load_changes, load_events
from align.reviewing.service import Store
from align.reviewing.state import DECIDED, MACHINE, BeadState

Link = tuple[str, str]

_SAYS = {"accept": True, "approve": True, "reject": False}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person last said of a bead; `bead` is as it stood then."""

    user: str
    accepted: bool
    bead: BeadState
    at: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two people's verdicts compared.

    Attributes:
        first, second: the two.
        both: sentences on which both have given a verdict.
        links_f1: F1 of the links that both drew between those sentences; None where neither drew any.
        beads: beads on which both have given a verdict.
        alpha: Krippendorff's alpha of the verdicts on those beads; None where it is not defined.
        disagreements: ids of the beads on which they differ, in reading order.
    """

    first: str
    second: str
    both: int
    links_f1: float | None
    beads: int
    alpha: float | None
    disagreements: tuple[str, ...]


@dataclass(slots=True)
class _Book:
    """Verdicts as the log is read: by person and bead, and by person and sentence."""

    beads: dict[str, BeadState] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], Verdict] = field(default_factory=dict)
    sentences: dict[tuple[str, str], Verdict] = field(default_factory=dict)

    def note(self, event: Event, bead: BeadState, *, accepted: bool) -> None:
        """A person gives a verdict."""
        verdict = Verdict(event.user, accepted, bead, event.at)
        self.verdicts[event.user, bead.id] = verdict
        for sentence in (*bead.source, *bead.target):
            self.sentences[event.user, sentence] = verdict

    def withdraw(self, event: Event, bead: BeadState) -> None:
        """A person takes his verdict back."""
        self.verdicts.pop((event.user, bead.id), None)
        for sentence in (*bead.source, *bead.target):
            self.sentences.pop((event.user, sentence), None)


def shared_documents(store: Store) -> tuple[str, ...]:
    """Numbers of the documents in which more than one person has done something; no more is read than the names."""
    e = schema.events.c
    query = (
        sa.select(e.document)
        .where(e.user != MACHINE, e.document != "")
        .group_by(e.document)
        .having(sa.func.count(sa.distinct(e.user)) > 1)
        .order_by(e.document)
    )
    with store.database.reading() as connection:
        return tuple(connection.execute(query).scalars())


def reviewers(store: Store, number: str) -> tuple[str, ...]:
    """Who has given a verdict in a document, by name."""
    with store.database.reading() as connection:
        return tuple(sorted({user for user, _ in _book(connection, number).verdicts}))


def verdicts(store: Store, number: str) -> dict[str, tuple[Verdict, ...]]:
    """All verdicts that stand, by bead; beads that are gone are left out."""
    with store.database.reading() as connection:
        book = _book(connection, number)
    found: dict[str, tuple[Verdict, ...]] = {}
    for (_, bead), verdict in book.verdicts.items():
        if bead in book.beads:
            found[bead] = (*found.get(bead, ()), verdict)
    return found


def agreement(store: Store, number: str, first: str, second: str) -> Agreement:
    """Compare two people in a document."""
    with store.database.reading() as connection:
        book = _book(connection, number)
    judged = [{sentence for user, sentence in book.sentences if user == person} for person in (first, second)]
    both = judged[0] & judged[1]
    links = [_links(book, person, both) for person in (first, second)]
    shared = [bead for bead in book.beads if (first, bead) in book.verdicts and (second, bead) in book.verdicts]
    said = [tuple(book.verdicts[person, bead].accepted for person in (first, second)) for bead in shared]
    differing = {bead for bead, (one, other) in zip(shared, said, strict=True) if one != other}
    differing |= _shaped_otherwise(book, first, second, both)
    order = sorted(differing, key=lambda bead: book.beads[bead].rank)
    return Agreement(first, second, len(both), link_f1(*links), len(shared), krippendorff_alpha(said), tuple(order))


def link_f1(one: Iterable[Link], other: Iterable[Link]) -> float | None:
    """F1 of two sets of links, 0 to 1, the same either way round; None where both are empty."""
    ours, theirs = set(one), set(other)
    total = len(ours) + len(theirs)
    return 2 * len(ours & theirs) / total if total else None


def krippendorff_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for nominal data.

    K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: from the matrix of coincidences.

    Args:
        units: for each unit the values that the observers gave; None for one who gave none.

    Returns:
        1 for full agreement, 0 for what chance would give, less for worse; None where it is not defined: no unit has
        two values, or all values are the same.
    """
    weights: dict[tuple[Hashable, Hashable], float] = {}
    for unit in units:
        values = [value for value in unit if value is not None]
        for i, one in enumerate(values):
            for j, other in enumerate(values):
                if i != j:
                    weights[one, other] = weights.get((one, other), 0.0) + 1 / (len(values) - 1)
    totals: dict[Hashable, float] = {}
    for (one, _), weight in weights.items():
        totals[one] = totals.get(one, 0.0) + weight
    n = sum(totals.values())
    expected = n * n - sum(total * total for total in totals.values())
    if expected == 0:
        return None
    observed = sum(weight for (one, other), weight in weights.items() if one != other)
    return 1 - (n - 1) * observed / expected


def _book(connection: Connection, number: str) -> _Book:
    """The log of a document, read for verdicts; what was taken back is left out."""
    gone = taken_back(connection)
    e, c = schema.events.c, schema.changes.c
    events = {event.seq: event for event in load_events(connection, e.document == number)}
    changed: dict[int, list[tuple[BeadState | None, BeadState | None]]] = {}
    for recorded in load_changes(connection, e.document == number, c.kind == "bead"):
        ends = (recorded.change.before, recorded.change.after)
        pair = tuple(end if isinstance(end, BeadState) else None for end in ends)
        changed.setdefault(recorded.seq, []).append((pair[0], pair[1]))
    book = _Book()
    for seq, event in events.items():
        for before, after in changed.get(seq, ()):
            if after is not None:
                book.beads[after.id] = after
            elif before is not None:
                book.beads.pop(before.id, None)
        if event.user != MACHINE and event.undoes is None and seq not in gone:
            _read(book, event, changed.get(seq, ()))
    return book


def _read(book: _Book, event: Event, changed: Iterable[tuple[BeadState | None, BeadState | None]]) -> None:
    named = book.beads.get(str(event.arguments.get("bead", "")))
    if event.operation in _SAYS and named is not None:
        book.note(event, named, accepted=_SAYS[event.operation])
    elif event.operation == "reopen" and named is not None:
        book.withdraw(event, named)
    else:
        for before, after in changed:
            if after is not None and after.status in DECIDED and _decision(before) != _decision(after):
                book.note(event, after, accepted=True)


def _decision(bead: BeadState | None) -> tuple[object, ...] | None:
    return None if bead is None else (bead.status, bead.source, bead.target, bead.nature)


def _links(book: _Book, person: str, both: set[str]) -> set[Link]:
    """The links that a person's accepted beads draw between sentences of a set."""
    links = set()
    for (user, sentence), verdict in book.sentences.items():
        if user != person or not verdict.accepted or sentence not in verdict.bead.source or sentence not in both:
            continue
        links |= {
            (sentence, other)
            for other in verdict.bead.target
            if other in both and book.sentences.get((person, other)) == verdict
        }
    return links


def _shaped_otherwise(book: _Book, first: str, second: str, both: set[str]) -> set[str]:
    """The present beads of sentences that two people put into beads of different shape."""
    holders = {item: bead.id for bead in book.beads.values() for item in (*bead.source, *bead.target)}
    said = {item: [_said(book.sentences[person, item]) for person in (first, second)] for item in both & set(holders)}
    return {holders[item] for item, (one, other) in said.items() if one != other}


def _said(verdict: Verdict) -> tuple[object, ...]:
    return (verdict.accepted, verdict.bead.source, verdict.bead.target)
