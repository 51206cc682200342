"""The way out when there is no encoder: numbers and words that look alike, hashed into vectors.

It fits the same protocol, so that everything after it is the same; the result is worse, and the signature says so.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from align.matching.encoding import Encoded, Floats, Integers, Pieces, Tokens, unit_rows
from align.matching.surface import cognates, fold, list_mark, numbers, weights, words
from align.model import Sentence

_SIZE = 512
_FEW = 96


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
        return Encoded(
            body.astype(np.float16), empty, empty, counts, unit_rows(body).astype(np.float16), _pieces(texts)
        )

    def spans(self, encoded: Encoded, starts: Integers, length: int) -> Floats:
        """Vectors (len(starts), 512) of length 1 (or 0) of the runs of `length` sentences that begin at `starts`."""
        total = np.zeros((len(starts), _SIZE), dtype=np.float32)
        for k in range(length):
            total += encoded.body[starts + k]
        return unit_rows(total)

    def tokens(self, text: str) -> Tokens:
        """One token for each word, with a vector of its key; words that look alike have the same vector."""
        found = list(re.finditer(r"[^\W_]+", text))
        rows = [_letters(match[0] if match[0].isdigit() else fold(match[0])) for match in found]
        return Tokens(tuple(match.span() for match in found), np.array(rows, dtype=np.float32).reshape(-1, _FEW))

    def familiarity(self, words: Sequence[str]) -> Floats:
        """(len(words),) zeros: no word is known."""
        return np.zeros(len(words), dtype=np.float32)


def _pieces(texts: Sequence[str]) -> Pieces:
    """One token for each number and word; its vector hashes the number, or the word's runs of three letters."""
    rows: list[NDArray[np.int8]] = []
    ids: list[int] = []
    starts = [0]
    for text in texts:
        tokens = numbers(text) + tuple(fold(word) for word in words(text)) or ("",)
        rows += [_letters(token) for token in tokens]
        ids += [int.from_bytes(hashlib.blake2b(token.encode(), digest_size=3).digest(), "little") for token in tokens]
        starts.append(len(rows))
    table = np.array(rows, dtype=np.int8).reshape(-1, _FEW)
    return Pieces(table, np.array(ids, dtype=np.int32), np.array(starts), np.zeros(_FEW, dtype=np.float32))


@lru_cache(maxsize=100_000)
def _letters(token: str) -> NDArray[np.int8]:
    row = np.zeros(_FEW, dtype=np.int8)
    framed = token if token.isdigit() else f"^{token}$"
    for k in range(1 if token.isdigit() else max(1, len(framed) - 2)):
        place, sign = _place(framed if token.isdigit() else framed[k : k + 3])
        row[place % _FEW] += int(8 * sign)
    return row
