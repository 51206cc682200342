"""Lengths that are far off, by the document's own proportions."""

import random
from statistics import NormalDist

from hypothesis import given
from hypothesis import strategies as st

from align.checking.lengths import ENOUGH, deviations
from align.model import Severity
from tests.checking.beads import found


def _usual(count: int, factor: float = 1.1, seed: int = 1) -> list[tuple[str, str]]:
    """Pairs of texts, the second `factor` times as long as the first, give or take a tenth."""
    rng = random.Random(seed)
    pairs = []
    for _ in range(count):
        size = rng.randint(20, 200)
        pairs.append(("a" * size, "b" * max(1, round(size * factor * rng.uniform(0.9, 1.1)))))
    return pairs


def test_a_side_that_lost_its_second_half_is_far_off() -> None:
    findings = found("length-far-off", *_usual(60), ("a" * 150, "b" * 70))
    assert [finding.beads for finding in findings] == [(60,)]
    assert findings[0].message == "The English side is 0.4 times as long as usual in this document."
    assert findings[0].severity is Severity.WARNING


def test_what_is_far_off_in_one_document_is_usual_in_another() -> None:
    odd = ("a" * 150, "b" * 75)
    assert found("length-far-off", *_usual(60, factor=1.1), odd) != ()
    assert found("length-far-off", *_usual(60, factor=0.5), odd) == ()


def test_a_document_too_short_for_proportions_is_silent() -> None:
    assert found("length-far-off", *_usual(ENOUGH - 2), ("a" * 200, "b")) == ()


def test_short_texts_are_not_judged() -> None:
    assert found("length-far-off", *_usual(60), ("Nein.", "Certainly not, no.")) == ()


def test_brackets_do_not_count() -> None:
    insertion = "[the translator explains at length what is meant by this, for readers who do not know it]"
    assert found("length-far-off", *_usual(60), ("a" * 60, "b" * 66 + " " + insertion)) == ()


@given(st.floats(0.3, 3.0), st.integers(0, 10_000))
def test_deviations_of_random_lengths_are_as_spread_as_a_normal_distribution(factor: float, seed: int) -> None:
    sizes = [(len(a), len(b)) for a, b in _usual(200, factor, seed)]
    scores = sorted(deviations(sizes))
    quarter = NormalDist().inv_cdf(0.75)
    assert abs(scores[100]) < 0.3
    assert 0.5 * quarter < (scores[150] - scores[50]) / 2 < 2 * quarter


def test_texts_that_agree_exactly_have_no_deviations() -> None:
    assert deviations([(50, 50)] * 30 + [(50, 60)]) == [0.0] * 31
