"""Scores set by hand, for the first look at a text and for encoders that no bead model was trained for.

A bead of a and b sentences costs a·b·(1 − cosine), measured by what two sentences of the text cost that have nothing
to do with each other, plus a little for every sentence beyond one on a side and for lengths out of proportion.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.matching.grid import LONGEST, NEVER, TYPES, Grid
from align.matching.lattice import GapScores, Scores
from align.matching.surface import Side

Reals = NDArray[np.float64]
Floats = NDArray[np.float32]

_SMALL = 4  # sentences of a bead up to which nothing is taken off for having several on both sides


@dataclass(frozen=True, slots=True)
class DraftWeights:
    """The costs; the score of a step is minus `sharpness` times its cost.

    Attributes:
        length: for each unit of |log(length ratio)|.
        extra: for each sentence beyond one on a side.
        open, more: for the first and each further null sentence of a run.
        several: what is taken off where both sides have several sentences, five and more in all: their cosines are no
            better than those of smaller beads, but they are multiplied by more.
        sharpness: scale from costs to logarithms of probabilities.
    """

    length: float = 0.2
    extra: float = 0.03
    open: float = 0.75
    more: float = 0.48
    several: float = 0.0
    sharpness: float = 20.0


def length_ratio(source: Side, target: Side) -> float:
    """Characters of the target for one of the source; 1 where a side is empty."""
    return float(target.length.sum() / source.length.sum()) if len(source) and len(target) else 1.0


def run_lengths(lengths: Reals, starts: NDArray[np.int64], count: int) -> Reals:
    """Characters in the runs of `count` sentences from `starts` on; runs past the end count what there is."""
    level = np.concatenate([[0.0], np.cumsum(lengths)])
    stop = np.minimum(starts + count, len(lengths))
    found: Reals = level[stop] - level[np.minimum(starts, len(lengths))]
    return found


def _log_lengths(lengths: Reals) -> list[Reals]:
    """(n,) logarithm of the characters in the run of 1, 2, … LONGEST sentences from each sentence on."""
    starts = np.arange(len(lengths))
    return [np.log(run_lengths(lengths, starts, count)) for count in range(1, LONGEST + 1)]


def reachable(grid: Grid) -> NDArray[np.bool_]:
    """(nodes, len(TYPES)) whether the bead of that type that begins at the node ends inside the band."""
    return grid.successors < grid.nodes


def draft_scores(
    grid: Grid, alike: Floats, source: Side, target: Side, weights: DraftWeights, *, ratio: float | None = None
) -> Scores:
    """Scores of all steps of a band.

    Args:
        grid: band over n and m sentences.
        alike: (nodes + 1, LONGEST, LONGEST) cosines of runs, as `similarities` gives them.
        source: surface of both texts.
        target: see `source`.
        weights: the costs.
        ratio: target characters for one source character; by default that of these texts.

    Returns:
        Scores with the same null score for every sentence.
    """
    ratio = ratio or length_ratio(source, target)
    apart = max(0.2, 1.0 - float(alike[:-1, 0, 0].mean()))
    links = np.full((grid.nodes, len(TYPES)), NEVER)
    ours, theirs = _log_lengths(ratio * source.length), _log_lengths(target.length)
    inside = reachable(grid)
    for k, (a, b) in enumerate(TYPES):
        pick = inside[:, k]
        stretch = np.abs(theirs[b - 1][grid.column[pick]] - ours[a - 1][grid.row[pick]])
        cost = a * b * (1.0 - alike[:-1][pick, a - 1, b - 1]) / apart + weights.extra * (a + b - 2)
        cost -= weights.several * (min(a, b) > 1 and a + b > _SMALL)
        links[pick, k] = -weights.sharpness * (cost + weights.length * stretch)
    n, m = grid.shape
    first, more = -weights.sharpness * weights.open, -weights.sharpness * weights.more
    return Scores(links, np.zeros(n), np.zeros(m), GapScores(first, first, more, more, more))
