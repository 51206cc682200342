"""Ladders of beads over a band: forward–backward, posteriors, and the ladder of the greatest expected gain.

A node (i, j) means: i source and j target sentences are accounted for. A link bead of type (a, b) leads from (i, j) to
(i+a, j+b). Null sentences are a state of their own, so that opening a gap and going on with it cost differently: X is
"the last sentence was a source sentence without answer", Y the same for the target, M all else. After X may come Y,
never the reverse: a gap on both sides has one form only. Scores are natural logarithms; forward–backward for
segmentations as in Sarawagi and Cohen (2004).
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]

LONGEST = 5
TYPES: tuple[tuple[int, int], ...] = tuple(
    (a, b) for a in range(1, LONGEST + 1) for b in range(1, LONGEST + 1) if a + b <= LONGEST + 2
)
NEVER = -1e30


@dataclass(frozen=True, eq=False)  # without slots, so that what is derived can be kept
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

    @cached_property
    def successors(self) -> Integers:
        """(nodes, len(TYPES)) the node where the bead that begins here ends, `nodes` where that is outside."""
        return np.stack([self.moved(a, b) for a, b in TYPES], axis=1)

    @cached_property
    def predecessors(self) -> Integers:
        """(nodes, len(TYPES)) the node where the bead that ends here begins, `nodes` where that is outside."""
        return np.stack([self.moved(-a, -b) for a, b in TYPES], axis=1)

    def moved(self, a: int, b: int) -> Integers:
        """For each node the number of the node `a` rows and `b` columns on, `nodes` where that is outside."""
        return self.at(self.row + a, self.column + b)

    def at(self, row: Integers, column: Integers) -> Integers:
        """Numbers of the nodes (row, column), `nodes` where outside the band."""
        low, width, start = (held.take(row + 1, mode="clip") for held in self._rows)
        place = column - low
        return np.where((place >= 0) & (place < width), start + place, self.nodes)

    @cached_property
    def _rows(self) -> tuple[Integers, Integers, Integers]:
        """(n+3,) first column, width and first node of each row, between two rows that hold nothing."""
        widths = np.diff(self.offsets)
        low, width, start = (np.pad(values, 1) for values in (self.low, widths, self.offsets[:-1]))
        return low, width, start


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
        linked = np.bincount(grid.successors.ravel(), self.links.ravel(), minlength=grid.nodes + 1)[:-1]
        through: Reals = self.source + self.target + linked
        through[0] += 1.0
        return through


def _arriving(grid: Grid, links: Reals) -> Reals:
    """(nodes, len(TYPES)) scores of the beads that end at each node; NEVER where there is none."""
    kinds = len(TYPES)
    padded = np.append(links, np.full((1, kinds), NEVER))
    arriving: Reals = padded.take(grid.predecessors * kinds + np.arange(kinds))
    return arriving


def _sum(scores: Reals) -> Reals:
    """Logarithm of the sum of exponentials over the second axis; uses up the scores."""
    top = scores.max(axis=1)
    scores -= top[:, None]
    np.exp(scores, out=scores)
    total: Reals = np.log(scores.sum(axis=1))
    total += top
    return total


def _levels(grid: Grid, target: Reals, more: float) -> Reals:
    """(nodes,) what it costs to leave alone all target sentences before the node, each with `more` on top.

    Measured from these levels, going on along a row is free, so that a running sum takes the place of a loop.
    """
    levels: Reals = np.append(0.0, np.cumsum(target + more))[grid.column]
    return levels


def _rows(grid: Grid) -> list[slice]:
    """The nodes of each row."""
    bounds = grid.offsets.tolist()
    return [slice(start, stop) for start, stop in pairwise(bounds)]


def _forward(grid: Grid, scores: Scores) -> tuple[Reals, Reals, Reals, Reals]:
    """Logarithmic sums over all paths from the first node into each node: in state M, X, Y, and in any."""
    gaps = scores.gaps
    m_, x_, y_, any_ = (np.full(grid.nodes + 1, NEVER) for _ in range(4))
    before, arriving, above = grid.predecessors, _arriving(grid, scores.links), grid.moved(-1, 0)
    level = _levels(grid, scores.target, gaps.more_target)
    opened, turned = gaps.open_target - gaps.more_target - level, gaps.turn - gaps.more_target - level
    for i, pick in enumerate(_rows(grid)):
        if i == 0:
            m_[0] = 0.0
        else:
            m_[pick] = _sum(any_.take(before[pick]) + arriving[pick])
            up = above[pick]
            opening, more = m_.take(up) + gaps.open_source, x_.take(up) + gaps.more_source
            x_[pick] = np.logaddexp(opening, more) + scores.source[i - 1]
        m, x = m_[pick], x_[pick]
        enter = np.logaddexp(m + opened[pick], x + turned[pick])
        y_[pick.start + 1 : pick.stop] = np.logaddexp.accumulate(enter[:-1]) + level[pick][1:]
        any_[pick] = np.logaddexp(np.logaddexp(m, x), y_[pick])
    return m_, x_, y_, any_


def _backward(grid: Grid, scores: Scores) -> tuple[Reals, Reals, Reals]:
    """Logarithmic sums over all paths from each node, in state M, X, Y, to the last node."""
    gaps = scores.gaps
    m_, x_, y_ = (np.full(grid.nodes + 1, NEVER) for _ in range(3))
    after, below = grid.successors, grid.moved(1, 0)
    level = _levels(grid, scores.target, gaps.more_target)
    opened, turned = gaps.open_target - gaps.more_target - level, gaps.turn - gaps.more_target - level
    source = np.append(scores.source, NEVER)
    for i, pick in reversed(list(enumerate(_rows(grid)))):
        links = _sum(m_.take(after[pick]) + scores.links[pick])
        if i == len(source) - 1:
            links[-1] = 0.0
        down = x_.take(below[pick]) + source[i]
        going = np.logaddexp.accumulate((links + level[pick])[::-1])[::-1]
        y_[pick] = going - level[pick]
        right = np.append(going[1:], NEVER)
        x_[pick] = np.logaddexp(np.logaddexp(links, down + gaps.more_source), right + turned[pick])
        m_[pick] = np.logaddexp(np.logaddexp(links, down + gaps.open_source), right + opened[pick])
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
    links = bm.take(grid.successors)
    links += scores.links
    links += (fany[:-1] - total)[:, None]
    np.exp(np.minimum(links, 0.0, out=links), out=links)
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
    value, linked, best, reached = (np.full(grid.nodes + 1, NEVER) for _ in range(4))
    kind = np.zeros(grid.nodes, dtype=np.int64)
    before, arriving, above = grid.predecessors, _arriving(grid, links), grid.moved(-1, 0)
    level = _levels(grid, target, 0.0)
    for i, pick in enumerate(_rows(grid)):
        options = value.take(before[pick]) + arriving[pick]
        kind[pick] = options.argmax(axis=1)
        linked[pick] = options.max(axis=1)
        if i == 0:
            linked[0] = best[0] = 0.0
        else:
            best[pick] = np.maximum(value.take(above[pick]) + source[i - 1], linked[pick])
        reached[pick] = np.maximum.accumulate(best[pick] - level[pick])
        value[pick] = reached[pick] + level[pick]
    from_above, from_left = best > linked, reached[:-1] > best[:-1] - level
    return _trace(grid, np.where(from_left, -2, np.where(from_above[:-1], -1, kind)))


def _trace(grid: Grid, came: Integers) -> tuple[Step, ...]:
    steps = []
    i, j = grid.shape
    while i or j:
        kind = int(came[grid.offsets[i] + j - grid.low[i]])
        a, b = (1, 0) if kind == -1 else (0, 1) if kind == -2 else TYPES[kind]
        i, j = i - a, j - b
        steps.append(Step(i, j, a, b))
    return tuple(reversed(steps))
