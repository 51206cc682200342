"""Six layouts of one translation: front matter becomes metadata, the text begins where the translation begins."""

from pathlib import Path

import pytest

from align.errors import NoTextError
from align.model import Document, Line, Page, Place, Word
from align.reading import ReadingOptions, read
from align.reading.plain import page_from_text
from align.reading.wilson import CatalogueEntryFacts, dossier_entries, interpret
from align.reading.wilson.citation import citation_facts
from align.reading.wilson.dossier import iso_date
from align.reading.wilson.flow import cut, flow_of
from tests.reading import wilson_texts as texts


def document_of(*pages: str) -> Document:
    return Document(tuple(page_from_text(text, number) for number, text in enumerate(pages, 1)), "en")


def lines_of(document: Document) -> list[str]:
    return [line.text for page in document.pages for line in page.lines]


FACTS = {
    "title": "Note on the Talks between the Gardeners and the Beekeepers",
    "date": "July 11, 1981",
    "translator": "Berta Schäferin",
    "shelfmark": "MfG, MfG, ZAIG 4711",
    "folios": "3-17",
    "repository": "Office for Meadows and Hedges (OMH)",
    "address": texts.ADDRESS,
    "wilson_number": "199999",
    "summary": texts.SUMMARY,
    "credits": texts.CREDITS,
    "original_language": "German",
}


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (texts.PDF_NEW, "wilson-pdf-new"),
        (texts.PDF_OLD, "wilson-pdf-old"),
        (texts.PDF_OLD_ON_ONE_LINE, "wilson-pdf-old"),
    ],
)
def test_front_matter_of_a_pdf_becomes_metadata(text: str, layout: str) -> None:
    document = interpret(document_of(text))
    assert document.layout == layout
    assert {key: document.metadata[key] for key in FACTS} == FACTS
    assert document.metadata["citation"].startswith('"Note on the Talks')
    assert document.metadata["citation"].endswith("by Berta Schäferin.")


def test_the_text_begins_after_the_front_matter_and_keeps_its_confidentiality() -> None:
    for text in (texts.PDF_NEW, texts.PDF_OLD):
        assert lines_of(interpret(document_of(text))) == list(texts.BODY_LINES)
    on_one_line = lines_of(interpret(document_of(texts.PDF_OLD_ON_ONE_LINE)))
    assert on_one_line == [" ".join(texts.BODY_LINES)]


def test_contents_say_what_the_text_is() -> None:
    assert interpret(document_of(texts.PDF_NEW)).metadata["contents"] == "Translation - English"
    assert interpret(document_of(texts.PDF_OLD)).metadata["contents"] == "English Translation"


def test_a_shelfmark_is_kept_as_printed_and_normalised() -> None:
    facts = interpret(document_of(texts.PDF_NEW)).metadata
    assert facts["shelfmark"] == "MfG, MfG, ZAIG 4711"
    twice = texts.PDF_NEW.replace("MfG, MfG", "MfS, MfS")
    assert interpret(document_of(twice)).metadata["shelfmark_normal"] == "MfS, ZAIG 4711"


def test_a_citation_that_wraps_over_lines_and_pages_is_put_together() -> None:
    wrapped = texts.PDF_NEW.replace("pp. 3-17. Translated", "pp.\n3-17.\fTranslated")
    document = interpret(document_of(*wrapped.split("\f")))
    assert {key: document.metadata[key] for key in FACTS} == FACTS
    assert lines_of(document) == list(texts.BODY_LINES)


def test_the_site_since_2022_gives_date_title_credit_and_what_stands_below() -> None:
    document = interpret(document_of(texts.SITE_NEW))
    assert document.layout == "wilson-site-new"
    assert lines_of(document) == list(texts.BODY_LINES[1:])
    known = {
        key: document.metadata[key] for key in ("title", "date", "credits", "folios", "translator", "wilson_number")
    }
    assert known == {key: FACTS[key] for key in known}
    assert document.metadata["shelfmark"] == "MfG, ZAIG 4711"
    assert document.metadata["original_language"] == "German"


