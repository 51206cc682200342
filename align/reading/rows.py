"""DOCX and HTML: a child takes the file apart, here its rows become a document."""

from pathlib import Path

from align.errors import LimitError
from align.model import Document
from align.reading.children import Child, ChildFaultError
from align.reading.kinds import LARGEST_TEXT, FileKind
from align.reading.options import ReadingOptions
from align.reading.pdf import file_error
from align.reading.plain import pages_from_rows

SECONDS = 60.0
"""For one file; a thousand pages of DOCX take about five."""


def read_rows(path: Path, kind: FileKind, options: ReadingOptions) -> Document:
    """A DOCX or HTML file as a document without geometry.

    Raises:
        UnreadableFileError: it is damaged.
        LimitError: it is too large, packed or unpacked, or takes too long.
    """
    if kind is FileKind.HTML and path.stat().st_size > LARGEST_TEXT:
        raise LimitError(f"{path.name} has more than {LARGEST_TEXT:,} bytes; no page is so long.", "Check the file.")
    with Child(options.memory) as child:
        try:
            answer = child.ask(f"{kind.value}_document", SECONDS, path=str(path))
        except ChildFaultError as fault:
            raise file_error(path.name, fault) from fault
    pages = pages_from_rows([(text, gap, page) for text, gap, page in answer["lines"]])
    return Document(pages=pages, language=options.language, layout=kind.value, metadata=answer.get("facts", {}))
