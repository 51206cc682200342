"""What matching keeps of encoded texts, and what it asks of an encoder.

A text is encoded once, as sums over its tokens: the vector of any run of neighbouring sentences costs an addition and a
few dense layers (see `encoder`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Sums = NDArray[np.float16] | Floats
Integers = NDArray[np.int64]


def unit_rows(rows: Floats) -> Floats:
    """(n, size) rows brought to length 1; rows of zeros stay zeros."""
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    found: Floats = rows * (1 / np.maximum(lengths, np.float32(1e-6)))[:, None]
    return found


def ranks(groups: Integers) -> Integers:
    """The how-manieth of its group each is, from 0."""
    order = np.argsort(groups, kind="stable")
    begins = np.flatnonzero(np.diff(groups[order], prepend=-1))
    found = np.empty_like(order)
    found[order] = np.arange(len(order)) - np.repeat(begins, np.diff(begins, append=len(order)))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What is known of pieces and tokens before a text is seen.

    Attributes:
        chances: (pieces,) how often each piece stands in running text, as a share of all its tokens.
        salience: (size + 1,) for each coordinate of a token's vector, and for every token, what it adds to the
            logarithm of how telling the token is.
    """

    chances: Floats
    salience: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The tokens of n sentences in a few dimensions, one row each, every sentence having at least one.

    Attributes:
        rows: (tokens, size) coordinates, -127 to 127.
        ids: (tokens,) number of the piece of text that each token is; equal pieces have equal numbers.
        starts: (n + 1,) first row of each sentence, and the end.
        centre: (size,) mean of all rows of the text.
        known: what is known of them beforehand, if anything.
    """

    rows: NDArray[np.int8]
    ids: NDArray[np.int32]
    starts: Integers
    centre: Floats
    known: Known | None = None

    def part(self, pick: slice | Integers) -> "Pieces":
        """Some of the sentences; a slice takes no copy."""
        begin, end = self.starts[:-1][pick], self.starts[1:][pick]
        starts = np.concatenate([[0], np.cumsum(end - begin)])
        if isinstance(pick, slice):
            rows: slice | Integers = slice(int(begin[0]), int(end[-1])) if len(begin) else slice(0, 0)
        else:
            rows = np.arange(starts[-1]) + np.repeat(begin - starts[:-1], end - begin)
        return Pieces(self.rows[rows], self.ids[rows], starts, self.centre, self.known)

    def vectors(self, start: int, stop: int) -> Floats:
        """(tokens, size) vectors of length 1 of sentences start to stop (excluded), the centre taken out."""
        return self.at(slice(int(self.starts[start]), int(self.starts[stop])))

    def at(self, places: slice | Integers) -> Floats:
        """(tokens, size) vectors of length 1 of the tokens of these numbers, the centre taken out."""
        found = self.rows[places].astype(np.float32)
        found -= self.centre
        return unit_rows(found)


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The sums of n sentences of which the vectors of all runs are made.

    Attributes:
        body: (n, size) projected features of all tokens but the first and the last, summed; float16 (see `widened`).
        first, last: (n, size) projected features of the first and last token, likewise.
        counts: (n,) number of tokens without first and last.
        pieces: what is kept of the single tokens.
        vectors: (n, 512) vectors of the single sentences, of length 1; float16 values held as float32 would double the
            memory.
    """

    body: Sums
    first: Sums
    last: Sums
    counts: Integers
    vectors: NDArray[np.float16]
    pieces: "Pieces"

    def __len__(self) -> int:
        return len(self.counts)

    def part(self, pick: slice | Integers) -> "Encoded":
        """Some of the sentences; a slice takes no copy."""
        return Encoded(
            self.body[pick],
            self.first[pick],
            self.last[pick],
            self.counts[pick],
            self.vectors[pick],
            self.pieces.part(pick),
        )

    def widened(self) -> "Encoded":
        """The same with sums in float32, to be added up often: changing each one anew takes longer than adding it."""
        body, first, last = (sums.astype(np.float32) for sums in (self.body, self.first, self.last))
        return replace(self, body=body, first=first, last=last)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The tokens of one text.

    Attributes:
        spans: (start, end) character offsets into the text, one for each token, without first and last.
        rows: (len(spans), size) coordinates, in the directions of `Pieces.rows`.
    """

    spans: tuple[tuple[int, int], ...]
    rows: Floats


@dataclass(frozen=True, slots=True, eq=False)
class TokenFeatures:
    """The tokens of n texts in all directions.

    Attributes:
        rows: (tokens, 512) projected features.
        ids: (tokens,) number of the piece of text that each token is.
        starts: (n + 1,) first token of each text, and the end.
    """

    rows: Floats
    ids: NDArray[np.int32]
    starts: Integers


class Encoder(Protocol):
    """What matching needs of an encoder; another model fits by offering these five."""

    @property
    def signature(self) -> str:
        """Name, version and beginning of the hash of the weights."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode each text once; an empty sequence gives arrays of length 0."""

    def spans(self, encoded: Encoded, starts: Integers, length: int) -> Floats:
        """Vectors (len(starts), size), of length 1, of the runs of `length` sentences that begin at `starts`."""

    def tokens(self, text: str) -> Tokens:
        """Token vectors of one text, for word links."""

    def familiarity(self, words: Sequence[str]) -> Floats:
        """(len(words),) natural logarithm of how likely each word is in running text; 0 where nothing is known."""
