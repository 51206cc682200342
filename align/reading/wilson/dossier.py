"""The dossier page: an essay, and a list of documents with date, shelfmark and folios."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from align.collection import parse_shelfmark
from align.model import Document

ENTRY = re.compile(r"Document\s+(\d{1,2})\s*[-–—:]\s*(\S.*)")
SHELFMARK = re.compile(r"(?:BStU|BArch|SAPMO|PA AA|PAAA)\b")
FOLIOS = re.compile(r",\s*(?:pp?|Bl)\b\.?\s*(\d+\s*[-–—]\s*\d+|\d+)")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
AVAILABLE = re.compile(r"\.\s+(?=(?:German|Russian|English|Original|Translat|Obtained|Available|Copy))")
"""What follows the shelfmark: `German Original [PDF] available from BStU.`"""

DAY = re.compile(r"(\d{1,2})(?:\s+([A-Z][a-z]+))?(?:\s+(\d{4}))?")
AMERICAN = re.compile(r"([A-Z][a-z]+)\s+(\d{1,2}),\s*(\d{4})")
FEWEST = 2
"""Entries from which on a page is a dossier."""


@dataclass(frozen=True, slots=True)
class CatalogueEntryFacts:
    """What a dossier page says of one document.

    Attributes:
        number: as printed ("3").
        author: as printed before the title ("Markus Wolf, HVA, MfS"); "" where there is none.
        title: as printed, without the author.
        date: as printed ("30 November - 1 December 1964").
        iso_date: the same as "1964-11-30/1964-12-01"; "" where it cannot be read.
        shelfmark: as printed, without folios.
        shelfmark_normal: today's form.
        folios: first and last ("1-30"); "" where none are given.
    """

    number: str
    author: str = ""
    title: str = ""
    date: str = ""
    iso_date: str = ""
    shelfmark: str = ""
    shelfmark_normal: str = ""
    folios: str = ""


def is_dossier(text: str) -> bool:
    """Whether a page lists documents, each with a date line and a shelfmark below it."""
    return len(_entries(_lines(text))) >= FEWEST


def dossier_entries(document: Document) -> tuple[CatalogueEntryFacts, ...]:
    """The documents that a dossier page lists, in its order; () for any other page."""
    return _entries(_lines("\n".join(line.text for page in document.pages for line in page.lines)))


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _entries(lines: Sequence[str]) -> tuple[CatalogueEntryFacts, ...]:
    """An entry may wrap: its title goes on up to the date line, its shelfmark line follows that."""
    entries = []
    for i, line in enumerate(lines):
        head = ENTRY.fullmatch(line)
        if head is None:
            continue
        block = lines[i : i + 8]
        date = next((k for k in range(1, len(block)) if iso_date(block[k])), None)
        if date is None or date + 1 >= len(block) or not SHELFMARK.match(block[date + 1]):
            continue
        entries.append(_entry(head[1], " ".join([head[2], *block[1:date]]), block[date], block[date + 1]))
    return tuple(entries)


def _entry(number: str, described: str, date: str, source: str) -> CatalogueEntryFacts:
    author, title = _author_apart(described)
    place = AVAILABLE.split(source.strip())[0].rstrip(".")
    folios = FOLIOS.search(place)
    shelfmark = place[: folios.start()] if folios else place
    return CatalogueEntryFacts(
        number=number,
        author=author,
        title=title,
        date=date,
        iso_date=iso_date(date),
        shelfmark=shelfmark,
        shelfmark_normal=parse_shelfmark(shelfmark).normal,
        folios=re.sub(r"\s*[-–—]\s*", "-", folios[1]) if folios else "",
    )


def _author_apart(described: str) -> tuple[str, str]:
    """`MfS, Note regarding …`: agencies stand first as abbreviations, a person only before an agency."""
    parts = described.split(", ")
    count = 0
    while count < len(parts) - 1 and (
        _is_agency(parts[count]) or (_is_person(parts[count]) and _is_agency(parts[count + 1]))
    ):
        count += 1
    return ", ".join(parts[:count]), ", ".join(parts[count:])


def _is_agency(part: str) -> bool:
    return " " not in part and sum(letter.isupper() for letter in part) > 1


def _is_person(part: str) -> bool:
    words = part.split()
    return 1 < len(words) <= 3 and all(re.fullmatch(r"[A-Z][\w.'’-]*", word) for word in words)


def iso_date(text: str) -> str:
    """A date of prose as ISO 8601: "14-18 August 1984" gives "1984-08-14/1984-08-18"; "" for any other text."""
    american = AMERICAN.fullmatch(text.strip())
    if american:
        text = f"{american[2]} {american[1]} {american[3]}"
    ends = [DAY.fullmatch(part) for part in re.split(r"\s*[-–—]\s*", text.strip())]
    if not 1 <= len(ends) <= 2 or any(end is None for end in ends):
        return ""
    month = year = ""
    days: list[str] = []
    for end in reversed([end for end in ends if end is not None]):
        month, year = end[2] or month, end[3] or year
        if month.lower() not in MONTHS or not year:
            return ""
        days.append(f"{year}-{MONTHS.index(month.lower()) + 1:02}-{int(end[1]):02}")
    return "/".join(reversed(days))
