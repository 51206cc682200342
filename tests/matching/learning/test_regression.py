"""Logistic regression with the weights of both answers even."""

import numpy as np
import pytest

from align.matching.learning.regression import logistic


def test_the_rarer_sort_counts_as_much_as_the_other() -> None:
    chance = np.random.default_rng(4)
    yes = np.arange(330) < 30
    rows = chance.normal(0, 0.3, (330, 5))
    rows[yes, 2] += 1.0
    direction, offset = logistic(rows, yes, ridge=0.003, turns=30)
    assert direction.argmax() == 2
    sure = rows @ direction + offset > 0
    assert sure[yes].mean() == pytest.approx(1 - sure[~yes].mean(), abs=0.1)
    assert sure[yes].mean() > 0.9


def test_the_penalty_draws_towards_nothing() -> None:
    chance = np.random.default_rng(5)
    rows = chance.normal(0, 1, (200, 4)).astype(np.float32)
    yes = rows[:, 0] + chance.normal(0, 0.5, 200) > 0
    lengths = [np.linalg.norm(logistic(rows, yes, ridge=ridge, turns=8)[0]) for ridge in (0.1, 10.0, 1000.0)]
    assert lengths[0] > 2 * lengths[1] > 20 * lengths[2]
