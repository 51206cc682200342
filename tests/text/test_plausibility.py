"""How much a text looks like its language."""

import re

import pytest

from align.text.plausibility import LANGUAGES, gain, surprise, trigrams

GERMAN = re.findall(r"\w+", "Die Bäckerei am Bahnhof bleibt auch im Winter geöffnet und verkauft frisches Brot")
ENGLISH = re.findall(r"\w+", "The bakery at the station stays open in winter and sells fresh bread to everybody")


def test_clean_text_is_less_surprising_than_the_same_text_misread() -> None:
    misread = ["D1e", "Bäck3rei", "an", "Bahnh0f", "bleibl", "auch", "1m", "W1nter", "qeöffnet"]
    assert (surprise(GERMAN, "de") or 9) + 0.5 < (surprise(misread, "de") or 0)


def test_a_language_is_less_surprising_to_its_own_model() -> None:
    assert (surprise(GERMAN, "de") or 9) < (surprise(GERMAN, "en") or 0)
    assert (surprise(ENGLISH, "en") or 9) < (surprise(ENGLISH, "de") or 0)


def test_numbers_and_capitals_say_nothing() -> None:
    assert surprise(["12", "1973", "KGB", "§"], "de") is None
    assert surprise([], "de") is None
    assert surprise(GERMAN, "xx") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_model_is_a_probability(language: str) -> None:
    model = trigrams(language)
    letters = {letter for followers in model.after_two.values() for letter in followers}
    for before in ("^d", "ei", "th"):
        total = sum(2 ** -model.bits_after(before, letter) for letter in letters)
        assert 0.9 < total < 1.1


def test_the_halves_of_a_word_gain_by_joining_and_two_words_do_not() -> None:
    assert (gain("durchfüh", "ren", "de") or 0) > 8
    assert (gain("Möglichkeiten", "zur", "de") or 0) < 0
    assert gain("a", "b", "xx") is None
    assert gain("", "b", "de") is None
