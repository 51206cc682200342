"""Heads, feet, stamps of copying and dirt are set aside, and kept."""

import pytest

from align.errors import CatalogueError
from align.model import Box, Document, Line, Page, Place, Word
from align.text.typescript import DEFAULT_PATTERNS, clean_original, patterns_from
from tests.text.typescript.typed import cleaned, line_at, page_of

BODIES = (
    "Der Bäcker berichtet über die Lage der Bäckereien im Bezirk.",
    "Die Müllerin ergänzt, daß die Mühlen im Winter stillstanden.",
    "Beide Seiten danken einander für das Mehl und für das Brot.",
    "Zum Schluß wurde vereinbart, sich im Frühjahr zu besuchen.",
)


def with_foot(*feet: str) -> Document:
    pages = []
    for number, (body, foot) in enumerate(zip(BODIES, feet, strict=False), 1):
        page = page_of(body, number)
        pages.append(Page(number, (*page.lines, line_at(foot, 57, page=number, gap=40)), 595, 842))
    return Document(tuple(pages))


def test_a_foot_on_every_page_is_furniture_however_it_was_read() -> None:
    document = with_foot("Übung, kein Dokument", "Übung, kein Dokumemt", "Ubung, kein Dokument", "Übung. kein Dokument")
    clean = clean_original(document)
    assert " ".join(block.text for block in clean.blocks) == " ".join(BODIES)
    assert len(clean.furniture) == 4
    assert {piece.reason for piece in clean.furniture} == {"repeated at the same place of several pages"}


def test_a_last_line_on_two_pages_of_four_stays() -> None:
    document = with_foot("Das Protokoll führte Anna.", "Ende", "Das Protokoll führte Anna.", "Schluß der Sitzung")
    assert clean_original(document).furniture == ()


def test_of_two_pages_only_a_long_foot_is_told() -> None:
    assert len(clean_original(with_foot("Übung, kein Dokument", "Übung, kein Dokument")).furniture) == 2
    assert clean_original(with_foot("Bäcker", "Bäcker")).furniture == ()


@pytest.mark.parametrize("stamp", ["Kopie BStU", "Kopie BSTU AR 8", "AR 8", "Kopia BStU"])
def test_a_copy_stamp_at_the_edge_is_furniture(stamp: str) -> None:
    clean = clean_original(with_foot(stamp))
    assert [piece.reason for piece in clean.furniture] == ["copy stamp"]


def test_the_same_words_in_the_text_are_text() -> None:
    clean = clean_original(Document((page_of("Kopie BStU", head=20),)))
    assert [block.text for block in clean.blocks] == ["Kopie BStU"]


def test_nothing_is_lost() -> None:
    document = with_foot("Kopie BStU", "Fuß", "Fuß", "Fuß")
    clean = clean_original(document)
    read = sorted(word.text for page in document.pages for line in page.lines for word in line.words)
    kept = [word.text for block in clean.blocks for word in block.words]
    kept += [word for piece in clean.furniture for word in piece.text.split()]
    assert sorted(kept) == read


def test_lines_and_ends_of_dirt_are_set_aside() -> None:
    clean = cleaned("~ • \\ )\n" + BODIES[0] + " |\n" + "= " + BODIES[1])
    assert " ".join(block.text for block in clean.blocks) == f"{BODIES[0]} {BODIES[1]}"
    assert {piece.reason for piece in clean.furniture} == {"dirt"}
    assert sorted(piece.text for piece in clean.furniture) == ["=", "|", "~ • \\ )"]


def test_a_faint_letter_far_to_the_right_is_dirt_and_a_clear_one_is_not() -> None:
    def page(confidence: float) -> Document:
        line = line_at("Der Satz steht links.", 20)
        box = Box(0.93, 20 / 60, 0.94, 20.5 / 60)
        mark = Word("i", (Place(1, None, box),), confidence)
        return Document((Page(1, (Line(line.text + " " * 30 + "i", (*line.words, mark), line.box),), 595, 842),))

    assert [block.text for block in clean_original(page(0.3)).blocks] == ["Der Satz steht links."]
    assert clean_original(page(0.95)).blocks[0].text.endswith(" i")


def test_a_collection_adds_its_own_patterns() -> None:
    patterns = patterns_from({"running_heads": [r"Vertrauliche Verschlußsache.*"]})
    document = with_foot("Vertrauliche Verschlußsache MfS 1/73")
    assert [piece.reason for piece in clean_original(document, patterns).furniture] == ["running head"]
    assert clean_original(document).furniture == ()


def test_a_collection_can_keep_what_looks_like_furniture() -> None:
    patterns = patterns_from({"keep": [r"AR 8"]})
    assert clean_original(with_foot("AR 8"), patterns).furniture == ()


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"stamps": ["("]}, r"'\(' in 'stamps'"),
        ({"stempel": ["x"]}, "knows no 'stempel'"),
        ({"stamps": "BStU"}, "no list"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_named(table: dict[str, list[str]], says: str) -> None:
    with pytest.raises(CatalogueError, match=says) as caught:
        patterns_from(table)
    assert caught.value.advice


def test_defaults_are_part_of_every_collection() -> None:
    assert patterns_from({}) == DEFAULT_PATTERNS
    assert patterns_from({"stamps": ["X"]}).stamps == (*DEFAULT_PATTERNS.stamps, "X")


@pytest.mark.parametrize("end", [" .", " ;", " )", " (siehe Seite )"])
def test_stops_and_brackets_that_stand_apart_stay(end: str) -> None:
    text = "Der Bäcker (und die Müllerin" + end
    assert [block.text for block in cleaned(text).blocks] == [text]


def test_a_lone_bracket_at_the_end_is_dirt() -> None:
    assert [block.text for block in cleaned("Der Bäcker und die Müllerin )").blocks] == ["Der Bäcker und die Müllerin"]
