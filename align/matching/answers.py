"""Do the words of a bead answer each other? The nearest token on the other side for every telling token, bead by bead.

Late interaction (Khattab and Zaharia 2020) on the tokens of the sentence encoder. Of each sentence the most telling
tokens ask; all tokens may answer. It sees what the vector of a whole sentence does not: half a sentence that stands in
the neighbouring bead.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.matching.encoder import one_thread
from align.matching.encoding import Floats, Integers, Pieces, ranks
from align.matching.grid import LONGEST, TYPES, Grid, make_grid

ASKING = 32  # tokens of a sentence that ask
_USUAL = 100  # sentences of usual words by which every text goes on when its words are counted
_IN_ITS_LANGUAGE = 30.0  # as often as among pieces of all languages does a piece stand in the text of one
_EVEN, _WIDTH = 0.47, 0.1  # cosine at which a token is as likely answered as not, and how fast that changes
_ELSEWHERE = 0.3  # cosine of the nearest token in a sentence that has nothing to do with it, as is usual
_DISTINCT = 0.5  # share of what a token finds elsewhere beyond that, which does not count as an answer
_CLEAR, _WEAK = 0.5, 0.2  # above which a token is clearly answered, below which it is not

ANSWER_NAMES: tuple[str, ...] = (
    *(
        f"{what} of the {side}"
        for side in ("source", "target")
        for what in (
            "words answered",
            "words clearly answered",
            "unanswered words",
            "least answered sentence",
            "words better answered outside",
            "least needed sentence",
            "beginning answered before",
            "end answered behind",
            "share of the beginning answered before",
            "share of the end answered behind",
        )
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """The telling tokens of n sentences.

    Attributes:
        places: (n, ASKING) row of each within the table of pieces, in running order, -1 where a sentence has fewer.
        weights: (n, ASKING) how telling each is; 0 where there is none.
    """

    places: Integers
    weights: Floats


def telling(ids: Integers | NDArray[np.int32], starts: Integers, chances: Floats | None = None) -> NDArray[np.float64]:
    """How telling each token is: the logarithm of the number of sentences over those it stands in.

    Args:
        ids: (tokens,) numbers of the pieces of n sentences.
        starts: (n + 1,) first token of each sentence, and the end.
        chances: as `Known.chances`; given, the text is taken to go on for `_USUAL` sentences of usual words, so that
            "of" tells little in a short text, too, where it stands once.

    Returns:
        (tokens,) weights, at least 0.05.
    """
    n = len(starts) - 1
    if not n:
        return np.zeros(0)
    sentence = np.repeat(np.arange(n), np.diff(starts))
    seen = np.unique(ids.astype(np.int64) * n + sentence) // n
    kinds, having = np.unique(seen, return_counts=True)
    more = np.zeros(len(kinds))
    if chances is not None:
        more = _USUAL * -np.expm1(-chances[kinds] * (_IN_ITS_LANGUAGE * len(ids) / n))
    whole = n + (0 if chances is None else _USUAL)
    worth: NDArray[np.float64] = np.log((whole + 1) / (having + more))[np.searchsorted(kinds, ids)] + 0.05
    return worth


def weighed(pieces: Pieces, vectors: Floats) -> NDArray[np.float64]:
    """How telling each token is, by how rare it is and, where that is known, by what sort of word it is.

    Args:
        pieces: tokens of n sentences.
        vectors: (tokens, size) of all of them, as `Pieces.vectors`.

    Returns:
        (tokens,) weights above 0.
    """
    known = pieces.known
    worth = telling(pieces.ids, pieces.starts, known.chances if known else None)
    if known:
        worth *= np.exp(vectors @ known.salience[:-1] + known.salience[-1])
    return worth


def ask(pieces: Pieces, vectors: Floats) -> Asking:
    """Pick the most telling tokens.

    Args:
        pieces: tokens of n sentences.
        vectors: (tokens, size) of all of them, as `Pieces.vectors`.

    Returns:
        ASKING of each sentence, weighed as `weighed` does.
    """
    n = len(pieces.starts) - 1
    sentence = np.repeat(np.arange(n), np.diff(pieces.starts))
    worth = weighed(pieces, vectors)
    long = np.flatnonzero((np.diff(pieces.starts) > ASKING)[sentence])  # in the others every token asks
    long = long[np.lexsort((-worth[long], sentence[long]))]
    chosen = np.ones(len(worth), dtype=bool)
    chosen[long[ranks(sentence[long]) >= ASKING]] = False
    places, weights = np.full((n, ASKING), -1), np.zeros((n, ASKING), dtype=np.float32)
    asking = np.flatnonzero(chosen)
    rows = sentence[asking]
    columns = ranks(rows)
    places[rows, columns] = asking
    weights[rows, columns] = worth[asking]
    return Asking(places, weights)


def _reach(grid: Grid, node: Integers, kind: Integers) -> Grid:
    """All pairs of sentences that these beads, or neighbours of theirs, hold.

    Args:
        grid: n by m band.
        node: node at which each bead begins.
        kind: its index into TYPES.
    """
    n, m = grid.shape
    a, b = np.array(TYPES)[kind].T
    i, left, right = grid.row[node], grid.column[node] - 1, grid.column[node] + b
    low, high = np.full(n + 1, m), np.zeros(n + 1, dtype=np.int64)
    for step in range(-1, LONGEST + 1):
        pick = (step <= a) & (i + step >= 0) & (i + step <= n)
        np.minimum.at(low, i[pick] + step, left[pick])
        np.maximum.at(high, i[pick] + step, right[pick])
    low = np.maximum(np.minimum.accumulate(low[::-1])[::-1], 0)
    high = np.minimum(np.maximum.accumulate(high), m)
    return make_grid(np.minimum(low, high), high)


def answered(nearest: Floats, elsewhere: Floats) -> Floats:
    """How far words are answered, 0 to 1.

    Args:
        nearest: cosines of the nearest word in a sentence.
        elsewhere: of the same words in other sentences near by, on average: what a word finds everywhere is no answer.
    """
    distinct: Floats = nearest - _DISTINCT * (elsewhere - _ELSEWHERE)
    found: Floats = 1 / (1 + np.exp((_EVEN - distinct) / _WIDTH))
    return found


def without_best(nearest: Floats, starts: Integers) -> Floats:
    """(k, words) mean of the values of each of k groups without the greatest, which may be the answer itself.

    Args:
        nearest: (sentences, words) cosines, group by group.
        starts: (k,) the first of each group.
    """
    others = np.diff(starts, append=len(nearest))[:, None] - 1
    rest = np.add.reduceat(nearest, starts, axis=0) - np.maximum.reduceat(nearest, starts, axis=0)
    found: Floats = np.where(others > 0, rest / np.maximum(others, 1), _ELSEWHERE).astype(np.float32)
    return found


class Answers:
    """How far the asking tokens of all pairs of sentences in and around candidate beads are answered."""

    def __init__(self, grid: Grid, node: Integers, kind: Integers, source: Pieces, target: Pieces) -> None:
        """Compare all tokens of all pairs.

        Args:
            grid: n by m band.
            node: node of it at which each candidate begins.
            kind: its index into TYPES.
            source: tokens of n sentences.
            target: tokens of m sentences.
        """
        self.grid = _reach(grid, node, kind)
        with one_thread():
            vectors = tuple(side.vectors(0, len(side.starts) - 1) for side in (source, target))
            self.asking = (ask(source, vectors[0]), ask(target, vectors[1]))
            self.nearest = self._compare(source, target, vectors)

    def _compare(self, source: Pieces, target: Pieces, vectors: tuple[Floats, ...]) -> tuple[Floats, Floats]:
        """(nodes + 1, ASKING) twice: how far source tokens are answered in the one target sentence, and the reverse."""
        n, m = self.grid.shape
        ours, theirs = (np.zeros((self.grid.nodes + 1, ASKING), dtype=np.float32) for _ in range(2))
        asks, places = (asking.places for asking in self.asking)
        asked = np.count_nonzero(asks >= 0, axis=1).tolist()
        wanted = np.where(places >= 0, places, target.starts[-1])  # the end stands for none
        for i in range(n):
            low, high = int(self.grid.low[i]), min(int(self.grid.high[i]) + 1, m)
            if low >= high:
                continue
            rows = vectors[0][source.starts[i] : source.starts[i + 1]]
            alike = rows @ vectors[1][target.starts[low] : target.starts[high]].T
            here = slice(self.grid.offsets[i], self.grid.offsets[i] + high - low)
            asking = asks[i, : asked[i]] - source.starts[i]
            starts = target.starts[low:high] - target.starts[low]
            ours[here, : asked[i]] = np.maximum.reduceat(alike[asking], starts, axis=1).T
            best = np.append(alike.max(axis=0), np.float32(0.0))
            theirs[here] = best.take(wanted[low:high] - target.starts[low], mode="clip")
        inside = np.flatnonzero((self.grid.row < n) & (self.grid.column < m))
        for nearest, place in ((ours, self.grid.row[inside]), (theirs, self.grid.column[inside])):
            nearest[inside] = _judged(nearest[inside], place)
        return ours, theirs

    def of(self, i: Integers, j: Integers, a: int, b: int) -> Floats:
        """(e, len(ANSWER_NAMES)) evidence of the beads of a and b sentences that begin at (i, j)."""
        rows, columns = np.arange(-1, a + 1)[:, None], np.arange(-1, b + 1)
        cells = self.grid.at(i[:, None, None] + rows, j[:, None, None] + columns)
        ours = self.nearest[0][cells[:, 1:-1]]
        theirs = self.nearest[1][cells[:, :, 1:-1]].swapaxes(1, 2)
        asked = _asked(self.asking[0].weights, i, a), _asked(self.asking[1].weights, j, b)
        inside = ours[:, :, 1:-1], theirs[:, :, 1:-1]
        found = [
            *_one_side(asked[0], inside[0], ours[:, :, [0, -1]], inside[1].swapaxes(1, 2), asked[1]),
            *_one_side(asked[1], inside[1], theirs[:, :, [0, -1]], inside[0].swapaxes(1, 2), asked[0]),
        ]
        return np.stack(found, axis=1).astype(np.float32)

    def alone(self, *, of_source: bool) -> tuple[Floats, Floats]:
        """Words of each sentence answered by the best single sentence near by, and by all near by together."""
        side = 0 if of_source else 1
        weights = self.asking[side].weights
        place = self.grid.row if of_source else self.grid.column
        inside = place < len(weights)
        nearest, at = self.nearest[side][:-1][inside], place[inside]
        total = np.maximum(weights.sum(axis=1), 1e-6)
        best = _greatest(np.einsum("ek,ek->e", nearest, weights[at]) / total[at], at, len(weights))
        union = _greatest(nearest, at, len(weights))
        return best, np.einsum("nk,nk->n", union, weights) / total


def _judged(nearest: Floats, place: Integers) -> Floats:
    """How far the words of the sentences at these places are answered, whose nearest ones have these cosines."""
    if not len(place):
        return nearest
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    group = np.empty_like(order)
    group[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(order)))
    return answered(nearest, without_best(nearest[order], starts)[group])


def _greatest(values: Floats, place: Integers, n: int) -> Floats:
    """(n, …) greatest of the values at each place, at least 0."""
    found = np.zeros((n, *values.shape[1:]), dtype=np.float32)
    if len(place):
        order = np.argsort(place, kind="stable")
        first = np.flatnonzero(np.diff(place[order], prepend=-1))
        found[place[order][first]] = np.maximum.reduceat(values[order], first, axis=0)
    return np.maximum(found, 0, out=found)


def _asked(weights: Floats, start: Integers, count: int) -> Floats:
    """(e, count, ASKING) weights of the sentences of each run."""
    return np.stack([weights[np.minimum(start + k, len(weights) - 1)] for k in range(count)], axis=1)


def _one_side(asked: Floats, inside: Floats, outside: Floats, back: Floats, other: Floats) -> list[Floats]:
    """Columns for the sentences of one side of each bead.

    Args:
        asked: (e, a, ASKING) weights of the tokens of this side.
        inside: (e, a, b, ASKING) their nearest cosines in the sentences of the other side.
        outside: (e, a, 2, ASKING) in the two sentences next to them.
        back: (e, a, b, ASKING) nearest cosines of the tokens of the other side in each sentence of this side.
        other: (e, b, ASKING) weights of those.

    Returns:
        The columns of ANSWER_NAMES for this side.
    """
    nearest = inside.max(axis=2)
    total = np.maximum(asked.sum(axis=(1, 2)), 1e-6)
    by_sentence = np.einsum("eak,eak->ea", nearest, asked) / np.maximum(asked.sum(axis=2), 1e-6)
    better = np.maximum(outside.max(axis=2) - nearest, 0)
    found = [
        np.einsum("eak,eak->e", nearest, asked) / total,
        np.einsum("eak,eak->e", nearest > _CLEAR, asked) / total,
        np.log1p(np.einsum("eak,eak->e", nearest < _WEAK, asked)) / 2,
        by_sentence.min(axis=1),
        np.einsum("eak,eak->e", better, asked) / total,
    ]
    before = asked[:, 0] * (outside[:, 0, 0] - nearest[:, 0])
    behind = asked[:, -1] * (outside[:, -1, 1] - nearest[:, -1])
    moved = _best_beginning(before), _best_beginning(behind[:, ::-1])
    whole = np.maximum(asked[:, 0].sum(axis=1), 1.0), np.maximum(asked[:, -1].sum(axis=1), 1.0)
    return [
        *found,
        _least_needed(asked, back, other),
        *(np.log1p(mass) for mass in moved),
        *(mass / total for mass, total in zip(moved, whole, strict=True)),
    ]


def _best_beginning(gains: Floats) -> Floats:
    """(e,) greatest sum of a beginning of each row: what a clause at the edge would gain in the neighbouring bead."""
    best: Floats = np.maximum(np.cumsum(gains, axis=1).max(axis=1), 0)
    return best


def _least_needed(asked: Floats, back: Floats, other: Floats) -> Floats:
    """(e,) what the other side would lose in answers without the sentence it needs least, per word of that sentence."""
    count = asked.shape[1]
    if count == 1:
        return np.ones(len(asked), dtype=np.float32)
    whole = back.max(axis=1)
    losses = []
    for p in range(count):
        rest = np.delete(back, p, axis=1).max(axis=1)
        lost = np.einsum("ebk,ebk->e", whole - rest, other)
        losses.append(lost / np.maximum(asked[:, p].sum(axis=1), 1.0))
    least: Floats = np.min(losses, axis=0)
    return least
