"""Pages as a typist would have made them, with boxes on a grid of 80 by 60 characters."""

from collections.abc import Sequence

from align.model import Box, CleanText, Document, Line, Page, Place, Reading, Word
from align.text.typescript import DEFAULT_PATTERNS, Patterns, clean_original

COLUMNS, ROWS, MARGIN, HEAD = 80, 60, 8, 7


def line_at(text: str, row: int, *, page: int = 1, gap: int = 0, confidence: float | None = None) -> Line:
    """A line whose leading blanks are its indent, with a box for each word."""
    body = text.lstrip()
    indent = len(text) - len(body)
    words, column = [], MARGIN + indent
    for part in body.split(" "):
        if part:
            words.append(Word(part, (Place(page, None, _box(row, column, len(part))),), confidence))
        column += len(part) + 1
    return Line(body.rstrip(), tuple(words), _box(row, MARGIN + indent, len(body.rstrip())), indent, gap)


def _box(row: int, column: int, length: int) -> Box:
    return Box(column / COLUMNS, row / ROWS, (column + length) / COLUMNS, (row + 0.6) / ROWS)


def page_of(text: str, number: int = 1, *, head: int = HEAD) -> Page:
    """A page from a text whose lines are typed from row `head` on; empty lines are gaps."""
    lines, gap = [], 0
    for row, typed in enumerate(text.strip("\n").split("\n"), head):
        if typed.strip():
            lines.append(line_at(typed, row, page=number, gap=gap))
            gap = 0
        else:
            gap += 1
    return Page(number, tuple(lines), 595, 842, Reading.LAYER)


def cleaned(*texts: str, patterns: Patterns = DEFAULT_PATTERNS) -> CleanText:
    """The pages of these texts, cleaned."""
    pages = tuple(page_of(text, number) for number, text in enumerate(texts, 1))
    return clean_original(Document(pages), patterns)


def blocks(*texts: str) -> list[str]:
    """Texts of all blocks."""
    return [block.text for block in cleaned(*texts).blocks]


def kinds(*texts: str) -> list[tuple[str, str, str]]:
    """Kind, label and text of all blocks."""
    return [(block.kind.value, block.label, block.text) for block in cleaned(*texts).blocks]


def stamped(body: str, *, folio: str, number: str = "", name: str = "BStU") -> str:
    """A page with a stamp at the top right, perhaps a typed number, then the text; for `page_of` with `head=1`."""
    right = " " * 58
    return "\n".join([right + name, right + folio, "", " " * 30 + number, "", "", body])


def stamped_document(parts: Sequence[str], bodies: Sequence[str] = ()) -> CleanText:
    """Pages with these stamp numbers, cleaned."""
    texts = bodies or ["Die Seite hat einen Satz, der die Zeile ganz und gar füllt."] * len(parts)
    pages = tuple(
        page_of(stamped(text, folio=folio), number, head=1)
        for number, (folio, text) in enumerate(zip(parts, texts, strict=True), 1)
    )
    return clean_original(Document(pages))
