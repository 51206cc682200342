"""Is a text kept by verses? Then its translation is too, and a verse stays whole where its sentences do not match.

Nothing on the face of a sentence says so, but what the text speaks of does: the mean of its sentence vectors.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.matching.encoding import Encoded, Encoder, Floats
from align.matching.packaged import packaged_arrays
from align.matching.regression import logistic

_WINDOW = 40  # pairs in a window to learn from
_WINDOWS = {True: 160, False: 40}  # windows of each source in verses, and of each other one
_SEED = 7
_RIDGE = 0.003
_TURNS = 30  # of Newton's method


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
    mean = (_mean(source) + _mean(target)) / 2
    return float(1 / (1 + np.exp(-(mean @ direction + offset))))


def _mean(encoded: Encoded) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = encoded.vectors.mean(axis=0, dtype=np.float64)
    return mean


def learn_probe(
    pairs_by_source: Mapping[str, Sequence[tuple[str, str]]], verses: frozenset[str], encoder: Encoder
) -> Mapping[str, NDArray[Any]]:
    """Learn to tell texts in verses from others: a logistic regression on the mean vectors of windows.

    Args:
        pairs_by_source: pairs of each source in running order.
        verses: the sources that are in verses.
        encoder: whose vectors.

    Returns:
        "direction" (size,) and "offset", to be stored. Both sorts count the same, however many windows they have.
    """
    chance = np.random.default_rng(_SEED)
    rows, are_verses = [], []
    for name, pairs in pairs_by_source.items():
        for _ in range(_WINDOWS[name in verses]):
            start = int(chance.integers(0, max(1, len(pairs) - _WINDOW)))
            for side in (0, 1):
                rows.append(_mean(encoder.encode([pair[side] for pair in pairs[start : start + _WINDOW]])))
                are_verses.append(name in verses)
    direction, offset = logistic(np.array(rows), np.array(are_verses), ridge=_RIDGE, turns=_TURNS)
    return {"direction": direction.astype(np.float16), "offset": np.array(offset, dtype=np.float32)}
