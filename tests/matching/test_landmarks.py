"""Numbered headings and folios as hard boundaries."""

from dataclasses import replace
from pathlib import Path

import pytest

from align.collection.catalogue import parse_collection
from align.matching import Encoder, MatchingOptions, align_sentences
from align.matching.landmarks import find_landmarks
from align.model import Landmark, plain_sentences
from align.pipeline.running import matching_options

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


def places(source: tuple[str, ...], target: tuple[str, ...], *sorts: Landmark) -> list[tuple[int, int]]:
    return list(find_landmarks(plain_sentences(source), plain_sentences(target), sorts))


def test_headings_of_one_number_are_boundaries_whatever_their_word_and_numerals() -> None:
    assert places(GERMAN, ENGLISH, Landmark.ARTICLES) == [(2, 2), (4, 4), (6, 6)]
    assert places(GERMAN, ENGLISH) == []
    assert places(
        ("§ 1", "Wer den Hut trägt, zahlt.", "§ 2"), ("Section 1", "A hat costs.", "Section 2"), Landmark.ARTICLES
    ) == [(2, 2)]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (("Artikel I", "Artikel I", "Artikel II"), ("Article I", "Article II"), [(2, 1)]),  # one stands twice
        (("Text", "Artikel I", "Artikel II"), ("Text", "Article II", "Article I"), [(2, 1)]),  # they cross: one is kept
        (("Text", "Artikel I ist gestrichen."), ("Text", "Article I"), []),  # no heading
        (("Text", "Artikel I"), ("Text", "Article III"), []),
        ((), ("Article I",), []),
    ],
)
def test_only_what_is_beyond_doubt_counts(
    source: tuple[str, ...], target: tuple[str, ...], expected: list[tuple[int, int]]
) -> None:
    assert places(source, target, Landmark.ARTICLES) == expected


def test_no_bead_reaches_over_a_landmark_and_the_signature_counts_them(encoder: Encoder) -> None:
    source, target = plain_sentences(GERMAN), plain_sentences((*ENGLISH[:1], *ENGLISH[2:]))
    found = align_sentences(source, target, encoder, MatchingOptions(landmarks=(Landmark.ARTICLES,)))
    assert "boundaries:3" in found.signature
    assert any(bead.source == (2,) and bead.target == (1,) for bead in found.beads)
    given = MatchingOptions(landmarks=(Landmark.ARTICLES,), boundaries=((2, 3),))
    assert "boundaries:2" in align_sentences(source, target, encoder, given).signature


def test_all_who_name_landmarks_know_the_same() -> None:
    named = ", ".join(f'"{name}"' for name in Landmark)
    written = f'[[document]]\nnumber = "1"\nboundaries = [{named}]\n'.encode()
    [entry] = parse_collection(written, Path("collection.toml")).entries
    assert tuple(Landmark) == entry.boundaries == ("articles", "folios")
    assert matching_options(entry).landmarks == tuple(Landmark)


def test_folios_are_boundaries_where_both_sides_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = plain_sentences(("a", "b", "c"))
    folios = dict(zip(("a", "b", "c"), (("88",), ("88", "89"), ("89",)), strict=True))
    monkeypatch.setattr(type(sentences[0]), "folios", property(lambda self: folios[self.text]))
    assert list(find_landmarks(sentences, tuple(replace(s) for s in sentences), (Landmark.FOLIOS,))) == [(2, 2)]
