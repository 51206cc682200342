"""The band of nodes worth looking at, found in time that grows linearly with the text.

Sentences that are each other's nearest and stand out from the runner-up are anchors; a heaviest rising chain of them
keeps the order; an anchor that no other one near by confirms is dropped. Between two neighbours of the chain every
node is kept, and around the chain a margin, so that a false anchor between two true ones can be survived. A long text
is sampled first (coarse), then each stretch between two anchors is searched in full (fine).
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from align.matching.grid import LONGEST, Grid, make_grid

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Vectors = NDArray[np.float16]
Anchor = tuple[int, int, float]

_SHORT = 2000  # rows of a text that is searched in full at once
_SAMPLE = 1000  # rows of the coarse step
_COLUMNS = 16384  # target sentences compared at one time
_ALIKE = 0.35  # least cosine of an anchor
_MARGIN = 4  # rows and columns kept around the chain,
_PLAIN_MARGIN = 3  # and columns around its plain places
_WIDEST = 120  # columns on either side of the diagonal where a stretch has no anchors at all
_NEAR = 6  # anchors looked at on either side for confirmation
_AMIDST = 2  # anchors on either side that make a place plain,
_ALMOST = 1  # and that make it almost plain
_LONG = 4  # sentences in a run that may not hold two that are almost plain
_SURE = 5  # anchors before and behind a corner
_APART = 100  # rows between two corners
_DRIFT = 6  # by how much a confirming anchor may lie off the diagonal
_WINDOW = 1500  # rows of a long text that are matched at one time, before those that overlap
_NODES = 100_000  # of a window; each takes about two kilobytes while it is matched
OVERLAP = 120  # rows at the end of a window that the next one matches again, unless it ends at a sure corner


@dataclass(frozen=True, slots=True)
class WindowEnd:
    """Where a window of a long text ends.

    Attributes:
        place: first source and target sentence behind it.
        sure: every ladder may be made to end there, so that the next window goes on behind it; otherwise it begins
            at a sure link before.
    """

    place: tuple[int, int]
    sure: bool


def _mutual(source: Vectors, target: Vectors, rows: Integers, first: int, standing_out: float) -> list[Anchor]:
    """Anchors between the rows picked of the source and all of the target, of which `first` is the first."""
    if not len(rows) or not len(target):
        return []
    best, second = np.full(len(rows), -1.0, dtype=np.float32), np.full(len(rows), -1.0, dtype=np.float32)
    where = np.zeros(len(rows), dtype=np.int64)
    top, owner = np.full(len(target), -1.0, dtype=np.float32), np.zeros(len(target), dtype=np.int64)
    for left in range(0, len(target), _COLUMNS):
        columns = slice(left, left + _COLUMNS)
        block = target[columns].astype(np.float32).T
        for low in range(0, len(rows), 256):
            pick = slice(low, low + 256)
            alike = source[rows[pick]].astype(np.float32) @ block
            here = alike.argmax(axis=0)
            highest = np.take_along_axis(alike, here[None], axis=0)[0]
            owner[columns] = np.where(highest > top[columns], here + low, owner[columns])
            top[columns] = np.maximum(highest, top[columns])
            place = alike.argmax(axis=1)
            ahead = np.take_along_axis(alike, place[:, None], axis=1)[:, 0]
            np.put_along_axis(alike, place[:, None], -1.0, axis=1)
            second[pick] = np.maximum(np.maximum(second[pick], alike.max(axis=1)), np.minimum(best[pick], ahead))
            where[pick] = np.where(ahead > best[pick], place + left, where[pick])
            best[pick] = np.maximum(best[pick], ahead)
    keep = (owner[where] == np.arange(len(rows))) & (best - second > standing_out) & (best > _ALIKE)
    return [(int(rows[k]), int(where[k]) + first, float(best[k] - second[k])) for k in np.flatnonzero(keep)]


def _chain(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The heaviest chain that rises on both sides (weighted longest increasing subsequence, n log n)."""
    ends: list[int] = []  # target places, rising
    tops: list[float] = []  # greatest weight of a chain that ends there, rising too
    last: list[int] = []
    before: list[int] = []
    for index, (_, j, weight) in enumerate(anchors):
        place = bisect_left(ends, j)
        before.append(last[place - 1] if place else -1)
        total = (tops[place - 1] if place else 0.0) + weight
        stop = place
        while stop < len(ends) and tops[stop] <= total:
            stop += 1
        if not (place < len(ends) and ends[place] == j and tops[place] > total):
            ends[place:stop], tops[place:stop], last[place:stop] = [j], [total], [index]
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(anchors[index])
        index = before[index]
    return chain[::-1]


