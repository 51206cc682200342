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
    for element in _open(path).element.body.iterchildren():
        if element.tag == qn("w:p"):
            texts = [_paragraph_text(element)]
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
    """Text with line and page breaks; a list item gets the mark that Word draws but does not write."""
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
    if text.strip() and element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
        return f"- {text.lstrip()}"
    return text


def _table_rows(element: Any) -> Iterator[str]:
    for row in Table(element, None).rows:  # type: ignore[arg-type]
        cells = [" ".join(Paragraph(p, None).text for p in cell._tc.p_lst) for cell in row.cells]  # type: ignore[arg-type]
        yield CELL_GAP.join(" ".join(cell.split()) for cell in cells if cell.strip())


def docx_document(path: str) -> dict[str, Any]:
    """The rows of `docx_lines`, and the title and author that the file says of itself."""
    return {"lines": list(docx_lines(path))}
