"""Priors taken from the text itself."""

import dataclasses
from dataclasses import replace

import numpy as np
import pytest

from align.matching.adapting import adapted_scores, rates, shifted
from align.matching.beadmodel import GROUP_OF
from align.matching.grid import TYPES
from align.matching.lattice import posteriors
from tests.matching.learning.test_fitting import small_example, small_model

FOUND = small_example(1).found
MODEL = small_model(2)
SCORES = MODEL.scores(FOUND)
SEEN = posteriors(FOUND.grid, SCORES)
OWN = rates(FOUND, SEEN)


def test_rates_are_expected_counts_for_one_link() -> None:
    links = sum(float(SEEN.links[FOUND.grid.at(FOUND.grid.row, FOUND.grid.column), k].sum()) for k in range(len(TYPES)))
    one_to_one = float(SEEN.links[:, TYPES.index((1, 1))].sum())
    assert OWN[GROUP_OF[TYPES.index((1, 1))]] == pytest.approx(one_to_one / links)
    assert OWN[:-2].sum() == pytest.approx(1.0)
    assert OWN[-2:] == pytest.approx(SEEN.opened[:2] / links)


def test_a_model_that_does_not_know_what_is_usual_scores_as_it_is() -> None:
    found = adapted_scores(MODEL, FOUND)
    assert np.array_equal(found.links, SCORES.links)
    assert found.gaps == SCORES.gaps


def test_a_text_like_all_others_changes_nothing() -> None:
    after = adapted_scores(replace(MODEL, usual=OWN), FOUND)
    assert after.links == pytest.approx(SCORES.links)
    assert dataclasses.astuple(after.gaps) == pytest.approx(dataclasses.astuple(SCORES.gaps))


def test_a_text_that_joins_more_than_is_usual_makes_joining_likelier_but_not_by_the_whole_difference() -> None:
    usual = OWN.copy()
    one_two, two_one = TYPES.index((1, 2)), TYPES.index((2, 1))
    usual[GROUP_OF[one_two]] /= 8
    after = adapted_scores(replace(MODEL, usual=usual), FOUND)
    gain = (after.links - SCORES.links)[:, two_one].max()
    assert 0 < gain < np.log(8)
    assert (after.links - SCORES.links)[:, one_two].max() == pytest.approx(gain)


def test_what_is_usual_counts_for_more_in_a_short_text() -> None:
    usual = np.full(len(OWN), 0.1)
    drawn = rates(FOUND, SEEN, usual)
    assert np.all(np.abs(np.log(drawn / usual)) <= np.abs(np.log(np.maximum(OWN, 1e-9) / usual)) + 1e-12)
    assert np.abs(np.log(drawn / usual)).max() < 0.5


def test_a_shift_moves_the_opening_of_gaps_on_its_own_side() -> None:
    shift = np.zeros(int(GROUP_OF.max()) + 3)
    shift[-1] = 0.5
    before, after = SCORES.gaps, shifted(SCORES, shift).gaps
    assert after.open_target - before.open_target == pytest.approx(0.5)
    assert after.turn - before.turn == pytest.approx(0.5)
    assert (after.open_source, after.more_target) == (before.open_source, before.more_target)