def test_the_site_since_2022_is_known_without_its_skip_link_too() -> None:
    document = interpret(document_of(texts.SITE_NEW.removeprefix("Skip to content\n\n")))
    assert document.layout == "wilson-site-new"
    assert lines_of(document) == list(texts.BODY_LINES[1:])


def test_a_menu_above_the_date_is_no_text() -> None:
    menu = "Skip to content\n\nBrowse\n\nTopics\n\n2022\n\nAbout\n\n"
    document = interpret(document_of(menu + texts.SITE_NEW.removeprefix("Skip to content\n\n")))
    assert document.metadata["date"] == FACTS["date"]
    assert lines_of(document) == list(texts.BODY_LINES[1:])


def test_a_heading_that_looks_like_a_foot_does_not_cut_the_text() -> None:
    body = "Rights\n\n" + "Every keeper has the right to light. " * 12 + "\n\nSource\n\nThe well is the source."
    page = texts.SITE_NEW.split("Document Information")[0] + body
    assert lines_of(interpret(document_of(page)))[-1] == "The well is the source."


def test_the_site_since_2022_is_read_from_html(tmp_path: Path) -> None:
    path = tmp_path / "note.html"
    path.write_text(texts.SITE_NEW_HTML, encoding="utf-8")
    document = interpret(read(path, ReadingOptions(language="en")))
    assert document.layout == "wilson-site-new"
    assert document.metadata["title"] == FACTS["title"]
    assert document.metadata["wilson_number"] == "199999"
    assert lines_of(document)[0] == "N o t e"


def test_the_site_before_2022_is_one_block_below_its_buttons() -> None:
    document = interpret(document_of(texts.SITE_OLD))
    assert document.layout == "wilson-site-old"
    assert lines_of(document) == [" ".join(texts.BODY_LINES)]
    assert document.metadata["title"] == FACTS["title"]
    assert document.metadata["date"] == FACTS["date"]
    assert document.metadata["summary"] == texts.SUMMARY


def test_an_ocr_dump_is_refused_with_advice() -> None:
    with pytest.raises(NoTextError) as caught:
        interpret(document_of(texts.DUMP))
    assert "punctuation" in caught.value.what
    assert caught.value.advice


def test_other_texts_come_back_unchanged() -> None:
    document = document_of("A letter\n\nDear keepers, citation: none. Contents: clover.\n")
    assert interpret(document) is document


def test_a_dossier_page_lists_its_documents() -> None:
    document = interpret(document_of(texts.DOSSIER.replace(" – ", "\u00a0– ")))
    assert document.layout == "wilson-dossier"
    assert dossier_entries(document) == (
        CatalogueEntryFacts(
            number="1",
            author="MfG",
            title="Report on the Meetings with the Beekeepers",
            date="30 November - 1 December 1964",
            iso_date="1964-11-30/1964-12-01",
            shelfmark="BStU, MfS, SdM 9576",
            shelfmark_normal="BArch, MfS, SdM 9576",
            folios="1-30",
        ),
        CatalogueEntryFacts(
            number="2",
            title="Agreement on Clover between the Gardeners and the Beekeepers of the North",
            date="6 December 1973",
            iso_date="1973-12-06",
            shelfmark="BStU, MfS, BdL/Dok. Nr. 901862",
            shelfmark_normal="BArch, MfS, BdL/Dok. 901862",
        ),
        CatalogueEntryFacts(
            number="3",
            author="Karl Beet, HGA, MfG",
            title="Note regarding the Results of the Tasting, Two Experts on Honey Included",
            date="14-18 August 1984",
            iso_date="1984-08-14/1984-08-18",
            shelfmark="BStU, MfS, ZAIG 95384",
            shelfmark_normal="BArch, MfS, ZAIG 95384",
            folios="16",
        ),
    )


