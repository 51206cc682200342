"""Everything on the pages that is not text is taken off them and kept: stamps, page numbers, heads, feet, dirt."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from align.model import Box, Furniture, Line, Page
from align.text.typescript.patterns import Patterns
from align.text.typescript.sequences import Numbered
from align.text.typescript.stamps import Numbering, find_folios, find_page_numbers
from align.text.typescript.strips import Strip, Zone, strips_of, without

ALIKE = 0.75
"""Share of equal characters from which on two heads are the same head, read twice."""

SAME_HEIGHT = 0.02
"""Share of the page's height by which a head may wander from page to page."""

LONG = 15
"""Characters of a foot that is told from two pages alone."""

AROUND = 15
"""Pages before and after a page on which its head is looked for."""

FAINT = 0.5
"""Confidence below which a lone letter in the margin is dirt."""


@dataclass(frozen=True, slots=True)
class Bared:
    """Pages without furniture.

    Attributes:
        pages: with their remaining lines.
        furniture: what was taken off, in reading order.
        folios: page to stamped number.
        typed_numbers: page to typed number.
    """

    pages: tuple[Page, ...]
    furniture: tuple[Furniture, ...]
    folios: Mapping[int, Numbered]
    typed_numbers: Mapping[int, Numbered]


def bare(pages: Sequence[Page], patterns: Patterns) -> Bared:
    """Take the furniture off all pages."""
    strips = {page.number: strips_of(page) for page in pages}
    reasons: Reasons = {}
    folios = _note(find_folios(strips, patterns), reasons)
    for strip in _left(strips, reasons):
        if strip.zone is not Zone.BODY and (reason := _fitting(strip, patterns)):
            reasons[_key(strip)] = reason
    typed = _note(find_page_numbers(_remaining(strips, reasons), patterns), reasons)
    for strip in _repeated(_remaining(strips, reasons), patterns):
        reasons[_key(strip)] = "repeated at the same place of several pages"
    known = {page: [strip for strip in found if _key(strip) in reasons] for page, found in strips.items()}
    for strip in _left(strips, reasons):
        if _in_place_of(strip, known, patterns):
            reasons[_key(strip)] = "stands where other pages have a stamp or foot"
        elif _is_dirt(strip, patterns):
            reasons[_key(strip)] = "dirt"
    bared = [_bare_page(page, strips[page.number], reasons) for page in pages]
    edges = [_trim(page, patterns) for page in bared]
    found = [_as_furniture(strip, reasons[_key(strip)]) for strip in _flat(strips) if _key(strip) in reasons]
    found += [piece for _, pieces in edges for piece in pieces]
    found.sort(key=lambda piece: (piece.page, piece.box.top if piece.box else 0.0))
    return Bared(tuple(page for page, _ in edges), tuple(found), folios, typed)


Strips = Mapping[int, Sequence[Strip]]
Reasons = dict[tuple[int, int, int], str]


def _key(strip: Strip) -> tuple[int, int, int]:
    return strip.page, strip.row, strip.start


def _flat(strips: Strips) -> Iterator[Strip]:
    for page in sorted(strips):
        yield from strips[page]


def _left(strips: Strips, reasons: Reasons) -> list[Strip]:
    return [strip for strip in _flat(strips) if _key(strip) not in reasons]


def _remaining(strips: Strips, reasons: Reasons) -> dict[int, list[Strip]]:
    return {page: [strip for strip in found if _key(strip) not in reasons] for page, found in strips.items()}


def _note(numbering: Numbering, reasons: Reasons) -> Mapping[int, Numbered]:
    for strip, reason in numbering.strips:
        reasons[_key(strip)] = reason
    return numbering.numbers


def _fitting(strip: Strip, patterns: Patterns) -> str:
    for name, reason in (
        ("copy_stamps", "copy stamp"),
        ("running_heads", "running head"),
        ("stamps", "the archive's name"),
    ):
        if patterns.fits(name, strip.text):
            return reason
    return ""


def _repeated(strips: Strips, patterns: Patterns) -> list[Strip]:
    """Strips at the edges that come back at the same height: on three pages, and on half of those around.

    Of a document of two pages, on both, at the bottom, and long enough for that to be no accident.
    """
    edge = {
        page: [strip for strip in found if strip.zone is not Zone.BODY and not patterns.fits("keep", strip.text)]
        for page, found in strips.items()
    }
    written = sorted(page for page, found in strips.items() if found)
    repeated = []
    for position, page in enumerate(written):
        around = written[max(0, position - AROUND) : position + AROUND + 1]
        pair = len(written) == 2
        needed = 2 if pair else max(3, len(around) / 2)
        repeated += [
            strip
            for strip in edge[page]
            if len(_plain(strip)) >= (LONG if pair else 3)
            and not (pair and strip.zone is Zone.TOP)
            and sum(any(_same_head(strip, other) for other in edge[near]) for near in around) >= needed
        ]
    return repeated


