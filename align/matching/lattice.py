"""Ladders of beads over a band: forward–backward, posteriors, and the ladder of the greatest expected gain.

A node (i, j) means: i source and j target sentences are accounted for. A link bead of type (a, b) leads from (i, j) to
(i+a, j+b). Null sentences are a state of their own, so that opening a gap and going on with it cost differently: X is
"the last sentence was a source sentence without answer", Y the same for the target, M all else. After X may come Y,
never the reverse: a gap on both sides has one form only. Scores are natural logarithms; forward–backward for
segmentations as in Sarawagi and Cohen (2004).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]

LONGEST = 5
TYPES: tuple[tuple[int, int], ...] = tuple(
    (a, b) for a in range(1, LONGEST + 1) for b in range(1, LONGEST + 1) if a + b <= LONGEST + 2
)
NEVER = -1e30


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The nodes of a band, numbered row by row.

    Attributes:
        low, high: (n+1,) first and last j of row i; neither ever falls; low[0] == 0, high[n] == m.
        offsets: (n+2,) number of the first node of row i.
        row, column: (nodes,) i and j of each node.
    """

    low: Integers
    high: Integers
    offsets: Integers
    row: Integers
    column: Integers

    @property
    def nodes(self) -> int:
        """How many nodes the band has; this number itself stands for "outside"."""
        return int(self.offsets[-1])

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m): how many sentences there are on both sides."""
        return len(self.low) - 1, int(self.high[-1])

    def moved(self, a: int, b: int) -> Integers:
        """For each node the number of the node `a` rows and `b` columns on, `nodes` where that is outside."""
        return self.at(self.row + a, self.column + b)

    def at(self, row: Integers, column: Integers) -> Integers:
        """Numbers of the nodes (row, column), `nodes` where outside the band."""
        n = len(self.low) - 1
        held = np.clip(row, 0, n)
        inside = (row == held) & (column >= self.low[held]) & (column <= self.high[held])
        return np.where(inside, self.offsets[held] + column - self.low[held], self.nodes)


def make_grid(low: Integers, high: Integers) -> Grid:
    """Number the nodes of a band.

    Args:
        low: (n+1,) first and last column of each row, inclusive, neither falling.
        high: see `low`.

    Returns:
        The grid; its first node is (0, 0), its last (n, m).
    """
    widths = high - low + 1
    offsets = np.concatenate([[0], np.cumsum(widths)])
    row = np.repeat(np.arange(len(low)), widths)
    return Grid(low, high, offsets, row, np.arange(offsets[-1]) - offsets[row] + low[row])


def full_grid(n: int, m: int) -> Grid:
    """The grid of all (n+1)·(m+1) nodes."""
    return make_grid(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class GapScores:
    """Scores of entering, going on with and changing the side of a run of null sentences.

    Attributes:
        open_source, open_target: from M into X and into Y.
        more_source, more_target: from X to X and from Y to Y.
        turn: from X to Y.
    """

    open_source: float
    open_target: float
    more_source: float
    more_target: float
    turn: float


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What each step of a ladder is worth.

    Attributes:
        links: (nodes, len(TYPES)) score of the bead of that type that begins at the node; NEVER where there is none.
        source, target: (n,) and (m,) score of each sentence as a null sentence.
        gaps: scores of the transitions.
    """

    links: Reals
    source: Reals
    target: Reals
    gaps: GapScores


@dataclass(frozen=True, slots=True, eq=False)
class Posteriors:
    """Probabilities of each step, over all ladders of the grid.

    Attributes:
        links: (nodes, len(TYPES)).
        source, target: (nodes,) that the path comes into the node by a null sentence of the source, of the target.
        opened: expected number of each transition in the order of `GapScores`, (5,).
        total: logarithm of the sum over all ladders.
    """

    links: Reals
    source: Reals
    target: Reals
    opened: Reals
    total: float

    def nodes(self, grid: Grid) -> Reals:
        """(nodes,) probability that the path comes through the node."""
        through = np.append(self.source + self.target, 0.0)
        through[0] += 1.0
        for k, (a, b) in enumerate(TYPES):
            np.add.at(through, grid.moved(a, b), self.links[:, k])
        return through[:-1]


