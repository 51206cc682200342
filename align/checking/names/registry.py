"""The names that a document itself shows to be names, and what answers them on the other side."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from align.checking.names.words import NameWord, stem_keys, stems
from align.text.names import name_similarity

OFTEN = 3
"""Beads in which a name must stand before its company is believed."""

FAITHFUL = 0.6
"""Dice coefficient of two words that answer each other."""

ANSWERED = 0.4
"""Share of a key's beads (on the side that has it more often) that must have it on both sides."""

ALIKE = 0.5
"""Least similarity of two names that answer each other without sharing a key, abbreviations excepted."""


@dataclass(frozen=True, slots=True)
class Registry:
    """What is known of a document's names.

    Attributes:
        known: keys that some bead has on both sides, and keys that have a partner.
        nouns: words, also without endings, that are nouns rather than names.
        partners: key of one side -> keys of the other side that answer it, for both directions.
    """

    known: frozenset[str] = frozenset()
    partners: Mapping[str, frozenset[str]] = field(default_factory=dict)
    nouns: frozenset[str] = frozenset()

    def knows(self, word: NameWord) -> bool:
        """Whether a word, or what it is without an ending, is one of the names."""
        return word.key in self.known or word.place in self.known or not self.known.isdisjoint(stem_keys(word.text))


def make_registry(pairs: Sequence[tuple[Sequence[NameWord], Sequence[NameWord]]], small: frozenset[str]) -> Registry:
    """Learn a document's names from its beads.

    Args:
        pairs: name words of the source and of the target, for each bead with both sides.
        small: words that stand in lower case somewhere; they are no names.
    """
    together: Counter[str] = Counter()
    sides: tuple[dict[str, set[int]], dict[str, set[int]]] = (defaultdict(set), defaultdict(set))
    nouns = {stem for pair in pairs for side in pair for word in side if word.noun for stem in stems(word.text)}
    telling = {
        word.key
        for pair in pairs
        for side in pair
        for word in side
        if (word.telling or word.titled) and word.text.lower() not in small
    }
    texts: dict[str, NameWord] = {}
    for number, pair in enumerate(pairs):
        keys = [{key for word in side for key in (word.key, word.place) if key} for side in pair]
        together.update(keys[0] & keys[1])
        for where, side in zip(sides, pair, strict=True):
            for word in side:
                texts.setdefault(word.key, word)
                where[word.key].add(number)
    shared = {key for key, times in together.items() if times >= ANSWERED * max(len(side[key]) for side in sides)}
    partners: dict[str, set[str]] = defaultdict(set)
    for ours, theirs in _company(sides, telling, shared, texts):
        partners[ours].add(theirs)
        partners[theirs].add(ours)
    return Registry(
        frozenset((shared & telling) | set(partners)),
        {key: frozenset(keys) for key, keys in partners.items()},
        frozenset(nouns),
    )


def _company(
    sides: tuple[Mapping[str, set[int]], Mapping[str, set[int]]],
    telling: set[str],
    shared: set[str],
    texts: Mapping[str, NameWord],
) -> Iterator[tuple[str, str]]:
    """Pairs of keys that keep each other's company through the document."""
    ours, theirs = sides
    in_bead: dict[int, list[str]] = defaultdict(list)
    for key, beads in ours.items():
        for bead in beads:
            in_bead[bead].append(key)
    for key, beads in theirs.items():
        if len(beads) < OFTEN or key in shared or key not in telling:
            continue
        together = Counter(other for bead in beads for other in in_bead[bead])
        for other, times in together.most_common(3):
            dice = 2 * times / (len(beads) + len(ours[other]))
            if times >= OFTEN and dice >= FAITHFUL and _may_answer(texts[key], texts[other]):
                yield other, key


def _may_answer(a: NameWord, b: NameWord) -> bool:
    if a.abbreviation or b.abbreviation:
        return a.abbreviation and b.abbreviation
    return name_similarity(a.text, b.text) >= ALIKE
