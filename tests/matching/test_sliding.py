"""Runs of null sentences between sentences that read the same."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.matching import Encoder, MatchingOptions, align_sentences, prepare
from align.matching.lattice import Step
from align.matching.sliding import Ladder, Texture, slide
from align.model import Kind, Sentence, plain_sentences


def textures(source: Sequence[Sentence], target: Sequence[Sentence]) -> tuple[Texture, Texture]:
    ready = prepare(source, target, None)
    return Texture(ready.source, ready.source_side), Texture(ready.target, ready.target_side)


def ladder(kinds: Sequence[tuple[int, int]]) -> Ladder:
    steps, i, j = [], 0, 0
    for a, b in kinds:
        steps.append(Step(i, j, a, b))
        i, j = i + a, j + b
    return tuple(steps)


def kinds(steps: Ladder) -> list[tuple[int, int]]:
    return [(step.a, step.b) for step in steps]


def anything(step: Step) -> bool:
    return True


CLAUSES = ("Artikel 1", "Das Tor bleibt offen.", "Es gilt sofort.", "Artikel 2", "Der Zaun fällt.", "Es gilt sofort.")
ANSWERS = ("Article 1", "The gate stays open.", "It applies at once.")
LINK, ALONE, ADDED = (1, 1), (1, 0), (0, 1)
EARLY = (LINK, LINK, ALONE, ALONE, ALONE, LINK)
"""The first article is given the clause of the second one, whose heading is missing."""


def test_a_missing_article_begins_with_its_heading() -> None:
    texts = textures(plain_sentences(CLAUSES), plain_sentences(ANSWERS))
    assert kinds(slide(ladder(EARLY), *texts, anything)) == [LINK] * 3 + [ALONE] * 3


def test_the_target_slides_as_the_source_does() -> None:
    texts = textures(plain_sentences(ANSWERS), plain_sentences(CLAUSES))
    turned = ladder([(b, a) for a, b in EARLY])
    assert kinds(slide(turned, *texts, anything)) == [LINK] * 3 + [ADDED] * 3


def test_a_run_that_begins_too_late_slides_up() -> None:
    source, target = plain_sentences(("Es gilt.", "Es gilt.", "Das Tor ist zu.")), plain_sentences(ANSWERS[1:])
    late = [LINK, ALONE, LINK]
    assert kinds(slide(ladder(late), *textures(source, target), anything)) == late
    marked = (replace(source[0], kind=Kind.HEADING), *source[1:])
    assert kinds(slide(ladder(late), *textures(marked, target), anything)) == [ALONE, LINK, LINK]


def test_without_a_beginning_it_stays() -> None:
    texts = textures(plain_sentences(CLAUSES[1:3] * 2), plain_sentences(ANSWERS[1:]))
    middle = [LINK, ALONE, ALONE, LINK]
    assert kinds(slide(ladder(middle), *texts, anything)) == middle


def test_it_slides_over_no_link_that_may_not_be() -> None:
    texts = textures(plain_sentences(CLAUSES), plain_sentences(ANSWERS))
    assert kinds(slide(ladder(EARLY), *texts, lambda step: (step.i, step.j) != (2, 2))) == list(EARLY)


TYPES = st.sampled_from([LINK, LINK, LINK, ALONE, ALONE, ADDED, (2, 1)])


@given(st.lists(TYPES, min_size=1, max_size=14), st.data())
def test_what_is_left_reads_the_same(chosen: list[tuple[int, int]], data: st.DataObject) -> None:
    sides = [sum(pair[side] for pair in chosen) for side in (0, 1)]
    words = st.sampled_from(["Eins.", "Zwei.", "Kapitel"])
    source, target = (
        plain_sentences(data.draw(st.lists(words, min_size=size, max_size=size), label="texts")) for size in sides
    )
    before = ladder(chosen)
    after = slide(before, *textures(source, target), anything)
    assert [(step.i, step.j) for step in after] == [(step.i, step.j) for step in ladder(kinds(after))]
    assert said(after, source, target) == said(before, source, target)
    assert headings(after, source, target) >= headings(before, source, target)


def said(steps: Ladder, source: Sequence[Sentence], target: Sequence[Sentence]) -> list[tuple[str, str]]:
    """The texts of the links in order."""
    return [
        (
            " ".join(sentence.text for sentence in source[step.i : step.i + step.a]),
            " ".join(sentence.text for sentence in target[step.j : step.j + step.b]),
        )
        for step in steps
        if step.a and step.b
    ]


def headings(steps: Ladder, source: Sequence[Sentence], target: Sequence[Sentence]) -> int:
    """How many runs of null sentences begin with a heading."""
    firsts = [step for before, step in pairwise((Step(0, 0, 1, 1), *steps)) if kinds((before,)) != kinds((step,))]
    alone = [source[step.i] for step in firsts if not step.b] + [target[step.j] for step in firsts if not step.a]
    return sum(sentence.text == "Kapitel" for sentence in alone)


PARTS = (
    ("Der Hafen wird bis Oktober vertieft.", "The port will be deepened by October."),
    ("Die Schule bekommt einen Anbau.", "The school gets an annex."),
    ("Der Fischmarkt öffnet um vier Uhr.", "The fish market opens at four o'clock."),
    ("Das Krankenhaus stellt drei Ärzte ein.", "The hospital employs three doctors."),
    ("Der Wald wird aufgeforstet.", "The forest is replanted."),
)
CLAUSE = ("Die Seiten unterrichten einander rechtzeitig.", "The sides inform each other in good time.")


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_the_clause_of_the_article_before_stays(missing: int, encoder: Encoder) -> None:
    articles = [(f"Artikel {k}", part[0], CLAUSE[0]) for k, part in enumerate(PARTS, 1)]
    answers = [(f"Article {k}", part[1], CLAUSE[1]) for k, part in enumerate(PARTS, 1) if k != missing + 1]
    source, target = (plain_sentences([text for part in side for text in part]) for side in (articles, answers))
    found = align_sentences(source, target, encoder, MatchingOptions())
    alone = [i for bead in found.beads if not bead.target for i in bead.source]
    assert alone == [3 * missing, 3 * missing + 1, 3 * missing + 2]
