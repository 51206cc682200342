"""From words with boxes to lines as they were typed: rows, blanks between words, indents, empty lines.

A typed page is a grid. Its rows are put together from runs (what the reader thought stood on one line): a table that
was read column by column becomes rows again, and a run that was cut in two becomes whole. A scan lies slightly askew;
the slope is taken from the long runs and reckoned out before anything is compared.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from align.model import Box, Line, Place, Word

SAME_ROW = 0.5
"""Two runs stand on one row if their middles differ by less than this, in heights of the letters."""

NO_BLANK = 0.62
"""Gap, in pitches, that is too narrow for a blank (measured: cut words 0.3 to 0.6, blanks 0.8 and more)."""

ENOUGH_PITCHES = 20
"""Pairs of neighbours from which on a page shows whether it is typed."""

WIDEST_RUN = 200
"""Blanks between two words at most; more would be a page wider than any typewriter's."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word, its box (fractions of the page), confidence (0 to 1 or None) and the number of its run."""

    text: str
    box: Box
    confidence: float | None
    run: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """How a page is typed: everything in widths of the page.

    Attributes:
        aspect: height of the page by its width.
        slope: rise of the lines, positive where they sink to the right.
        pitch: from one letter to the next.
        height: of the letters.
        typed: whether all letters are equally far apart, as on a typewriter.
    """

    aspect: float
    slope: float
    pitch: float
    height: float
    typed: bool

    def across(self, word: PlacedWord) -> float:
        """Left edge, straightened."""
        return word.box.left + self.slope * self.middle_seen(word)

    def down(self, word: PlacedWord) -> float:
        """Middle, straightened."""
        return self.middle_seen(word) - self.slope * (word.box.left + word.box.right) / 2

    def middle_seen(self, word: PlacedWord) -> float:
        """Middle as it lies on the page."""
        return (word.box.top + word.box.bottom) / 2 * self.aspect


def lines_from_words(words: Sequence[PlacedWord], *, page: int, width: float, height: float) -> tuple[Line, ...]:
    """Lines in reading order.

    Args:
        words: in the reader's order.
        page: 1-based number of the page, for the words' places.
        width: of the page, any unit.
        height: of the page, same unit.

    Returns:
        One Line a row; no words, no lines.
    """
    if not words:
        return ()
    grid = _grid(words, height / width if width and height else 2**0.5)
    crosswise = [word for word in words if _runs_across(word, grid)]
    rows = _rows(_runs([word for word in words if not _runs_across(word, grid)], grid), grid)
    rows += [[word] for word in crosswise]
    margin = _margin(rows, grid)
    gaps = _gaps([_level(row, grid) for row in rows], grid)
    return tuple(_line(row, gap, grid=grid, margin=margin, page=page) for row, gap in zip(rows, gaps, strict=True))


def _grid(words: Sequence[PlacedWord], aspect: float) -> _Grid:
    long = [word for word in words if len(word.text) >= 4] or list(words)
    pitches = _letter_pitches(words)
    widths = [(word.box.right - word.box.left) / len(word.text) for word in long]
    pitch = statistics.median(pitches if len(pitches) >= 3 else widths)
    height = statistics.median((word.box.bottom - word.box.top) * aspect for word in long)
    return _Grid(aspect, _slope(words, aspect), max(pitch, 1e-4), max(height, 1e-4), _is_even(pitches))


def _runs_across(word: PlacedWord, grid: _Grid) -> bool:
    """Whether a word runs up or down the page, as stamps along the margin do: it is much higher than the others."""
    height = (word.box.bottom - word.box.top) * grid.aspect
    return len(word.text) >= 3 and height > 3 * grid.height and height > 2 * (word.box.right - word.box.left)


def _letter_pitches(words: Sequence[PlacedWord]) -> list[float]:
    """From the beginning of a word to that of the next there are as many letters as it has, and a blank.

    Boxes of letters are often tight, so their widths alone would make every blank look like two.
    """
    return [
        (after.box.left - before.box.left) / (len(before.text) + 1)
        for before, after in pairwise(words)
        if before.run == after.run and len(before.text) >= 2 and after.box.left > before.box.right
    ]


def _is_even(pitches: Sequence[float]) -> bool:
    """Whether half of the pitches lie within a twentieth of their median on either side."""
    if len(pitches) < ENOUGH_PITCHES:
        return False
    low, middle, high = statistics.quantiles(pitches, n=4)
    return high - low < 0.1 * middle


def _slope(words: Sequence[PlacedWord], aspect: float) -> float:
    """Median slope of the runs of four words and more, 0 without any."""
    slopes = []
    runs: dict[int, list[PlacedWord]] = {}
    for word in words:
        if len(word.text) >= 3:
            runs.setdefault(word.run, []).append(word)
    for run in runs.values():
        xs = [(word.box.left + word.box.right) / 2 for word in run]
        ys = [(word.box.top + word.box.bottom) / 2 * aspect for word in run]
        if len(run) >= 4 and max(xs) - min(xs) > 0.3:
            slopes.append(statistics.linear_regression(xs, ys).slope)
    slope = statistics.median(slopes) if slopes else 0.0
    return slope if abs(slope) < 0.1 else 0.0


