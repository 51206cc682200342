"""Slashes for parentheses, and slashes that are slashes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Word
from align.text.typescript.parentheses import with_parentheses


def read(text: str) -> str:
    return " ".join(word.text for word in with_parentheses([Word(part) for part in text.split()]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("das Ministerium /MfS der DDR/ und", "das Ministerium (MfS der DDR) und"),
        ("die Partei /SED/ und", "die Partei (SED) und"),
        ("am Ende /siehe oben/.", "am Ende (siehe oben)."),
        ("in Berlin /West/, Bonn", "in Berlin (West), Bonn"),
        ("und/oder", "und/oder"),
        ("am 30.11./1.12. und", "am 30.11./1.12. und"),
        ("Ost- /West- Handel", "Ost- /West- Handel"),
        ("/offen bleibt es", "/offen bleibt es"),
        ("zu/ bleibt es", "zu/ bleibt es"),
        ("/eins/ und /zwei drei/ und /vier", "(eins) und (zwei drei) und /vier"),
        ("3/4 der Leute /etwa/", "3/4 der Leute (etwa)"),
    ],
)
def test_pairs_around_words_are_parentheses(typed: str, meant: str) -> None:
    assert read(typed) == meant


@given(st.lists(st.from_regex(r"/?[a-z]{1,4}/?[.,]?", fullmatch=True), max_size=12))
def test_as_many_open_as_close_and_nothing_else_changes(words: list[str]) -> None:
    result = read(" ".join(words))
    assert result.count("(") == result.count(")")
    assert result.replace("(", "/").replace(")", "/") == " ".join(words)
