"""Lines to paragraphs, headings, list items and tables.

The typist's own evidence is used: an empty line, a mark of a list, an indent, a line in the middle, and a line that
ends although the next word would have had room on it.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.model import Kind, Line, Page
from align.text.typescript.columns import Row, names_then_functions, read_down, rows_of, table_at, zipped
from align.text.typescript.hyphens import HYPHENS
from align.text.typescript.strips import part_of

LABEL = re.compile(
    r"(?P<label>[-–—•·*]|\(?\d{1,2}(?:\.\d{1,2})*[.)]|\(?[a-z]{1,2}\)|[IVX]{1,5}\.|§\s\d+)(?P<gap>\s+)(?=\S)"
)
"""The mark of a list item at the start of a line."""

DASHES = "-–—•·*"

DATE = re.compile(
    r"\d{1,2}\.\s*(Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|\d{1,2}\.\s*\d{2,4})",
    re.IGNORECASE,
)
"""A date, which looks like a numbered item."""

ENDED = re.compile(r"[.!?:;][\"“”«)\]/]*$")
"""A line after which a paragraph may end."""

PARTS = "Artikel|Abschnitt|Kapitel|Teil|Anlage|Anhang|Punkt"
"""What is numbered in a document."""

NAMED_HEADING = re.compile(rf"(({PARTS}|Präambel|Protokoll|Vereinbarung)\b|§)[\s\w.]{{0,12}}")
"""Headings that are headings wherever they stand alone."""

NUMBERED_HEADING = re.compile(rf"(({PARTS})\s|§)\s*[\dA-Z][\w.]{{0,6}}|Präambel")
"""Headings that are headings without an empty line before or behind, too; a number may be misread ("Artikel IH")."""

SPEAKER = re.compile(r"(Gen\.|Genosse|Genossin|Herr|Frau)\s+[\w .-]{2,40}:")

SIGNED = re.compile(r"[(/\[]?\s*(Unterschrift|Unterzeichnet|gezeichnet|gez\.)", re.IGNORECASE)

SHORT = 48
"""Characters of a heading that is not in the middle."""

SPARE = 2
"""Blanks that a typist leaves at the end of a line although the next word has room."""

ROOMY = 20
"""Blanks at the end of a line that were left on purpose, whatever the next word is."""

UNWRAPPED = 160
"""A text whose lines are longer than this has one line a paragraph."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Lines that belong together.

    Attributes:
        lines: without the item's mark.
        kind: what they are.
        label: the item's mark.
        indent: of the text after the mark.
        group: number of the list or table; 0 for none.
    """

    lines: tuple[Line, ...]
    kind: Kind = Kind.PARAGRAPH
    label: str = ""
    indent: int = 0
    group: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """How the typist set the document, in characters.

    Attributes:
        width: of a full line.
        wrapped: whether lines end where the paper does.
    """

    width: int
    wrapped: bool

    @classmethod
    def of(cls, pages: Sequence[Page]) -> "Measure":
        """Measure the lines of all pages."""
        lengths = sorted(line.indent + len(line.text) for page in pages for line in page.lines)
        if not lengths:
            return cls(0, wrapped=False)
        width = lengths[math.ceil(0.9 * (len(lengths) - 1))]
        return cls(width, wrapped=width <= UNWRAPPED)

    def had_room(self, line: Line, following: Line) -> bool:
        """Whether the next line's first word would have fitted on the line: then it was ended on purpose."""
        first = following.words[0].text if following.words else ""
        return not self.wrapped or line.indent + len(line.text) + 1 + len(first) + SPARE <= self.width

    def ends_early(self, line: Line) -> bool:
        """Whether nearly any word would still have fitted on the line."""
        return not self.wrapped or line.indent + len(line.text) + ROOMY <= self.width

    def is_centred(self, line: Line) -> bool:
        """Whether the line stands in the middle, with at least four blanks on either side."""
        right = self.width - line.indent - len(line.text)
        return self.wrapped and line.indent >= 4 and right >= 4 and abs(line.indent - right) <= max(4, self.width // 6)


def drafts_of(pages: Sequence[Page]) -> tuple[Draft, ...]:
    """Group the lines of all pages; groups of lists and tables are numbered from 1."""
    measure = Measure.of(pages)
    drafts: list[Draft] = []
    group = 0
    for page in pages:
        position = 0
        while position < len(page.lines):
            size, rows = _table(page.lines[position:])
            if size:
                group += 1
                drafts += _table_drafts(rows, group)
            else:
                size = 1
                _add_line(drafts, page.lines[position], measure, first_of_page=position == 0)
            position += size
    return tuple(_numbered(_classified(drafts, measure), group))


def _table(lines: Sequence[Line]) -> tuple[int, tuple[Row, ...]]:
    size = table_at(lines)
    if size:
        return size, rows_of(lines[:size])
    count = names_then_functions(lines)
    return 2 * count, tuple(zipped(lines, count))


def _table_drafts(rows: Sequence[Row], group: int) -> Iterator[Draft]:
    if read_down(rows):
        for column in range(max(len(row.cells) for row in rows)):
            for row in rows:
                if column < len(row.cells):
                    yield Draft(row.cells[column], Kind.SIGNATURE, group=group)
        return
    for row in rows:
        yield Draft(tuple(line for cell in row.cells for line in cell), Kind.ROW, group=group)


def _add_line(drafts: list[Draft], line: Line, measure: Measure, *, first_of_page: bool) -> None:
    last = drafts[-1] if drafts else None
    label = _label(line, last, measure, first_of_page=first_of_page)
    if label is not None:
        drafts.append(_item(line, label))
    elif last is None or last.kind in {Kind.ROW, Kind.SIGNATURE} or _begins(last, line, measure, first=first_of_page):
        drafts.append(Draft((line,), indent=line.indent))
    else:
        drafts[-1] = replace(last, lines=(*last.lines, line), indent=_text_indent(last, line))


def _text_indent(draft: Draft, line: Line) -> int:
    """Where the text of a draft stands: at its second line, for the first may be indented or outdented."""
    return line.indent if len(draft.lines) == 1 and not draft.label else draft.indent


def _item(line: Line, label: re.Match[str]) -> Draft:
    size = len(label["label"].split())
    text = line.text[label.end() :]
    rest = part_of(line, range(size, len(line.words)), text)
    return Draft((rest,), Kind.ITEM, label["label"], indent=line.indent + label.end())


def _label(line: Line, last: Draft | None, measure: Measure, *, first_of_page: bool) -> re.Match[str] | None:
    """The mark of an item, where one can begin."""
    label = LABEL.match(line.text)
    if label is None or DATE.match(line.text):
        return None
    if last is None or line.gap > 0 or (last.kind is not Kind.PARAGRAPH and last.kind is not Kind.ITEM):
        return label
    if _is_numbered_heading(last, measure):
        return label
    before = last.lines[-1]
    ended = ENDED.search(before.text) is not None or before.text.endswith(",")
    if first_of_page and not ended:
        return label if label["label"] in DASHES and last.kind is Kind.ITEM else None
    if last.kind is Kind.ITEM and (ended or measure.had_room(before, line)):
        return label
    return label if ended else None


def _begins(last: Draft, line: Line, measure: Measure, *, first: bool) -> bool:
    """Whether a line without mark begins something new."""
    before = last.lines[-1]
    if SIGNED.match(line.text):
        return True
    if line.text[:1].islower() and (line.gap == 0 or before.text[-1:] in HYPHENS):
        return False
    if _parted_by_number(last, line, measure):
        return True
    centred = measure.is_centred(line)
    if centred != (len(last.lines) == 1 and measure.is_centred(before) and not last.label):
        if centred and last.kind is Kind.ITEM and line.gap == 0 and abs(line.indent - last.indent) <= 1:
            return False
        if centred or line.gap > 0 or first:
            return True
    if first:
        return _begins_after_break(last, line, measure)
    if line.gap > 0 or not measure.wrapped:
        return True
    ended = ENDED.search(before.text) is not None
    if ended and (line.indent >= before.indent + 3 or measure.had_room(before, line)):
        return True
    outdented = last.kind is Kind.ITEM and line.indent + 1 < last.indent
    return outdented and ended and not line.text[:1].islower()


def _is_numbered_heading(draft: Draft, measure: Measure) -> bool:
    """Whether "Artikel 7" stands alone on its line, so that the next line is its text, an empty line between or not."""
    [line, *others] = draft.lines
    return not others and not draft.label and _numbers_heading(line, measure)


def _parted_by_number(last: Draft, line: Line, measure: Measure) -> bool:
    """Whether one of them is a numbered heading, the other neither a title in the middle below nor its sentence."""
    before = last.lines[-1]
    if _is_numbered_heading(last, measure):
        return not (measure.is_centred(before) and measure.is_centred(line))
    return ENDED.search(before.text) is not None and _numbers_heading(line, measure)


def _numbers_heading(line: Line, measure: Measure) -> bool:
    return NUMBERED_HEADING.fullmatch(line.text) is not None and measure.ends_early(line)


def _begins_after_break(last: Draft, line: Line, measure: Measure) -> bool:
    before = last.lines[-1]
    if line.text[:1].islower():
        return False
    if not measure.wrapped:
        return ENDED.search(before.text) is not None
    if before.text.endswith(";"):
        return True
    if ENDED.search(before.text):
        return measure.had_room(before, line) or abs(line.indent - last.indent) >= 2
    return measure.had_room(before, line) and line.indent + 1 < last.indent


def _classified(drafts: Sequence[Draft], measure: Measure) -> Iterator[Draft]:
    for draft in drafts:
        yield replace(draft, kind=_kind(draft, measure)) if draft.kind is Kind.PARAGRAPH else draft


def _kind(draft: Draft, measure: Measure) -> Kind:
    text = " ".join(line.text for line in draft.lines)
    if SIGNED.match(text):
        return Kind.SIGNATURE
    if SPEAKER.fullmatch(text):
        return Kind.SPEAKER
    if NAMED_HEADING.fullmatch(text):
        return Kind.HEADING
    if re.search(r"[.;,:]$", text) or len(draft.lines) > 4:
        return Kind.PARAGRAPH
    centred = all(measure.is_centred(line) for line in draft.lines)
    alone = len(draft.lines) == 1 and len(text) <= SHORT and not text[:1].islower()
    return Kind.HEADING if centred or alone else Kind.PARAGRAPH


def _numbered(drafts: Iterator[Draft], last_group: int) -> Iterator[Draft]:
    """Items that follow each other, with nothing between them, are one list."""
    previous = None
    for draft in drafts:
        if draft.kind is Kind.ITEM:
            if previous is None or previous.kind is not Kind.ITEM:
                last_group += 1
            draft = replace(draft, group=last_group)
        yield draft
        previous = draft
