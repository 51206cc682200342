"""Plain text, and the rows that other readers give: text without geometry becomes pages, lines and words."""

import re
from collections.abc import Iterable
from pathlib import Path

from align.errors import LimitError, UnreadableFileError
from align.model import Document, Line, Page, Place, Reading, Word
from align.reading.kinds import LARGEST_TEXT

DROPPED_BREAK = re.compile("[\x02\ufffe]")
"""A hyphen as pdfium writes it: the line break after it is gone."""

TAB = 8
"""Columns of a tab stop."""


def read_plain(path: Path, language: str) -> Document:
    """A text file: a page for each form feed, a line for each line.

    Raises:
        LimitError: it is longer than any text.
        UnreadableFileError: it is not in an encoding that texts come in.
    """
    if path.stat().st_size > LARGEST_TEXT:
        raise LimitError(
            f"{path.name} has more than {LARGEST_TEXT:,} bytes; a text is never so long.",
            "Check the file, or split it.",
        )
    text = decode(path.read_bytes(), path.name)
    pages = [page_from_text(part, number) for number, part in enumerate(text.split("\f"), 1)]
    while len(pages) > 1 and not pages[-1].lines:
        pages.pop()
    return Document(pages=tuple(pages), language=language, layout="plain")


def decode(content: bytes, name: str) -> str:
    """Text from bytes: UTF-16 with its mark, UTF-8, else Windows-1252, as older programs wrote German.

    Raises:
        UnreadableFileError: none of these.
    """
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for candidate in (encoding, "cp1252"):
        try:
            return content.decode(candidate).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError(
        f"{name} is in no encoding that is known (UTF-8, UTF-16, Windows-1252).", "Save it as UTF-8."
    )


def page_from_text(text: str, number: int) -> Page:
    """A page from a stretch of text; a dropped line break after a hyphen is put back."""
    lines: list[Line] = []
    gap = 0
    for raw in DROPPED_BREAK.sub("-\n", text).split("\n"):
        shown = raw.expandtabs(TAB).replace("\u00a0", " ").rstrip()
        if not shown.strip():
            gap += 1
            continue
        body = shown.lstrip()
        lines.append(plain_line(body, page=number, indent=len(shown) - len(body), gap=gap))
        gap = 0
    return Page(number=number, lines=tuple(lines), reading=Reading.TEXT if lines else Reading.NONE)


def plain_line(text: str, *, page: int, indent: int = 0, gap: int = 0) -> Line:
    """A line without geometry."""
    words = tuple(Word(word, (Place(page),)) for word in text.split())
    return Line(text=text, words=words, indent=indent, gap=gap)


def pages_from_rows(rows: Iterable[tuple[str, int, int]]) -> tuple[Page, ...]:
    """Pages from rows of text, empty lines before it, and page number (1-based, ascending)."""
    lines: dict[int, list[Line]] = {}
    for text, gap, page in rows:
        body = text.strip()
        indent = len(text) - len(text.lstrip())
        lines.setdefault(page, []).append(plain_line(body, page=page, indent=indent, gap=gap))
    last = max(lines, default=1)
    return tuple(
        Page(number, tuple(lines.get(number, ())), reading=Reading.TEXT if number in lines else Reading.NONE)
        for number in range(1, last + 1)
    )
