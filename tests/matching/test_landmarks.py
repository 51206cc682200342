"""Numbered headings and folios as hard boundaries."""

from collections.abc import Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.collection.catalogue import parse_collection
from align.matching import Encoder, MatchingOptions, align_sentences
from align.matching.landmarks import Landmarks, find_landmarks, in_order
from align.model import Kind, Landmark, Place, Sentence, Word, plain_sentences
from align.pipeline.running import matching_options
from tests.checking.planting import load

GERMAN = (
    "Präambel",
    "Der Hut ist weg.",
    "Artikel I",
    "Er war rot.",
    "Artikel II",
    "Wer ihn fand, sage es.",
    "Artikel IV",
)
ENGLISH = (
    "Preamble",
    "The hat is gone.",
    "Article 1",
    "It was red.",
    "Article 2",
    "Tell us if you found it.",
    "Article 4",
)
PLACES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=7, unique=True)


def headings(source: Sequence[str], target: Sequence[str], anchors: Sequence[tuple[int, int]] = ()) -> Landmarks:
    return find_landmarks(plain_sentences(source), plain_sentences(target), Landmark.ARTICLES, anchors)


def on_folios(*sentences: str) -> tuple[Sentence, ...]:
    """A sentence for each text, its words being the folios they stand on."""
    return tuple(Sentence(text, tuple(Word(folio, (Place(1, folio),)) for folio in text.split())) for text in sentences)


def test_headings_of_one_number_are_boundaries_whatever_their_numerals() -> None:
    assert headings(GERMAN, ENGLISH) == Landmarks(((2, 2), (4, 4), (6, 6)), 0)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Artikel 7", "Article VII."),
        ("ARTIKEL XIV", "Article 14"),
        ("Art. 3", "Article 3"),
        ("§4.", "§ 4"),
        ("Paragraph 9:", "Paragraphe IX"),
        ("Artikel 104b", "Article 104b"),
    ],
)
def test_the_word_may_be_one_of_another_language(german: str, english: str) -> None:
    assert headings(["Der Hut.", german], ["The hat.", english]).places == ((1, 1),)


@pytest.mark.parametrize(
    "text",
    [
        "Artikel 1 gilt auch hier.",
        "Artikel 1 und 2",
        "Artikel 1bis",
        "Artikel",
        "Nach Artikel 1",
        "Artikel 1. Mai",
        "Artikel 1.30",
        "1",
    ],
)
def test_what_only_speaks_of_an_article_is_no_heading(text: str) -> None:
    assert headings(["Der Hut.", text], ["The hat.", "Article 1"]) == Landmarks((), 0)


def test_a_heading_with_a_title_is_one_where_it_was_read_as_a_heading() -> None:
    source = (Sentence("Der Hut."), Sentence("Artikel 5: Schlußbestimmungen", kind=Kind.HEADING))
    target = (Sentence("The hat."), Sentence("Article 5 Final Clauses", kind=Kind.HEADING))
    assert find_landmarks(source, target, Landmark.ARTICLES, ()).places == ((1, 1),)
    assert headings([one.text for one in source], [one.text for one in target]).places == ()


def test_words_that_are_not_alike_answer_each_other_where_they_share_numbers() -> None:
    """Two numbers are enough; one is not, and what has a kindred word keeps to that."""
    assert headings(["A.", "§ 1", "B.", "§ 2"], ["A.", "Section 1", "B.", "Section 2"]).places == ((1, 1), (3, 3))
    assert headings(["A.", "Artikel 3"], ["A.", "Chapter 3"]).places == ()
    source = ["A.", "Kapitel 1", "Artikel 1", "Artikel 2", "Kapitel 2", "Artikel 3"]
    target = ["A.", "Chapter 1", "Article 1", "Article 2", "Chapter 2", "Article 3"]
    assert headings(source, target).places == tuple((k, k) for k in range(1, 6))
    assert headings(source, target[:1] + target[2:4] + target[5:]).places == ((2, 1), (3, 2), (5, 3))