def _in_place_of(strip: Strip, known: Strips, patterns: Patterns) -> bool:
    """Whether a strip at the edge lies inside the place where at least two of the pages around have furniture.

    At the top that must be a small thing, a stamp or a number: a title may stand where later pages have a long head.
    """
    if strip.zone is Zone.BODY or strip.line.box is None or patterns.fits("keep", strip.text):
        return False
    box = strip.line.box
    pages = {
        other.page
        for near in range(strip.page - AROUND, strip.page + AROUND + 1)
        for other in known.get(near, ())
        if other.zone is strip.zone and other.page != strip.page and other.line.box is not None
        and _inside(box, other.line.box)
        and (strip.zone is Zone.BOTTOM or other.line.box.right - other.line.box.left < 0.2)
    }  # fmt: skip
    return len(pages) >= 2


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left > outer.left - 0.02
        and inner.right < outer.right + 0.02
        and inner.top > outer.top - 0.015
        and inner.bottom < outer.bottom + 0.015
    )


def _plain(strip: Strip) -> str:
    return re.sub(r"\d+", "#", re.sub(r"[^\w]+", " ", strip.text)).strip().casefold()


def _same_head(one: Strip, other: Strip) -> bool:
    return one.zone is other.zone and _same_height(one, other) and _alike(_plain(one), _plain(other))


def _same_height(one: Strip, other: Strip) -> bool:
    if one.line.box is None or other.line.box is None:
        return True
    return abs(one.line.box.top - other.line.box.top) < SAME_HEIGHT


@lru_cache(maxsize=4096)
def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    match = SequenceMatcher(None, one, other, autojunk=False)
    # The first two are cheap upper bounds of the third.
    return match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE


def _is_dirt(strip: Strip, patterns: Patterns) -> bool:
    """A stretch of marks alone, or one or two faint letters in the margin."""
    if patterns.fits("noise", strip.text) and strip.text.strip("-–— "):
        return True
    letters = re.sub(r"[\W_]", "", strip.text)
    confidence = min((word.confidence for word in strip.line.words if word.confidence is not None), default=1.0)
    alone = strip.start > 0 or (strip.zone is not Zone.BODY and len(strip.line.words) <= 2)
    return alone and len(letters) <= 2 and confidence < FAINT and not patterns.fits("keep", strip.text)


def _bare_page(page: Page, strips: Sequence[Strip], reasons: Reasons) -> Page:
    dropped: dict[int, set[int]] = {}
    for strip in strips:
        if _key(strip) in reasons:
            dropped.setdefault(strip.row, set()).update(strip.ordinals)
    return replace(page, lines=_close_ranks(page.lines, dropped))


def _close_ranks(lines: Sequence[Line], dropped: Mapping[int, set[int]]) -> tuple[Line, ...]:
    """The lines without what was dropped; a line that goes leaves its gap to the next."""
    kept: list[Line] = []
    gap = 0
    for row, line in enumerate(lines):
        left = without(line, frozenset(dropped.get(row, ())))
        if left is None:
            gap += line.gap + 1
        else:
            kept.append(replace(left, gap=left.gap + gap))
            gap = 0
    return tuple(kept)


def _trim(page: Page, patterns: Patterns) -> tuple[Page, list[Furniture]]:
    """Marks of dirt at the ends of lines go; a dash at the beginning is the mark of a list."""
    pieces: list[Furniture] = []
    dropped: dict[int, set[int]] = {}
    for row, line in enumerate(page.lines):
        for ordinal in _dirty_ends(line, patterns):
            dropped.setdefault(row, set()).add(ordinal)
            word = line.words[ordinal]
            box = word.places[0].box if word.places else None
            pieces.append(Furniture(page.number, word.text, "dirt", box))
    return replace(page, lines=_close_ranks(page.lines, dropped)), pieces


END_DIRT = re.compile(r"[~•·\\|¦_=*<>{}^°`´'‘’]+|[^\w\s]{0,2}[a-zA-Z]?[|¦~\\][a-zA-Z]?")
"""Marks that no typist makes at the end of a line; stops and brackets may stand apart from their word."""


def _dirty_ends(line: Line, patterns: Patterns) -> list[int]:
    """Numbers of words at either end that are nothing but marks no typist makes there."""
    found: list[int] = []
    for ordinals in (range(len(line.words) - 1, 0, -1), range(len(line.words) - 1)):
        for ordinal in ordinals:
            word = line.words[ordinal]
            lone = word.text == ")" and "(" not in line.text
            if (
                not (lone or END_DIRT.fullmatch(word.text))
                or patterns.fits("keep", word.text)
                or _meant(word.text, ordinal)
            ):
                break
            found.append(ordinal)
    return sorted(set(found))


def _meant(text: str, ordinal: int) -> bool:
    """Marks that stand alone on purpose: an ellipsis, a bullet at the beginning."""
    return text in {"...", "…"} or (ordinal == 0 and text in {"•", "·", "*"})


def _as_furniture(strip: Strip, reason: str) -> Furniture:
    return Furniture(strip.page, strip.text, reason, strip.line.box)
