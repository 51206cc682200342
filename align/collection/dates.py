"""Dates of documents: a day, a month, a year, or a span of days, as ISO 8601 text.

A document may have been written over several days ("1964-11-30/1964-12-01"), and of some only the year is known, so a
`datetime.date` would say too much or too little.
"""

import datetime
import re
from typing import NamedTuple

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# fmt: off
_ENGLISH = ("January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December")
_GERMAN = ("Januar", "Februar", "März", "April", "Mai", "Juni",
           "Juli", "August", "September", "Oktober", "November", "Dezember")
# fmt: on


class _Point(NamedTuple):
    """One end of a span; month and day are 0 where the date does not tell them."""

    year: int
    month: int
    day: int


def normal_date(text: str) -> str:
    """Write a date or a span in full: "1964-11-30/12-01" becomes "1964-11-30/1964-12-01".

    Args:
        text: ISO 8601 calendar date of year, month or day precision, or two of them apart by `/`; the second may leave
            out leading parts that it shares with the first (ISO 8601:2004, 4.4.5). Empty text gives "".

    Raises:
        ValueError: not such a date, a day that no calendar has, or a span that ends before it begins.
    """
    text = text.strip()
    if not text:
        return ""
    start, _, end = text.partition("/")
    end = start[: max(0, len(start) - len(end))] + end
    if _point(end) < _point(start):
        raise ValueError(f"the span {text!r} ends before it begins")
    return start if end == start else f"{start}/{end}"


def english_date(date: str) -> str:
    """A normal date as American prose: "December 6, 1973", "November 30–December 1, 1964", "August 14–18, 1984"."""
    if not date:
        return ""
    start, end = _ends(date)
    if start == end:
        return _american(start)
    if start.year != end.year or not start.month:
        return f"{_american(start)}–{_american(end)}"
    if start.month != end.month:
        return f"{_english_day(start)}–{_american(end)}"
    return f"{_english_day(start)}–{end.day}, {end.year}"


def german_date(date: str) -> str:
    """A normal date as German prose: "6. Dezember 1973", "30. November – 1. Dezember 1964", "14.–18. August 1984"."""
    if not date:
        return ""
    start, end = _ends(date)
    if start == end:
        return _german(start)
    if start.year != end.year or not start.month:
        return f"{_german(start)} – {_german(end)}"
    if start.month != end.month:
        return f"{_german_day(start)} – {_german(end)}"
    return f"{start.day}.–{_german(end)}"


def _ends(date: str) -> tuple[_Point, _Point]:
    start, _, end = date.partition("/")
    return _point(start), _point(end or start)


def _point(text: str) -> _Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date of the form 1973-12-06, 1973-12 or 1973")
    point = _Point(*(int(part or 0) for part in match.groups()))
    datetime.date(point.year, point.month or 1, point.day or 1)
    if "00" in match.groups():
        raise ValueError(f"{text!r} has a month or day 00; leave out what is not known")
    return point


def _american(point: _Point) -> str:
    if not point.month:
        return str(point.year)
    comma = "," if point.day else ""
    return f"{_english_day(point)}{comma} {point.year}"


def _english_day(point: _Point) -> str:
    return f"{_ENGLISH[point.month - 1]} {point.day or ''}".strip()


def _german(point: _Point) -> str:
    return f"{_german_day(point)} {point.year}" if point.month else str(point.year)


def _german_day(point: _Point) -> str:
    return f"{point.day}. {_GERMAN[point.month - 1]}" if point.day else _GERMAN[point.month - 1]
