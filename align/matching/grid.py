"""The band of nodes through which ladders lead, numbered row by row.

A node (i, j) means: i source and j target sentences are accounted for. A link bead of type (a, b) leads from (i, j) to
(i+a, j+b).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Places = NDArray[np.int32]

LONGEST = 5
TYPES: tuple[tuple[int, int], ...] = tuple(
    (a, b) for a in range(1, LONGEST + 1) for b in range(1, LONGEST + 1) if a + b <= LONGEST + 2
)
KIND_OF = np.full((LONGEST + 1, LONGEST + 1), -1)  # at [a, b] the place of (a, b) in TYPES
KIND_OF[tuple(np.array(TYPES).T)] = np.arange(len(TYPES))
NEVER = -1e30


@dataclass(frozen=True, eq=False)  # without slots, so that what is derived can be kept
class Grid:
    """The nodes of a band, numbered row by row.

    Attributes:
        low, high: (n+1,) first and last j of row i; neither ever falls; low[0] == 0, high[n] == m.
        offsets: (n+2,) number of the first node of row i.
        row, column: (nodes,) i and j of each node.
        corners: (k,) rising rows of one node each, through which every ladder passes: no bead reaches over it, and a
            run of null sentences ends there.
    """

    low: Integers
    high: Integers
    offsets: Integers
    row: Integers
    column: Integers
    corners: Integers

    @property
    def nodes(self) -> int:
        """How many nodes the band has; this number itself stands for "outside"."""
        return int(self.offsets[-1])

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m): how many sentences there are on both sides."""
        return len(self.low) - 1, int(self.high[-1])

    @cached_property
    def successors(self) -> Places:
        """(nodes, len(TYPES)) the node where the bead that begins here ends, `nodes` where that is outside."""
        return self._across(1)

    @cached_property
    def predecessors(self) -> Places:
        """(nodes, len(TYPES)) the node where the bead that ends here begins, `nodes` where that is outside."""
        return self._across(-1)

    def _across(self, sign: int) -> Places:
        """(nodes, len(TYPES)) the node at the other end of a bead of each type, as `moved` has it."""
        found = np.empty((self.nodes, len(TYPES)), dtype=np.int32)
        for a, kinds in groupby(enumerate(TYPES), key=lambda kind: kind[1][0]):
            there = np.arange(len(self.low)) + sign * a
            held = self._held(np.where(self._over_a_corner(there), -1, there))
            held = [values[self.row] for values in held]
            for k, (_, b) in kinds:
                found[:, k] = self._numbers(held, self.column + sign * b)
        return found

    def _over_a_corner(self, there: Integers) -> NDArray[np.bool_]:
        """(n+1,) whether a corner lies between each row and the other row of it."""
        here = np.arange(len(self.low))
        first = np.searchsorted(self.corners, np.minimum(here, there), side="right")
        return first < np.searchsorted(self.corners, np.maximum(here, there))

    def moved(self, a: int, b: int) -> Integers:
        """For each node the number of the node `a` rows and `b` columns on, `nodes` where that is outside."""
        return self.at(self.row + a, self.column + b)

    def at(self, row: Integers, column: Integers) -> Integers:
        """Numbers of the nodes (row, column), `nodes` where outside the band."""
        return self._numbers(self._held(row), column)

    def _held(self, row: Integers) -> list[Integers]:
        """First column, width and first node of these rows; rows outside hold nothing."""
        return [held.take(row + 1, mode="clip") for held in self._rows]

    def _numbers(self, held: list[Integers], column: Integers) -> Integers:
        """Numbers of the nodes in these columns of rows that `_held` looked up, `nodes` where outside the band."""
        low, width, start = held
        place = column - low
        return np.where((place >= 0) & (place < width), start + place, self.nodes)

    @cached_property
    def _rows(self) -> tuple[Integers, Integers, Integers]:
        """(n+3,) first column, width and first node of each row, between two rows that hold nothing."""
        widths = np.diff(self.offsets)
        low, width, start = (np.pad(values, 1) for values in (self.low, widths, self.offsets[:-1]))
        return low, width, start


def make_grid(low: Integers, high: Integers, corners: Integers | None = None) -> Grid:
    """Number the nodes of a band.

    Args:
        low: (n+1,) first and last column of each row, inclusive, neither falling.
        high: see `low`.
        corners: rows of one node each that are corners of the band, if it has any.

    Returns:
        The grid; its first node is (0, 0), its last (n, m).
    """
    widths = high - low + 1
    offsets = np.concatenate([[0], np.cumsum(widths)])
    row = np.repeat(np.arange(len(low)), widths)
    column = np.arange(offsets[-1]) - offsets[row] + low[row]
    return Grid(low, high, offsets, row, column, np.zeros(0, dtype=np.int64) if corners is None else corners)


def full_grid(n: int, m: int) -> Grid:
    """The grid of all (n+1)·(m+1) nodes."""
    return make_grid(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64))


def pinched(grid: Grid, corners: Sequence[tuple[int, int]]) -> Grid:
    """The part of a band that is left when every ladder passes through these nodes.

    Args:
        grid: a band without corners.
        corners: nodes (i, j) of it, rising on both sides, neither the first nor the last one.
    """
    low, high = grid.low.copy(), grid.high.copy()
    for i, j in corners:
        low[i:] = np.maximum(low[i:], j)
        high[: i + 1] = np.minimum(high[: i + 1], j)
    return make_grid(low, high, np.array([i for i, _ in corners], dtype=np.int64))
