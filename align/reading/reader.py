"""One file in, one document out, whatever kind of file it is."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from align.errors import UnreadableFileError
from align.files import file_hash
from align.model import Document, Page
from align.reading import mediathek, wilson
from align.reading.kinds import FileKind, kind_of
from align.reading.options import Progress, ReadingOptions
from align.reading.pages import opened_pdf
from align.reading.plain import read_plain
from align.reading.rows import read_rows


def read(
    path: Path, options: ReadingOptions, *, cache: Path | None = None, progress: Progress | None = None
) -> Document:
    """Read a PDF, text, HTML or DOCX file.

    Args:
        path: the file; its content decides what it is, not its name.
        options: how to read.
        cache: folder in which the pages of a PDF are kept, so that none is read twice; None to keep nothing.
        progress: told after each page.

    Returns:
        The document. A page that could not be read has no lines and says why in `failure`; `metadata["damage"]` says
        what is wrong with a file that could be read in part.

    Raises:
        UnreadableFileError: missing, empty, damaged, encrypted, or of a kind that is not read.
        LimitError: larger than any document of its kind.
        MissingCapabilityError: it needs OCR, and there is no engine.
        NoTextError: a text that cannot be used (an OCR dump without punctuation).
        UsageError: an engine or a page that there is not.
        WorkspaceError: the cache cannot be written.
    """
    kind = kind_of(path)
    if kind is FileKind.PDF:
        document = _read_pdf(path, options, cache, progress)
    elif kind is FileKind.TEXT:
        document = read_plain(path, options.language)
    else:
        document = read_rows(path, kind, options)
    document = replace(document, source=path.name, sha256=document.sha256 or file_hash(path))
    transcribed = mediathek.interpret(document)
    return transcribed if transcribed is not document else wilson.interpret(document)


def read_pages(
    path: Path, options: ReadingOptions, *, cache: Path | None = None, progress: Progress | None = None
) -> Generator[Page, None, None]:
    """The pages of a PDF, each as soon as it is read: the first of 2,000 can be used at once.

    Arguments and errors as for `read`. Closing the generator ends the work.
    """
    with opened_pdf(path, options, cache) as pdf:
        yield from pdf.read(progress)


def _read_pdf(path: Path, options: ReadingOptions, cache: Path | None, progress: Progress | None) -> Document:
    with opened_pdf(path, options, cache) as pdf:
        pages = tuple(pdf.read(progress))
        if pdf.file.damage and not any(page.lines for page in pages):
            raise UnreadableFileError(f"{path.name} cannot be read: no text is left in it.", pdf.file.damage)
        metadata = {"damage": pdf.file.damage} if pdf.file.damage else {}
        return Document(pages, options.language, "pdf", metadata, sha256=pdf.sha256)
