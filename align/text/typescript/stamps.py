"""Folio stamps and typed page numbers: data, not text.

A stamp is the archive's name and a number of four or six digits, on one line or two, at the top of the page; OCR
misreads both. A typed page number is short and stands in the middle of the top or bottom. What is found is checked
against the pages around it, for both rise by one.
"""

import re
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
    bare = re.sub(r"[^\w|!]", "", text)
    bare = re.sub(r"^[^\d]{1,2}(?=\d{4,6}$)", "", bare)
    digits = bare.translate(LOOKALIKES)
    if len(digits) not in FOLIO_DIGITS or not digits.isdecimal() or sum(map(str.isdecimal, bare)) * 2 < len(bare):
        return None
    return int(digits)


def find_page_numbers(pages: Mapping[int, Sequence[Strip]], patterns: Patterns) -> Numbering:
    """Typed page numbers of all pages; a strip that fits only loosely must agree with the pages around it."""
    sure = {page: found for page, strips in pages.items() if (found := _page_number(strips, patterns))}
    numbers = repair({page: value for page, (_, value) in sure.items()}, sorted(pages))
    agreed = [page for page, number in numbers.items() if not number.repaired]
    taken: dict[int, Strip] = {}
    for page, strips in pages.items():
        number = numbers.get(page)
        if page in sure and (dashed(sure[page][0].text) or (page in agreed and len(agreed) >= 2)):
            taken[page] = sure[page][0]
        elif number is not None and len(agreed) >= 2:
            loose = next((strip for strip in strips if _loosely(strip, number.value)), None)
            if loose is not None:
                taken[page] = loose
    kept = {page: numbers[page] for page in taken if page in numbers}
    return Numbering(kept, tuple((strip, "typed page number") for strip in taken.values()))


def dashed(text: str) -> bool:
    """Whether it is a page number beyond doubt: a number between dashes."""
    return re.fullmatch(r"[-–—]\s*\d{1,3}\s*[-–—]", text.strip()) is not None


def _page_number(strips: Sequence[Strip], patterns: Patterns) -> tuple[Strip, int] | None:
    for strip in strips:
        if strip.zone is not Zone.BODY and patterns.fits("page_numbers", strip.text):
            digits = re.search(r"\d{1,3}", strip.text)
            if digits is not None:
                return strip, int(digits[0])
    return None


def _loosely(strip: Strip, value: int) -> bool:
    """`- 3,` or `a 3 m` where 3 is expected."""
    if strip.zone is Zone.BODY:
        return False
    bare = re.fullmatch(r"[\W_]*\w?[\W_]*?(\d{1,3})[\W_]*\w?[\W_]*", strip.text)
    return bare is not None and int(bare[1]) == value
