"""Documents written by hand, as a reader of plain text would give them."""

from align.model import Document, Line, Page, Place, Word


def page_of(text: str, number: int = 1) -> Page:
    """A page: one line for each line of the text, empty ones becoming gaps."""
    lines: list[Line] = []
    gap = 0
    for raw in text.splitlines():
        body = raw.strip()
        if not body:
            gap += 1
            continue
        words = tuple(Word(word, (Place(number),)) for word in body.split())
        lines.append(Line(body, words, indent=len(raw) - len(raw.lstrip()), gap=gap))
        gap = 0
    return Page(number, tuple(lines))


def document_of(*pages: str, language: str = "en", layout: str = "plain") -> Document:
    """A document with one page for each text."""
    return Document(tuple(page_of(text, i) for i, text in enumerate(pages, 1)), language, layout)
