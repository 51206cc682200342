"""Pages as JSON, for the cache: written and read as mirror images."""

from typing import Any

from align.model import Box, Line, Page, Place, Reading, Word


def page_to_record(page: Page) -> dict[str, Any]:
    """A page as plain data; `record_to_page` gives back an equal page."""
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "reading": page.reading.value,
        "confidence": page.confidence,
        "folio": page.folio,
        "failure": page.failure,
        "lines": [_line_to_record(line) for line in page.lines],
    }


def record_to_page(record: dict[str, Any]) -> Page:
    """The page of a record.

    Raises:
        KeyError, TypeError, ValueError: it is not a record of a page.
    """
    return Page(
        number=record["number"],
        lines=tuple(_record_to_line(line) for line in record["lines"]),
        width=record["width"],
        height=record["height"],
        reading=Reading(record["reading"]),
        confidence=record["confidence"],
        folio=record["folio"],
        failure=record["failure"],
    )


def _line_to_record(line: Line) -> list[Any]:
    words = [_word_to_record(word) for word in line.words]
    return [line.text, _box_to_record(line.box), line.indent, line.gap, words]


def _record_to_line(record: list[Any]) -> Line:
    text, box, indent, gap, words = record
    return Line(text, tuple(_record_to_word(word) for word in words), _record_to_box(box), indent, gap)


def _word_to_record(word: Word) -> list[Any]:
    places = [[place.page, place.folio, _box_to_record(place.box)] for place in word.places]
    return [word.text, word.confidence, places]


def _record_to_word(record: list[Any]) -> Word:
    text, confidence, places = record
    return Word(text, tuple(Place(page, folio, _record_to_box(box)) for page, folio, box in places), confidence)


def _box_to_record(box: Box | None) -> list[float] | None:
    return None if box is None else [box.left, box.top, box.right, box.bottom]


def _record_to_box(record: list[float] | None) -> Box | None:
    return None if record is None else Box(*record)
