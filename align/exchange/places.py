"""Where the sentences of a bead stand: folios, pages, and one rectangle for each printed line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from align.model import Box, Place, Sentence


@dataclass(frozen=True, slots=True)
class LineBox:
    """The part of a printed line that a sentence takes.

    Attributes:
        sentence: 0-based index of the sentence in its text.
        page: 1-based position in the file.
        folio: the stamped number, None where no stamp was found.
        box: rectangle around the sentence's words in that line, fractions of the page, origin top left.
    """

    sentence: int
    page: int
    folio: str | None
    box: Box


def folios(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """Folios on which the sentences stand, in order, each once."""
    return tuple(dict.fromkeys(folio for sentence in sentences for folio in sentence.folios))


def pages(sentences: Iterable[Sentence]) -> tuple[int, ...]:
    """Pages on which the sentences stand, in order, each once."""
    return tuple(dict.fromkeys(page for sentence in sentences for page in sentence.pages))


def line_boxes(indexed: Iterable[tuple[int, Sentence]]) -> tuple[LineBox, ...]:
    """One rectangle for each printed line that each sentence takes part in.

    Args:
        indexed: pairs of a sentence's 0-based index and the sentence.

    Returns:
        In reading order; empty for sentences without geometry.
    """
    return tuple(line for index, sentence in indexed for line in _lines_of(index, sentence.places))


def _lines_of(index: int, places: Iterable[Place]) -> Iterator[LineBox]:
    """Join the boxes of neighbouring words as long as they stand in the same printed line."""
    current: LineBox | None = None
    for place in places:
        if place.box is None:
            continue
        if current is not None and current.page == place.page and _same_line(current.box, place.box):
            current = LineBox(index, current.page, current.folio or place.folio, _around(current.box, place.box))
            continue
        if current is not None:
            yield current
        current = LineBox(index, place.page, place.folio, place.box)
    if current is not None:
        yield current


def _same_line(line: Box, word: Box) -> bool:
    """Whether the word goes on to the right of the line, the two sharing over half of the lower one's height."""
    shared = min(line.bottom, word.bottom) - max(line.top, word.top)
    lower = min(line.bottom - line.top, word.bottom - word.top)
    return word.left >= line.left and 2 * shared > lower


def _around(first: Box, second: Box) -> Box:
    """The smallest rectangle that holds both."""
    return Box(
        min(first.left, second.left),
        min(first.top, second.top),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
    )
