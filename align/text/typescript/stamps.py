"""Folio stamps and typed page numbers: data, not text.

A stamp is the archive's name and a number of four or six digits, on one line or two, at the top of the page; OCR
misreads both. A typed page number is short and stands in the middle of the top or bottom. What is found is checked
against the pages around it, for both rise by one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from align.text.typescript.patterns import Patterns
from align.text.typescript.sequences import Numbered, repair
from align.text.typescript.strips import Strip, Zone

LOOKALIKES = str.maketrans("OoQDUIl|!iSsBZzGbgqT", "00000111115582266997")
"""Letters that OCR gives for digits of a stamp."""

FOLIO_DIGITS = (4, 6)

RIGHT = 0.55
"""A stamp without a readable name must begin to the right of this share of the page's width."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """What was found on all pages.

    Attributes:
        numbers: page to its number.
        strips: the strips that carry it, with what was made of each ("folio stamp", "typed page number").
    """

    numbers: Mapping[int, Numbered]
    strips: tuple[tuple[Strip, str], ...]


def find_folios(pages: Mapping[int, Sequence[Strip]], patterns: Patterns) -> Numbering:
    """Folio stamps of all pages (page number to its strips)."""
    stamps = {page: stamp for page, strips in pages.items() if (stamp := _stamp(strips, patterns))}
    readings = {page: stamp.number for page, stamp in stamps.items() if stamp.number is not None}
    numbers = repair(readings, sorted(pages))
    if not _credible(numbers, stamps.values()):
        return Numbering({}, ())
    taken = []
    for page, stamp in stamps.items():
        number = numbers.get(page)
        reason = "folio stamp"
        if number is not None and number.repaired:
            reason = f"folio stamp, repaired to {number.value} from the pages around it"
        taken += [(strip, reason) for strip in stamp.strips]
    return Numbering(numbers, tuple(taken))


@dataclass(frozen=True, slots=True)
class _Stamp:
    strips: tuple[Strip, ...]
    number: int | None
    named: bool


def _credible(numbers: Mapping[int, Numbered], stamps: Iterable[_Stamp]) -> bool:
    """Numbers alone are stamps only where at least three of them make a sequence; with the name one is enough."""
    found = list(stamps)
    return any(stamp.named for stamp in found) or (
        len(found) >= 3 and sum(number.repaired for number in numbers.values()) * 2 < len(numbers)
    )


def _stamp(strips: Sequence[Strip], patterns: Patterns) -> _Stamp | None:
    edge = [strip for strip in strips if strip.zone is not Zone.BODY]
    for position, strip in enumerate(edge):
        name, _, rest = strip.text.partition(" ")
        if rest and patterns.fits("stamps", name) and (number := folio_number(rest)) is not None:
            return _Stamp((strip,), number, named=True)
        if patterns.fits("stamps", strip.text):
            number_strip = _number_near(strip, edge, position)
            if number_strip is not None:
                return _Stamp((strip, number_strip), folio_number(number_strip.text), named=True)
            return _Stamp((strip,), None, named=True)
    for strip in edge:
        box = strip.line.box
        at_right = box is None or box.left > RIGHT
        if strip.zone is Zone.TOP and at_right and (number := folio_number(strip.text)) is not None:
            return _Stamp((strip,), number, named=False)
    return None


def _number_near(name: Strip, edge: Sequence[Strip], position: int) -> Strip | None:
    """The strip under, beside or above the archive's name that reads as its number."""
    near = [*edge[position + 1 : position + 4], *edge[max(0, position - 2) : position]]
    return next((strip for strip in near if folio_number(strip.text) is not None and _close(name, strip)), None)


def _close(name: Strip, number: Strip) -> bool:
    if name.line.box is None or number.line.box is None:
        return abs(name.row - number.row) <= 1
    one, other = name.line.box, number.line.box
    return abs(one.left - other.left) < 0.25 and abs(one.top - other.top) < 0.06


def folio_number(text: str) -> int | None:
    """The number of a stamp, letters that look like digits read as such; None if it cannot be one.

    Four or six digits, at least half of them read as digits; dirt around them does not count.
    """
    bare = re.sub(r"[^\w|! ]", "", text)
    for candidate in (bare.replace(" ", ""), *bare.split()):
        digits = candidate.translate(LOOKALIKES)
        read = sum(map(str.isdecimal, candidate))
        if len(digits) in FOLIO_DIGITS and digits.isdecimal() and 2 * read >= len(candidate):
            return int(digits)
    return None


def find_page_numbers(pages: Mapping[int, Sequence[Strip]], patterns: Patterns) -> Numbering:
    """Typed page numbers of all pages.

    A number between dashes is one wherever it stands at an edge; a bare number only in sequence with another page's.
    Where those stand, other pages have theirs, however it was misread (`LER` for `- 5 -`).
    """
    sure = {page: found for page, strips in pages.items() if (found := _page_number(strips, patterns))}
    readings = {page: value for page, (_, value) in sure.items()}
    numbers = _page_numbers(readings, sorted(pages))
    taken = {
        page: strip
        for page, (strip, value) in sure.items()
        if DASHED.fullmatch(strip.text) or (len(readings) >= 2 and numbers[page].value == value)
    }
    places = [strip for strip in taken.values() if strip.line.box is not None]
    first = min(pages, default=0)
    for page, strips in pages.items():
        if page not in taken:
            there = [strip for strip in strips if _stands_there(strip, places, first_page=page == first)]
            taken.update((page, strip) for strip in there[:1])
    kept = {page: numbers[page] for page in taken if page in numbers}
    return Numbering(kept, tuple((strip, "typed page number") for strip in taken.values()))


def _page_numbers(readings: Mapping[int, int], pages: Sequence[int]) -> Mapping[int, Numbered]:
    """Numbers by sequence; where no two readings agree, one that is the position in the file speaks for all."""
    offsets = Counter(value - page for page, value in readings.items())
    if max(offsets.values(), default=0) < 2 and 0 in offsets:
        return {page: Numbered(page, readings.get(page)) for page in pages}
    return repair(readings, pages, beyond=len(pages))


DASHED = re.compile(r"\W*[-–—_=~]\s*\d{1,3}\s*[-–—_=~.,:»*]*")
"""A page number beyond doubt: a dash before it, and one (or what OCR makes of it) after it."""


def _page_number(strips: Sequence[Strip], patterns: Patterns) -> tuple[Strip, int] | None:
    for strip in strips:
        if strip.zone is Zone.BODY:
            continue
        digits = re.search(r"\d{1,3}", strip.text)
        if digits is not None and (DASHED.fullmatch(strip.text) or patterns.fits("page_numbers", strip.text)):
            return strip, int(digits[0])
    return None


def _stands_there(strip: Strip, places: Sequence[Strip], *, first_page: bool) -> bool:
    """Whether a few letters stand where other pages have their number; a first page has a title, but no number."""
    box = strip.line.box
    letters = sum(map(str.isalpha, strip.text))
    if box is None or letters > 4 or len(strip.text) > 9 or (first_page and letters > 1):
        return False
    return any(strip.zone is other.zone and same_place(strip, other) for other in places)


def same_place(one: Strip, other: Strip) -> bool:
    """Whether the middles of two strips lie within a few millimetres of each other, each on its page."""
    if one.line.box is None or other.line.box is None:
        return False
    across = (one.line.box.left + one.line.box.right - other.line.box.left - other.line.box.right) / 2
    return abs(across) < 0.05 and abs(one.line.box.top - other.line.box.top) < 0.013
