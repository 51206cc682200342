"""What speaks for sentences without answer, against plain counting."""

import numpy as np
import pytest

from align.matching.nulls import _two_best


@pytest.mark.parametrize("seed", range(5))
def test_the_two_best_values_of_each_place_are_those_of_sorting(seed: int) -> None:
    chance = np.random.default_rng(seed)
    place = chance.integers(0, 6, 12)
    values = chance.integers(-3, 3, 12) / 4  # with ties
    best, second = _two_best(values, place, 8)
    for k in range(8):
        ranked = [*sorted(values[place == k], reverse=True)[:2], 0.0, 0.0]
        assert (best[k], second[k]) == (ranked[0], ranked[1])


def test_without_values_there_is_no_best() -> None:
    best, second = _two_best(np.zeros(0), np.zeros(0, dtype=np.int64), 2)
    assert not best.any()
    assert not second.any()
