"""Words with boxes to lines: the grid of a typed page is found again, however it was read."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Box
from align.reading.layout import PlacedWord, lines_from_words

WIDTH, HEIGHT = 600.0, 800.0
PITCH, STEP, LEFT, TOP = 6.0, 16.0, 60.0, 80.0


def typed(rows: list[str], *, degrees: float = 0.0, by_columns: bool = False) -> list[PlacedWord]:
    """Words of rows typed on a grid, turned around the middle of the page; each row is a run, or each of its halves."""
    words = []
    for row, text in enumerate(rows):
        column = 0
        for part in text.split(" "):
            if part:
                run = row + (1000 if by_columns and column > 20 else 0)
                words.append(PlacedWord(part, _turned(row, column, len(part), degrees), 0.9, run))
            column += len(part) + 1
    return sorted(words, key=lambda word: word.run)


def _turned(row: int, column: int, length: int, degrees: float) -> Box:
    left, right = LEFT + column * PITCH + 1, LEFT + (column + length) * PITCH - 1
    top, bottom = TOP + row * STEP, TOP + row * STEP + 9
    x, y = (left + right) / 2 - WIDTH / 2, (top + bottom) / 2 - HEIGHT / 2
    angle = math.radians(degrees)
    turned_x = x * math.cos(angle) - y * math.sin(angle) + WIDTH / 2
    turned_y = x * math.sin(angle) + y * math.cos(angle) + HEIGHT / 2
    dx, dy = (right - left) / 2, (bottom - top) / 2
    return Box((turned_x - dx) / WIDTH, (turned_y - dy) / HEIGHT, (turned_x + dx) / WIDTH, (turned_y + dy) / HEIGHT)


PAGE = [
    "        Bericht ueber die Lage",
    "",
    "Diese Zeile fuellt das Blatt ganz bis an den rechten Rand aus",
    "und diese auch, denn so schreibt die Typistin ihre Seiten voll",
    "- ein Posten, der ueber zwei Zeilen geht, wie es manchmal muss",
    "  sein und vorkommt",
    "",
    "Gen. Adam             Leiter der Baeckerei im Bezirk Mitte",
    "Gen. Berta            Muellerin",
]


def shown(words: list[PlacedWord]) -> list[tuple[int, int, str]]:
    return [(line.indent, line.gap, line.text) for line in lines_from_words(words, page=1, width=WIDTH, height=HEIGHT)]


EXPECTED = [
    (8, 0, "Bericht ueber die Lage"),
    (0, 1, PAGE[2]),
    (0, 0, PAGE[3]),
    (0, 0, PAGE[4]),
    (2, 0, "sein und vorkommt"),
    (0, 1, PAGE[7]),
    (0, 0, PAGE[8]),
]


@pytest.mark.parametrize("degrees", [-1.5, -0.4, 0.0, 0.35, 1.5])
def test_rows_indents_and_gaps_are_found_on_a_page_that_lies_askew(degrees: float) -> None:
    assert shown(typed(PAGE, degrees=degrees)) == EXPECTED


def test_a_table_read_column_by_column_becomes_rows_again() -> None:
    assert shown(typed(PAGE, by_columns=True)) == EXPECTED


def test_no_words_no_lines() -> None:
    assert lines_from_words([], page=1, width=WIDTH, height=HEIGHT) == ()


def test_a_line_is_its_words_and_its_box_is_around_them() -> None:
    for line in lines_from_words(typed(PAGE), page=7, width=WIDTH, height=HEIGHT):
        assert line.text.split() == [word.text for word in line.words]
        assert line.box is not None
        for word in line.words:
            (place,) = word.places
            assert place.page == 7
            assert place.box is not None
            assert line.box.left <= place.box.left
            assert place.box.right <= line.box.right
            assert line.box.top <= place.box.top
            assert place.box.bottom <= line.box.bottom


boxes = st.tuples(st.floats(0, 0.99), st.floats(0, 0.99), st.floats(0.001, 0.3), st.floats(0.001, 0.05)).map(
    lambda box: Box(box[0], box[1], min(1.0, box[0] + box[2]), min(1.0, box[1] + box[3]))
)
placed = st.builds(PlacedWord, st.text("abc.-", min_size=1, max_size=9), boxes, st.none(), st.integers(0, 5))


@given(st.lists(placed, max_size=25))
def test_no_word_is_lost_or_doubled_wherever_it_stands(words: list[PlacedWord]) -> None:
    lines = lines_from_words(words, page=1, width=WIDTH, height=HEIGHT)
    assert sorted(word.text for line in lines for word in line.words) == sorted(word.text for word in words)
    assert all(line.indent >= 0 and line.gap >= 0 for line in lines)


def test_a_word_cut_where_no_blank_fits_is_put_together() -> None:
    words = typed(PAGE)
    cut = next(index for index, word in enumerate(words) if word.text == "Typistin")
    whole = words[cut].box
    middle = whole.left + 3 * PITCH / WIDTH
    first = PlacedWord("Typ", Box(whole.left, whole.top, middle - 1 / WIDTH, whole.bottom), 0.9, words[cut].run)
    second = PlacedWord("istin", Box(middle, whole.top, whole.right, whole.bottom), 0.4, words[cut].run)
    lines = lines_from_words([*words[:cut], first, second, *words[cut + 1 :]], page=1, width=WIDTH, height=HEIGHT)
    (healed,) = [word for line in lines for word in line.words if word.text == "Typistin"]
    assert healed.confidence == 0.4
    assert healed.places[0].box == Box(whole.left, whole.top, whole.right, whole.bottom)
    assert [line.text for line in lines] == [text for *_, text in EXPECTED]
