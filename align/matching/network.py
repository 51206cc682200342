"""The network behind the sentence encoder: features (embedding, n-gram convolutions) of the tokens of many texts.

Texts of a batch stand one behind another with empty rows between them, so that a convolution slides over all at once.
The norm of the features is not carried out: what is centred and scaled by it is what the features are multiplied with,
and each token keeps one number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.matching.convolving import AROUND, OUTPUTS, Convolution
from align.matching.encoding import Floats, Integers

SIZE = 512
_BRANCH = 256
_CHUNKS = 17
_ORDERS = ((2, 0), (3, 1), (5, 2))  # n-gram order and how many tokens of it stand to the left
_TOKENS_AT_ONCE = 512  # working set of a batch stays near the size of a second-level cache
_TOKENS_TOGETHER = 32_768  # tokens whose different pieces are known at the same time
_PIECES_HELD = 8192  # pieces that stay known, 15 kB each


class Weights:
    """The arrays of the model, named as in the file.

    Args:
        arrays: what the file holds.
    """

    def __init__(self, arrays: dict[str, Any]) -> None:
        self.table = [arrays[f"q{chunk + 1}"] for chunk in range(_CHUNKS)]
        self.scale, self.low = arrays["scale"], arrays["lo"]
        orders = [order for order, _ in _ORDERS]
        self.inner = np.concatenate([arrays[f"proj{n}"] for n in orders], axis=1)
        self.inner_bias = np.concatenate([arrays[f"proj_b{n}"] for n in orders])
        self.inner_gain = np.concatenate([arrays[f"ln_g{n}"] for n in orders])
        self.inner_shift = np.concatenate([arrays[f"ln_b{n}"] for n in orders])
        self.first = [(np.split(arrays[f"w1_{n}"], n), arrays[f"b1_{n}"]) for n in orders]
        self.second = [(Convolution(arrays[f"w2_{n}"], n, left), arrays[f"b2_{n}"]) for n, left in _ORDERS]
        self.gain, self.shift = arrays["ln_g"], arrays["ln_b"]
        self.outer, self.outer_bias = arrays["cnn_W"], arrays["cnn_b"]
        self.p1, self.d0 = arrays["p1"], arrays["d0"]
        self.d1, self.d2, self.d3, self.p3 = (arrays[name] for name in ("d1", "d2", "d3", "p3"))
        self.eps = float(arrays["eps"])

    def onward(self, matrix: Floats) -> "Onward":
        """What multiplies normed features, for features that are not normed."""
        gained = self.gain[:, None] * matrix
        return Onward(gained - gained.mean(axis=0), self.shift @ matrix)


@dataclass(frozen=True, slots=True, eq=False)
class Onward:
    """A matrix behind the norm of the features.

    Attributes:
        weight: (1280, k) the matrix, with the gains of the norm and without what a mean of the features would bring.
        shift: (k,) what the shift of the norm becomes.
    """

    weight: Floats
    shift: Floats

    @property
    def by_part(self) -> list[Floats]:
        """The rows of the matrix for each of `Features.parts`."""
        return np.split(self.weight, range(SIZE, len(self.weight), _BRANCH))

    def sums(self, sums: Floats, lengths: Integers) -> Floats:
        """(3, n, k) what `Features.sums` of texts of these lengths become."""
        found: Floats = sums @ self.weight
        found[0] += (lengths - 2)[:, None] * self.shift
        found[1:] += self.shift
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Features of the tokens of a few texts, first and last ones included, before their norm.

    Attributes:
        parts: (rows, 512) embeddings and (rows, 256) a branch for each order, together 1280 features; what stands
            between the texts means nothing.
        scale: (rows,) one over the deviation of each row.
        starts: (n,) first row of each text.
        lengths: (n,) tokens of each text, at least 2.
    """

    parts: Sequence[Floats]
    scale: Floats
    starts: Integers
    lengths: Integers

    def tokens(self, onward: Onward) -> Floats:
        """(tokens, k) tokens of all texts without first and last ones; of an empty text its last."""
        kept = inner(self.lengths)
        rows = (np.arange(len(kept)) + np.repeat(self.starts - _starts(self.lengths), self.lengths))[kept]
        products = [part @ weight for part, weight in zip(self.parts, onward.by_part, strict=True)]
        found: Floats = np.sum(products, axis=0).take(rows, axis=0)
        found *= self.scale[rows, None]
        found += onward.shift
        return found

    def sums(self) -> Floats:
        """(3, n, 1280) sums over each text without first and last token, these tokens themselves."""
        ends = self.starts + self.lengths - 1
        within = np.zeros((len(self.lengths), len(self.scale)), dtype=np.float32)
        for text, start, end in zip(within, self.starts + 1, ends, strict=True):
            text[start:end] = self.scale[start:end]
        first, last = (np.hstack([part[rows] for part in self.parts]) for rows in (self.starts, ends))
        first *= self.scale[self.starts, None]
        last *= self.scale[ends, None]
        return np.stack([np.hstack([within @ part for part in self.parts]), first, last])