def _runs(words: Sequence[PlacedWord], grid: _Grid) -> list[list[PlacedWord]]:
    """Runs as the reader gave them, cut where the next word stands higher, lower, or further left."""
    runs: list[list[PlacedWord]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if (
            last is None
            or last.run != word.run
            or grid.across(word) < grid.across(last)
            or abs(grid.down(word) - grid.down(last)) > grid.height
        ):
            runs.append([word])
        else:
            runs[-1].append(word)
    return runs


def _level(row: Sequence[PlacedWord], grid: _Grid) -> float:
    """Height at which a row stands: the middle of its letters, for marks like "-" alone cannot tell."""
    solid = [word for word in row if len(word.text) >= 3] or row
    return statistics.median(grid.down(word) for word in solid)


def _rows(runs: list[list[PlacedWord]], grid: _Grid) -> list[list[PlacedWord]]:
    rows: list[list[PlacedWord]] = []
    levels: list[float] = []
    for run in sorted(runs, key=lambda run: -len(run)):
        level = _level(run, grid)
        nearest = min(range(len(rows)), key=lambda index: abs(levels[index] - level), default=None)
        if (
            nearest is not None
            and abs(levels[nearest] - level) < SAME_ROW * grid.height
            and not _collide(rows[nearest], run, grid)
        ):
            rows[nearest] = rows[nearest] + run
        else:
            rows.append(run)
            levels.append(level)
    ordered = sorted(range(len(rows)), key=lambda index: levels[index])
    return [_healed(sorted(rows[index], key=grid.across), grid) for index in ordered]


def _healed(row: list[PlacedWord], grid: _Grid) -> list[PlacedWord]:
    """Words that the reader cut although no blank fits between the parts (`Deut schen`), put together again.

    Only on typed pages, where a blank is as wide as a letter; the second part begins small, or is a hyphen at the end.
    """
    if not grid.typed:
        return row
    healed = row[:1]
    for word in row[1:]:
        before = healed[-1]
        goes_on = word.text[0].islower() or (word is row[-1] and word.text == "-")
        if goes_on and before.text[-1].isalpha() and word.box.left - before.box.right < NO_BLANK * grid.pitch:
            known = [part.confidence for part in (before, word) if part.confidence is not None]
            box = union([before.box, word.box])
            healed[-1] = PlacedWord(before.text + word.text, box, min(known, default=None), before.run)
        else:
            healed.append(word)
    return healed


def _collide(row: Sequence[PlacedWord], run: Sequence[PlacedWord], grid: _Grid) -> bool:
    """Whether two runs lie on each other by more than half a letter."""
    slack = grid.pitch / 2
    return any(
        min(one.box.right, other.box.right) - max(one.box.left, other.box.left) > slack for one in row for other in run
    )


def _margin(rows: Sequence[Sequence[PlacedWord]], grid: _Grid) -> float:
    """The leftmost place at which at least a fifth of the rows (two at least) begin; else where the first begins."""
    starts = sorted(grid.across(row[0]) for row in rows)
    needed = max(2, len(starts) // 5)
    for start in starts:
        if sum(abs(other - start) < 0.6 * grid.pitch for other in starts) >= needed:
            return start
    return starts[0]


def _gaps(levels: Sequence[float], grid: _Grid) -> list[int]:
    """Empty lines before each row."""
    steps = [after - before for before, after in pairwise(levels)]
    if not steps:
        return [0] * len(levels)
    pitch = _line_pitch(steps, grid)
    return [0, *(max(0, round(step / pitch) - 1) for step in steps)]


def _line_pitch(steps: Sequence[float], grid: _Grid) -> float:
    """The smallest step that a quarter of the steps share; at most what double spacing gives."""
    typed = sorted(step for step in steps if step > grid.height)
    for step in typed:
        if sum(abs(other - step) < 0.15 * step for other in typed) * 4 >= len(typed):
            return min(step, 4.5 * grid.height)
    return 2 * grid.height


def _line(row: Sequence[PlacedWord], gap: int, *, grid: _Grid, margin: float, page: int) -> Line:
    text = row[0].text
    for before, after in pairwise(row):
        blanks = round((after.box.left - before.box.right) / grid.pitch)
        text += " " * min(WIDEST_RUN, max(1, blanks)) + after.text
    return Line(
        text=text,
        words=tuple(Word(word.text, (Place(page, None, word.box),), word.confidence) for word in row),
        box=union([word.box for word in row]),
        indent=max(0, round((grid.across(row[0]) - margin) / grid.pitch)),
        gap=gap,
    )


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box around all boxes (at least one)."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def turned_back(line: Line, quarters: int) -> Line:
    """A line of a page that was turned clockwise by so many quarters before it was read, with boxes as on the page."""
    if quarters % 4 == 0:
        return line
    words = tuple(
        replace(word, places=tuple(replace(place, box=_turned_box(place.box, quarters)) for place in word.places))
        for word in line.words
    )
    return replace(line, words=words, box=_turned_box(line.box, quarters))


def _turned_box(box: Box | None, quarters: int) -> Box | None:
    """The box one quarter counterclockwise at a time: a point (x, y) goes to (y, 1 - x)."""
    for _ in range(quarters % 4):
        if box is not None:
            box = Box(box.top, 1 - box.right, box.bottom, 1 - box.left)
    return box
