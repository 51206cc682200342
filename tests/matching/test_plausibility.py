"""Texts that cannot be translations of each other are told from those that can."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from align.matching import Encoder, MatchingOptions, plausibility, prepare
from align.matching.learning.synthetic import misread
from align.matching.plausibility import Plausibility, language_of
from align.model import plain_sentences

OTHER = [
    "Parliament adjourned until Tuesday without a vote.",
    "The tax on imported sugar will rise next year.",
    "Farmers in the south asked for more time.",
    "A committee of nine members will report in May.",
    "The opposition called the budget a fairy tale.",
    "Railway fares remain unchanged for the present.",
    "Two ministers resigned after the debate.",
    "The speaker thanked the clerks for their patience.",
    "Visitors are reminded not to feed the swans.",
    "The next session opens with a prayer.",
]


def judge(source: list[str], target: list[str], encoder: Encoder) -> Plausibility:
    ours, theirs = plain_sentences(source), plain_sentences(target)
    return plausibility(ours, theirs, prepare(ours, theirs, encoder), MatchingOptions())


def test_a_translation_is_possible(german: list[str], english: list[str], encoder: Encoder) -> None:
    found = judge(german, english, encoder)
    assert found.possible
    assert found.anchored > 0.8


def test_another_text_is_not(german: list[str], encoder: Encoder) -> None:
    found = judge(german, OTHER, encoder)
    assert not found.possible
    assert "clear partner" in found.reason


def test_how_far_anchors_are_ahead_does_not_depend_on_how_many_are_taken_at_once(
    german: list[str], english: list[str], encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = judge(german, english, encoder)
    monkeypatch.setattr(import_module("align.matching.plausibility"), "_AT_ONCE", 7)
    parts = judge(german, english, encoder)
    assert whole.ahead > 0.3
    assert parts.ahead == pytest.approx(whole.ahead, abs=1e-6)


def test_swapped_sides_are_told(german: list[str], english: list[str], encoder: Encoder) -> None:
    found = judge(english, german, encoder)
    assert "swapped" in found.reason
    assert (found.source_language, found.target_language) == ("en", "de")


def test_two_texts_in_one_language_are_told(english: list[str], encoder: Encoder) -> None:
    assert "Both sides" in judge(english, english, encoder).reason


def test_nothing_is_said_of_a_few_sentences(german: list[str], encoder: Encoder) -> None:
    assert judge(german[:3], OTHER[:3], encoder).possible


def test_too_few_words_have_no_language() -> None:
    assert language_of(plain_sentences(["Der Hut und die Gans"])) == ""


def test_a_long_text_has_the_language_of_most_of_its_words() -> None:
    german, english = ["Das ist die Stadt und der Fluss"] * 40, ["The town and the river are here"] * 3
    assert language_of(plain_sentences(german + english)) == "de"
    assert language_of(plain_sentences(german + english * 13)) == ""


@pytest.mark.parametrize("name", ["agreement-1973", "udhr", "kafka", "basic-law-hard"])
@pytest.mark.parametrize("noise", [0.0, 0.08])
def test_no_false_alarm_on_known_translations(name: str, noise: float, shared: Path, encoder: Encoder) -> None:
    chance = np.random.default_rng(1)
    source, target = (
        (shared / "eval" / name / f"{side}.txt").read_text(encoding="utf-8").split("\n")[:100]
        for side in ("src", "tgt")
    )
    assert judge([misread(text, noise, chance) for text in source], target, encoder).possible
