"""One bead a row: tab-separated values that a spreadsheet opens without running anything."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from align.exchange import places
from align.exchange.bitext import Bitext
from align.exchange.writing import WriteReport, write_text

COLUMNS = (
    "document",
    "bead",
    "type",
    "status",
    "confidence",
    "folios",
    "pages",
    "source",
    "target",
    "target_pages",
    "reviewer",
    "remark",
    "suggestion",
    "source_index",
    "target_index",
)

_BREAKS = re.compile(r"[\t\n\v\f\r\x00\x1c-\x1e\x85\u2028\u2029]+")
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def cell(text: str) -> str:
    """The text as a cell: one line, and never a formula.

    A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@`, full-width ones too (OWASP, "CSV Injection"; a tab
    or line end before them counts as nothing), so such a cell gets an apostrophe before it. Tabs and line ends become
    a blank.
    """
    flat = _BREAKS.sub(" ", text).strip(" ")
    return f"'{flat}" if flat.lstrip().startswith(_FORMULA_STARTS) else flat


def row(values: Iterable[str]) -> str:
    """The cells joined by tabs, with the line end (always LF)."""
    return "\t".join(cell(value) for value in values) + "\n"


def indices(numbers: Iterable[int]) -> str:
    """0-based indices as written in a ladder: "[0,1]", "[]"."""
    return "[" + ",".join(str(number) for number in numbers) + "]"


def write_tsv(bitext: Bitext, path: Path) -> WriteReport:
    """Write one row for each bead, null beads too, under a header (`COLUMNS`); UTF-8, LF.

    Raises:
        WorkspaceError: if the file cannot be written.
    """
    everything = range(len(bitext.alignment.beads))
    write_text(path, bead_rows(bitext, everything))
    return WriteReport(written=len(everything))


def bead_rows(bitext: Bitext, beads: Iterable[int]) -> Iterator[str]:
    """The header and a row for each of the beads, given by their 0-based indices."""
    yield row(COLUMNS)
    for index in beads:
        bead, review = bitext.alignment.beads[index], bitext.review(index)
        source = bitext.source_sentences(bead)
        yield row(
            (
                bitext.entry.number,
                bitext.bead_id(index),
                bead.type,
                review.status,
                f"{bead.confidence:.4f}",
                ", ".join(places.folios(source)),
                ", ".join(map(str, places.pages(source))),
                bitext.alignment.source_text(bead),
                bitext.alignment.target_text(bead),
                ", ".join(map(str, places.pages(bitext.target_sentences(bead)))),
                review.reviewer,
                review.remark,
                review.suggestion,
                indices(bead.source),
                indices(bead.target),
            )
        )
