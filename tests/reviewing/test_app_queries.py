"""The pages of a side, compared with the reading they come from."""

from pathlib import Path

from align.model import CleanText, Document, Page, Reading, Sentence
from align.reviewing import open_store
from align.reviewing.app_queries import PageFacts, side_facts
from align.reviewing.state import Side

PAGES = (
    Page(1, width=595.0, height=842.5, folio="7"),
    Page(2, width=595.0, height=842.5),
    Page(3, reading=Reading.NONE, failure="It took more than 60 seconds."),
)


def test_pages_come_with_sizes_numbers_and_failures(tmp_path: Path) -> None:
    clean = CleanText((), folios={2: "8"}, typed_numbers={2: "- 2 -"})
    document = Document(PAGES, source="minutes.pdf", sha256="ab")
    with open_store(tmp_path) as store:
        store.save_reading("1", "source", document=document, clean=clean, sentences=(Sentence("Ein Satz."),))
        facts = side_facts(store, "1", Side.SOURCE)
        assert facts is not None
        assert (facts.source, facts.sha256) == ("minutes.pdf", "ab")
        assert facts.pages == (
            PageFacts(1, 595.0, 842.5, "7"),
            PageFacts(2, 595.0, 842.5, "8", "- 2 -"),
            PageFacts(3, 0.0, 0.0, failure="It took more than 60 seconds."),
        )
        assert side_facts(store, "1", Side.TARGET) is None
        assert side_facts(store, "2", Side.SOURCE) is None


def test_the_latest_reading_counts(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for number in (1, 2):
            document = Document(PAGES[:number], source="minutes.pdf", sha256=str(number))
            sentences = tuple(Sentence(f"Satz {i}.") for i in range(number))
            store.save_reading("1", "source", document=document, clean=CleanText(()), sentences=sentences)
        facts = side_facts(store, "1", Side.SOURCE)
        assert facts is not None
        assert (facts.sha256, len(facts.pages)) == ("2", 2)