def _confirmed(chain: list[Anchor]) -> list[Anchor]:
    """Anchors that at least one other of the chain near by confirms by lying close to the same diagonal."""

    def near(k: int, other: int) -> bool:
        (i, j, _), (p, q, _) = chain[k], chain[other]
        return abs((i - p) - (j - q)) <= _DRIFT + abs(i - p) // 4

    return [
        anchor
        for k, anchor in enumerate(chain)
        if any(near(k, o) for o in range(max(0, k - _NEAR), min(len(chain), k + _NEAR + 1)) if o != k)
    ]


def find_anchors(source: Vectors, target: Vectors, *, standing_out: float) -> list[tuple[int, int]]:
    """Pairs of sentences that very likely answer each other, rising on both sides.

    Args:
        source: (n, size) and (m, size) vectors of length 1.
        target: see `source`.
        standing_out: cosine by which a sentence's nearest must beat the runner-up.

    Returns:
        (i, j), 0-based. Empty where nothing stands out.
    """
    n, m = len(source), len(target)
    if n <= _SHORT:
        return [(i, j) for i, j, _ in _confirmed(_chain(_mutual(source, target, np.arange(n), 0, standing_out)))]
    rows = np.unique(np.linspace(0, n - 1, _SAMPLE).astype(np.int64))
    coarse = [(i, j) for i, j, _ in _confirmed(_chain(_mutual(source, target, rows, 0, standing_out)))]
    found: list[Anchor] = []
    corners = [(-1, -1), *coarse[9::10], (n, m)]
    for (i, j), (p, q) in pairwise(corners):
        top, left = max(i - _MARGIN, 0), max(j - _MARGIN, 0)
        inner = target[left : min(q + _MARGIN, m)]
        step = max(1, (p - top) * len(inner) // (_SHORT * _SHORT))
        found += _mutual(source, inner, np.arange(top, min(p + _MARGIN, n), step), left, standing_out)
    one_a_row = {i: (i, j, weight) for i, j, weight in sorted(found, key=lambda anchor: anchor[2])}
    return [(i, j) for i, j, _ in _confirmed(_chain([one_a_row[i] for i in sorted(one_a_row)]))]


def plain_places(anchors: Sequence[tuple[int, int]], n: int, m: int, amidst: int = _AMIDST) -> tuple[Flags, Flags]:
    """Sentences in the midst of an unbroken diagonal of anchors: each surely answers one sentence alone.

    Args:
        anchors: rising pairs (i, j).
        n: number of source sentences.
        m: number of target sentences.
        amidst: how many anchors there must be on either side.

    Returns:
        (n,) and (m,) flags.
    """
    partner = np.full(n + 2 * amidst, -1)
    for i, j in anchors:
        partner[i + amidst] = j
    steps = [partner[k : k + n] - (k - amidst) for k in range(2 * amidst + 1)]
    source = np.all([(step == steps[amidst]) for step in steps], axis=0) & (partner[amidst : n + amidst] >= 0)
    target = np.zeros(m, dtype=bool)
    target[partner[amidst : n + amidst][source]] = True
    return source, target


def likely_runs(anchors: Sequence[tuple[int, int]], n: int, m: int) -> tuple[Flags, Flags]:
    """Runs that may be one side of a bead: one over two plain sentences would tear them from their answers.

    Args:
        anchors: rising pairs (i, j).
        n: number of source sentences.
        m: number of target sentences.

    Returns:
        (n, LONGEST) and (m, LONGEST): at [i, k-1] whether the run of k sentences that begins at i is one. Runs of one
        are; none reaches past the end.
    """
    short, long = plain_places(anchors, n, m), plain_places(anchors, n, m, _ALMOST)
    found = np.zeros((n, LONGEST), dtype=bool), np.zeros((m, LONGEST), dtype=bool)
    for side, runs in enumerate(found):
        runs[:, 0] = True
        for length in range(2, min(LONGEST, len(runs)) + 1):
            level = np.cumsum(np.append(0, (long if length >= _LONG else short)[side]))
            runs[: len(runs) - length + 1, length - 1] = level[length:] - level[:-length] < 2
    return found


def sure_corners(anchors: Sequence[tuple[int, int]], n: int) -> list[tuple[int, int]]:
    """Nodes that every ladder may be made to pass through, so that the parts between them can be summed side by side.

    Args:
        anchors: rising pairs (i, j).
        n: number of source sentences.

    Returns:
        (i, j), rising, each in the middle of an unbroken diagonal of anchors and far from the next and the ends.
    """
    found: list[tuple[int, int]] = []
    last, before, run = 0, (-1, -1), 0
    for i, j in anchors:
        run = run + 1 if (i, j) == (before[0] + 1, before[1] + 1) else 1
        before = i, j
        corner = i + 1 - _SURE, j + 1 - _SURE
        if run >= 2 * _SURE and corner[0] - last >= _APART and n - corner[0] >= _APART:
            found.append(corner)
            last = corner[0]
    return found


def corridor(anchors: Sequence[tuple[int, int]], n: int, m: int) -> Grid:
    """The band around a chain of anchors.

    Args:
        anchors: rising pairs (i, j).
        n: numbers of sentences.
        m: see `n`.

    Returns:
        A grid from (0, 0) to (n, m); all of it where the text is short.
    """
    low, high = np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64)
    corners = np.array([(0, 0), *((i + 1, j + 1) for i, j in anchors), (n, m)], dtype=np.int64)
    (i, j), (p, q) = corners[:-1].T, corners[1:].T
    each = np.repeat(np.arange(len(i)), p - i + 1)  # every row between two corners, both included
    rows = np.arange(len(each)) - (np.cumsum(p - i + 1) - (p - i + 1))[each] + i[each]
    middle = j[each] + (rows - i[each]) * (q - j)[each] // np.maximum(1, p - i)[each]
    low[rows] = np.maximum(j[each], middle - _WIDEST)  # a corner counts with what follows it
    high[rows] = np.minimum(q[each], middle + _WIDEST)
    np.minimum.at(low, corners[:, 0], corners[:, 1])
    np.maximum.at(high, corners[:, 0], corners[:, 1])
    wide_low, wide_high = low.copy(), high.copy()
    for step in range(1, min(_MARGIN, n) + 1):
        wide_low[step:] = np.minimum(wide_low[step:], low[:-step])
        wide_high[:-step] = np.maximum(wide_high[:-step], high[step:])
    low, high = np.maximum(wide_low - _MARGIN, 0), np.minimum(wide_high + _MARGIN, m)
    plain, _ = plain_places(anchors, n, m)
    calm = [(i, j) for i, j in anchors if i and plain[i - 1] and plain[i]]
    rows, columns = np.array(calm, dtype=np.int64).reshape(-1, 2).T
    low[rows] = np.maximum(low[rows], columns - _PLAIN_MARGIN)
    high[rows] = np.minimum(high[rows], columns + _PLAIN_MARGIN)
    low[0], high[n] = 0, m
    return make_grid(np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high))


