"""DOCX files, taken apart by python-docx (runs in a child process)."""

import zipfile
from collections.abc import Iterator
from typing import Any

import docx
import docx.opc.exceptions
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from align.reading.child import FileFaultError

MOST_UNPACKED = 200_000_000
"""Bytes of all parts of a DOCX unpacked; a thousand pages of text have about 20 million."""

MOST_PARTS = 10_000
"""Parts of a DOCX; a text with a hundred pictures has about 150."""

CELL_GAP = "    "
"""Between two cells of a row: as many blanks as the cleaning needs to see two columns."""

PAGE_BREAK, LINE_BREAK = "\f", "\n"


def docx_lines(path: str) -> Iterator[list[Any]]:
    """Rows of [text, empty lines before it, page] for paragraphs, list items and table rows, in order."""
    page = 1
    document = _open(path)
    lists = _list_styles(document)
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            texts = [_item_mark(element, lists) + _paragraph_text(element)]
        elif element.tag == qn("w:tbl"):
            texts = list(_table_rows(element))
        else:
            continue
        gap = 1
        for text in texts:
            for count, part in enumerate(text.split(PAGE_BREAK)):
                page += count > 0
                for line in part.split(LINE_BREAK):
                    if line.strip():
                        yield [line.rstrip(), gap, page]
                        gap = 0


def _open(path: str) -> Any:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise FileFaultError("limit", "unpacked, it is larger than a document of this kind should be.")
        return docx.Document(path)
    except (zipfile.BadZipFile, KeyError, ValueError, docx.opc.exceptions.PackageNotFoundError) as error:
        raise FileFaultError("damaged", "it cannot be opened as a DOCX.") from error


def _paragraph_text(element: Any) -> str:
    """Text with line and page breaks."""
    text = ""
    for node in element.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:noBreakHyphen"), qn("w:softHyphen")):
        if node.tag == qn("w:t"):
            text += node.text or ""
        elif node.tag == qn("w:tab"):
            text += CELL_GAP if node.getparent().tag == qn("w:r") else ""
        elif node.tag == qn("w:noBreakHyphen"):
            text += "-"
        elif node.tag == qn("w:softHyphen"):
            text += "\u00ad"
        else:
            text += PAGE_BREAK if node.get(qn("w:type")) == "page" else LINE_BREAK
    return text


def _list_styles(document: Any) -> frozenset[str]:
    """Ids of paragraph styles that make a list, themselves or through the style they are based on."""
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
    bases = {name: _value(style.find(qn("w:basedOn"))) for name, style in styles.items()}
    lists = {name for name, style in styles.items() if style.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None}
    while derived := {name for name, base in bases.items() if base in lists and name not in lists}:
        lists |= derived
    return frozenset(lists)


def _value(element: Any) -> str:
    return "" if element is None else str(element.get(qn("w:val"), ""))


def _item_mark(element: Any, lists: frozenset[str]) -> str:
    """The mark of a list item, which Word draws but does not write; "" for other paragraphs and empty ones."""
    if not any((node.text or "").strip() for node in element.iter(qn("w:t"))):
        return ""
    numbered = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    return "- " if numbered or _value(element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) in lists else ""


def _table_rows(element: Any) -> Iterator[str]:
    for row in Table(element, None).rows:  # type: ignore[arg-type]
        cells = [" ".join(Paragraph(p, None).text for p in cell._tc.p_lst) for cell in row.cells]  # type: ignore[arg-type]
        yield CELL_GAP.join(" ".join(cell.split()) for cell in cells if cell.strip())


def docx_document(path: str) -> dict[str, Any]:
    """The rows of `docx_lines`.

    Raises:
        FileFaultError: "damaged" or "limit".
    """
    return {"lines": list(docx_lines(path))}
