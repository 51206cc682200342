"""The agreement of 1973, typed by a program: what reading and cleaning make of it, character by character."""

import re
from functools import cache
from pathlib import Path

import pytest

from align.model import CleanText, Document, Kind
from align.reading import ReadingOptions, read
from align.text.typescript import clean_original
from tests.text.typescript.fixture import covered, distance, error_rate, plain, text_of, typed_lines


def test_the_distance_is_the_published_one() -> None:
    assert distance("kitten", "sitting") == 3
    assert distance("", "abc") == 3
    assert distance("Saturday", "Sunday") == 3


@cache
def cleaned(path: Path, pages: tuple[int, int] | None = None) -> CleanText:
    return clean_original(read(path, ReadingOptions(pages=pages)))


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "fixtures/agreement-1973"


def test_the_text_layer_comes_out_nearly_perfect(folder: Path) -> None:
    assert error_rate(cleaned(folder / "layer.pdf"), folder) < 0.0005


@pytest.mark.parametrize(("pdf", "limit"), [("scan.pdf", 0.01), ("noisy-scan.pdf", 0.03)])
def test_scanned_pages_come_out_well(folder: Path, pdf: str, limit: float) -> None:
    clean = cleaned(folder / pdf, (6, 7))
    lines = [line for line in typed_lines(pdf, folder) if line.page in {6, 7}]
    gold = plain(re.sub(r"(?<=[a-zäöüß])-\n\s*(?=[a-zäöüß])", "", "\n".join(line.text for line in lines)))
    assert distance(plain(text_of(clean)), gold) / len(gold) < limit
    assert dict(clean.folios) == {6: "6", 7: "7"}
    found = covered(clean, lines)
    assert sum(found) >= 0.99 * len(found)


def test_a_box_somewhere_else_covers_nothing(folder: Path) -> None:
    lines = [line for line in typed_lines("scan.pdf", folder) if line.page == 6]
    assert not any(covered(CleanText(()), lines))
    assert not any(covered(clean_original(Document(())), lines))


def test_articles_are_headings_and_items_are_apart(folder: Path) -> None:
    clean = cleaned(folder / "layer.pdf")
    headings = [block.text for block in clean.blocks if block.kind is Kind.HEADING]
    assert len([text for text in headings if re.fullmatch(r"Artikel [IVX]+", text)]) == 18
    assert len([block for block in clean.blocks if block.kind is Kind.ITEM]) == 19


def test_every_word_has_the_folio_of_its_page(folder: Path) -> None:
    folio_of = {line.page: str(line.folio) for line in typed_lines("layer.pdf", folder)}
    clean = cleaned(folder / "layer.pdf")
    assert dict(clean.folios) == folio_of
    places = [place for block in clean.blocks for word in block.words for place in word.places]
    assert places
    assert all(place.folio == folio_of[place.page] for place in places)


def test_no_furniture_is_left_in_the_text(folder: Path) -> None:
    clean = cleaned(folder / "layer.pdf")
    assert not re.search(r"BStU|Kopie|PRÜFTEXT|- \d+ -", text_of(clean))
    assert dict(clean.typed_numbers) == {page: str(page) for page in range(2, 12)}


@pytest.mark.parametrize("word", ["(KPdSU)", "wissenschaftlich-technischen", "materiell-technischen", "Funk-,"])
def test_hyphens_of_words_stay_and_those_of_lines_go(folder: Path, word: str) -> None:
    assert word in {word.text for block in cleaned(folder / "layer.pdf").blocks for word in block.words}