def test_a_page_without_a_list_has_no_entries() -> None:
    assert dossier_entries(document_of(texts.PDF_NEW)) == ()


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("6 December 1973", "1973-12-06"),
        ("December 6, 1973", "1973-12-06"),
        ("14-18 August 1984", "1984-08-14/1984-08-18"),
        ("30 November – 1 December 1964", "1964-11-30/1964-12-01"),
        ("30 December 1964 - 2 January 1965", "1964-12-30/1965-01-02"),
        ("6 Brumaire 1973", ""),
        ("sometime in 1973", ""),
    ],
)
def test_dates_of_prose_become_iso_dates(printed: str, iso: str) -> None:
    assert iso_date(printed) == iso


@pytest.mark.parametrize(
    ("citation", "facts"),
    [
        (
            "“A Title, with Commas,” July 11, 1981, History and Public Policy Program Digital Archive, Office (BStU), "
            "MfS, BdL/Dok. Nr. 001862. Translated from German for CWIHP by J. R. Smith. http://example.org/document/115716",
            {
                "title": "A Title, with Commas",
                "date": "July 11, 1981",
                "repository": "Office (BStU)",
                "shelfmark": "MfS, BdL/Dok. Nr. 001862",
                "shelfmark_normal": "MfS, BdL/Dok. 001862",
                "translator": "J. R. Smith",
                "address": "http://example.org/document/115716",
                "wilson_number": "115716",
            },
        ),
        ("No citation at all", {}),
        ("", {}),
    ],
)
def test_a_citation_is_taken_apart(citation: str, facts: dict[str, str]) -> None:
    assert citation_facts(citation) == facts


def test_cutting_keeps_the_places_of_the_words_that_remain() -> None:
    words = tuple(Word(text, (Place(1),), 0.5) for text in ("Contents:", "English", "Translation", "Dear", "bees,"))
    line = Line("Contents:  English Translation Dear bees,", words)
    document = Document((Page(1, (line,)),), "en")
    end = flow_of(document).text.index("Dear")
    [rest] = cut(document, [(0, end)]).pages[0].lines
    assert rest.text == "Dear bees,"
    assert rest.words == words[3:]


def test_the_published_agreement_gives_all_its_front_matter(shared: Path) -> None:
    path = next((shared / "seeds").glob("001_*.txt"))
    facts = interpret(read(path, ReadingOptions(language="en"))).metadata
    assert facts["shelfmark"] == "MfS, MfS, ZAIG 13730"
    assert facts["shelfmark_normal"] == "MfS, ZAIG 13730"
    assert facts["folios"] == "1-15"
    assert facts["translator"] == "Bernd Schaefer"
    assert facts["date"] == "December 6, 1973"
    assert facts["wilson_number"] == "115715"
    assert facts["address"].endswith("/document/115715")
    assert facts["original_language"] == "German"
    assert facts["repository"].endswith("(BStU)")
    assert facts["title"].startswith("Agreement on Cooperation")
    assert {"summary", "credits", "citation", "contents"} <= facts.keys()


def test_the_published_dossier_page_gives_nine_entries(shared: Path) -> None:
    path = next((shared / "seeds").glob("000_*.txt"))
    entries = dossier_entries(read(path, ReadingOptions(language="en")))
    assert [entry.number for entry in entries] == list("123456789")
    assert [entry.author for entry in entries] == [
        "MfS",
        "MfS",
        "",
        "",
        "MfS",
        "MfS",
        "KGB",
        "Markus Wolf, HVA, MfS",
        "MfS",
    ]
    assert [entry.folios for entry in entries] == ["1-30", "88-110", "1-15", "", "1-19", "1-19", "1-11", "1-16", "1-22"]
    numbers = ["SdM 576", "SdM 577", "ZAIG 13730", "BdL/Dok. 001862"]
    numbers += ["ZAIG 5382", "ZAIG 5306", "ZAIG 7168", "ZAIG 5384", "ZAIG 5387"]
    assert [entry.shelfmark_normal for entry in entries] == [f"BArch, MfS, {number}" for number in numbers]
    assert entries[0].iso_date == "1964-11-30/1964-12-01"
    assert entries[7].iso_date == "1984-08-14/1984-08-18"
    assert all(entry.title for entry in entries)
