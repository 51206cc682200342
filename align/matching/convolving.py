"""Convolutions over the tokens of texts with fewer products than one for each token and place of the window.

Four neighbouring outputs of a window of r places are four values of a product of two polynomials, so they can be had
from r + 3 products of matrices instead of 4·r (Winograd 1980; for networks Lavin and Gray 2016). What the points of
the polynomials cost in single precision is about one part in a hundred thousand.
"""

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Reals = NDArray[np.float64]

AROUND = 2  # rows of zeros between two texts, before the first and behind the last: a window reaches no farther
OUTPUTS = 4  # rows that are made together

_POINTS: Sequence[float] = (0, 1, -1, 2, -0.5, -2, 0.5)  # the last point of each polynomial is at infinity


class Convolution:
    """A window that slides over rows of tokens.

    Args:
        weight: (places * inner, outer) for each place of the window what it makes of its row, one below the other.
        places: how many places the window has.
        left: how many of them stand before the token itself; at most `AROUND` on either side of it.
    """

    def __init__(self, weight: Floats, places: int, left: int) -> None:
        products = OUTPUTS + places - 1
        by_place = weight.reshape(places, -1, weight.shape[1]).astype(np.float64)
        self._left = left
        self._inward = np.linalg.inv(_powers(products, products)).T.astype(np.float32)
        self._weights = np.einsum("np,pio->nio", _powers(products, places), by_place).astype(np.float32)
        self._outward = np.ascontiguousarray(_powers(products, OUTPUTS).T, dtype=np.float32)

    def __call__(self, rows: Floats) -> Floats:
        """Slide the window over the rows.

        Args:
            rows: (AROUND + n + AROUND, inner) in one block, n a multiple of `OUTPUTS`.

        Returns:
            (n, outer): what the window gives around each of the n rows.
        """
        count, inner = len(rows) - 2 * AROUND, rows.shape[1]
        products = len(self._weights)
        row = rows.strides[0]
        inputs = as_strided(
            rows[AROUND - self._left :],
            (count // OUTPUTS, products, inner),
            (OUTPUTS * row, row, rows.itemsize),
            writeable=False,
        )
        multiplied = np.empty((len(inputs), products, self._weights.shape[2]), dtype=np.float32)
        turned = np.matmul(self._inward, inputs).transpose(1, 0, 2)
        np.matmul(turned, self._weights, out=multiplied.transpose(1, 0, 2))
        found: Floats = np.matmul(self._outward, multiplied).reshape(count, -1)
        return found


def _powers(points: int, count: int) -> Reals:
    """(points, count) powers 0 to count - 1 of each point; at infinity only the highest is left."""
    finite = np.vander(np.array(_POINTS[: points - 1]), count, increasing=True)
    return np.vstack([finite, np.eye(count)[-1]])
