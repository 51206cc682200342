"""Cosines between all runs of one to five sentences of both sides, inside a band."""

import numpy as np
from numpy.typing import NDArray

from align.matching.encoder import one_thread
from align.matching.encoding import Encoded, Encoder
from align.matching.grid import LONGEST, Grid

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

_ROWS = 256  # rows for which the vectors of runs are held at one time


def run_vectors(encoder: Encoder, encoded: Encoded, start: int, stop: int, plain: Flags) -> Floats:
    """Vectors of all runs that begin in a stretch.

    Args:
        encoder: who made `encoded`.
        encoded: n sentences.
        start: first (included) and last (excluded) sentence at which a run begins.
        stop: see `start`.
        plain: (n,) sentences that surely answer one sentence alone.

    Returns:
        (stop - start, LONGEST, size); zeros where a run would reach past the end of the text, or more than one of
        its sentences is plain: a bead over it would tear such a one from its answer.
    """
    n = len(encoded)
    rough = np.concatenate([[0], np.cumsum(~plain)])
    found = np.zeros((stop - start, LONGEST, encoded.vectors.shape[1]), dtype=np.float32)
    found[:, 0] = encoded.vectors[start:stop]
    near = encoded.part(slice(start, stop + LONGEST)).widened()
    for length in range(2, LONGEST + 1):
        begin = np.arange(start, min(stop, n - length + 1))
        begin = begin[rough[begin + length] - rough[begin] >= length - 1]
        if len(begin):
            found[begin - start, length - 1] = encoder.spans(near, begin - start, length)
    return found


def similarities(encoder: Encoder, source: Encoded, target: Encoded, grid: Grid, plain: tuple[Flags, Flags]) -> Floats:
    """Cosines of all pairs of runs in the band.

    Args:
        encoder: who made the encodings.
        source: n and m sentences.
        target: see `source`.
        grid: band over (n, m).
        plain: for each sentence of both sides whether it surely answers one sentence alone; runs with more than one
            of such are left out.

    Returns:
        (nodes + 1, LONGEST, LONGEST): at [node (i, j), a-1, b-1] the cosine between source sentences i … i+a-1 and
        target sentences j … j+b-1; 0 where a run reaches past the end, and for "outside".
    """
    n, m = grid.shape
    found = np.zeros((grid.nodes + 1, LONGEST, LONGEST), dtype=np.float32)
    for top in range(0, n, _ROWS):
        bottom = min(top + _ROWS, n)
        left, right = int(grid.low[top]), min(int(grid.high[bottom - 1]) + 1, m)
        ours = run_vectors(encoder, source, top, bottom, plain[0])
        theirs = run_vectors(encoder, target, left, right, plain[1])
        with one_thread():
            for i in range(top, bottom):
                low, high = int(grid.low[i]), min(int(grid.high[i]) + 1, m)
                if low < high:
                    flat = theirs[low - left : high - left].reshape((high - low) * LONGEST, -1)
                    here = slice(grid.offsets[i], grid.offsets[i] + high - low)
                    found[here] = (flat @ ours[i - top].T).reshape(high - low, LONGEST, LONGEST).transpose(0, 2, 1)
    return found
