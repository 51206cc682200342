"""How `data/tokens.npz` is made: the few directions in which the tokens of the encoder are kept.

Learnt so that the words of a sentence find their answers in its translation rather than in the sentences around it
(late interaction, Khattab and Zaharia 2020, with the neighbours as false candidates). Principal axes are where learning
begins. Plain numpy, one thread, a fixed seed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from align.matching.answers import telling
from align.matching.encoder import MultilingualEncoder, one_thread
from align.matching.encoding import Floats, Integers
from align.matching.learning.stepping import Adam, scheduled
from align.matching.learning.synthetic import Pair, misread_at_times

Numbers = NDArray[np.floating[Any]]

BLOCKS: dict[str, int] = {
    "bible_tafel_bsb_web": 170,
    "gutenberg_books_auto": 70,
    "xquad": 60,
    "opensource_guide": 14,
    "gnome_user_docs": 50,
    "libreoffice_help": 100,
    "basic_law_rest": 12,
    "tatoeba": 120,
}
"""How many blocks of running pairs are drawn from each source."""


@dataclass(frozen=True, slots=True)
class DirectionOptions:
    """How to learn.

    Attributes:
        count: directions kept.
        block: pairs in running order that are each other's false candidates.
        noisy: share of the blocks with misread characters in the source.
        rounds: passes over the blocks.
        rate: greatest step of Adam, as a share of the mean size of a weight; it falls to zero along a half cosine.
        sentences: temperature of the choice between sentences by all their words together.
        words: temperature of each word's own choice.
        alone: weight of the words' own choices against that of whole sentences, 0 to 1.
        seed: of the draw.
    """

    count: int = 64
    block: int = 20
    noisy: float = 0.3
    rounds: int = 3
    rate: float = 0.03
    sentences: float = 0.05
    words: float = 0.1
    alone: float = 0.3
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class TokenBlock:
    """One side of some pairs in running order.

    Attributes:
        rows: (tokens, size) features, centred.
        starts: (pairs,) first token of each sentence.
        weights: (tokens,) how telling each token is.
    """

    rows: Floats
    starts: Integers
    weights: Floats


def token_directions(
    pairs_by_source: Mapping[str, Sequence[Pair]],
    encoder: MultilingualEncoder,
    options: DirectionOptions | None = None,
) -> bytes:
    """Learn the directions.

    Args:
        pairs_by_source: for each source of BLOCKS its pairs in running order.
        encoder: whose features.
        options: how.

    Returns:
        The file: `basis` (512, count) float16 and `spread` (count,) float32, four standard deviations.
    """
    chosen = options or DirectionOptions()
    chance = np.random.default_rng(chosen.seed)
    blocks = []
    for name, count in BLOCKS.items():
        blocks += _draw(pairs_by_source[name], count, encoder, chosen, chance)
    with one_thread():
        basis = learn([side for block in blocks for side in block], chosen, chance)
        spread = 4 * np.concatenate([side.rows[::7] @ basis for block in blocks for side in block]).std(axis=0)
    buffer = BytesIO()
    np.savez(buffer, basis=basis.astype(np.float16), spread=spread.astype(np.float32))
    return buffer.getvalue()


def _draw(
    pairs: Sequence[Pair], count: int, encoder: MultilingualEncoder, options: DirectionOptions, chance: Generator
) -> list[tuple[TokenBlock, TokenBlock]]:
    """Blocks of a source; each language is centred over all of them."""
    places = max(1, (len(pairs) - options.block) // options.block)
    starts = np.sort(chance.choice(places, min(count, places), replace=False)) * options.block
    drawn = []
    for start in starts.tolist():
        drawn += misread_at_times(pairs[start : start + options.block], options.noisy, chance)
    sides = [_cut(tuple(pair[side] for pair in drawn), encoder, options.block) for side in (0, 1)]
    return list(zip(*sides, strict=True))


def _cut(texts: Sequence[str], encoder: MultilingualEncoder, size: int) -> list[TokenBlock]:
    found = encoder.token_features(texts)
    rows = (found.rows - found.rows.mean(axis=0)).astype(np.float16)  # rounded as the basis will be kept
    weights = telling(found.ids, found.starts).astype(np.float32)
    blocks = []
    for first in range(0, len(texts) - size + 1, size):
        begin, end = found.starts[first], found.starts[first + size]
        starts = found.starts[first : first + size] - begin
        blocks.append(TokenBlock(rows[begin:end].astype(np.float32), starts, weights[begin:end]))
    return blocks


def principal_axes(rows: Floats, count: int) -> Floats:
    """Axes of the greatest variance, each divided by the fourth root of it so that the first do not drown the others.

    Args:
        rows: (tokens, size) features, centred.
        count: how many.

    Returns:
        (size, count).
    """
    variance, axes = np.linalg.eigh(rows.T @ rows / len(rows))
    order = np.argsort(variance)[::-1][:count]
    found: Floats = (axes[:, order] / np.maximum(variance[order], 1e-6) ** 0.25).astype(np.float32)
    return found


def learn(sides: Sequence[TokenBlock], options: DirectionOptions, chance: Generator) -> Floats:
    """Climb from the principal axes.

    Args:
        sides: source and target of each block in turn.
        options: how.
        chance: for the order of the blocks.

    Returns:
        (size, options.count) directions.
    """
    basis = principal_axes(np.concatenate([side.rows[::5] for side in sides]), options.count)
    rate = options.rate * float(np.abs(basis).mean())
    adam = Adam([basis.shape])
    pairs = list(zip(sides[::2], sides[1::2], strict=True))
    for turn in range(options.rounds):
        for place, k in enumerate(chance.permutation(len(pairs))):
            done = (turn * len(pairs) + place) / (options.rounds * len(pairs))
            _, slope = likelihood(pairs[k], basis, options)
            basis = adam.step([basis], [slope], scheduled(rate, done))[0].astype(np.float32)
    return basis


def likelihood(pair: tuple[TokenBlock, TokenBlock], basis: Numbers, options: DirectionOptions) -> tuple[float, Numbers]:
    """How likely words and sentences choose the sentence that answers them.

    Args:
        pair: both sides of a block.
        basis: (size, count) directions.
        options: temperatures and weights.

    Returns:
        Mean logarithm of the probability, and its slope, of the shape of `basis`.
    """
    (ours, size_ours), (theirs, size_theirs) = (_normed(side.rows @ basis) for side in pair)
    alike = ours @ theirs.T
    there, slope_there = _choices(alike, pair[0], pair[1], options)
    back, slope_back = _choices(alike.T, pair[1], pair[0], options)
    slope = slope_there + slope_back.T
    pulls = (_through_norm(slope @ theirs, ours, size_ours), _through_norm(slope.T @ ours, theirs, size_theirs))
    return (there + back) / 2, (pair[0].rows.T @ pulls[0] + pair[1].rows.T @ pulls[1]) / 2


def _normed(rows: Numbers) -> tuple[Numbers, Numbers]:
    size = np.sqrt((rows * rows).sum(axis=1, keepdims=True)) + 1e-6
    return rows / size, size


def _through_norm(slope: Numbers, normed: Numbers, size: Numbers) -> Numbers:
    """Slope with respect to rows from that with respect to the rows brought to length 1."""
    found: Numbers = (slope - (slope * normed).sum(axis=1, keepdims=True) * normed) / size
    return found


def _choices(
    alike: Numbers, asking: TokenBlock, answering: TokenBlock, options: DirectionOptions
) -> tuple[float, Numbers]:
    """Logarithm of the probability of the right choices, and its slope with respect to the cosines.

    Args:
        alike: (asking tokens, answering tokens) cosines.
        asking: whose words ask.
        answering: whose sentences answer, sentence k that of sentence k.
        options: temperatures and weights.
    """
    count, tokens = len(asking.starts), len(asking.rows)
    owner = np.repeat(np.arange(count), np.diff(np.append(asking.starts, tokens)))
    nearest = np.maximum.reduceat(alike, answering.starts, axis=1)
    right = np.zeros((tokens, count), dtype=np.float32)
    right[np.arange(tokens), owner] = 1.0
    share = (asking.weights / asking.weights.sum())[:, None]
    chosen = _softmax(nearest / options.words)
    total = float((share * right * np.log(chosen + 1e-9)).sum()) * options.alone
    slope = options.alone * share * (right - chosen) / options.words

    part = (asking.weights / np.bincount(owner, asking.weights, minlength=count)[owner])[:, None]
    together = right.T @ (part * nearest)
    chosen = _softmax(together / options.sentences)
    total += float(np.log(np.diag(chosen) + 1e-9).mean()) * (1 - options.alone)
    pull = (np.eye(count) - chosen) / count / options.sentences * (1 - options.alone)
    slope = (slope + part * pull[owner]).astype(np.float32)
    return total, _to_nearest(slope, alike, answering.starts)


def _to_nearest(slope: Numbers, alike: Numbers, starts: Integers) -> Numbers:
    """Give each slope of a greatest value to the place of that value."""
    found = np.zeros_like(alike)
    rows = np.arange(len(alike))
    ends = [*starts[1:].tolist(), alike.shape[1]]
    for k, (start, end) in enumerate(zip(starts.tolist(), ends, strict=True)):
        found[rows, start + alike[:, start:end].argmax(axis=1)] = slope[:, k]
    return found


def _softmax(values: Numbers) -> Numbers:
    grown = np.exp(values - values.max(axis=1, keepdims=True))
    found: Numbers = grown / grown.sum(axis=1, keepdims=True)
    return found
