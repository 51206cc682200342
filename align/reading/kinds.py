"""What kind of file it is: by its content first, by its name second."""

import zipfile
from enum import StrEnum
from pathlib import Path

from align.errors import LimitError, UnreadableFileError

LARGEST_FILE = 2_000_000_000
"""Bytes of a file that is read at all: 2,000 pages scanned in colour have about 1.5 thousand million."""

LARGEST_TEXT = 50_000_000
"""Bytes of a text or HTML file; the Bible has 4 million."""

LOOK = 4096
"""Bytes at the start of a file that are looked at."""


class FileKind(StrEnum):
    """Kinds of files that are read."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"


SUFFIXES = {".pdf": FileKind.PDF, ".docx": FileKind.DOCX, ".html": FileKind.HTML, ".htm": FileKind.HTML}

FOREIGN = {
    b"\xd0\xcf\x11\xe0": ("a file of old Word (.doc)", "Open it in a word processor and save it as .docx."),
    b"{\\rtf": ("an RTF file", "Open it in a word processor and save it as .docx."),
    b"\x89PNG": ("a picture", "Make a PDF of it, one page a picture."),
    b"\xff\xd8\xff": ("a picture", "Make a PDF of it, one page a picture."),
    b"II*\x00": ("a picture", "Make a PDF of it, one page a picture."),
    b"MM\x00*": ("a picture", "Make a PDF of it, one page a picture."),
    b"\x1f\x8b": ("a compressed file", "Unpack it first."),
    b"%!PS": ("a PostScript file", "Make a PDF of it."),
}
"""First bytes of files that people try, what they are, and what to do with them."""


def kind_of(path: Path) -> FileKind:
    """The kind of the file.

    Raises:
        UnreadableFileError: it is missing, empty, of a kind that is not read, or not what its name says.
        LimitError: it is larger than any document.
    """
    start = _first_bytes(path)
    named = SUFFIXES.get(path.suffix.lower())
    found = _kind_of_bytes(path, start)
    if named is not None and found is not named and {named, found} != {FileKind.HTML, FileKind.TEXT}:
        raise UnreadableFileError(
            f"{path.name} is named {path.suffix} but is no {named.upper()} file; its content looks like {found.value}.",
            "Get the file again, or give it the ending that fits.",
        )
    return found


def _first_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(LOOK)
    except OSError as error:
        raise UnreadableFileError(
            f"{path} cannot be opened: {error.strerror}.", "Check the name and the folder."
        ) from error
    if not start:
        raise UnreadableFileError(f"{path.name} is empty (0 bytes).", "Get the file again.")
    if size > LARGEST_FILE:
        raise LimitError(
            f"{path.name} has {size:,} bytes; files of more than {LARGEST_FILE:,} are not read.", "Split it."
        )
    return start


def _kind_of_bytes(path: Path, start: bytes) -> FileKind:
    if b"%PDF-" in start[:1024]:
        return FileKind.PDF
    if start.startswith(b"PK\x03\x04"):
        return _kind_of_archive(path)
    for first, (what, advice) in FOREIGN.items():
        if start.startswith(first):
            raise UnreadableFileError(f"{path.name} is {what}, which is not read.", advice)
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and (b"\x00" in start or _control_share(start) > 0.02):
        what = f"no {path.suffix[1:].upper()} file" if path.suffix.lower() in SUFFIXES else "no text"
        raise UnreadableFileError(
            f"{path.name} is {what}: its content is not of any kind that is read.",
            "PDF, DOCX, HTML and plain text are read; get the file again or convert it.",
        )
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in head[:2000]:
        return FileKind.HTML
    return FileKind.TEXT


def _kind_of_archive(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableFileError(f"{path.name} is damaged: it is cut off.", "Get the file again.") from error
    if "word/document.xml" in names:
        return FileKind.DOCX
    raise UnreadableFileError(
        f"{path.name} is an archive or a file of another office program, which is not read.",
        "Unpack it, or save it as .docx.",
    )


def _control_share(start: bytes) -> float:
    return sum(byte < 32 and byte not in b"\t\n\r\f\v\x02\x1a" for byte in start) / len(start)
