"""Correcting words, joining and splitting sentences: places, first readings and annotations are kept."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Annotation, Mark, Sentence
from align.reviewing import Result, Store
from align.reviewing import operations as ops
from align.reviewing.operations.segmentation import corrected, cut, joined, words_of
from tests.reviewing.samples import Clock, base, do, ids, ladder, sentence, sound

words = st.text("abcäß.,", min_size=1, max_size=6)


@st.composite
def annotated(draw: st.DrawFn) -> Sentence:
    item = sentence(" ".join(draw(st.lists(words, min_size=2, max_size=6))))
    ends = st.tuples(st.integers(0, len(item.text)), st.integers(0, len(item.text)))
    spans = draw(st.lists(ends.map(sorted), max_size=3))
    return replace(item, annotations=tuple(Annotation(Mark.INSERTION, low, high) for low, high in spans))


def inside(item: Sentence) -> bool:
    return all(0 <= mark.start <= mark.end <= len(item.text) for mark in item.annotations)


@given(annotated(), st.integers(0, 5), words)
def test_a_corrected_word_keeps_its_place_and_first_reading(item: Sentence, index: int, text: str) -> None:
    index %= len(item.words)
    once = corrected(item, index, text)
    twice = corrected(once, index, "anders")
    assert once.words[index].places == item.words[index].places
    assert once.text == " ".join(word.text for word in once.words)
    assert twice.words[index].earlier == item.words[index].text
    assert corrected(twice, index, item.words[index].text).words == item.words, "put back, it was never corrected"
    assert inside(once)


@given(annotated(), st.integers(1, 5))
def test_cutting_and_joining_gives_the_same_sentence_back(item: Sentence, index: int) -> None:
    index = 1 + index % (len(item.words) - 1)
    first, second = cut(item, index)
    assert inside(first)
    assert inside(second)
    whole = joined(first, second)
    assert (whole.text, whole.words) == (item.text, item.words)
    covered = {i for mark in item.annotations for i in range(mark.start, mark.end)}
    again = {i for mark in whole.annotations for i in range(mark.start, mark.end)}
    border = len(first.text)
    assert again - {border} == covered - {border}


def test_an_annotation_behind_a_corrected_word_moves_along() -> None:
    item = replace(sentence("Das ist [nur] meine Meinung."), annotations=(Annotation(Mark.INSERTION, 8, 13),))
    found = corrected(item, 0, "Dieses")
    assert found.text[found.annotations[0].start : found.annotations[0].end] == "[nur]"


def test_a_zero_width_mark_goes_with_one_half_alone() -> None:
    item = replace(sentence("Eins zwei drei."), annotations=(Annotation(Mark.FOOTNOTE, 5, 5, "3"),))
    first, second = cut(item, 1)
    assert (first.annotations, second.annotations) == ((), (Annotation(Mark.FOOTNOTE, 0, 0, "3"),))


def test_a_sentence_without_words_gets_them_when_one_is_corrected() -> None:
    found = corrected(Sentence("Ein Wort."), 1, "Ort.")
    assert (found.text, found.words[1].earlier, found.words[1].places) == ("Ein Ort.", "Wort.", ())
    assert words_of(Sentence("")) == words_of(Sentence(""))


def test_a_misread_word_of_the_original_is_put_right(document: Store) -> None:
    first = document.alignment("3").source_ids[0]
    do(document, ops.CorrectWord(first, 2, "0", "O"), Clock()())
    found = document.alignment("3").alignment.source[0]
    assert (found.text, found.words[2].earlier, found.places) == (
        "Der Punkt O wird beraten.",
        "0",
        sentence("Der Punkt 0 wird beraten.").places,
    )


@pytest.mark.parametrize(
    ("side", "word", "was", "text", "why"),
    [
        ("target", 0, "Point", "Item", "never altered"),
        ("source", 9, "Punkt", "Punct", "no word"),
        ("source", 1, "Punct", "Punkt", "no word"),
        ("source", 1, "Punkt", "zwei Wörter", "no blanks"),
        ("source", 1, "Punkt", " ", "empty"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_refused(
    document: Store, side: str, word: int, was: str, text: str, why: str
) -> None:
    reviewed = document.alignment("3")
    one = (reviewed.source_ids if side == "source" else reviewed.target_ids)[0]
    operation = ops.CorrectWord(one, word, was, text)
    outcome = document.apply(operation, stamp=Clock()(), base=base(document, operation))
    assert outcome.result is Result.REFUSED
    assert why in outcome.reason


def test_two_people_who_correct_one_word_do_not_overwrite_each_other(document: Store) -> None:
    first = document.alignment("3").source_ids[0]
    seen = {first: document.alignment("3").seq}
    clock = Clock()
    assert document.apply(ops.CorrectWord(first, 1, "Punkt", "Punct"), stamp=clock("anna"), base=seen).seq
    late = document.apply(ops.CorrectWord(first, 1, "Punkt", "Pfund"), stamp=clock("bert"), base=seen)
    assert late.result is Result.CONFLICT
    (conflict,) = late.conflicts
    texts = [getattr(row, "sentence").text for row in (conflict.seen, conflict.yours, conflict.theirs)]  # noqa: B009
    assert texts == ["Der Punkt 0 wird beraten.", "Der Pfund 0 wird beraten.", "Der Punct 0 wird beraten."]
    assert (conflict.user, conflict.operation) == ("anna", "correct-word")


def test_joining_is_not_grouping(document: Store) -> None:
    clock = Clock()
    source = document.alignment("3").source_ids
    operation = ops.JoinSentences(source[0], source[1])
    apart = document.apply(operation, stamp=clock(), base=base(document, operation))
    assert apart.reason == "The two sentences stand in two pairs; merge these first."
    beads = ids(document)
    do(document, ops.Merge(beads[0], beads[1]), clock())
    assert ladder(document)[0] == ((0, 1), (0, 1))
    do(document, operation, clock())
    assert ladder(document)[0] == ((0,), (0, 1))
    assert len(document.alignment("3").alignment.source) == 5
    sound(document)


def test_a_split_sentence_stays_in_its_bead_and_in_order(document: Store) -> None:
    clock = Clock()
    reviewed = document.alignment("3")
    do(document, ops.SplitSentence(reviewed.source_ids[5], 3), clock())
    do(document, ops.SplitSentence(reviewed.target_ids[2], 1), clock())
    assert ladder(document)[2:6] == [((2,), (2, 3)), ((3,), (4,)), ((4,), (5,)), ((5, 6), (6,))]
    assert [item.text for item in document.alignment("3").alignment.source[5:]] == ["Der Punkt 5", "wird beraten."]
    sound(document)
