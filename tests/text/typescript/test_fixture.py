"""The agreement of 1973, typed by a program: what cleaning makes of its text layer, character by character."""

import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from align.model import CleanText, Kind
from align.reading import ReadingOptions, read
from align.text.typescript import clean_original


def distance(one: str, other: str) -> int:
    """Levenshtein distance, row by row: the textbook recurrence with the insertions done by a running minimum."""
    codes = np.array([ord(char) for char in other])
    steps = np.arange(len(other) + 1)
    row = steps
    for number, char in enumerate(one, 1):
        best = np.minimum(row[:-1] + (codes != ord(char)), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([number], best)) - steps) + steps
    return int(row[-1])


def test_the_distance_is_the_published_one() -> None:
    assert distance("kitten", "sitting") == 3
    assert distance("", "abc") == 3


def plain(text: str) -> str:
    """White space as one blank, letter-spaced words closed, parentheses and slashes equal."""
    closed = text.replace("G e h e i m e   V e r s c h l u ß s a c h e", "Geheime Verschlußsache")
    return re.sub(r"[()]", "/", " ".join(closed.split()))


@cache
def cleaned(path: Path) -> CleanText:
    return clean_original(read(path, ReadingOptions()))


def text_of(clean: CleanText) -> str:
    return " ".join(f"{block.label} {block.text}" if block.label else block.text for block in clean.blocks)


def test_the_text_layer_comes_out_nearly_perfect(shared: Path) -> None:
    folder = shared / "fixtures/agreement-1973"
    gold = plain((folder / "original.txt").read_text(encoding="utf-8"))
    found = plain(text_of(cleaned(folder / "layer.pdf")))
    assert distance(found, gold) / len(gold) < 0.0005


def test_articles_are_headings_and_items_are_apart(shared: Path) -> None:
    clean = cleaned(shared / "fixtures/agreement-1973/layer.pdf")
    headings = [block.text for block in clean.blocks if block.kind is Kind.HEADING]
    assert len([text for text in headings if re.fullmatch(r"Artikel [IVX]+", text)]) == 18
    assert len([block for block in clean.blocks if block.kind is Kind.ITEM]) == 19


def test_every_word_has_the_folio_of_its_page(shared: Path) -> None:
    folder = shared / "fixtures/agreement-1973"
    typed = json.loads((folder / "layer.lines.json").read_text(encoding="utf-8"))
    folio_of = {line["page"]: str(line["folio"]) for line in typed}
    clean = cleaned(folder / "layer.pdf")
    assert dict(clean.folios) == folio_of
    places = [place for block in clean.blocks for word in block.words for place in word.places]
    assert places
    assert all(place.folio == folio_of[place.page] for place in places)


def test_no_furniture_is_left_in_the_text(shared: Path) -> None:
    clean = cleaned(shared / "fixtures/agreement-1973/layer.pdf")
    assert not re.search(r"BStU|Kopie|PRÜFTEXT|- \d+ -", text_of(clean))
    assert dict(clean.typed_numbers) == {page: str(page) for page in range(2, 12)}


@pytest.mark.parametrize("word", ["(KPdSU)", "wissenschaftlich-technischen", "materiell-technischen", "Funk-,"])
def test_hyphens_of_words_stay_and_those_of_lines_go(shared: Path, word: str) -> None:
    words = {
        word.text for block in cleaned(shared / "fixtures/agreement-1973/layer.pdf").blocks for word in block.words
    }
    assert word in words
