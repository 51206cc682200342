"""The way out when there is no encoder: numbers and words that look alike, hashed into vectors.

It fits the same protocol, so that everything after it is the same; the result is worse, and the signature says so.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from align.matching.encoder import Encoded, Floats, Integers, Tokens
from align.matching.surface import WORD, cognates, list_mark, numbers, weights
from align.model import Sentence

_SIZE = 512


@lru_cache(maxsize=200_000)
def _place(key: str) -> tuple[int, float]:
    """Where a key goes in the vector, and its sign."""
    digest = hashlib.blake2b(key.encode(), digest_size=4).digest()
    value = int.from_bytes(digest, "little")
    return value % _SIZE, 1.0 if value >> 31 else -1.0


def _keys(text: str) -> list[str]:
    mark = list_mark(Sentence(text))
    found = [f"#{number}" for number in numbers(text)] + sorted(cognates(text))
    return found + ([f"({mark}"] if mark else [])


class LexicalEncoder:
    """Vectors of shared keys, rare ones weighing more; sums of sentences are exact."""

    @property
    def signature(self) -> str:
        """Says what it is."""
        return "no-encoder/length-numbers-names-cognates"

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode each text once; the weights of the keys come from these texts alone.

        Args:
            texts: any number of texts.

        Returns:
            The sums; a text without any key is a vector of zeros.
        """
        keys = [_keys(text) for text in texts]
        worth = weights(keys, len(texts))
        body = np.zeros((len(texts), _SIZE), dtype=np.float32)
        for row, found in enumerate(keys):
            for key in dict.fromkeys(found):
                place, sign = _place(key)
                body[row, place] += sign * worth.get(key, 0.0)
        empty = np.zeros((len(texts), _SIZE), dtype=np.float16)
        counts = np.array([max(1, len(found)) for found in keys], dtype=np.int64)
        return Encoded(body.astype(np.float16), empty, empty, counts, _normed(body).astype(np.float16))

    def spans(self, encoded: Encoded, starts: Integers, length: int) -> Floats:
        """Vectors (len(starts), 512) of length 1 (or 0) of the runs of `length` sentences that begin at `starts`."""
        total = np.zeros((len(starts), _SIZE), dtype=np.float32)
        for k in range(length):
            total += encoded.body[starts + k]
        return _normed(total)

    def tokens(self, text: str) -> Tokens:
        """One token for each word, with a vector of its key; words that look alike have the same vector."""
        found = list(WORD.finditer(text))
        vectors = np.zeros((len(found), _SIZE), dtype=np.float32)
        for row, match in enumerate(found):
            for key in cognates(match[0]):
                place, sign = _place(key)
                vectors[row, place] += sign
        return Tokens(tuple(match.span() for match in found), vectors)


def _normed(vectors: Floats) -> Floats:
    norm: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return norm
