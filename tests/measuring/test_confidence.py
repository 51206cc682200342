import math
from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.measuring.confidence import (
    Judged,
    errors_caught,
    expected_calibration_error,
    reliability,
    review_curve,
)

_judged = st.lists(st.builds(Judged, st.floats(0, 1), st.booleans()), max_size=40)
_tied = st.lists(st.builds(Judged, st.sampled_from([0.1, 0.5, 0.9]), st.booleans()), min_size=1, max_size=6)


def _brute_force_error(judged: Sequence[Judged], bins: int) -> float:
    """Expected calibration error bead by bead, straight from its definition, with no use of the bins of the code."""
    total = 0.0
    for k in range(bins):
        top = math.inf if k == bins - 1 else (k + 1) / bins
        inside = [one for one in judged if k / bins <= one.confidence < top]
        if inside:
            accuracy = len([one for one in inside if one.correct]) / len(inside)
            confidence = math.fsum(one.confidence for one in inside) / len(inside)
            total += len(inside) / len(judged) * abs(accuracy - confidence)
    return total


@given(st.lists(st.builds(Judged, st.integers(0, 1024).map(lambda k: k / 1024), st.booleans()), max_size=40))
def test_the_calibration_error_equals_brute_force(judged: list[Judged]) -> None:
    # Eight bins and confidences of 1/1024 steps: every edge is exact in binary, so both sides sort beads alike.
    assert expected_calibration_error(judged, 8) == pytest.approx(_brute_force_error(judged, 8))


def test_a_calibration_error_counted_by_hand() -> None:
    judged = [Judged(0.95, True)] * 3 + [Judged(0.95, False)] + [Judged(0.25, False)] * 4
    # Bin .9-1: mean .95, right .75, half of the beads; bin .2-.3: mean .25, right 0, the other half.
    assert expected_calibration_error(judged) == pytest.approx(0.5 * 0.20 + 0.5 * 0.25)


def test_full_confidence_belongs_to_the_last_bin() -> None:
    last = reliability([Judged(1.0, True), Judged(0.9, False)])[-1]
    assert (last.count, last.accuracy, last.high) == (2, 0.5, 1.0)


@given(_judged)
def test_every_bead_is_in_one_bin(judged: list[Judged]) -> None:
    bins = reliability(judged)
    assert len(bins) == 10
    assert sum(one.count for one in bins) == len(judged)


@given(_tied, st.sampled_from([0.05, 0.1, 0.2, 0.5, 1.0]))
@settings(max_examples=60, deadline=None)
def test_ties_count_as_the_mean_over_all_orders(judged: list[Judged], share: float) -> None:
    errors = sum(not one.correct for one in judged)
    reviewed = math.ceil(round(share * len(judged), 6))
    orders = [order for order in permutations(judged) if list(order) == sorted(order, key=lambda one: one.confidence)]
    caught = [sum(not one.correct for one in order[:reviewed]) / errors if errors else 1.0 for order in orders]
    assert errors_caught(judged, share) == pytest.approx(sum(caught) / len(caught))


def test_errors_among_the_least_sure_are_caught_first() -> None:
    judged = [
        Judged(0.1, False),
        Judged(0.2, False),
        *[Judged(0.5 + k / 100, True) for k in range(17)],
        Judged(1.0, False),
    ]
    assert errors_caught(judged, 0.05) == pytest.approx(1 / 3)
    assert errors_caught(judged, 0.10) == pytest.approx(2 / 3)
    assert errors_caught(judged, 1.0) == 1.0


def test_a_share_that_is_whole_is_not_rounded_up_once_more() -> None:
    judged = [Judged(k / 30, correct=k != 3) for k in range(30)]
    assert errors_caught(judged, 0.1) == 0.0  # three beads, of which the fourth least sure is not one


def test_without_errors_all_are_caught() -> None:
    assert errors_caught([Judged(0.3, True)], 0.05) == 1.0
    assert errors_caught([], 0.05) == 1.0


@given(_judged)
def test_the_review_curve_never_falls_and_ends_with_everything_caught(judged: list[Judged]) -> None:
    curve = review_curve(judged, 20)
    assert [point.share for point in curve] == [k / 20 for k in range(21)]
    assert all(before.caught <= after.caught + 1e-9 for before, after in pairwise(curve))
    assert curve[-1].caught == pytest.approx(1.0)
