"""Ladders of beads over a band: forward–backward, posteriors, and the ladder of the greatest expected gain.

A node (i, j) means: i source and j target sentences are accounted for. A link bead of type (a, b) leads from (i, j) to
(i+a, j+b). Null sentences are a state of their own, so that opening a gap and going on with it cost differently: X is
"the last sentence was a source sentence without answer", Y the same for the target, M all else. After X may come Y,
never the reverse: a gap on both sides has one form only. Scores are natural logarithms; forward–backward for
segmentations as in Sarawagi and Cohen (2004).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from align.matching.grid import NEVER, TYPES, Grid, Integers, Places, make_grid

Reals = NDArray[np.float64]
Number = TypeVar("Number", np.int32, np.int64)

_PADDED = 2.0  # nodes worked on, for one that is there, where grids of unequal width stand side by side


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
    """Logarithm of the sum of exponentials over the first axis; uses up the scores."""
    top = scores.max(axis=0)
    scores -= top
    np.exp(scores, out=scores)
    total: Reals = np.log(scores.sum(axis=0))
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


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """A grid to be gone through row by row, from its first node to its last.

    Attributes:
        grid: n by m nodes.
        before, above: where beads and null sentences of the source come from, as `Grid.predecessors` and `Grid.moved`.
        arriving: (nodes, len(TYPES)) score of the bead that ends at each node.
        source, target: (n,) and (m,) score of each sentence as a null sentence.
        going_on: (3, 3) from M, X and Y on to a bead, to X and to Y (a row each).
    """

    grid: Grid
    before: Places
    above: Integers
    arriving: Reals
    source: Reals
    target: Reals
    going_on: Reals


def _forward(grid: Grid, scores: Scores) -> _Way:
    """From the beginning of the texts: the transition is paid where a gap is entered."""
    gaps = scores.gaps
    going_on = [
        [0.0, 0.0, 0.0],
        [gaps.open_source, gaps.more_source, NEVER],
        [gaps.open_target, gaps.turn, gaps.more_target],
    ]
    arriving = _arriving(grid, scores.links)
    above = grid.moved(-1, 0)
    return _Way(grid, grid.predecessors, above, arriving, scores.source, scores.target, np.array(going_on))


def _backward(grid: Grid, scores: Scores) -> _Way:
    """From the end, through the mirrored grid: states are those of the step to come, transitions are turned round."""
    gaps = scores.gaps
    going_on = [
        [0.0, gaps.open_source, gaps.open_target],
        [0.0, gaps.more_source, gaps.turn],
        [0.0, NEVER, gaps.more_target],
    ]
    m = grid.shape[1]
    mirror = make_grid(m - grid.high[::-1], m - grid.low[::-1], grid.shape[0] - grid.corners[::-1])
    before, above = _mirrored(grid.successors), _mirrored(grid.moved(1, 0))
    return _Way(mirror, before, above, scores.links[::-1], scores.source[::-1], scores.target[::-1], np.array(going_on))


def _mirrored(places: NDArray[Number]) -> NDArray[Number]:
    """Nodes, in the order of those to which they belong, when all are numbered from the other end."""
    nodes = len(places)
    turned: NDArray[Number] = np.where(places == nodes, places, nodes - 1 - places)[::-1]
    return turned


@dataclass(frozen=True, slots=True, eq=False)
class _Abreast:
    """Grids side by side: row r of all of them, each padded to the widest, makes one row.

    Numpy takes about as long for a row of two narrow grids as for a row of one. No path leads through what is padded.

    Attributes:
        places: for each grid (nodes,) the numbers of its nodes here.
        bounds: (n + 2,) first node of each row.
        before, arriving: as in `_Way`, for all nodes, types first: (len(TYPES), nodes).
        above: as in `_Way`, for all nodes.
        source: (nodes,) score of the null sentence of the source that leads into the node.
        level: (nodes,) see `_levels`.
        going_on: (3, 3, grids, 1) as in `_Way`.
    """

    places: tuple[Integers, ...]
    bounds: Integers
    before: Places
    above: Integers
    arriving: Reals
    source: Reals
    level: Reals
    going_on: Reals


def _abreast(ways: Sequence[_Way]) -> _Abreast:
    widths = _widths(ways).max(axis=0)
    bounds = np.append(0, np.cumsum(len(ways) * widths))
    nodes = int(bounds[-1])
    shift = [
        ((bounds[:-1] + k * widths)[: len(way.grid.low)] - way.grid.offsets[:-1])[way.grid.row]
        for k, way in enumerate(ways)
    ]
    places = tuple(np.arange(way.grid.nodes) + by for way, by in zip(ways, shift, strict=True))
    before, above = np.full((len(TYPES), nodes), nodes, dtype=np.int32), np.full(nodes, nodes)
    arriving = np.full((len(TYPES), nodes), NEVER)
    source, level = np.full((2, nodes), NEVER)
    for way, place in zip(ways, places, strict=True):
        number = np.append(place, nodes)
        before[:, place], above[place] = number.take(way.before.T), number.take(way.above)
        arriving[:, place], source[place] = way.arriving.T, np.append(NEVER, way.source)[way.grid.row]
        level[place] = _levels(way.grid, way.target, way.going_on[2, 2])
    going_on = np.stack([way.going_on for way in ways], axis=2)[..., None]
    return _Abreast(places, bounds, before, above, arriving, source, level, going_on)


def _widths(ways: Sequence[_Way]) -> Integers:
    """(grids, rows of the longest) nodes in each row, 0 behind the end of a shorter grid."""
    found = np.zeros((len(ways), max(len(way.grid.low) for way in ways)), dtype=np.int64)
    for widths, way in zip(found, ways, strict=True):
        widths[: len(way.grid.low)] = np.diff(way.grid.offsets)
    return found


def _stretches(way: _Way) -> list[_Way]:
    """The grid cut at its corners, each of which ends one part and begins the next."""
    grid = way.grid
    if not len(grid.corners):
        return [way]
    found = []
    for top, bottom in pairwise([0, *grid.corners.tolist(), grid.shape[0]]):
        left, right = int(grid.low[top]), int(grid.high[bottom])
        part = make_grid(grid.low[top : bottom + 1] - left, grid.high[top : bottom + 1] - left)
        first = int(grid.offsets[top])
        nodes = slice(first, first + part.nodes)
        before, above = _within(way.before[nodes], first, part.nodes), _within(way.above[nodes], first, part.nodes)
        texts = way.source[top:bottom], way.target[left:right]
        found.append(_Way(part, before, above, way.arriving[nodes], *texts, way.going_on))
    return found


def _within(places: NDArray[Number], first: int, count: int) -> NDArray[Number]:
    """Nodes counted from the first of a part, `count` where they lie outside of it."""
    here: NDArray[Number] = places - first
    return np.where((here >= 0) & (here < count), here, count).astype(places.dtype)


def _all_sums(ways: Sequence[_Way]) -> list[Reals]:
    """What `_sums` gives for each of these grids."""
    found: dict[int, Reals] = {}
    for group in _alike(ways):
        found |= zip(group, _sums([ways[k] for k in group]), strict=True)
    return [found[k] for k in range(len(ways))]


def _alike(ways: Sequence[_Way]) -> list[list[int]]:
    """Numbers of grids that go abreast: about equally long and wide, so that little of what is padded is worked on."""
    widths = _widths(ways)
    groups: list[list[int]] = [[]]
    widest, nodes = np.zeros_like(widths[0]), 0
    for k in sorted(range(len(ways)), key=lambda k: len(ways[k].grid.low)):
        widest, nodes = np.maximum(widest, widths[k]), nodes + ways[k].grid.nodes
        if (len(groups[-1]) + 1) * int(widest.sum()) > _PADDED * nodes:
            groups.append([])
            widest, nodes = widths[k], ways[k].grid.nodes
        groups[-1].append(k)
    return groups


def _joined(parts: Sequence[Reals], *, keep: bool) -> tuple[Reals, float]:
    """The sums of a grid from those of its parts.

    Args:
        parts: (4, nodes) as `_sums` gives them, one for each of `_stretches`.
        keep: whether a corner is told as the end of a part, not as the beginning of the next.

    Returns:
        (4, nodes) and the sum over all paths.
    """
    total = 0.0
    found = []
    for k, part in enumerate(parts):
        first, last = int(keep and k > 0), part.shape[1] - int(not keep and k < len(parts) - 1)
        found.append(part[:, first:last] + total)
        total += float(part[3, -1])
    return np.concatenate(found, axis=1), total


def _sums(ways: Sequence[_Way]) -> list[Reals]:
    """Logarithmic sums over all paths into each node.

    Args:
        ways: grids.

    Returns:
        For each (4, nodes): in state M, X, Y, and in any, on the way to a bead.
    """
    lanes = _abreast(ways)
    nodes, count = len(lanes.level), len(ways)
    states, on = np.full((3, nodes), NEVER), np.full((2, nodes + 1), NEVER)
    entering = lanes.going_on[2, :2] - lanes.going_on[2, 2]
    for start, stop in pairwise(lanes.bounds.tolist()):
        pick = slice(start, stop)
        here = states[:, pick]  # in state M, X, Y
        if start:
            here[0] = _sum(on[0].take(lanes.before[:, pick]) + lanes.arriving[:, pick])
            here[1] = on[1].take(lanes.above[pick]) + lanes.source[pick]
        else:
            here[0, [place[0] for place in lanes.places]] = 0.0
        by_grid = here.reshape(3, count, -1)
        level = lanes.level[pick].reshape(count, -1)
        enter = np.logaddexp(*(by_grid[:2] + entering)) - level
        by_grid[2, :, 1:] = np.logaddexp.accumulate(enter[:, :-1], axis=1)
        by_grid[2] += level
        on[:, pick] = np.logaddexp.reduce(by_grid + lanes.going_on[:2], axis=1).reshape(2, -1)
    return [np.concatenate([states[:, place], on[:1, place]]) for place in lanes.places]


def posteriors(grid: Grid, scores: Scores) -> Posteriors:
    """Probabilities of all steps by forward–backward.

    Args:
        grid: the band; its first and last node are where every path begins and ends.
        scores: what each step is worth.

    Returns:
        The probabilities. Where no path leads through the band at all, `total` is below NEVER / 2 and they mean
        nothing.
    """
    onward, back = _stretches(_forward(grid, scores)), _stretches(_backward(grid, scores))
    sums = _all_sums([*onward, *back])
    (fm, fx, fy, before), total = _joined(sums[: len(onward)], keep=False)
    _, to_source, to_target, after = _joined(sums[len(onward) :], keep=True)[0][:, ::-1]
    gaps = scores.gaps
    links = np.append(after, NEVER).take(grid.successors)
    links += scores.links
    links += (before - total)[:, None]
    np.exp(np.minimum(links, 0.0, out=links), out=links)
    steps = (
        fm + gaps.open_source + to_source,
        fm + gaps.open_target + to_target,
        fx + gaps.more_source + to_source,
        fy + gaps.more_target + to_target,
        fx + gaps.turn + to_target,
    )
    found = [np.exp(np.minimum(step - total, 0.0)) for step in steps]
    return Posteriors(
        links,
        np.append(found[0] + found[2], 0.0)[grid.moved(-1, 0)],
        np.append(0.0, (found[1] + found[3] + found[4])[:-1]),
        np.array([step.sum() for step in found]),
        total,
    )


class Step(NamedTuple):
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
