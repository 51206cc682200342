"""Logistic regression, for what is told apart by a direction: penalised, and both answers weighing the same."""

import numpy as np
from numpy.typing import NDArray

from align.matching.encoder import one_thread

Reals = NDArray[np.float64]


def logistic(
    rows: Reals | NDArray[np.float32], yes: NDArray[np.bool_], *, ridge: float, turns: int
) -> tuple[Reals, float]:
    """Direction and offset of a ridge-penalised logistic regression, by Newton's method.

    Args:
        rows: (n, size); the greater part of the work is done in their precision.
        yes: (n,) the answers, some of either; both weigh 50, however many there are.
        ridge: half of it times the squared length of the direction is taken off the likelihood.
        turns: steps from zero.

    Returns:
        (size,) direction, and offset.
    """
    x = np.column_stack([rows, np.ones(len(rows), dtype=rows.dtype)])
    weights = np.where(yes, 50 / yes.sum(), 50 / (~yes).sum())
    penalty = np.append(np.full(rows.shape[1], ridge), 1e-6)
    found = np.zeros(len(penalty))
    with one_thread():
        for _ in range(turns):
            sure = 1 / (1 + np.exp(-x @ found.astype(rows.dtype)))
            curve = (x * (weights * sure * (1 - sure)).astype(rows.dtype)[:, None]).T @ x + np.diag(penalty)
            found += np.linalg.solve(curve, x.T @ (weights * (yes - sure)).astype(rows.dtype) - penalty * found)
    return found[:-1], float(found[-1])