def successors(grid: Grid) -> Integers:
    """(nodes, len(TYPES)) the node where the bead that begins here ends."""
    return np.stack([grid.moved(a, b) for a, b in TYPES], axis=1)


def _sum(scores: Reals) -> Reals:
    """Logarithm of the sum of exponentials over the second axis; NEVER for an empty sum."""
    top = scores.max(axis=1)
    total: Reals = np.maximum(top + np.log(np.exp(scores - top[:, None]).sum(axis=1)), NEVER)
    return total


def _scan(entries: Reals, steps: Reals) -> Reals:
    """out[k] = logaddexp(entries[k], out[k-1] + steps[k-1]) for a row, without a loop."""
    level = np.concatenate([[0.0], np.cumsum(steps)])
    scanned: Reals = np.logaddexp.accumulate(entries - level) + level
    return scanned


def _forward(grid: Grid, scores: Scores) -> tuple[Reals, Reals, Reals, Reals]:
    """Logarithmic sums over all paths from the first node into each node: in state M, X, Y, and in any."""
    count, gaps = grid.nodes, scores.gaps
    m_, x_, y_, any_ = (np.full(count + 1, NEVER) for _ in range(4))
    before = np.stack([grid.moved(-a, -b) for a, b in TYPES], axis=1)
    arriving = np.stack([np.append(scores.links[:, k], NEVER)[before[:, k]] for k in range(len(TYPES))], axis=1)
    above = grid.moved(-1, 0)
    for i in range(len(grid.low)):
        pick = slice(grid.offsets[i], grid.offsets[i + 1])
        if i == 0:
            m_[0] = 0.0
        else:
            m_[pick] = _sum(any_[before[pick]] + arriving[pick])
            up = above[pick]
            x_[pick] = scores.source[i - 1] + np.logaddexp(m_[up] + gaps.open_source, x_[up] + gaps.more_source)
        worth = scores.target[grid.low[i] : grid.high[i]]
        enter = np.logaddexp(m_[pick] + gaps.open_target, x_[pick] + gaps.turn)[:-1] + worth
        if len(enter):
            y_[pick.start + 1 : pick.stop] = _scan(enter, worth[1:] + gaps.more_target)
        any_[pick] = np.logaddexp(np.logaddexp(m_[pick], x_[pick]), y_[pick])
    return m_, x_, y_, any_


def _backward(grid: Grid, scores: Scores) -> tuple[Reals, Reals, Reals]:
    """Logarithmic sums over all paths from each node, in state M, X, Y, to the last node."""
    count, gaps = grid.nodes, scores.gaps
    m_, x_, y_ = (np.full(count + 1, NEVER) for _ in range(3))
    after, below = successors(grid), grid.moved(1, 0)
    for i in range(len(grid.low) - 1, -1, -1):
        pick = slice(grid.offsets[i], grid.offsets[i + 1])
        links = _sum(m_[after[pick]] + scores.links[pick])
        down = np.full(len(links), NEVER)
        if i == len(grid.low) - 1:
            links[-1] = 0.0
        else:
            down = scores.source[i] + x_[below[pick]]
        worth = scores.target[grid.low[i] : grid.high[i]]
        y_[pick] = _scan(links[::-1], (worth + gaps.more_target)[::-1])[::-1]
        right = np.append(worth + y_[pick.start + 1 : pick.stop], NEVER)
        x_[pick] = np.logaddexp(np.logaddexp(links, gaps.more_source + down), gaps.turn + right)
        m_[pick] = np.logaddexp(np.logaddexp(links, gaps.open_source + down), gaps.open_target + right)
    return m_, x_, y_


