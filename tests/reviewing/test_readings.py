"""Reading again: nothing that a person did is lost; what no longer fits is kept and reported."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import ConflictError
from align.model import Box, Place, Sentence, Word
from align.reviewing import ReadingReport, RunReport, Stamp, Status, Store
from align.reviewing import operations as ops
from align.reviewing.carrying import as_read, carry
from align.reviewing.counts import open_orphans
from align.reviewing.history import last_event, pace
from align.reviewing.state import SentenceState, Side, Subject
from tests.reviewing.samples import (
    MORNING,
    Clock,
    do,
    english,
    german,
    ids,
    ladder,
    paired,
    reading,
    save_reading,
    save_run,
    sentence,
    sound,
)


def texts(store: Store, number: str = "3") -> list[str]:
    return [item.text for item in store.alignment(number).alignment.source]


def test_the_same_reading_and_run_change_nothing(document: Store) -> None:
    before = last_event(document)
    for _ in range(2):
        report = save_reading(document, "3", "source", german(6))
        assert report == ReadingReport(0, 6, kept=6, added=0, removed=0)
        save_reading(document, "3", "target", english(6))
        assert save_run(document, "3", [((i,), (i,)) for i in range(6)]) == RunReport(0, 6, 0, 0)
    assert last_event(document) == before


def test_a_reading_comes_back_as_it_was_taken_in(document: Store) -> None:
    stored = document.reading("3", "source")
    given_in = reading(german(6))
    assert stored is not None
    assert (stored.document, stored.clean, stored.sentences) == (
        given_in["document"],
        given_in["clean"],
        given_in["sentences"],
    )
    assert document.reading("4", "source") is None


def test_the_same_text_under_another_signature_is_no_event_but_noted(document: Store) -> None:
    before = last_event(document)
    save_reading(document, "3", "source", german(6), signature="reader 2")
    stored = document.reading("3", "source")
    assert stored is not None
    assert stored.signature == "reader 2"
    assert last_event(document) == before


def test_going_back_to_an_earlier_reading_brings_its_text_and_notes_the_signature(document: Store) -> None:
    save_reading(document, "3", "source", german(5), signature="reader 2")
    save_reading(document, "3", "source", german(6), signature="reader 3")
    stored = document.reading("3", "source")
    assert stored is not None
    assert (len(stored.sentences), stored.signature) == (6, "reader 3")
    assert len(texts(document)) == 6
    sound(document)


def test_characters_that_an_engine_cannot_hold_in_a_text_do_no_harm(store: Store) -> None:
    odd = Sentence("Ein \0 und ein \ud800 halbes.")
    save_reading(store, "3", "source", [odd, *german(2)])
    save_reading(store, "3", "target", english(2))
    save_run(store, "3", [((0, 1), (0,)), ((2,), (1,))])
    do(store, ops.Accept(ids(store)[0]), Clock("a")())
    assert store.alignment("3").alignment.source[0] == odd
    assert len(pace(store)) == 1
    sound(store)


def test_a_number_that_was_used_is_not_used_again(document: Store) -> None:
    stamp = Stamp("again", "aligner", MORNING)
    save_reading(document, "3", "source", german(5), stamp=stamp)
    with pytest.raises(ConflictError, match="already used"):
        save_reading(document, "3", "source", german(4), stamp=stamp)
    standing = document.alignment("3").alignment
    with pytest.raises(ConflictError, match="already used"):
        document.save_run("3", standing, stamp=stamp)


def test_a_new_reading_keeps_ids_of_what_it_reads_again_and_decisions_on_it(document: Store) -> None:
    was = document.alignment("3")
    beads = ids(document)
    do(document, ops.Accept(beads[1]), Clock("a")())
    now = [*german(6)]
    now[3] = sentence("Der Punkt 3 wird eingehend beraten.", page=2, folio="8")
    now.insert(5, sentence("Etwas ganz anderes kam hinzu, nämlich ein Stempel."))
    report = save_reading(document, "3", "source", now)
    assert isinstance(report, ReadingReport)
    assert (report.sentences, report.kept, report.added, report.removed) == (7, 6, 1, 0)
    after = document.alignment("3")
    assert [item for item in after.source_ids if item in was.source_ids] == list(was.source_ids)
    assert ladder(document)[5] == ((5,), ())
    assert [bead.state.status for bead in after.beads].count(Status.ACCEPTED) == 1
    assert report.orphaned == ()
    sound(document)


def test_a_decision_on_a_sentence_that_is_gone_is_kept_and_reported(document: Store) -> None:
    beads = ids(document)
    clock = Clock("a")
    do(document, ops.Accept(beads[2]), clock())
    do(document, ops.Flag(beads[2], "Why so?"), clock())
    report = save_reading(document, "3", "source", [item for i, item in enumerate(german(6)) if i != 2])
    assert isinstance(report, ReadingReport)
    (orphan,) = report.orphaned
    assert (orphan.subject, orphan.person, orphan.decision) == (Subject.PAIR, "anna", "accepted")
    assert (orphan.source, orphan.target, orphan.remark, orphan.folios) == (
        ("Der Punkt 2 wird beraten.",),
        ("Point 2 is discussed.",),
        "Why so?",
        ("7",),
    )
    assert open_orphans(document, "3") == (orphan,)
    assert document.documents()[0].orphans == 1
    rest = document.alignment("3").beads[2].state
    assert (rest.source, rest.status, rest.confidence, rest.flagged) == ((), Status.AUTO, 0.0, True)
    do(document, ops.SettleOrphan(orphan.id, "The sentence was a stamp."), clock())
    assert open_orphans(document, "3") == ()
    sound(document)


def test_a_corrected_word_stays_corrected_in_a_new_reading(document: Store) -> None:
    first = document.alignment("3").source_ids[0]
    do(document, ops.CorrectWord(first, 1, "Punkt", "Punct"), Clock("a")())
    moved = [replace_boxes(item) for item in german(6)]
    report = save_reading(document, "3", "source", moved)
    assert isinstance(report, ReadingReport)
    assert (report.corrections, report.orphaned) == (1, ())
    word = document.alignment("3").alignment.source[0].words[1]
    assert (word.text, word.earlier) == ("Punct", "Punkt")
    assert word.places == moved[0].words[1].places


def replace_boxes(item: Sentence) -> Sentence:
    words = tuple(Word(word.text, (Place(9, "99", Box(0, 0, 1, 1)),), 0.5) for word in item.words)
    return replace(item, words=words)


def test_a_correction_is_not_repeated_where_the_new_reading_is_right(document: Store) -> None:
    first = document.alignment("3").source_ids[0]
    do(document, ops.CorrectWord(first, 3, "wird", "wurde"), Clock("a")())
    save_reading(document, "3", "source", [sentence("Der Punkt 0 wurde beraten."), *german(6)[1:]])
    word = document.alignment("3").alignment.source[0].words[3]
    assert (word.text, word.earlier) == ("wurde", None)


def test_a_correction_holds_against_another_misreading(document: Store) -> None:
    first = document.alignment("3").source_ids[0]
    do(document, ops.CorrectWord(first, 3, "wird", "wurde"), Clock("a")())
    save_reading(document, "3", "source", [sentence("Der Punkt 0 wjrd beraten."), *german(6)[1:]])
    word = document.alignment("3").alignment.source[0].words[3]
    assert (word.text, word.earlier) == ("wurde", "wjrd")


def test_a_correction_in_a_sentence_that_is_gone_is_kept_with_its_author(document: Store) -> None:
    first = document.alignment("3").source_ids[0]
    do(document, ops.CorrectWord(first, 3, "wird", "wurde"), Clock("a")("bert"))
    report = save_reading(document, "3", "source", german(6)[1:])
    assert isinstance(report, ReadingReport)
    (orphan,) = (item for item in report.orphaned if item.subject is Subject.CORRECTION)
    assert (orphan.person, orphan.decision, orphan.source) == ("bert", "wird → wurde", ("Der Punkt 0 wurde beraten.",))


def test_sentences_that_a_person_joined_stay_joined(document: Store) -> None:
    clock = Clock("a")
    beads = ids(document)
    do(document, ops.Merge(beads[0], beads[1]), clock())
    source = document.alignment("3").source_ids
    do(document, ops.JoinSentences(source[0], source[1]), clock())
    whole = "Der Punkt 0 wird beraten. Der Punkt 1 wird beraten."
    assert texts(document)[0] == whole
    report = save_reading(document, "3", "source", [replace_boxes(item) for item in german(6)])
    assert isinstance(report, ReadingReport)
    assert texts(document)[0] == whole
    assert (report.sentences, report.orphaned) == (5, ())
    assert document.alignment("3").source_ids[0] == source[0]
    assert document.alignment("3").beads[0].state.status is Status.ACCEPTED
    sound(document)


def test_a_sentence_that_a_person_split_stays_split_though_a_word_is_read_otherwise(document: Store) -> None:
    first = document.alignment("3").source_ids[0]
    do(document, ops.SplitSentence(first, 3), Clock("a")())
    report = save_reading(document, "3", "source", [sentence("Der Punkt 0 wird berathen."), *german(6)[1:]])
    assert isinstance(report, ReadingReport)
    assert texts(document)[:2] == ["Der Punkt 0", "wird berathen."]
    assert report.orphaned == ()
    sound(document)


def test_a_cut_for_which_the_new_reading_has_no_place_is_kept_as_an_orphan(document: Store) -> None:
    first = document.alignment("3").source_ids[0]
    do(document, ops.SplitSentence(first, 3), Clock("a")())
    report = save_reading(document, "3", "source", [sentence("Völlig unlesbar."), *german(6)[1:]])
    assert isinstance(report, ReadingReport)
    assert {item.subject for item in report.orphaned} == {Subject.SEGMENTATION}
    assert {item.person for item in report.orphaned} == {"anna"}
    assert texts(document)[0] == "Völlig unlesbar."
    sound(document)


def test_reading_one_side_before_the_other_makes_no_beads(store: Store) -> None:
    save_reading(store, "3", "source", german(3))
    assert store.alignment("3").beads == ()
    assert store.documents()[0].sentences == (3, 0)
    sound(store)


@pytest.mark.parametrize("change", [[], [0], [0, 1, 2, 3, 4, 5]])
def test_a_swapped_pair_survives_a_reading_around_it(document: Store, change: list[int]) -> None:
    beads = ids(document)
    do(document, ops.Swap(beads[1], beads[2]), Clock("a")())
    now = [sentence(f"Ganz neu {i}!") if i in change else item for i, item in enumerate(german(6))]
    save_reading(document, "3", "source", now)
    partners = [bead.state.partner for bead in document.alignment("3").beads]
    assert any(partners) == (1 not in change)
    sound(document)


def test_a_sentence_between_two_that_are_swapped_makes_one_bead_of_them(document: Store) -> None:
    beads = ids(document)
    do(document, ops.Swap(beads[1], beads[2]), Clock("a")())
    report = save_reading(
        document, "3", "source", [*german(2), sentence("Dazwischen stand noch etwas."), *german(6)[2:]]
    )
    assert isinstance(report, ReadingReport)
    assert len(report.orphaned) == 2
    assert ladder(document)[1] == ((1, 2, 3), (1, 2))
    sound(document)


words = st.sampled_from(["der", "die", "das", "Punkt", "wird", "beraten", "nicht", "und", "Genosse", "Minister"])
lines = st.lists(st.lists(words, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=12)


@given(lines, lines, st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
@settings(deadline=None)
def test_carrying_loses_no_word_of_the_new_reading_and_keeps_order(
    old: list[str], new: list[str], shaped: set[int], wrong: set[int]
) -> None:
    present = [row(i, text, shaped=i in shaped, wrong=i in wrong) for i, text in enumerate(old)]
    carried = carry(present, [sentence(text) for text in new], document="3", side=Side.SOURCE, stamp=Clock()())
    state = {item.id: item for item in present}
    for change in carried.changes:
        state.pop(change.id, None)
        if isinstance(change.after, SentenceState):
            state[change.id] = change.after
    now = sorted(state.values(), key=lambda item: item.rank)
    assert [item.id for item in now] == list(carried.sentences)
    assert [word for item in now for word in as_read(item.sentence)] == " ".join(new).split()
    known = [item.id for item in present]
    kept = [item.id for item in now if item.id in known]
    assert kept == sorted(kept, key=known.index)


def row(index: int, text: str, *, shaped: bool, wrong: bool) -> SentenceState:
    item = sentence(text)
    if wrong:
        item = replace(
            item, words=(replace(item.words[0], text="Richtig", earlier=item.words[0].text), *item.words[1:])
        )
        item = replace(item, text=" ".join(word.text for word in item.words))
    return SentenceState(f"s{index}", "3", Side.SOURCE, f"{index:02}1", item, "anna" if shaped else "")


@given(lines, st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
@settings(deadline=None)
def test_the_same_words_read_again_change_nothing_that_people_did(
    old: list[str], shaped: set[int], wrong: set[int]
) -> None:
    present = [row(i, text, shaped=i in shaped, wrong=i in wrong) for i, text in enumerate(old)]
    carried = carry(present, [sentence(text) for text in old], document="3", side=Side.SOURCE, stamp=Clock()())
    assert carried.changes == ()
    assert carried.orphaned == ()


def test_aligning_again_keeps_a_decision_and_carries_remarks(document: Store) -> None:
    beads = ids(document)
    clock = Clock("a")
    do(document, ops.Merge(beads[1], beads[2]), clock())
    do(document, ops.Remark(beads[4], "The verb is missing."), clock())
    do(document, ops.Comment(beads[5], "Which minister?"), clock())
    report = save_run(document, "3", [((0, 1), (0,)), ((2,), (1, 2)), ((3,), (3,)), ((4, 5), (4, 5))], confidence=0.6)
    assert isinstance(report, RunReport)
    assert ladder(document) == [((0,), (0,)), ((1, 2), (1, 2)), ((3,), (3,)), ((4, 5), (4, 5))]
    assert (report.kept, report.cut) == (1, 1)
    assert {(item.id, item.remark) for item in report.orphaned} == {(beads[4], "The verb is missing."), (beads[5], "")}
    assert ids(document)[0] == beads[0]
    sound(document)


def test_a_rejected_pair_that_is_proposed_again_stays_rejected(document: Store) -> None:
    beads = ids(document)
    do(document, ops.Reject(beads[1]), Clock("a")())
    save_run(document, "3", [((i,), (i,)) for i in range(6)], confidence=0.4)
    assert document.alignment("3").beads[1].state.status is Status.REJECTED
    report = save_run(document, "3", [((0,), (0,)), ((1, 2), (1, 2)), *[((i,), (i,)) for i in (3, 4, 5)]])
    assert isinstance(report, RunReport)
    assert report.orphaned == ()


def test_pins_are_the_decisions_in_the_order_of_the_text(document: Store) -> None:
    beads = ids(document)
    clock = Clock("a")
    do(document, ops.Accept(beads[0]), clock())
    do(document, ops.Swap(beads[2], beads[3]), clock())
    do(document, ops.Reject(beads[5]), clock())
    pins = document.pins("3")
    assert [(pin.source, pin.target, pin.confidence, pin.decided) for pin in pins] == [
        ((0,), (0,), 1.0, True),
        ((2, 3), (2, 3), 1.0, True),
    ]


def test_both_of_a_swapped_pair_stand_when_one_of_them_is_decided(document: Store) -> None:
    beads = ids(document)
    clock = Clock("a")
    do(document, ops.Swap(beads[2], beads[3]), clock())
    do(document, ops.Reopen(beads[2]), clock())
    save_run(document, "3", [((i,), (i,)) for i in range(6)])
    assert ladder(document)[2:4] == [((2,), (3,)), ((3,), (2,))]


def test_a_document_can_be_empty_on_one_side(store: Store) -> None:
    paired(store, "8", 3, 0, [((0,), ()), ((1, 2), ())])
    assert ladder(store, "8") == [((0,), ()), ((1, 2), ())]
    sound(store)
