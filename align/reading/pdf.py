"""PDFs as files: opened, mended where they are damaged, counted, drawn."""

import base64
import tempfile
from dataclasses import dataclass
from pathlib import Path

from align.errors import LimitError, UnreadableFileError, UsageError
from align.reading.children import Answer, Child, ChildFaultError
from align.reading.options import ReadingOptions

OPENING_SECONDS = 60.0
"""For opening or mending a file; 2,000 pages open in well under a second."""

RENDER_SECONDS = 30.0

MOST_PAGES = 20_000


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF that could be opened.

    Attributes:
        path: where its bytes can be read: the file itself, or its mended copy.
        pages: how many.
        damage: a plain sentence where pages may be missing; "" for a whole file.
    """

    path: Path
    pages: int
    damage: str = ""


def open_pdf(path: Path, child: Child, folder: Path) -> PdfFile:
    """Open a file; a damaged one is mended into `folder` as far as it can be.

    Raises:
        UnreadableFileError: it is encrypted, or nothing in it can be saved.
        LimitError: it has more pages than any document.
    """
    try:
        pages, damage = child.ask("describe", OPENING_SECONDS, path=str(path))["pages"], ""
        source = path
    except ChildFaultError as fault:
        if fault.kind != "damaged":
            raise file_error(path.name, fault) from fault
        source = folder / "mended.pdf"
        pages, damage = _mend(path, source, child), _damage(path)
    if pages > MOST_PAGES:
        raise LimitError(f"{path.name} has {pages:,} pages; more than {MOST_PAGES:,} are not read.", "Split the file.")
    return PdfFile(source, pages, damage)


def _mend(path: Path, target: Path, child: Child) -> int:
    try:
        return int(child.ask("mend", OPENING_SECONDS, path=str(path), target=str(target))["pages"])
    except ChildFaultError as fault:
        raise file_error(path.name, fault) from fault


def _damage(path: Path) -> str:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2048))
        whole = b"%%EOF" in stream.read()
    cause = "its inner table is broken" if whole else "it ends before its end, as a broken-off download does"
    return f"The file is damaged: {cause}; pages may be missing, and the last may be cut off. Get the file again."


def file_error(name: str, fault: ChildFaultError) -> UnreadableFileError | LimitError:
    """The error to show for a fault of a whole file."""
    if fault.kind in {"limit", "time"}:
        return LimitError(
            f"{name} cannot be read: {fault.text}", "Check the file; split it if it is meant to be so large."
        )
    if fault.kind == "encrypted":
        return UnreadableFileError(
            f"{name} cannot be read: {fault.text}", "Save it without a password (qpdf --decrypt) and read that file."
        )
    return UnreadableFileError(f"{name} cannot be read: {fault.text}", "Get the file again from where it came from.")


def page_count(path: Path) -> int:
    """How many pages a PDF has.

    Raises:
        UnreadableFileError: it cannot be opened.
        LimitError: it has too many.
    """
    with tempfile.TemporaryDirectory() as folder, Child(ReadingOptions().memory) as child:
        return open_pdf(path, child, Path(folder)).pages


def render_page(path: Path, page: int, *, width: int) -> bytes:
    """A page of a PDF as PNG.

    Args:
        path: the PDF.
        page: 1-based.
        width: in pixels; less where the page would become too large.

    Raises:
        UnreadableFileError: the file or the page cannot be opened or drawn.
        LimitError: drawing it takes too much time or memory.
    """
    with tempfile.TemporaryDirectory() as folder, Child(ReadingOptions().memory) as child:
        try:
            answer = child.ask("render", RENDER_SECONDS, path=str(path), page=page, width=width)
        except ChildFaultError as fault:
            if fault.kind == "encrypted":
                raise file_error(path.name, fault) from fault
            opened = open_pdf(path, child, Path(folder))
            answer = _render_mended(path.name, opened, child, page=page, width=width)
    return base64.b64decode(answer["png"])


def _render_mended(name: str, opened: PdfFile, child: Child, *, page: int, width: int) -> Answer:
    if not 1 <= page <= opened.pages:
        raise UsageError(f"{name} has no page {page}.", f"It has pages 1 to {opened.pages}.")
    try:
        return child.ask("render", RENDER_SECONDS, path=str(opened.path), page=page, width=width)
    except ChildFaultError as fault:
        raise file_error(f"Page {page} of {name}", fault) from fault