class _Known:
    """What depends on a piece of text alone, for the pieces met last; row 0 stands for "outside the text".

    Attributes:
        embedded: (rows, 512) embeddings.
        inner: for each order (rows, 256) what goes into its convolutions.
        shares: for each order, for each place of its window, (rows, 256) what a piece there adds to the first
            convolution, the bias being with the first place.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        # row of each piece of the model, 0 where it is not known; piece of each row; when the row was asked for last
        self._row = np.zeros(sum(len(part) for part in weights.table), dtype=np.int64)
        self._piece = np.full(1, -1)
        self._met = np.full(1, np.iinfo(np.int64).max)  # when each row was asked for last
        self._now = 0
        self.embedded = np.zeros((1, SIZE), dtype=np.float32)
        self.inner = [np.zeros((1, _BRANCH), dtype=np.float32) for _ in _ORDERS]
        self.shares = [[bias[None] * (place == 0) for place in range(len(parts))] for parts, bias in weights.first]

    def rows(self, pieces: NDArray[np.int32]) -> Integers:
        """The row of each piece; one that is not known takes the place of what was asked for longest ago."""
        self._now += 1
        kinds = np.unique(pieces)
        rows = self._row[kinds]
        self._met[rows[rows > 0]] = self._now
        missing = kinds[rows == 0]
        if len(missing):
            self._learn(missing)
        return self._row[pieces]

    def _learn(self, kinds: NDArray[np.int32]) -> None:
        wanted = np.count_nonzero(self._met >= self._now) + len(kinds)
        if wanted > len(self._met):
            self._grow(max(int(wanted), _PIECES_HELD))
        rows = np.sort(np.argsort(self._met, kind="stable")[: len(kinds)])
        self._row[self._piece[rows][self._piece[rows] >= 0]] = 0
        self._row[kinds], self._piece[rows], self._met[rows] = rows, kinds, self._now
        w = self._weights
        line, chunk = np.divmod(kinds, _CHUNKS)
        embedded = np.empty((len(kinds), SIZE), dtype=np.float32)
        for k, part in enumerate(w.table):
            here = chunk == k
            embedded[here] = part[line[here]] * w.scale[k] + w.low[k]
        self.embedded[rows] = embedded
        normed = _normed(embedded @ w.inner + w.inner_bias, w.inner_gain, w.inner_shift, w.eps)
        branches = np.split(normed, len(_ORDERS), axis=1)
        for (parts, bias), branch, kept, shares in zip(w.first, branches, self.inner, self.shares, strict=True):
            kept[rows] = branch
            for place, part in enumerate(parts):
                share = branch @ part
                shares[place][rows] = share if place else share + bias

    def _grow(self, size: int) -> None:
        more = size - len(self._met)
        self._piece = np.append(self._piece, np.full(more, -1))
        self._met = np.append(self._met, np.zeros(more, dtype=np.int64))
        self.embedded = _longer(self.embedded, size)
        self.inner = [_longer(rows, size) for rows in self.inner]
        self.shares = [[_longer(rows, size) for rows in places] for places in self.shares]


class Network:
    """Features of all tokens of many texts.

    Args:
        weights: of the model.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def features(self, flat: NDArray[np.int32], lengths: Integers) -> Iterator[tuple[slice, Features]]:
        """Features of batches of texts, and which texts each batch holds.

        Args:
            flat: numbers of the pieces of all texts in one row, first and last token included.
            lengths: (n,) tokens of each text.
        """
        known, starts = _Known(self._weights), _starts(lengths)
        for first, last in _batches(lengths, _TOKENS_TOGETHER):
            here = slice(starts[first], starts[last - 1] + lengths[last - 1])
            rows = known.rows(flat[here])
            for start, stop in _batches(lengths[first:last], _TOKENS_AT_ONCE):
                pick = slice(first + start, first + stop)
                held = slice(
                    starts[pick.start] - here.start, starts[pick.stop - 1] + lengths[pick.stop - 1] - here.start
                )
                yield pick, self._features(rows[held], known, lengths[pick])

    def _features(self, pieces: Integers, known: _Known, lengths: Integers) -> Features:
        """Features of one batch.

        The first convolution is a sum of what each piece of the window brings, so that is looked up.
        """
        starts = _starts(lengths + AROUND)
        count = -(-int((lengths + AROUND).sum()) // OUTPUTS) * OUTPUTS
        line = np.zeros(AROUND + count + AROUND, dtype=np.int64)
        line[AROUND + np.arange(len(pieces)) + np.repeat(starts - _starts(lengths), lengths)] = pieces
        middle = line[AROUND:-AROUND]
        parts = [known.embedded.take(middle, axis=0)]
        padded = np.zeros((len(line), _BRANCH), dtype=np.float32)
        value, looked_up = padded[AROUND:-AROUND], np.empty((count, _BRANCH), dtype=np.float32)
        outside = middle == 0
        for k, (_, left) in enumerate(_ORDERS):
            for place, share in enumerate(known.shares[k]):
                at = line[AROUND - left + place :][:count]
                if place:
                    value += share.take(at, axis=0, out=looked_up, mode="clip")
                else:
                    share.take(at, axis=0, out=value, mode="clip")
            np.maximum(value, 0, out=value)
            value += known.inner[k].take(middle, axis=0, out=looked_up, mode="clip")
            value[outside] = 0
            convolve, bias = self._weights.second[k]
            grown = convolve(padded)
            grown += bias
            np.maximum(grown, 0, out=grown)
            grown += value
            parts.append(grown)
        size = SIZE + len(_ORDERS) * _BRANCH
        mean = sum(part.sum(axis=1) for part in parts) / size
        spread = sum(np.einsum("ij,ij->i", part, part) for part in parts) / size - mean * mean
        return Features(parts, np.reciprocal(np.sqrt(spread + self._weights.eps)), starts, lengths)


def inner(lengths: Integers) -> NDArray[np.bool_]:
    """Which tokens of texts of these lengths are kept: all but first and last; of an empty text the last."""
    starts = _starts(lengths)
    keep = np.ones(int(lengths.sum()), dtype=bool)
    keep[starts] = False
    keep[(starts + lengths)[lengths > 2] - 1] = False
    return keep


def _batches(lengths: Integers, most: int) -> Iterator[tuple[int, int]]:
    """First and last (excluded) text of each batch: as many as fit into `most` tokens, at least one."""
    start = size = 0
    for k, length in enumerate(lengths.tolist()):
        if size and size + length > most:
            yield start, k
            start, size = k, 0
        size += length
    if size:
        yield start, len(lengths)


def _starts(lengths: Integers) -> Integers:
    """First place of each text where texts of these lengths stand one behind another."""
    found: Integers = np.cumsum(lengths) - lengths
    return found


def _longer(rows: Floats, size: int) -> Floats:
    """The same rows with room for others behind."""
    found = np.empty((size, rows.shape[1]), dtype=np.float32)
    found[: len(rows)] = rows
    return found


def _normed(x: Floats, gain: Floats, shift: Floats, eps: float) -> Floats:
    """Layer norm over the rows, in place."""
    x -= x.mean(axis=1, keepdims=True)
    x *= np.reciprocal(np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + eps))[:, None]
    x *= gain
    x += shift
    return x
