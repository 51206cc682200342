"""Cosines between all runs of one to five sentences of both sides, inside a band."""

import numpy as np
from numpy.typing import NDArray

from align.matching.encoder import one_thread
from align.matching.encoding import Encoded, Encoder
from align.matching.grid import LONGEST, Grid

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

_ROWS = 256  # rows for which the vectors of runs are held at one time


def run_vectors(encoder: Encoder, encoded: Encoded, start: int, stop: int, likely: Flags) -> Floats:
    """Vectors of all runs that begin in a stretch.

    Args:
        encoder: who made `encoded`.
        encoded: n sentences.
        start: first (included) and last (excluded) sentence at which a run begins.
        stop: see `start`.
        likely: (n, LONGEST) which runs are wanted, as `likely_runs` tells; those of one sentence are made anyway.

    Returns:
        (stop - start, LONGEST, size); zeros for runs that are not wanted.
    """
    found = np.zeros((stop - start, LONGEST, encoded.vectors.shape[1]), dtype=np.float32)
    found[:, 0] = encoded.vectors[start:stop]
    near = encoded.part(slice(start, stop + LONGEST)).widened()
    for length in range(2, LONGEST + 1):
        begin = np.flatnonzero(likely[start:stop, length - 1])
        if len(begin):
            found[begin, length - 1] = encoder.spans(near, begin, length)
    return found


def similarities(encoder: Encoder, source: Encoded, target: Encoded, grid: Grid, likely: tuple[Flags, Flags]) -> Floats:
    """Cosines of all pairs of runs in the band.

    Args:
        encoder: who made the encodings.
        source: n and m sentences.
        target: see `source`.
        grid: band over (n, m).
        likely: (n, LONGEST) and (m, LONGEST) which runs are compared, as `likely_runs` tells.

    Returns:
        (nodes + 1, LONGEST, LONGEST): at [node (i, j), a-1, b-1] the cosine between source sentences i … i+a-1 and
        target sentences j … j+b-1; 0 for runs that are not compared, and for "outside".
    """
    n, m = grid.shape
    found = np.zeros((grid.nodes + 1, LONGEST, LONGEST), dtype=np.float32)
    for top in range(0, n, _ROWS):
        bottom = min(top + _ROWS, n)
        left, right = int(grid.low[top]), min(int(grid.high[bottom - 1]) + 1, m)
        ours = run_vectors(encoder, source, top, bottom, likely[0])
        theirs = run_vectors(encoder, target, left, right, likely[1])
        with one_thread():
            for i in range(top, bottom):
                low, high = int(grid.low[i]), min(int(grid.high[i]) + 1, m)
                if low < high:
                    flat = theirs[low - left : high - left].reshape((high - low) * LONGEST, -1)
                    here = slice(grid.offsets[i], grid.offsets[i] + high - low)
                    found[here] = (flat @ ours[i - top].T).reshape(high - low, LONGEST, LONGEST).transpose(0, 2, 1)
    return found
