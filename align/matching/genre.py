"""Is a text kept by verses? Then its translation is too, and a verse stays whole where its sentences do not match.

Nothing on the face of a sentence says so, but what the text speaks of does: the mean of its sentence vectors.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from align.matching.encoding import Encoded, Floats
from align.matching.packaged import packaged_arrays


@cache
def _probe() -> tuple[Floats, float]:
    stored = packaged_arrays("verses")
    return stored["direction"].astype(np.float32), float(stored["offset"])


def in_verses(source: Encoded, target: Encoded) -> float:
    """How likely two texts are of the sort that is kept by verses.

    Args:
        source: at least one sentence of each.
        target: see `source`.

    Returns:
        0 to 1; 0 for vectors of another size than those it was learnt from.
    """
    direction, offset = _probe()
    if source.vectors.shape[1] != len(direction):
        return 0.0
    mean = (mean_vector(source) + mean_vector(target)) / 2
    return float(1 / (1 + np.exp(-(mean @ direction + offset))))


def mean_vector(encoded: Encoded) -> NDArray[np.float64]:
    """(size,) mean of the sentence vectors of a text."""
    mean: NDArray[np.float64] = encoded.vectors.mean(axis=0, dtype=np.float64)
    return mean
