"""Steps of gradient ascent, for whatever is learnt in this room."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]


def scheduled(rate: float, done: float) -> float:
    """Size of a step: a short rise to `rate`, then along a half cosine to zero; `done` is the share of steps made."""
    return float(rate * 0.5 * (1 + np.cos(np.pi * done)) * min(1.0, 20 * done + 0.05))


class Adam:
    """Adam (Kingma and Ba 2015), climbing."""

    def __init__(self, sizes: Sequence[tuple[int, ...]]) -> None:
        """Begin without any memory of slopes.

        Args:
            sizes: shapes of the arrays that are learnt.
        """
        self.mean = [np.zeros(size) for size in sizes]
        self.square = [np.zeros(size) for size in sizes]
        self.steps = 0

    def step(self, values: Sequence[NDArray[Any]], slopes: Sequence[NDArray[Any]], rate: float) -> list[Reals]:
        """The values one step further up.

        Args:
            values: arrays of the sizes given.
            slopes: of what is climbed, likewise.
            rate: about how far each value may move.
        """
        self.steps += 1
        done: list[Reals] = []
        for k, (value, slope) in enumerate(zip(values, slopes, strict=True)):
            self.mean[k] = 0.9 * self.mean[k] + 0.1 * slope
            self.square[k] = 0.999 * self.square[k] + 0.001 * slope**2
            mean, square = self.mean[k] / (1 - 0.9**self.steps), self.square[k] / (1 - 0.999**self.steps)
            done.append(value + rate * mean / (np.sqrt(square) + 1e-8))
        return done