def window_end(anchors: Sequence[tuple[int, int]], start: tuple[int, int], shape: tuple[int, int]) -> WindowEnd:
    """Where to end the window of a long text that begins here: at a sure corner, or at an anchor, if one is near.

    Args:
        anchors: rising pairs (i, j).
        start: first source and target sentence of the window.
        shape: (n, m), how many there are.

    Returns:
        The end; `shape` where the rest of the text is short. A window has no more than `_NODES` nodes, so that a long
        passage without anchors does not take all the memory, unless that left it shorter than three times the overlap.
    """
    i, j = start
    behind = _first(anchors, i + _WINDOW + OVERLAP, j + 1)
    end = anchors[behind] if behind < len(anchors) else shape
    within = anchors_within(anchors, start, end)
    band = corridor(within, end[0] - i, end[1] - j)
    rows = max(int(np.searchsorted(band.offsets, _NODES, side="right")) - 1, 3 * OVERLAP)
    if rows >= end[0] - i and end == shape:
        return WindowEnd(end, sure=True)
    corners = [corner for corner in sure_corners(within, end[0] - i) if 3 * OVERLAP <= corner[0] <= rows]
    if corners:
        p, q = corners[-1]
        return WindowEnd((i + p, j + q), sure=True)
    if rows >= end[0] - i:
        return WindowEnd(end, sure=False)
    middle = rows, int(band.low[rows] + band.high[rows]) // 2
    p, q = next((anchor for anchor in reversed(within) if rows - OVERLAP < anchor[0] <= rows), middle)
    return WindowEnd((i + p, j + q), sure=False)


def anchors_within(
    anchors: Sequence[tuple[int, int]], start: tuple[int, int], end: tuple[int, int]
) -> list[tuple[int, int]]:
    """The anchors of a window, counted from its beginning.

    Args:
        anchors: rising pairs (i, j).
        start: first source and target sentence of the window.
        end: first ones behind it.

    Returns:
        Rising pairs.
    """
    first = _first(anchors, *start)
    last = min(bisect_left(anchors, end[side], key=itemgetter(side)) for side in (0, 1))
    return [(i - start[0], j - start[1]) for i, j in anchors[first:last]]


def _first(anchors: Sequence[tuple[int, int]], row: int, column: int) -> int:
    """Number of the first anchor that lies before neither; found by halving, since a long text has many windows."""
    return max(bisect_left(anchors, least, key=itemgetter(side)) for side, least in enumerate((row, column)))
