"""Keys and marks of sentences."""

import numpy as np
import pytest

from align.matching.grid import full_grid
from align.matching.surface import fold, list_mark, look_at, numbers, shared, weights
from align.model import Sentence, plain_sentences


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Tschebrikow", "Chebrikov"),
        ("Andropow", "Andropov"),
        ("Komitee", "Committee"),
        ("Müller", "Muller"),
        ("Straße", "Strasse"),
    ],
)
def test_spellings_of_a_name_share_a_key(german: str, english: str) -> None:
    assert fold(german)[:5] == fold(english)[:5]


def test_different_words_do_not_share_a_key() -> None:
    assert fold("Hafen") != fold("Haken")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.500 Mann", ("1500",)),
        ("1,500 men", ("1500",)),
        ("am 6.12.1973", ("6", "12", "1973")),
        ("007", ("7",)),
        ("0", ("0",)),
        ("", ()),
    ],
)
def test_numbers_are_told_without_separators(text: str, expected: tuple[str, ...]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "mark"),
    [("3. Die Gans", "3"), ("a) the goose", "a"), ("(IV) Eis", "iv"), ("Die Gans", ""), ("1874 war", "")],
)
def test_list_marks_are_seen(text: str, mark: str) -> None:
    assert list_mark(Sentence(text)) == mark


@pytest.mark.parametrize(
    ("texts", "inside"),
    [
        (("Er kam spät (am 3.", "Mai) nach Hause.", "Dann ging er."), (1, 0, 0)),
        (("Sie erschien 1956 [Zürich:", "Orell,", "S. 5] und war lang."), (1, 1, 0)),
        (("Er schrieb (im Mai).", "Sie las (im Juni).", "Gut."), (0, 0, 0)),
        (("(Die Sitzung begann.", "Sie dauerte lange.)", "Ende."), (0, 0, 0)),  # a bracket round whole sentences
        (("Ein Fleck ( im Scan.", "Sie las.", "Er schrieb.", "Punkt a) fehlt."), (0, 0, 0, 0)),  # too far away
        (("Ein Fleck ( im Scan.", "Sie las (im Juni).", "Gut."), (0, 0, 0)),
        (("Offen bis zuletzt (siehe",), (0,)),
        ((), ()),
    ],
)
def test_brackets_tell_where_a_sentence_goes_on(texts: tuple[str, ...], inside: tuple[int, ...]) -> None:
    assert look_at(plain_sentences(texts)).inside.tolist() == list(inside)


def test_a_label_is_a_list_mark() -> None:
    assert list_mark(Sentence("Die Gans", label="b)")) == "b"


def test_shared_keys_weigh_by_rarity() -> None:
    source, target = [{"a", "b"}, {"b"}], [{"b"}, {"a", "b"}]
    worth = weights([*source, *target], 4)
    grid = full_grid(2, 2)
    found = shared(source, target, worth, grid)
    assert found[int(grid.at(np.array([0]), np.array([1]))[0])] == pytest.approx(worth["a"] + worth["b"])
    assert found[int(grid.at(np.array([1]), np.array([0]))[0])] == pytest.approx(worth["b"])
    assert worth["a"] > worth["b"]


def test_punctuation_behind_brackets_and_quotes_is_found() -> None:
    side = look_at(plain_sentences(["Wer kommt?“", "Er (ja!)", "Ohne", ""]))
    assert side.ending.tolist() == [1, 2, -1, -1]


def test_parts_of_a_side_keep_their_rows() -> None:
    side = look_at(plain_sentences(["Eins 1.", "Zwei 22.", "Drei 333."]))
    part = side.part((0, 2))
    assert part.length.tolist() == [side.length[0], side.length[2]]
    assert part.numbers == (("1",), ("333",))


@pytest.mark.parametrize(
    ("text", "western"),
    [
        ("雨停了。", "It is over."),
        ("谁来付钱？”", "Who pays?"),
        ("「待て！」", "Wait!"),
        ("如下：", "As follows:"),
        ("一；", "One;"),
        ("一，", "One,"),
        ("أين؟", "Where?"),
        ("رک گئی۔", "Over."),
    ],
)
def test_marks_of_all_scripts_are_the_same_marks(text: str, western: str) -> None:
    ending = look_at(plain_sentences([text, western])).ending
    assert ending[0] == ending[1] >= 0
