"""Stretches of typed lines, and where on the page they stand.

A line may carry two things that have nothing to do with each other: a page number and, far to the right, a stamp.
Where several blanks part them, each is a strip of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from align.model import Box, Line, Page

WIDE_GAP = 3
"""Blanks between two words from which on they may belong to different things."""

TOP, BOTTOM = 0.13, 0.90
"""Edges of a page as shares of its height: above and below stand stamps, page numbers, running heads."""

HIGHEST_LINE = 0.06
"""Height of a line, as a share of the page's, above which it runs along the margin and counts as an edge."""

TOP_LINES, BOTTOM_LINES = 4, 3
"""The same for pages without geometry, in lines."""


class Zone(StrEnum):
    """Parts of a page."""

    TOP = "top"
    BODY = "body"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of a line without wide gaps.

    Attributes:
        page: 1-based number of the page.
        row: 0-based number of its line on the page.
        start: number of its first word in the line.
        line: the stretch as a line of its own.
        zone: part of the page it stands in.
    """

    page: int
    row: int
    start: int
    line: Line
    zone: Zone

    @property
    def text(self) -> str:
        """As read."""
        return self.line.text

    @property
    def ordinals(self) -> range:
        """Numbers of its words in their line."""
        return range(self.start, self.start + len(self.line.words))


def strips_of(page: Page) -> tuple[Strip, ...]:
    """All strips of a page, in reading order."""
    last = len(page.lines) - 1
    return tuple(
        Strip(page.number, row, start, stretch, _zone(stretch, row, last))
        for row, line in enumerate(page.lines)
        for start, stretch in _stretches(line)
    )


def _stretches(line: Line) -> Iterator[tuple[int, Line]]:
    """The line cut at its wide gaps; a letter-spaced line, whose gaps part words, stays whole."""
    parts = re.split(rf"\s{{{WIDE_GAP},}}", line.text)
    if len(parts) == 1 or is_spaced(line.text):
        yield 0, line
        return
    start = 0
    for part in parts:
        size = len(part.split())
        yield start, part_of(line, range(start, start + size), part)
        start += size


def is_spaced(text: str) -> bool:
    """Whether most words of a line are single letters (`N o t i z`)."""
    words = text.split()
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    return single >= 4 and single >= 0.6 * len(words)


def part_of(line: Line, ordinals: Sequence[int], text: str) -> Line:
    """Some words of a line as a line; it keeps the indent and gap of the whole."""
    words = tuple(line.words[ordinal] for ordinal in ordinals)
    boxes = [place.box for word in words for place in word.places if place.box is not None]
    return replace(line, text=text, words=words, box=surround(boxes))


def surround(boxes: Sequence[Box]) -> Box | None:
    """The smallest box around all; None for none."""
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _zone(line: Line, row: int, last: int) -> Zone:
    if line.box is not None:
        if line.box.bottom - line.box.top > HIGHEST_LINE:
            return Zone.BOTTOM
        middle = (line.box.top + line.box.bottom) / 2
        return Zone.TOP if middle < TOP else Zone.BOTTOM if middle > BOTTOM else Zone.BODY
    if row < TOP_LINES:
        return Zone.TOP
    return Zone.BOTTOM if row > last - BOTTOM_LINES else Zone.BODY


def without(line: Line, dropped: frozenset[int]) -> Line | None:
    """The line without some of its words (by number); None if nothing is left.

    The blanks around a dropped word go with it; at the start of the line the indent grows accordingly.
    """
    if not dropped:
        return line
    text, indent = "", line.indent
    kept: list[int] = []
    for ordinal, match in enumerate(re.finditer(r"\S+\s*", line.text)):
        if ordinal in dropped:
            if not kept:
                indent += len(match[0])
        else:
            text += match[0]
            kept.append(ordinal)
    if not kept:
        return None
    return replace(part_of(line, kept, text.rstrip()), indent=indent)
