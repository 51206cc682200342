"""Paragraphs, runs and tables of WordprocessingML (ECMA-376, part 1, 17.3 and 17.4) as elements, in the schema's order.

python-docx makes and saves the package with its styles; the body is built here, because its objects search the tree at
every step: a protocol of 600 pairs took it seconds.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

Element = etree._Element

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, production 2
_BREAKS = re.compile("(\t|\r\n|\r|\n)")
_LOCALES = {"de": "de-DE", "en": "en-US", "fr": "fr-FR", "ru": "ru-RU", "it": "it-IT", "es": "es-ES"}
_TWIPS = 1440 / 25.4
"""A millimetre in twentieths of a point."""

QUIET, GONE, COME = "6B655B", "B4472F", "2B6739"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one language and one look; `colour` is hexadecimal."""

    words: str
    language: str = "en"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: for each cell its paragraphs; a head is repeated on every page."""

    cells: Sequence[Sequence[Sequence[Run]]]
    head: bool = False


def clean(words: str) -> str:
    """The words, each character that XML has no place for as U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", words)


def locale(language: str) -> str:
    """The code of a language as word processors know it."""
    return _LOCALES.get(language, language)


def paragraph(runs: Iterable[Run], style: str = "") -> Element:
    """A paragraph (17.3.1.22); `style` is the id of one."""
    element = _element("w:p")
    if style:
        _element("w:pStyle", _element("w:pPr", element), val=style)
    for run in runs:
        if run.words:
            _run(element, run)
    return element


def _run(parent: Element, run: Run) -> None:
    """A run (17.3.2.25) with its properties (17.3.2.28)."""
    element = _element("w:r", parent)
    properties = _element("w:rPr", element)
    for name, wanted in (("w:b", run.bold), ("w:i", run.italic), ("w:strike", run.strike)):
        if wanted:
            _element(name, properties)
    if run.colour:
        _element("w:color", properties, val=run.colour)
    if run.underline:
        _element("w:u", properties, val="single")
    _element("w:lang", properties, val=locale(run.language))
    for part in _BREAKS.split(clean(run.words)):
        if _BREAKS.fullmatch(part):
            _element("w:tab" if part == "\t" else "w:br", element)
        elif part:
            text = _element("w:t", element)
            text.text = part
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def table(rows: Iterable[Row], widths: Sequence[float]) -> Element:
    """A table with borders (17.4.38), no row of which is broken over two pages; widths in millimetres."""
    twips = [str(round(width * _TWIPS)) for width in widths]
    element = _element("w:tbl")
    properties = _element("w:tblPr", element)
    _element("w:tblStyle", properties, val="TableGrid")
    _element("w:tblW", properties, w="0", type="auto")
    _element("w:tblLayout", properties, type="fixed")
    grid = _element("w:tblGrid", element)
    for width in twips:
        _element("w:gridCol", grid, w=width)
    for row in rows:
        line = _element("w:tr", element)
        _element("w:tblHeader" if row.head else "w:cantSplit", _element("w:trPr", line))
        for paragraphs, width in zip(row.cells, twips, strict=True):
            cell = _element("w:tc", line)
            _element("w:tcW", _element("w:tcPr", cell), w=width, type="dxa")
            cell.extend([paragraph(runs) for runs in paragraphs])
    return element


def _element(name: str, parent: Element | None = None, **attributes: str) -> Element:
    element = etree.Element(_name(name)) if parent is None else etree.SubElement(parent, _name(name))
    for key, value in attributes.items():
        element.set(_name(f"w:{key}"), value)
    return element


@cache
def _name(short: str) -> str:
    """The name with its namespace."""
    return str(qn(short))


def put(document: Any, elements: Iterable[Element]) -> None:
    """Put elements at the end of a document's body, before the properties of its section."""
    section = document.element.body.sectPr
    for element in elements:
        section.addprevious(element)
