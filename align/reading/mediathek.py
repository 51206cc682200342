"""Transcriptions by folio: text with a head for each folio, or a page of the archive's media library.

The text form, one block for each folio, front matter before the first:

    Titel: Bericht über das Treffen
    Signatur: BStU, MfS, ZAIG 5306

    [Blatt 1]
    Text of the first folio …

    [Blatt 2]
    …

`Bl. 2`, `Folio 2` and `Blatt 2:` are understood as well, and so is HTML with such headings, and a page of the library
saved from its address (`/medien/<slug>/blatt/<n>`). The number is the
archive's; the page is the position in the file. `[…]` inside the text is the archivist's note, which cleaning marks.
"""

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace

from align.model import Document, Line, Page, Place, Reading, Word

HEAD = re.compile(
    r"[\[(=\-–—*\s]*(?:Blatt|Bl\.?|Folio|Fol\.?)\s*(?:Nr\.?\s*)?0*(?P<folio>\d{1,6}\s?[rv]?)\s*(?:von\s+\d+)?[\])=\-–—*:.\s]*",
    re.IGNORECASE,
)
"""A line that is nothing but the number of a folio."""

ADDRESS = re.compile(r"/medien/[^/]+/blatt/0*(?P<folio>\d{1,6}[rv]?)\b")
"""Address of the page that shows one folio."""

TRANSCRIPT = re.compile(r"Trans[kc]ript(ion)?:?", re.IGNORECASE)
"""The heading above the transcription on such a page."""

FACT = re.compile(r"(?P<key>[A-ZÄÖÜ][\w äöüß.-]{2,30}):\s+(?P<value>\S.*)")

KEYS: Mapping[str, str] = {
    "titel": "title",
    "title": "title",
    "datum": "date",
    "date": "date",
    "signatur": "shelfmark",
    "shelfmark": "shelfmark",
    "blatt": "folios",
    "quelle": "citation",
    "adresse": "address",
    "url": "address",
    "zusammenfassung": "summary",
}
"""Front matter, as printed and as `Document.metadata` calls it."""


def interpret(document: Document) -> Document:
    """Pages by folio where the lines show that the text is transcribed so; else the document unchanged."""
    lines = [line for page in document.pages for line in page.lines]
    heads = {index: found["folio"] for index, line in enumerate(lines) if (found := HEAD.fullmatch(line.text))}
    if not heads or not _plausible(list(heads.values()), min(heads), lines):
        return _single_folio(document)
    starts = [*heads, len(lines)]
    pages = tuple(
        _page(number, heads[start], lines[start + 1 : end])
        for number, (start, end) in enumerate(itertools.pairwise(starts), 1)
    )
    facts = {**document.metadata, **_facts(lines[: starts[0]])}
    return replace(document, pages=pages, layout="mediathek", metadata=facts)


def _single_folio(document: Document) -> Document:
    """The page of one folio as the library shows it, told by its address; else the document unchanged."""
    found = ADDRESS.search(document.metadata.get("address", ""))
    if found is None or len(document.pages) != 1:
        return document
    (page,) = document.pages
    heads = [row for row, line in enumerate(page.lines) if TRANSCRIPT.fullmatch(line.text)]
    lines = page.lines[heads[-1] + 1 :] if heads else page.lines
    return replace(document, pages=(replace(page, lines=lines, folio=found["folio"]),), layout="mediathek")


def _plausible(folios: list[str], first: int, lines: list[Line]) -> bool:
    """Several heads with rising numbers, or one at the very start."""
    numbers = [int(re.sub(r"\D", "", folio)) for folio in folios]
    rising = sum(after >= before for before, after in itertools.pairwise(numbers))
    if len(numbers) == 1:
        return all(FACT.fullmatch(line.text) for line in lines[:first])
    return rising >= 0.9 * (len(numbers) - 1)


def _page(number: int, folio: str, lines: list[Line]) -> Page:
    moved = tuple(
        replace(line, words=tuple(Word(word.text, (Place(number),), word.confidence) for word in line.words))
        for line in lines
    )
    return Page(number, moved, reading=Reading.TEXT if moved else Reading.NONE, folio=folio.replace(" ", ""))


def _facts(lines: list[Line]) -> dict[str, str]:
    facts = {}
    for line in lines:
        found = FACT.fullmatch(line.text)
        if found and found["key"].casefold() in KEYS:
            facts[KEYS[found["key"].casefold()]] = found["value"]
    return facts
