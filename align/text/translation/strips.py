"""The lines of a converted page, mended word by word and freed of page furniture: the first step of cleaning."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.model import Box, Document, Furniture, Line, Page, Word
from align.text.translation.mending import join_spaced_letters, mend_words
from align.text.translation.unfolding import unfold

GLYPHS = "□▯☐❑◻"
"""What converters leave where a bullet's glyph was not in their font."""

BULLETS = "-–—•·▪◦●■*\uf0b7\uf0a7"

PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page|seite|p\.)?\s*\d{1,4}(?:\s*(?:/|of|von)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
ORNAMENT = re.compile(r"(?:[*_=~#.–—-]\s*){3,}")
COLUMN_GAP = "    "
"""Blanks that part two columns of a line."""

EDGE = 2
"""Lines at the top and at the foot of a page among which running heads are looked for."""

EDGES = frozenset((*range(EDGE), *range(-EDGE, 0)))
PAGE_NUMBER_REASON = "page number"

REPEATED = 3
"""Pages on which a line must stand at the edge to be a running head."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One line ready for joining into paragraphs.

    Attributes:
        words: mended; leading lost glyphs are gone.
        page: 1-based number of its page.
        indent, gap, box: as in `model.Line`.
        glyphs: lost glyphs that stood before the words ("□□□"), "" for none.
        closing: a lost glyph stood after the words.
        marker: a line of only lost glyphs or of one bullet; it has no words.
        columns: a tab or a wide run of blanks stands between words.
        spaced: it was letter-spaced, most of it at least.
        damage: indices of the words before which a glyph was lost inside the line.
    """

    words: tuple[Word, ...]
    page: int
    indent: int = 0
    gap: int = 0
    box: Box | None = None
    glyphs: str = ""
    closing: bool = False
    marker: bool = False
    columns: bool = False
    spaced: bool = False
    damage: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words joined by one blank."""
        return " ".join(word.text for word in self.words)


def strips_of(document: Document) -> tuple[tuple[Strip, ...], tuple[Furniture, ...]]:
    """All lines of a document as strips, and the lines that are not text."""
    heads = _running_heads(document.pages)
    strips: list[Strip] = []
    furniture: list[Furniture] = []
    for page in document.pages:
        for position, line in enumerate(page.lines):
            reason = _furniture_reason(line, position, page, heads, paged=len(document.pages) > 1)
            if reason:
                furniture.append(Furniture(page.number, line.text, reason, line.box))
                if reason != "lost bullet":
                    continue
            strips += [_strip(part, page.number) for part in unfold(line)]
    return _join_letters_on_lines(strips), tuple(furniture)


def _strip(line: Line, page: int) -> Strip:
    if is_marker(line.text):
        return Strip((), page, line.indent, line.gap, line.box, marker=True)
    first = line.text.lstrip(GLYPHS + " \u00a0\t")
    glyphs = line.text[: len(line.text) - len(first)]
    words: list[Word] = []
    damage: list[int] = []
    spaced = 0
    for segment in _segments(line.words):
        damage.append(len(words))
        joined = join_spaced_letters(segment, first)
        spaced += len(segment) - len(joined)
        words += mend_words(joined)
    return Strip(
        words=tuple(words),
        page=page,
        indent=line.indent,
        gap=line.gap,
        box=line.box,
        glyphs="".join(glyphs.split()),
        closing=bool(words) and line.text.rstrip()[-1:] in tuple(GLYPHS),
        columns="\t" in first.strip() or COLUMN_GAP in first.strip(),
        spaced=spaced >= len(words) > 0,
        damage=tuple(damage[1:]),
    )


def _segments(words: Sequence[Word]) -> list[list[Word]]:
    """Words without lost glyphs, parted where one was lost inside the line."""
    segments: list[list[Word]] = [[]]
    for word in words:
        rest = word.text.strip(GLYPHS + "\u200b\ufeff")
        if not rest or word.text[0] in GLYPHS:
            segments.append([])
        if rest:
            segments[-1].append(word if rest == word.text else replace(word, text=rest))
    return [segment for segment in segments if segment]


def is_marker(text: str) -> bool:
    """A line of only lost glyphs, or of one bullet."""
    rest = text.strip()
    return bool(rest) and (not rest.strip(GLYPHS + " \u00a0\t") or (len(rest) == 1 and rest in BULLETS))


def _furniture_reason(line: Line, position: int, page: Page, heads: frozenset[tuple[int, str]], *, paged: bool) -> str:
    if is_marker(line.text):
        return "lost bullet"
    if ORNAMENT.fullmatch(line.text.strip()):
        return "ornament"
    places = {position, position - len(page.lines)} & EDGES
    if not paged or not places:
        return ""
    if PAGE_NUMBER.fullmatch(line.text.strip()):
        return PAGE_NUMBER_REASON
    text = _without_numbers(line.text)
    return "running head" if any((place, text) in heads for place in places) else ""


def _running_heads(pages: Sequence[Page]) -> frozenset[tuple[int, str]]:
    """Lines that stand at the same place of many pages, with that place; a speaker's label never is one."""
    seen = Counter(
        (place, _without_numbers(line.text))
        for page in pages
        for place, line in _edges(page)
        if not line.text.endswith(":")
    )
    return frozenset(head for head, count in seen.items() if count >= max(REPEATED, len(pages) // 2))


def _edges(page: Page) -> Iterator[tuple[int, Line]]:
    """Lines at the top (places 0, 1) and at the foot (-1, -2) of a page."""
    for i in range(min(EDGE, len(page.lines))):
        yield i, page.lines[i]
        yield -1 - i, page.lines[-1 - i]


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _join_letters_on_lines(strips: Sequence[Strip]) -> tuple[Strip, ...]:
    """Put a heading that stands one letter a line (`N`, `o`, `t`, `e`) back on one line."""
    result: list[Strip] = []
    run: list[Strip] = []
    for strip in (*strips, None):
        if strip is not None and not strip.glyphs and len(strip.text) == 1 and strip.text.isalpha():
            run.append(strip)
            continue
        result += _one_word(run) if len(run) >= REPEATED else run
        run = []
        if strip is not None:
            result.append(strip)
    return tuple(result)


def _one_word(run: Sequence[Strip]) -> list[Strip]:
    text = "".join(strip.text for strip in run)
    word = Word(text, tuple(place for strip in run for word in strip.words for place in word.places))
    return [Strip((word,), run[0].page, run[0].indent, run[0].gap, run[0].box, spaced=True)]
