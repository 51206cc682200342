"""Hyphens at line ends: dropped, kept, or suspended, by what the document itself knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Box, Line, Place, Word
from align.text.typescript.hyphens import Joint, Spellings, joint, words_of
from tests.text.typescript.typed import blocks, cleaned

NOTHING = Spellings()


def known(*words: str) -> Spellings:
    return Spellings.of([Line("", tuple(Word(word) for word in ("x", *words, "y")))])


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011", "\u00ad"])
def test_a_cut_word_is_joined_whatever_the_hyphen(hyphen: str) -> None:
    assert [word.text for word in words_of(_lines(f"Sozialisti{hyphen}", "schen Staaten"), NOTHING)] == [
        "Sozialistischen",
        "Staaten",
    ]


def _lines(*texts: str) -> list[Line]:
    return [
        Line(text, tuple(Word(part, (Place(1, None, Box(0, row / 10, 1, row / 10 + 0.05)),)) for part in text.split()))
        for row, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("Zusammen-", "arbeit", Joint.JOINED),
        ("Aufklärungs-", "und", Joint.APART),
        ("Einfuhr-", "oder", Joint.APART),
        ("Vor-", "sowie", Joint.APART),
        ("politisch-", "operativen", Joint.COMPOUND),
        ("wissenschaftlich-", "technischen", Joint.COMPOUND),
        ("KGB-", "Vertretung", Joint.COMPOUND),
        ("Leipzig-", "Halle", Joint.COMPOUND),
        ("KPd-", "SU)", Joint.JOINED),
        ("Ud-", "SSR", Joint.JOINED),
        ("T-", "34", Joint.COMPOUND),
        ("politi-", "schen", Joint.JOINED),
        ("-", "und", Joint.APART),
        ("Wort", "nächstes", Joint.APART),
        ("Berlin,-", "und", Joint.APART),
    ],
)
def test_the_kind_of_a_hyphen(before: str, after: str, how: Joint) -> None:
    assert joint(before, after, NOTHING) is how


def test_how_the_document_spells_a_word_decides() -> None:
    assert joint("Ost-", "block", known("Ost-Block")) is Joint.COMPOUND
    assert joint("Ver-", "und", known("Verund")) is Joint.JOINED
    assert joint("Mehl-", "Sack", known("MehlSack")) is Joint.JOINED
    assert joint("politisch-", "operativ", known("politischoperativ")) is Joint.JOINED


@pytest.mark.parametrize("end", [".", "..", "", "_", "=", "~", ","])
def test_a_misread_hyphen_is_seen_where_the_whole_word_is_known(end: str) -> None:
    assert joint(f"Zusammenar{end}", "beit", known("Zusammenarbeit")) is Joint.JOINED
    assert joint(f"Zusammenar{end}", "beit", known("Zusammenarbeit", "beit")) is Joint.APART


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("konsul.", "tieren", Joint.JOINED),
        ("Zusammenar..", "beit", Joint.JOINED),
        ("konsul", "tieren", Joint.APART),
        ("konsul,", "tieren", Joint.APART),
        ("Möglichkeiten.", "zur", Joint.APART),
        ("aus.", "das", Joint.APART),
        ("usw.", "tieren", Joint.APART),
        ("Gen.", "oberst", Joint.APART),
    ],
)
def test_a_hyphen_read_as_a_stop_is_seen_where_one_word_is_likelier_than_two(
    before: str, after: str, how: Joint
) -> None:
    assert joint(before, after, NOTHING) is how


def test_a_joined_word_keeps_both_places_and_the_lower_confidence() -> None:
    first = Line("Brot-", (Word("Brot-", (Place(1, "1", Box(0.8, 0.9, 0.9, 0.92)),), 0.9),))
    second = Line("zeit", (Word("zeit", (Place(2, "2", Box(0.1, 0.1, 0.2, 0.12)),), 0.7),))
    (word,) = words_of([first, second], NOTHING)
    assert word == Word("Brotzeit", first.words[0].places + second.words[0].places, 0.7)


def test_a_word_cut_twice_is_joined_twice() -> None:
    texts = [word.text for word in words_of(_lines("Donaudampf-", "schiffahrts-", "gesellschaft fährt"), NOTHING)]
    assert texts == ["Donaudampfschiffahrtsgesellschaft", "fährt"]


def test_soft_hyphens_inside_words_go() -> None:
    assert [word.text for word in words_of(_lines("Bäcke\u00adrei am See"), NOTHING)] == ["Bäckerei", "am", "See"]


@given(st.lists(st.lists(st.from_regex(r"[a-zäöü]{1,8}-?", fullmatch=True), min_size=1, max_size=5), max_size=5))
def test_joining_loses_no_letter_and_no_place(texts: list[list[str]]) -> None:
    lines = _lines(*(" ".join(words) for words in texts))
    joined = words_of(lines, NOTHING)
    letters = "".join("".join(words) for words in texts).replace("-", "")
    assert "".join(word.text for word in joined).replace("-", "") == letters
    places = [place for line in lines for word in line.words for place in word.places]
    assert [place for word in joined for place in word.places] == places


def test_a_word_is_joined_over_a_page_break() -> None:
    first = "Der Bäcker berichtet über die Lage der Bäckereien im Be-"
    clean = cleaned(f"{first}", "zirk und dankt allen Gästen, die heute gekommen sind.")
    (block,) = clean.blocks
    assert "Bezirk" in block.text
    word = next(word for word in block.words if word.text == "Bezirk")
    assert [place.page for place in word.places] == [1, 2]


def test_suspended_hyphens_stay_in_the_text() -> None:
    text = "Die Funk- und Fernschreibverbindung sowie die Aufklärungs-\nund Abwehrarbeit wurden gelobt."
    assert blocks(text) == [
        "Die Funk- und Fernschreibverbindung sowie die Aufklärungs- und Abwehrarbeit wurden gelobt."
    ]
