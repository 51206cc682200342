"""TMX 1.4b (LISA OSCAR, 2005), the exchange format of translation memories."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from align import __version__
from align.exchange import places
from align.exchange.bitext import REJECTED, Bitext
from align.exchange.tables import bead_rows
from align.exchange.writing import WriteReport, write_text
from align.files import new_file, remove
from align.model import Bead

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write_tmx(bitext: Bitext, path: Path, *, languages: tuple[str, str] | None = None) -> WriteReport:
    """Write a translation memory with one `tu` for each bead.

    Left out, because a memory has no place for them: additions (a unit without a source is invalid for strict
    readers) and beads that a person rejected (a memory would offer them as translations). They go to
    `NAME.left-out.tsv` beside the file. Omissions stay, as units without a target.

    Args:
        bitext: what to write.
        path: the file.
        languages: codes to write in place of the document's own, for example ("de-DE", "en-US").

    Returns:
        The report: units written, beads left out, the side file if there is one.

    Raises:
        WorkspaceError: if a file cannot be written.
    """
    codes = languages or bitext.entry.languages
    fits = [bool(bead.source) and review.status != REJECTED for _, bead, review in bitext.rows()]
    with new_file(path) as stream, etree.xmlfile(stream, encoding="UTF-8") as document:
        document.write_declaration()
        document.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with document.element("tmx", version="1.4"):
            document.write("\n", _header(bitext, codes[0]), pretty_print=True)
            with document.element("body"):
                document.write("\n")
                for index in (i for i, fitting in enumerate(fits) if fitting):
                    document.write(_unit(bitext, index, codes), pretty_print=True)
    left_out = [index for index, fitting in enumerate(fits) if not fitting]
    return WriteReport(sum(fits), len(left_out), _write_left_out(bitext, path, left_out))


def _write_left_out(bitext: Bitext, path: Path, beads: list[int]) -> tuple[Path, ...]:
    """Write the beads to the side file, or take away the one of an earlier export when there are none."""
    side = path.with_name(f"{path.stem}.left-out.tsv")
    if not beads:
        remove(side)
        return ()
    write_text(side, bead_rows(bitext, beads))
    return (side,)


def _header(bitext: Bitext, source_language: str) -> etree._Element:
    header = etree.Element(
        "header",
        creationtool="align",
        creationtoolversion=__version__,
        segtype="sentence",
        attrib={"o-tmf": "align-jsonl"},
        adminlang="en",
        srclang=source_language,
        datatype="plaintext",
    )
    if bitext.changed is not None:
        header.set("changedate", tmx_date(bitext.changed))
    for name in ("title_de", "title_en", "date", "shelfmark", "folios", "translator", "publisher", "address"):
        _add_prop(header, name.replace("_", "-"), getattr(bitext.entry, name))
    for remark in bitext.entry.remarks:
        _add_prop(header, "remark", remark)
    _add_prop(header, "signature", bitext.alignment.signature)
    return header


def _unit(bitext: Bitext, index: int, codes: tuple[str, str]) -> etree._Element:
    """A `tu`: all `note` and `prop` before the first `tuv`, as the DTD demands."""
    bead, review = bitext.alignment.beads[index], bitext.review(index)
    unit = etree.Element("tu", tuid=clean(bitext.bead_id(index)), srclang=codes[0])
    if max(len(bead.source), len(bead.target)) > 1:
        unit.set("segtype", "block")
    if review.changed is not None:
        unit.set("changedate", tmx_date(review.changed))
    if review.reviewer:
        unit.set("changeid", clean(review.reviewer))
    if review.remark:
        _add_text(unit, "note", review.remark)
    for name, value in _properties(bitext, index, bead):
        _add_prop(unit, name, value)
    sides = [(codes[0], bitext.alignment.source_text(bead))]
    if bead.target:
        sides.append((codes[1], bitext.alignment.target_text(bead)))
    for code, text in sides:
        variant = etree.SubElement(unit, "tuv", {_XML_LANG: code})
        _add_text(variant, "seg", text)
    return unit


def _properties(bitext: Bitext, index: int, bead: Bead) -> Iterator[tuple[str, str]]:
    """Name (without `x-`) and value of each property of a unit."""
    review, source = bitext.review(index), bitext.source_sentences(bead)
    yield "document", bitext.entry.number
    yield "bead", bitext.bead_id(index)
    yield "type", bead.type
    yield "status", review.status
    yield "confidence", f"{bead.confidence:.4f}"
    yield "folios", " ".join(places.folios(source))
    yield "pages", " ".join(map(str, places.pages(source)))
    yield "reviewer", review.reviewer
    yield "approver", review.approver
    yield "nature", review.nature
    yield "flagged", "yes" if review.flagged else ""
    yield "suggestion", review.suggestion


def _add_prop(parent: etree._Element, name: str, value: str) -> None:
    """Add `<prop type="x-name">`, unless there is nothing to say."""
    if value:
        _add_text(parent, "prop", value, {"type": f"x-{name}"})


def _add_text(parent: etree._Element, tag: str, text: str, attributes: dict[str, Any] | None = None) -> None:
    etree.SubElement(parent, tag, attributes or {}).text = clean(text)


def clean(text: str) -> str:
    """The text without the characters that XML 1.0 (section 2.2) forbids."""
    return _FORBIDDEN.sub("", text)


def tmx_date(time: datetime) -> str:
    """For example 20240131T094500Z; a time without a zone is taken for UTC."""
    aware = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    # %Y does not pad years before 1000 on every system.
    return f"{aware.year:04}{aware:%m%dT%H%M%SZ}"
