"""Priors taken from the text itself."""

from dataclasses import replace

import numpy as np
import pytest

from align.matching.adapting import adapted, rates, shifted
from align.matching.beadmodel import GROUP_OF
from align.matching.lattice import TYPES, posteriors
from tests.matching.test_training import small_example, small_model

FOUND = small_example(1).found
MODEL = small_model(2)
SEEN = posteriors(FOUND.grid, MODEL.scores(FOUND))
OWN = rates(FOUND, SEEN)


def test_rates_are_expected_counts_for_one_link() -> None:
    links = sum(float(SEEN.links[FOUND.grid.at(FOUND.grid.row, FOUND.grid.column), k].sum()) for k in range(len(TYPES)))
    one_to_one = float(SEEN.links[:, TYPES.index((1, 1))].sum())
    assert OWN[GROUP_OF[TYPES.index((1, 1))]] == pytest.approx(one_to_one / links)
    assert OWN[:-2].sum() == pytest.approx(1.0)
    assert OWN[-2:] == pytest.approx(SEEN.opened[:2] / links)


def test_a_model_that_does_not_know_what_is_usual_stays_as_it_is() -> None:
    assert adapted(MODEL, FOUND) is MODEL


def test_a_text_like_all_others_changes_nothing() -> None:
    after = adapted(replace(MODEL, usual=OWN), FOUND)
    assert after.kinds == pytest.approx(MODEL.kinds)
    assert after.gaps == pytest.approx(MODEL.gaps)


def test_a_text_that_joins_more_than_is_usual_makes_joining_likelier_but_not_by_the_whole_difference() -> None:
    usual = OWN.copy()
    group = GROUP_OF[TYPES.index((1, 2))]
    usual[group] /= 8
    after = adapted(replace(MODEL, usual=usual), FOUND)
    gain = (after.kinds - MODEL.kinds)[TYPES.index((2, 1))]
    assert 0 < gain < np.log(8)
    assert (after.kinds - MODEL.kinds)[TYPES.index((1, 2))] == pytest.approx(gain)


def test_what_is_usual_counts_for_more_in_a_short_text() -> None:
    usual = np.full(len(OWN), 0.1)
    drawn = rates(FOUND, SEEN, usual)
    assert np.all(np.abs(np.log(drawn / usual)) <= np.abs(np.log(np.maximum(OWN, 1e-9) / usual)) + 1e-12)
    assert np.abs(np.log(drawn / usual)).max() < 0.5


def test_a_shift_moves_the_opening_of_gaps_on_its_own_side() -> None:
    shift = np.zeros(int(GROUP_OF.max()) + 3)
    shift[-1] = 0.5
    assert shifted(MODEL, shift).gaps - MODEL.gaps == pytest.approx([0, 0.5, 0, 0, 0.5])