@pytest.mark.parametrize(
    ("source", "target", "used", "left_out"),
    [
        pytest.param("Artikel I|Artikel I|Artikel II", "Article I|Article II", [(2, 1)], 0, id="twice"),
        pytest.param("Ja.|Artikel I|Artikel II", "Yes.|Article II|Article I", [], 2, id="nobody knows which"),
        pytest.param(
            "Ja.|Artikel 1|Artikel 9|Artikel 3|Artikel 4", "Yes.|Article 1|Article 3|Article 4|Article 9",
            [(1, 1), (3, 2), (4, 3)], 1, id="astray",
        ),
        pytest.param("Ja.|Artikel I", "Yes.|Article III", [], 0, id="other numbers"),
        pytest.param("", "Article I", [], 0, id="no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_trusted_is_left_out_and_counted(
    source: str, target: str, used: list[tuple[int, int]], left_out: int
) -> None:
    assert headings(source.split("|"), target.split("|")) == Landmarks(tuple(used), left_out)


def test_a_number_past_which_the_sentences_lead_is_no_boundary() -> None:
    """Pages are numbered on both sides, too, and break at different sentences."""
    source, target = ["a", "b", "c", "Seite 2", "d", "Seite 3"], ["a", "Page 2", "b", "c", "d", "Page 3"]
    anchors = [(0, 0), (1, 2), (2, 3), (4, 4)]
    assert headings(source, target).places == ((3, 1), (5, 5))
    assert headings(source, target, anchors) == Landmarks(((5, 5),), 1)
    assert headings(target, source, [(j, i) for i, j in anchors]) == Landmarks(((5, 5),), 1)
    assert headings(source, target, [anchors[0], *anchors[2:]]).left_out == 0  # one anchor may be wrong


@given(PLACES)
def test_places_in_order_belong_to_every_largest_choice(places: list[tuple[int, int]]) -> None:
    """Against all choices of places, one by one."""
    choices = [
        chosen
        for size in range(len(places) + 1)
        for chosen in combinations(sorted(places), size)
        if all(i < p and j < q for (i, j), (p, q) in pairwise(chosen))
    ]
    most = max(map(len, choices))
    largest = [set(chosen) for chosen in choices if len(chosen) == most]
    assert in_order(places) == sorted(set.intersection(*largest))


@pytest.mark.parametrize(("name", "count"), [("agreement-1973", 18), ("udhr", 30), ("exercise", 9)])
def test_no_boundary_cuts_a_bead_of_the_gold(name: str, count: int, shared: Path, encoder: Encoder) -> None:
    gold = load(name)
    found = align_sentences(gold.source, gold.target, encoder, MatchingOptions(landmarks=(Landmark.ARTICLES,)))
    assert f"Boundaries at articles of both sides: {count}." in [finding.message for finding in found.findings]
    for i, j in find_landmarks(gold.source, gold.target, Landmark.ARTICLES, ()).places:
        assert all(len({k < i for k in b.source} | {k < j for k in b.target}) == 1 for b in gold.beads)


def test_no_bead_reaches_over_a_landmark_and_how_many_there_are_is_told(encoder: Encoder) -> None:
    source, target = plain_sentences(GERMAN), plain_sentences((*ENGLISH[:1], *ENGLISH[2:]))
    found = align_sentences(source, target, encoder, MatchingOptions(landmarks=(Landmark.ARTICLES,)))
    assert "boundaries:3" in found.signature
    assert any(bead.source == (2,) and bead.target == (1,) for bead in found.beads)
    given_one = MatchingOptions(landmarks=(Landmark.ARTICLES,), boundaries=((2, 3),))
    crossed = align_sentences(source, target, encoder, given_one)
    assert "boundaries:2" in crossed.signature
    assert [finding.message for finding in crossed.findings] == [
        "Boundaries at articles of both sides: 1. Left out, since they contradict other boundaries or the sentences "
        "around them: 2."
    ]


def test_all_who_name_landmarks_know_the_same() -> None:
    named = ", ".join(f'"{name}"' for name in Landmark)
    written = f'[[document]]\nnumber = "1"\nboundaries = [{named}]\n'.encode()
    [entry] = parse_collection(written, Path("collection.toml")).entries
    assert tuple(Landmark) == entry.boundaries == ("articles", "folios")
    assert matching_options(entry).landmarks == tuple(Landmark)


@pytest.mark.parametrize(
    ("source", "target", "used"),
    [
        pytest.param(["7", "7", "8", "9"], ["7", "8", "8", "9"], ((2, 1), (3, 3)), id="with sentences"),
        pytest.param(["7", "7 8", "8", "9"], ["7", "7 8", "8", "9"], ((3, 3),), id="within a sentence"),
        pytest.param(["7", "7 8", "8"], ["7", "8", "8"], (), id="within on one side"),
        pytest.param(["7", "8", "7", "8v", "9"], ["7", "8", "8v", "9"], ((1, 1), (3, 2), (4, 3)), id="twice"),
        pytest.param(["12", "13"], ["7", "8"], (), id="other folios"),
        pytest.param(["7", "8"], ["", ""], (), id="none"),
    ],
)
def test_boundaries_stand_where_both_sides_begin_a_folio(
    source: Sequence[str], target: Sequence[str], used: tuple[tuple[int, int], ...]
) -> None:
    assert find_landmarks(on_folios(*source), on_folios(*target), Landmark.FOLIOS, ()).places == used
