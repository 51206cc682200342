"""What the component is sent: windows, marks in UTF-16 units, places, the ledger of documents."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.app.payload import (
    AHEAD,
    AROUND,
    REACH,
    document_json,
    histogram_json,
    pair_json,
    sentence_json,
    utf16_offsets,
    window,
)
from align.collection import Entry
from align.model import Annotation, Box, Kind, Mark, Place, Sentence, Word
from align.pipeline.status import Status as Progress
from align.reviewing.counts import Bar
from align.reviewing.queries import Pair
from align.reviewing.state import BeadState, SentenceState, Side, Status


def row(sentence: Sentence) -> SentenceState:
    return SentenceState("s1", "1", Side.SOURCE, "a", sentence)


@given(st.integers(1, 5000), st.data())
def test_a_window_holds_the_cursor_and_its_neighbours_and_stays_small(count: int, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, count - 1))
    queue = tuple(data.draw(st.lists(st.integers(0, count - 1), unique=True, max_size=40)))
    positions = window(count, [cursor], queue)
    assert positions == tuple(sorted(set(positions)))
    assert set(range(max(0, cursor - REACH), min(count, cursor + REACH + 1))) <= set(positions)
    assert all(0 <= position < count for position in positions)
    assert len(positions) <= 2 * REACH + 1 + AHEAD * (1 + sum(AROUND))
    assert set(queue[:AHEAD]) <= set(positions)


def test_the_window_of_no_beads_is_empty() -> None:
    assert window(0, [0], ()) == ()


@given(st.text(max_size=40), st.data())
def test_offsets_cut_the_text_as_javascript_does(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    units = text.encode("utf-16-le", "surrogatepass")
    cut = units[: 2 * utf16_offsets(text)(offset)].decode("utf-16-le", "surrogatepass")
    assert cut == text[:offset]


def test_marks_are_sent_with_name_place_and_text() -> None:
    sentence = Sentence(
        "Perhaps 𝔍 [only] so.", annotations=(Annotation(Mark.INSERTION, 10, 16), Annotation(Mark.FOOTNOTE, 20, 20, "1"))
    )
    assert sentence_json(row(sentence), 3)["m"] == [["insertion", 11, 17, ""], ["footnote", 21, 21, "1"]]


def test_a_mark_beyond_the_text_is_left_out() -> None:
    assert "m" not in sentence_json(row(Sentence("short", annotations=(Annotation(Mark.GLOSS, 2, 9),))), 1)


def test_words_of_one_printed_line_make_one_box_and_a_new_page_another() -> None:
    words = (
        Word("Wir", (Place(1, "4", Box(0.1, 0.2, 0.15, 0.22)),)),
        Word("müssen", (Place(1, "4", Box(0.16, 0.2, 0.3, 0.22)),)),
        Word("versorgen", (Place(1, "4", Box(0.5, 0.95, 0.6, 0.97)), Place(2, "5", Box(0.1, 0.05, 0.2, 0.07)))),
    )
    value = sentence_json(row(Sentence("Wir müssen versorgen", words)), 1)
    assert value["x"] == [[1, 1000, 2000, 3000, 2200], [1, 5000, 9500, 6000, 9700], [2, 1000, 500, 2000, 700]]
    assert value["p"] == [1, 2]
    assert value["f"] == ["4", "5"]


def test_a_corrected_word_tells_what_was_read_before() -> None:
    words = (Word("können", earlier="k6nnen"), Word("wir"))
    assert sentence_json(row(Sentence("können wir", words)), 1)["w"] == [[0, "k6nnen"]]


def test_a_bead_is_json_whatever_its_text_holds() -> None:
    text = '<img src=x onerror="alert(1)"> 1. Dezember \u202e *fett* ' + "x" * 5000
    bead = BeadState("b", "1", "a", ("s1",), (), 0.5, status=Status.ACCEPTED, remark=text)
    value = pair_json(Pair(bead, 7, (row(Sentence(text, kind=Kind.ITEM)),), ()))
    assert json.loads(json.dumps(value))["s"][0]["t"] == text
    assert value["r"] == 7
    assert value["status"] == "accepted"


PROGRESS = Progress(
    "1", "Minutes", "1964", ("1.pdf", "1.txt"), (40, 42), beads=41, decided=10, step="review", advice="x"
)


def test_the_ledger_shows_each_step_of_a_document() -> None:
    value = document_json(Entry("1", "Niederschrift", "Minutes"), PROGRESS, ())
    assert [step["state"] for step in value["steps"].values()] == ["done", "done", "done", "part", "todo"]
    assert value["steps"]["reviewed"]["detail"] == "10 of 41"
    assert value["next"] == {"words": "31 beads wait for review.", "command": ""}
    assert value["open"] is True


@pytest.mark.parametrize(
    ("changes", "words", "command"),
    [
        ({"beads": 0, "decided": 0, "step": "run", "advice": "align run 1"}, "In a terminal:", "align run 1"),
        ({"orphans": 2, "advice": "2 decisions no longer fit; look at them in align review"},
         "2 decisions no longer fit; look at them in align review.", ""),
        ({"decided": 41, "step": "", "advice": ""}, "Nothing left to do.", ""),
        ({"beads": 0, "decided": 0, "advice": "put originals/1.* there"}, "Put originals/1.* there.", ""),
    ],
)  # fmt: skip
def test_the_ledger_says_what_to_do_next(changes: dict[str, object], words: str, command: str) -> None:
    value = document_json(Entry("1"), replace(PROGRESS, **changes), ())  # type: ignore[arg-type]
    assert value["next"] == {"words": words, "command": command}


def test_a_missing_translation_is_named() -> None:
    value = document_json(Entry("1"), replace(PROGRESS, files=("1.pdf", ""), sentences=(40, 0)), ())
    assert value["steps"]["present"] == {"state": "part", "detail": "no translation"}
    assert value["steps"]["read"]["state"] == "part"


def test_the_histogram_counts_what_is_below_the_half() -> None:
    bars = [Bar(low / 10, (low + 1) / 10, {Status.AUTO: low}) for low in range(10)]
    assert histogram_json(bars) == {"bins": list(range(10)), "words": "10 of 45 beads below 50 %"}
    assert histogram_json([]) is None
