"""Letter-spaced words, along and down the page."""

import pytest

from align.model import Box
from tests.text.typescript.typed import blocks, cleaned


@pytest.mark.parametrize(
    ("typed", "closed"),
    [
        ("N o t i z", "Notiz"),
        ("G e h e i m e   S a c h e !", "Geheime Sache!"),
        ("Der Weg ist s t r e n g geheim.", "Der Weg ist streng geheim."),
        ("„N o t i z“ vom Montag", "„Notiz“ vom Montag"),
        ("N o t i z “ vom Montag", "Notiz“ vom Montag"),
        ("z. B. u. a. o. ä. W. I. Lenin", "z. B. u. a. o. ä. W. I. Lenin"),
        ("A B C", "A B C"),
        ("P r o t o k o l l   Nr. 5", "Protokoll Nr. 5"),
    ],
)
def test_spaced_words_are_closed(typed: str, closed: str) -> None:
    assert " ".join(blocks(typed)[0].split()) == closed


def test_a_closed_word_has_the_box_around_its_letters() -> None:
    (word,) = cleaned("N o t i z").blocks[0].words
    assert word.text == "Notiz"
    (place,) = word.places
    assert isinstance(place.box, Box)
    assert place.box.right - place.box.left == pytest.approx(9 / 80)


def test_one_letter_a_line_becomes_a_word() -> None:
    column = "\n".join("          " + letter for letter in "NOTIZ")
    clean = cleaned(f"{column}\n\nDer Bäcker berichtet über die Lage der Bäckereien im Bezirk.")
    assert clean.blocks[0].text == "NOTIZ"
    (word,) = clean.blocks[0].words
    assert word.places[0].box is not None
    assert word.places[0].box.bottom - word.places[0].box.top > 4 / 60