def posteriors(grid: Grid, scores: Scores) -> Posteriors:
    """Probabilities of all steps by forward–backward.

    Args:
        grid: the band; its first and last node are where every path begins and ends.
        scores: what each step is worth.

    Returns:
        The probabilities. Where no path leads through the band at all, `total` is below NEVER / 2 and they mean
        nothing.
    """
    fm, fx, fy, fany = _forward(grid, scores)
    bm, bx, by = _backward(grid, scores)
    total, gaps = float(fany[grid.nodes - 1]), scores.gaps
    after = successors(grid)
    links = np.exp(np.minimum(fany[:-1, None] + scores.links + bm[after] - total, 0.0))
    above, left = grid.moved(-1, 0), grid.moved(0, -1)
    null_source = np.append(scores.source, NEVER)[np.maximum(grid.row - 1, -1)] + bx[:-1] - total
    null_target = np.append(scores.target, NEVER)[np.maximum(grid.column - 1, -1)] + by[:-1] - total
    steps = (
        fm[above] + gaps.open_source + null_source,
        fm[left] + gaps.open_target + null_target,
        fx[above] + gaps.more_source + null_source,
        fy[left] + gaps.more_target + null_target,
        fx[left] + gaps.turn + null_target,
    )
    found = [np.exp(np.minimum(step, 0.0)) for step in steps]
    return Posteriors(
        links,
        found[0] + found[2],
        found[1] + found[3] + found[4],
        np.array([step.sum() for step in found]),
        total,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One bead of a ladder: from node (i, j) on, a source and b target sentences; null sentences have a 0."""

    i: int
    j: int
    a: int
    b: int


def best_ladder(grid: Grid, links: Reals, source: Reals, target: Reals) -> tuple[Step, ...]:
    """The ladder of the greatest sum of gains (Viterbi, one state).

    Args:
        grid: the band.
        links: (nodes, len(TYPES)) gain of each link bead that begins at the node; NEVER where there is none.
        source: (n,) and (m,) gain of leaving the sentence alone.
        target: see `source`.

    Returns:
        Its steps from the first node to the last. Ties go to the link that stands first in TYPES.
    """
    count = grid.nodes
    value, came = np.full(count + 1, NEVER), np.full(count + 1, -3, dtype=np.int64)
    before = np.stack([grid.moved(-a, -b) for a, b in TYPES], axis=1)
    arriving = np.stack([np.append(links[:, k], NEVER)[before[:, k]] for k in range(len(TYPES))], axis=1)
    above = grid.moved(-1, 0)
    for i in range(len(grid.low)):
        pick = slice(grid.offsets[i], grid.offsets[i + 1])
        options = value[before[pick]] + arriving[pick]
        kind = options.argmax(axis=1)
        best = np.take_along_axis(options, kind[:, None], axis=1)[:, 0]
        if i == 0:
            best[0] = 0.0
        else:
            down = value[above[pick]] + source[i - 1]
            kind, best = np.where(down > best, -1, kind), np.maximum(down, best)
        level = np.concatenate([[0.0], np.cumsum(target[grid.low[i] : grid.high[i]])])
        reached = np.maximum.accumulate(best - level)
        from_left = np.append(False, reached[1:] > (best - level)[1:])
        value[pick] = np.where(from_left, reached + level, best)
        came[pick] = np.where(from_left, -2, kind)
    return _trace(grid, came)


def _trace(grid: Grid, came: Integers) -> tuple[Step, ...]:
    steps = []
    i, j = grid.shape
    while i or j:
        kind = int(came[grid.offsets[i] + j - grid.low[i]])
        a, b = (1, 0) if kind == -1 else (0, 1) if kind == -2 else TYPES[kind]
        i, j = i - a, j - b
        steps.append(Step(i, j, a, b))
    return tuple(reversed(steps))
