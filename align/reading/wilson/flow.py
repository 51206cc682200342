"""A document's lines as one text, to find things in and to cut at, with words and boxes kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.model import Document, Line, Page, Word


@dataclass(frozen=True, slots=True)
class Flow:
    """All lines of a document joined by line feeds.

    Attributes:
        text: the lines in order, one line feed between two of them.
        starts: offset of each line in `text`.
        positions: of each line, index of its page and its index on that page.
    """

    text: str
    starts: tuple[int, ...]
    positions: tuple[tuple[int, int], ...]


def flow_of(document: Document) -> Flow:
    """The document as one text; empty for a document without lines."""
    starts: list[int] = []
    positions: list[tuple[int, int]] = []
    offset = 0
    for p, page in enumerate(document.pages):
        for i, line in enumerate(page.lines):
            starts.append(offset)
            positions.append((p, i))
            offset += len(line.text) + 1
    text = "\n".join(line.text for page in document.pages for line in page.lines)
    return Flow(text, tuple(starts), tuple(positions))


def cut(document: Document, spans: Sequence[tuple[int, int]]) -> Document:
    """The document without the characters of some spans of its flow.

    A line that is cut in part keeps the words that remain, with their places; a line cut whole goes. The gap before
    the first line after a cut is at least one, since what stood there is no part of its paragraph.

    Args:
        document: as given to `flow_of`.
        spans: offsets into `Flow.text`, end exclusive.
    """
    flow = flow_of(document)
    kept: dict[int, list[Line]] = {}
    after_cut = False
    for start, (p, i) in zip(flow.starts, flow.positions, strict=True):
        line = document.pages[p].lines[i]
        rest = _without(line, [(a - start, b - start) for a, b in spans])
        if rest is None:
            after_cut = True
            continue
        kept.setdefault(p, []).append(replace(rest, gap=max(1, rest.gap)) if after_cut else rest)
        after_cut = False
    return replace(
        document, pages=tuple(replace(page, lines=tuple(kept.get(p, ()))) for p, page in _numbered(document))
    )


def _numbered(document: Document) -> list[tuple[int, Page]]:
    return list(enumerate(document.pages))


def _without(line: Line, spans: Sequence[tuple[int, int]]) -> Line | None:
    """The line without the characters of the spans (offsets into it); None where nothing is left."""
    inside = [(max(0, a), min(len(line.text), b)) for a, b in spans if a < len(line.text) and b > 0]
    if not inside:
        return line
    letters = list(line.text)
    for a, b in inside:
        letters[a:b] = [""] * (b - a)
    text = "".join(letters).strip()
    if not text:
        return None
    words: list[Word] = []
    position = 0
    for word in line.words:
        start = line.text.find(word.text, position)
        position = max(position, start + len(word.text))
        rest = "".join(letters[start : start + len(word.text)])
        if rest:
            words.append(replace(word, text=rest))
    return replace(line, text=text, words=tuple(words))
