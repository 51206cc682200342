"""The sharpness: set by what comes out of whole texts."""

from dataclasses import replace
from math import log

import pytest

from align.matching import Encoder
from align.matching.beadmodel import packaged_model
from align.matching.learning.sharpness import set_sharpness, surprise
from align.matching.learning.synthetic import MadeUp
from align.model import Bead
from tests.checking.planting import load


def test_surprise_is_small_where_confidence_and_truth_agree() -> None:
    gold = (Bead((0,), (0,)), Bead((1, 2), (1,)))
    sure = (Bead((0,), (0,), 0.9), Bead((1,), (1,), 0.2), Bead((2,), (), 0.5))
    assert surprise(sure, gold) == pytest.approx(-(log(0.9) + log(0.8) + log(0.5)) / 3)
    assert surprise((Bead((0,), (0,), 0.0),), gold) == pytest.approx(-log(0.001))


def test_a_model_that_is_too_sure_is_cooled_down(encoder: Encoder) -> None:
    model = packaged_model("use-multilingual")
    exercise = load("exercise")
    first, second, *others = exercise.beads
    coarser = Bead(first.source + second.source, first.target + second.target)  # gold that no model will guess
    text = MadeUp(exercise.source, exercise.target, (coarser, *others))
    too_sure = replace(model, sharpness=model.sharpness * 1.5, verses=model.verses * 1.5)
    found, cooled = (set_sharpness(one, {"exercise": text}, encoder) for one in (model, too_sure))
    assert cooled.sharpness < too_sure.sharpness
    assert cooled.sharpness == pytest.approx(found.sharpness, rel=0.06)  # a step of the search is a twentieth
    assert cooled.verses == pytest.approx(too_sure.verses * cooled.sharpness / too_sure.sharpness)
    assert set_sharpness(model, {}, encoder) is model
