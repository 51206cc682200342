"""Precision, recall and F1 of a ladder against gold. Pure: beads in, numbers out.

Defined as in `score.py` of vecalign (Thompson and Koehn 2019, "Vecalign: Improved Sentence Alignment in Linear Time and
Space"): a predicted bead is right *strictly* if gold has the same bead, and *laxly* if besides it shares with one gold
bead a sentence on each side. Precision counts predicted null beads; recall leaves null beads out. Where nothing is to
be counted, a share is 0, as there.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from align.errors import FormatError
from align.model import Bead

Key = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted for one measure; tallies of several texts are pooled by adding them.

    Attributes:
        hits: predicted beads that are right.
        predicted: predicted beads that count.
        found: gold beads that were found.
        gold: gold beads that count.
    """

    hits: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.hits + other.hits,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Share of the predicted beads that are right, 0 to 1."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold beads that were found, 0 to 1."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def shares(self) -> dict[str, float | None]:
        """Precision, recall and F1 by name; None where there is nothing to count on either side, and 0 says nothing."""
        counted = self.predicted or self.gold
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {name: share if counted else None for name, share in shares.items()}


@dataclass(frozen=True, slots=True)
class Tallies:
    """The four measures.

    Attributes:
        strict: the same bead.
        lax: the same bead, or one that shares a sentence with it on both sides.
        links_only: strict, null beads left out of prediction and gold.
        null: strict, omissions and additions alone.
    """

    strict: Tally = Tally()
    lax: Tally = Tally()
    links_only: Tally = Tally()
    null: Tally = Tally()

    def __add__(self, other: "Tallies") -> "Tallies":
        return Tallies(
            self.strict + other.strict,
            self.lax + other.lax,
            self.links_only + other.links_only,
            self.null + other.null,
        )

    def by_name(self) -> Mapping[str, Tally]:
        """The tallies under the names that people read."""
        return {"strict": self.strict, "lax": self.lax, "links only": self.links_only, "null": self.null}


def key(bead: Bead) -> Key:
    """What makes two beads the same: their sentences, in whatever order they are named."""
    return tuple(sorted(bead.source)), tuple(sorted(bead.target))


def tally(gold: Sequence[Bead], test: Sequence[Bead]) -> Tallies:
    """Count what `test` gets right.

    Args:
        gold: the true beads; may be empty.
        test: the predicted beads of the same two texts; may be empty.

    Raises:
        FormatError: if in one of them a sentence stands in two beads, an index is negative, or a bead is empty on both
            sides.
    """
    validate(gold, "the gold")
    validate(test, "the test")
    return count(gold, test)


def count(gold: Sequence[Bead], test: Sequence[Bead]) -> Tallies:
    """As `tally`, but for a prediction in which a sentence may stand in two beads (see `projection`)."""
    gold_keys, test_keys = [key(bead) for bead in gold], [key(bead) for bead in test]
    gold_links, test_links = _links(gold_keys), _links(test_keys)
    in_gold, in_test = set(gold_keys), set(test_keys)
    hits = sum(one in in_gold for one in test_keys)
    link_hits = sum(one in in_gold for one in test_links)
    found = sum(one in in_test for one in gold_links)
    null_found = sum(one in in_test for one in gold_keys) - found
    return Tallies(
        strict=Tally(hits, len(test_keys), found, len(gold_links)),
        lax=Tally(
            hits - link_hits + _touching(test_links, gold_links),
            len(test_keys),
            _touching(gold_links, test_links),
            len(gold_links),
        ),
        links_only=Tally(link_hits, len(test_links), found, len(gold_links)),
        null=Tally(hits - link_hits, len(test_keys) - len(test_links), null_found, len(gold_keys) - len(gold_links)),
    )


def correct(gold: Sequence[Bead], test: Sequence[Bead]) -> tuple[bool, ...]:
    """For each bead of `test`, in order, whether gold has the same bead."""
    gold_keys = {key(bead) for bead in gold}
    return tuple(key(bead) in gold_keys for bead in test)


def validate(beads: Sequence[Bead], name: str) -> None:
    """Check that beads can be those of two texts.

    Args:
        beads: to check; they need not cover the texts.
        name: what to call them in the message ("the gold", a file's name).

    Raises:
        FormatError: an index twice or negative; a bead with both sides empty.
    """
    if any(not bead.source and not bead.target for bead in beads):
        raise FormatError(f"A bead of {name} is empty on both sides.", "Take the line out.")
    _validate_side([i for bead in beads for i in bead.source], f"The source side of {name}")
    _validate_side([j for bead in beads for j in bead.target], f"The target side of {name}")


def _validate_side(indices: Iterable[int], name: str) -> None:
    uses = Counter(indices)
    if twice := [index for index, times in uses.items() if times > 1]:
        raise FormatError(f"{name} has sentence {min(twice)} in two places.", "A sentence belongs to one bead.")
    if min(uses, default=0) < 0:
        raise FormatError(f"{name} speaks of sentence {min(uses)}.", "Indices count from 0.")


def _links(keys: Iterable[Key]) -> list[Key]:
    return [(source, target) for source, target in keys if source and target]


def _touching(beads: Collection[Key], others: Iterable[Key]) -> int:
    """How many of `beads` share, with one of `others`, a sentence on both sides."""
    linked: dict[int, set[int]] = {}
    for source, target in others:
        for i in source:
            linked.setdefault(i, set()).update(target)
    return sum(any(not linked.get(i, set()).isdisjoint(target) for i in source) for source, target in beads)
