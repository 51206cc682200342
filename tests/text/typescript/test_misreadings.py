"""OCR errors that can be told without knowing the word are mended; all others stay."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Document, Page, Reading
from align.text.typescript import clean_original
from align.text.typescript.misreadings import from_roman, to_roman
from tests.text.typescript.typed import cleaned, page_of

PLAIN = "Der Bäcker berichtet heute über die Lage der Bäckereien im Bezirk."


def read(text: str, reading: Reading = Reading.OCR) -> str:
    page = replace(page_of(f"{PLAIN}\nEs folgt {text} {PLAIN}"), reading=reading)
    found = " ".join(block.text for block in clean_original(Document((page,))).blocks)
    return found.split(PLAIN)[1].strip().removeprefix("Es folgt ")


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("Minist®rium", "Ministerium"),
        ("di®", "die"),
        ("k6nnen", "können"),
        ("Sozia1isten", "Sozialisten"),
        ("techniSchen", "technischen"),
        ("durchGeführt,", "durchgeführt,"),
    ],
)
def test_what_no_german_word_has_is_mended(misread: str, meant: str) -> None:
    assert read(misread) == meant


@pytest.mark.parametrize(
    "right",
    ["MfS", "UdSSR", "KPdSU", "BStU", "uni", "A4", "1973", "S6", "H2", "E-Mail@Adresse", "GmbH", "(MfS)", "dee"],
)
def test_what_may_be_meant_stays(right: str) -> None:
    assert read(right) == right


def test_a_text_layer_keeps_its_inner_capitals_and_plain_text_everything() -> None:
    assert read("InterCity", Reading.LAYER) == "InterCity"
    assert read("Sozia1isten", Reading.TEXT) == "Sozia1isten"


def articles(*numbers: str) -> list[str]:
    pages = [f"{f'Artikel {number}':^62}\n\n{PLAIN}" for number in numbers]
    return [block.text for block in cleaned("\n\n".join(pages)).blocks if block.text.startswith("A")]


def test_the_number_of_an_article_is_mended_from_its_neighbours() -> None:
    assert articles("I", "II", "IH", "IV", "V", "vI", "VII") == [
        f"Artikel {number}" for number in ("I", "II", "III", "IV", "V", "VI", "VII")
    ]


def test_articles_may_be_left_out() -> None:
    left_out = ("I", "II", "III", "VIII", "IX", "X")
    assert articles(*left_out) == [f"Artikel {number}" for number in left_out]


def test_two_headings_make_no_sequence() -> None:
    assert articles("I", "IH") == ["Artikel I", "Artikel IH"]


@given(st.integers(1, 39))
def test_roman_numerals_are_read_as_they_are_written(value: int) -> None:
    assert from_roman(to_roman(value)) == value


@pytest.mark.parametrize(("text", "value"), [("XIV", 14), ("XXXIX", 39), ("IIII", 0), ("IH", 0), ("", 0), ("VX", 0)])
def test_published_numerals(text: str, value: int) -> None:
    assert from_roman(text) == value


def test_a_page_without_errors_is_unchanged() -> None:
    page = page_of(PLAIN)
    assert isinstance(page, Page)
    assert cleaned(PLAIN).blocks[0].text == PLAIN
