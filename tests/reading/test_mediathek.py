"""Transcriptions by folio."""

from pathlib import Path

import pytest

from align.model import Mark
from align.reading import ReadingOptions, read
from align.text.typescript import clean_original

TEXT = """Titel: Bericht über das Treffen der Bäcker
Datum: 19.9.1983
Signatur: Archiv, Backstube 12

[Blatt 3]
Der Minister der Bäcker [handschriftliche Ergänzung] begrüßte die Gäste und be-

[Blatt 4]
tonte, daß das Brot frisch sei.
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_folios_facts_and_text_are_told_apart(tmp_path: Path) -> None:
    document = read(written(tmp_path, TEXT), ReadingOptions())
    assert document.layout == "mediathek"
    assert [(page.number, page.folio) for page in document.pages] == [(1, "3"), (2, "4")]
    assert document.metadata["title"] == "Bericht über das Treffen der Bäcker"
    assert document.metadata["shelfmark"] == "Archiv, Backstube 12"
    assert document.pages[1].lines[0].words[0].places[0].page == 2


def test_a_sentence_runs_from_folio_to_folio(tmp_path: Path) -> None:
    clean = clean_original(read(written(tmp_path, TEXT), ReadingOptions()))
    (block,) = clean.blocks
    assert "betonte, daß" in block.text
    word = next(word for word in block.words if word.text == "betonte,")
    assert [place.folio for place in word.places] == ["3", "4"]
    (note,) = block.annotations
    assert note.mark is Mark.ARCHIVIST
    assert block.text[note.start : note.end] == "[handschriftliche Ergänzung]"


@pytest.mark.parametrize(
    "heads",
    [("[Blatt 12]", "[Blatt 13]"), ("Bl. 12", "Bl. 13"), ("Blatt 12:", "Blatt 13:"), ("- Folio 12 -", "- Folio 13 -"),
     ("=== Bl. 000012 ===", "=== Bl. 000013 ==="), ("Blatt 12 von 20", "Blatt 13 von 20")],
)  # fmt: skip
def test_heads_in_several_manners(tmp_path: Path, heads: tuple[str, str]) -> None:
    text = f"{heads[0]}\nEin Satz.\n\n{heads[1]}\nNoch ein Satz.\n"
    assert [page.folio for page in read(written(tmp_path, text), ReadingOptions()).pages] == ["12", "13"]


def test_a_text_that_mentions_folios_is_no_transcription(tmp_path: Path) -> None:
    text = "Ein Brief an die Bäckerei.\nDer Vorgang steht auf\nBl. 12\nund dort ist er nachzulesen.\n"
    assert read(written(tmp_path, text), ReadingOptions()).layout == "plain"


def test_verso_folios_keep_their_letter(tmp_path: Path) -> None:
    text = "[Blatt 12]\nEin Satz.\n[Blatt 12v]\nNoch einer.\n[Blatt 13]\nEin dritter.\n"
    assert [page.folio for page in read(written(tmp_path, text), ReadingOptions()).pages] == ["12", "12v", "13"]


def test_a_saved_page_of_the_library_is_one_folio(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        '<html><head><link rel="canonical" href="https://example.org/medien/treffen-der-baecker/blatt/12/"></head>'
        "<body><nav>Start Suche</nav><h2>Transkription</h2><p>Der Minister der Bäcker sprach.</p></body></html>",
        encoding="utf-8",
    )
    document = read(path, ReadingOptions())
    assert document.layout == "mediathek"
    assert document.pages[0].folio == "12"
    assert [line.text for line in document.pages[0].lines] == ["Der Minister der Bäcker sprach."]
