"""How `data/salience.npz` is made: which sorts of words tell whether two sentences answer each other.

How rare a word is in a text says half of it; what the other half is, is learnt: so that by the words that tell most a
sentence finds its answer in its translation rather than in the sentences beside that. A logistic regression on the
gain of each word, in which only the weights of the words are learnt, from their vectors. Since these are aligned across
languages, so is what is learnt. Plain numpy, a fixed seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from align.matching.answers import answered, telling, without_best
from align.matching.encoder import one_thread
from align.matching.encoding import Encoder, Floats, Integers, Pieces
from align.matching.learning.stepping import Adam, scheduled
from align.matching.learning.synthetic import Pair, misread_at_times
from align.matching.preparing import prepare
from align.model import plain_sentences

Reals = NDArray[np.floating[Any]]

_AROUND = 2  # sentences before and behind the answer in which a word is looked for

DOCUMENTS: dict[str, int] = {
    "bible_tafel_bsb_web": 24,
    "gutenberg_books_auto": 10,
    "xquad": 8,
    "opensource_guide": 4,
    "gnome_user_docs": 7,
    "libreoffice_help": 14,
    "basic_law_rest": 4,
    "tatoeba": 17,
}
"""How many documents are drawn from each source."""


@dataclass(frozen=True, slots=True)
class SalienceOptions:
    """How to learn.

    Attributes:
        size: running pairs in a document.
        noisy: share of the documents with misread characters in the source.
        rounds: passes over the documents.
        rate: greatest step of Adam; it falls to zero along a half cosine.
        temperature: of the choice between an answer and the sentence beside it, in shares of answered words.
        decay: how strongly weights are drawn to nought.
        seed: of the draw.
    """

    size: int = 100
    noisy: float = 0.3
    rounds: int = 4
    rate: float = 0.03
    temperature: float = 0.2
    decay: float = 1e-3
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Sentences of one side of a document, each to choose between its answer and a sentence beside that.

    Attributes:
        rows: (tokens, size) vectors of their words; a sentence with two such choices stands here twice.
        rarity: (tokens,) how telling each is by being rare.
        owner: (tokens,) number of the choice that it belongs to, rising from 0.
        gains: (tokens,) how far each is answered in the answer, less how far in the other sentence.
    """

    rows: Floats
    rarity: Floats
    owner: Integers
    gains: Floats


def learn_salience(
    pairs_by_source: Mapping[str, Sequence[Pair]], encoder: Encoder, options: SalienceOptions | None = None
) -> bytes:
    """Learn it.

    Args:
        pairs_by_source: for each source of DOCUMENTS its pairs in running order.
        encoder: whose tokens.
        options: how.

    Returns:
        The file: `salience` as `Known` has it. The number for every token makes words as telling on the whole as their
        rarity alone does.
    """
    chosen = options or SalienceOptions()
    chance = np.random.default_rng(chosen.seed)
    sides = []
    with one_thread():
        for name, count in DOCUMENTS.items():
            for _ in range(count):
                sides += _draw(pairs_by_source[name], encoder, chosen, chance)
        salience = learn(sides, chosen, chance)
    factors = np.concatenate([np.exp(side.rows @ salience) for side in sides])
    rarity = np.concatenate([side.rarity for side in sides])
    level = np.log(rarity.sum() / (rarity * factors).sum())
    buffer = BytesIO()
    np.savez(buffer, salience=np.append(salience, level).astype(np.float32))
    return buffer.getvalue()


def _draw(pairs: Sequence[Pair], encoder: Encoder, options: SalienceOptions, chance: Generator) -> list[Choices]:
    """Both sides of a document."""
    start = int(chance.integers(0, max(1, len(pairs) - options.size)))
    drawn = misread_at_times(pairs[start : start + options.size], options.noisy, chance)
    source, target = (plain_sentences([pair[side] for pair in drawn]) for side in (0, 1))
    ready = prepare(source, target, encoder)
    ours, theirs = ready.source.pieces, ready.target.pieces
    return [choices(ours, theirs), choices(theirs, ours)]


def choices(asking: Pieces, answering: Pieces) -> Choices:
    """The choices of one side.

    Args:
        asking: tokens of at least two sentences.
        answering: of as many; sentence k answers sentence k.
    """
    count = len(asking.starts) - 1
    rows, others = asking.vectors(0, count), answering.vectors(0, count)
    rarity = telling(asking.ids, asking.starts, asking.known.chances if asking.known else None)
    places: list[Integers] = []
    owner: list[Integers] = []
    gains: list[Floats] = []
    for k in range(count):
        here = slice(int(asking.starts[k]), int(asking.starts[k + 1]))
        around = [q for q in range(k - _AROUND, k + _AROUND + 1) if 0 <= q < count]
        begin, end = answering.starts[around[0]], answering.starts[around[-1] + 1]
        alike = rows[here] @ others[begin:end].T
        nearest = np.maximum.reduceat(alike, answering.starts[around] - begin, axis=1)
        found = answered(nearest, without_best(nearest.T, np.zeros(1, dtype=np.int64)).T)
        for beside in (q for q in (k - 1, k + 1) if q in around):
            places.append(np.arange(here.start, here.stop))
            owner.append(np.full(here.stop - here.start, len(owner)))
            gains.append(found[:, around.index(k)] - found[:, around.index(beside)])
    picked = np.concatenate(places)
    return Choices(rows[picked], rarity[picked].astype(np.float32), np.concatenate(owner), np.concatenate(gains))


def learn(sides: Sequence[Choices], options: SalienceOptions, chance: Generator) -> Reals:
    """Climb from no preference.

    Args:
        sides: choices of many documents.
        options: how.
        chance: for their order.

    Returns:
        (size,) what each coordinate adds to the logarithm of how telling a word is.
    """
    salience: Reals = np.zeros(sides[0].rows.shape[1])
    adam = Adam([salience.shape])
    for turn in range(options.rounds):
        for place, k in enumerate(chance.permutation(len(sides))):
            done = (turn * len(sides) + place) / (options.rounds * len(sides))
            _, slope = likelihood(sides[k], salience, options)
            salience = adam.step([salience], [slope - options.decay * salience], scheduled(options.rate, done))[0]
    return salience


def likelihood(side: Choices, salience: Reals, options: SalienceOptions) -> tuple[float, Reals]:
    """How likely the right choices are.

    Args:
        side: choices.
        salience: (size,).
        options: the temperature.

    Returns:
        Mean logarithm of the probability, and its slope.
    """
    weights = side.rarity * np.exp(side.rows @ salience)
    total = np.bincount(side.owner, weights)
    margin = np.bincount(side.owner, weights * side.gains) / total
    wrong = 1 / (1 + np.exp(margin / options.temperature))
    pull = wrong / (total * len(total) * options.temperature)
    slope = (weights * (side.gains - margin[side.owner]) * pull[side.owner]) @ side.rows
    return float(np.log1p(-wrong).mean()), slope
