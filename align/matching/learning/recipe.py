"""What the packaged bead model is learnt from: which texts, how many documents of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator

from align.matching.learning.synthetic import MadeUp, Pair, make_up, verses_as_they_are

_VERSE_SEED, _KIND_SEED = 9, 10
LONGEST_PAIR = 900  # characters a side; longer pairs are several paragraphs

DOCUMENTS: dict[str, int] = {
    "bible_tafel_bsb_web": 80,
    "gutenberg_books_auto": 24,
    "xquad": 22,
    "opensource_guide": 7,
    "gnome_user_docs": 12,
    "libreoffice_help": 25,
    "basic_law_rest": 6,
    "tatoeba": 4,
}
ROUGH_DOCUMENTS: dict[str, int] = {
    "bible_tafel_bsb_web": 10,
    "gutenberg_books_auto": 7,
    "xquad": 10,
    "gnome_user_docs": 4,
    "libreoffice_help": 6,
    "basic_law_rest": 3,
}
HELD_OUT: dict[str, tuple[tuple[int, int], ...]] = {"bible_tafel_bsb_web": ((16702, 17565), (37256, 38110))}
"""The Gospel of John, which stands in two English versions."""
HALVES: tuple[tuple[tuple[int, int], ...], ...] = (
    ((7500, 17566), (28153, 38104)),
    ((0, 7500), (17566, 28153), (38104, 50000)),
)
"""The two halves of the verses, each in both versions. Where verses begin is learnt from one half for documents made
of the other, since among verses that it knows it would tell them better than anywhere else."""
VERSES = frozenset({"bible_tafel_bsb_web"})
"""Sources whose pairs are verses."""


@dataclass(frozen=True, slots=True)
class TrainingOptions:
    """How to learn.

    Attributes:
        link_units: hidden units of the two layers of the network of links.
        null_units: of null sentences.
        rounds: passes over the documents.
        rate: greatest step of Adam (Kingma and Ba 2015); it falls to zero along a half cosine.
        decay: weight decay.
        seeds: of the generator; as many models are learnt, and averaged.
    """

    link_units: tuple[int, int] = (32, 16)
    null_units: tuple[int, int] = (12, 6)
    rounds: int = 16
    rate: float = 0.004
    decay: float = 1e-3
    seeds: tuple[int, ...] = (11,)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What goes into a model.

    Attributes:
        documents: number of made-up documents by source; a source that is not given is an error.
        rough: number of rough ones, after those.
        held_out: pairs (first, last excluded) of a source that are kept for validation.
        verses: sources whose pairs are verses, which gold keeps whole.
        verse_documents: number of documents of nothing but verses, from which is learnt what a verse is.
        kind_documents: number of documents of the other sources in which kinds of sentences are told, from which is
            learnt what that is worth.
        shortest: pairs in the shortest document.
        longest: pairs in the longest.
        seeds: of what is made up; for each a set of documents, and a model. Their average errs less than any of them.
        training: how to learn.
    """

    documents: Mapping[str, int] = field(default_factory=lambda: DOCUMENTS)
    rough: Mapping[str, int] = field(default_factory=lambda: ROUGH_DOCUMENTS)
    held_out: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=lambda: HELD_OUT)
    verses: frozenset[str] = VERSES
    verse_documents: int = 160
    kind_documents: int = 84
    shortest: int = 50
    longest: int = 130
    seeds: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    training: TrainingOptions = field(default_factory=TrainingOptions)


@dataclass(frozen=True, slots=True)
class OfVerses:
    """A document of verses, and the half of them (0 or 1) of which it is made."""

    text: MadeUp
    half: int


def usable(pairs: Sequence[Pair], held_out: tuple[tuple[int, int], ...] = ()) -> list[Pair]:
    """Pairs without empty and very long ones, and without those held out (numbers after that first sieve)."""
    kept = [(a, b) for a, b in pairs if a.strip() and b.strip() and max(len(a), len(b)) < LONGEST_PAIR]
    return [pair for k, pair in enumerate(kept) if not any(first <= k < last for first, last in held_out)]


def needed_pairs(name: str, recipe: Recipe) -> int:
    """How many usable pairs a source must have at least.

    Every document leaves a pair over, since sentences of other places come into it, and each half of the verses is
    enough for one.

    Args:
        name: of the source.
        recipe: what is made of it.
    """
    last_half = max(min(start for start, _ in half) for half in HALVES)
    return recipe.longest + (last_half if name in recipe.verses else 0)


def make_documents(pairs_by_source: Mapping[str, Sequence[Pair]], recipe: Recipe, seed: int) -> list[MadeUp]:
    """Make up the documents of a recipe.

    Args:
        pairs_by_source: pairs of each source in running order.
        recipe: how many of each.
        seed: one of the recipe's.

    Returns:
        The documents, source by source.
    """
    chance = np.random.default_rng(seed)
    made = []
    for rough, counts in ((False, recipe.documents), (True, recipe.rough)):
        for name, count in counts.items():
            pairs = usable(pairs_by_source[name], recipe.held_out.get(name, ()))
            for _ in range(count):
                stretch = _stretch(pairs, recipe, chance)
                made.append(make_up(pairs, *stretch, chance, rough=rough, verses=name in recipe.verses))
    return made


def _stretch(pairs: Sequence[Pair], recipe: Recipe, chance: Generator) -> tuple[int, int]:
    """First pair, and number of pairs, of a document somewhere in a source."""
    size = int(chance.integers(recipe.shortest, recipe.longest))
    return int(chance.integers(0, max(1, len(pairs) - size))), size


def kind_documents(pairs_by_source: Mapping[str, Sequence[Pair]], recipe: Recipe) -> list[MadeUp]:
    """Documents in which headings, items and names of speakers are told from running text.

    Args:
        pairs_by_source: pairs of each source in running order.
        recipe: how many, of all its sources that are not in verses alike.

    Returns:
        The documents, source by source.
    """
    chance = np.random.default_rng(_KIND_SEED)
    names = sorted(recipe.documents.keys() - recipe.verses)
    made = []
    for name in names:
        pairs = usable(pairs_by_source[name], recipe.held_out.get(name, ()))
        count = recipe.kind_documents // len(names)
        made += [make_up(pairs, *_stretch(pairs, recipe, chance), chance, kinds=True) for _ in range(count)]
    return made


def verse_documents(pairs_by_source: Mapping[str, Sequence[Pair]], recipe: Recipe) -> list[OfVerses]:
    """Documents of nothing but verses, as they are.

    Args:
        pairs_by_source: pairs of each source in running order.
        recipe: which of them are in verses.

    Returns:
        The documents, `recipe.longest` verses each.
    """
    chance = np.random.default_rng(_VERSE_SEED)
    made = []
    for name in sorted(recipe.verses):
        for half, pairs in enumerate(halves_of(pairs_by_source[name], recipe.held_out.get(name, ()))):
            for _ in range(recipe.verse_documents // 2):
                start = int(chance.integers(0, max(1, len(pairs) - recipe.longest)))
                made.append(OfVerses(verses_as_they_are(pairs[start : start + recipe.longest], chance), half))
    return made


def halves_of(pairs: Sequence[Pair], held_out: tuple[tuple[int, int], ...]) -> list[list[Pair]]:
    """Both halves of a source in verses, without what is held out."""
    return [usable(pairs, (*held_out, *other)) for other in reversed(HALVES)]
