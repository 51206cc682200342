"""One file from one address: resumed where it broke off, within limits, and in its place only when whole."""

import codecs
import contextlib
import http.client
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from align.errors import FetchError, UnreadableFileError, WorkspaceError
from align.files import replacing
from align.reading.fetching.visit import BY_HAND, LATER, AgainError, Response, Visit
from align.reading.kinds import FileKind, kind_of

CHUNK = 65_536
HEAD = 1024  # bytes at the start of a page in which it may declare its encoding (HTML standard, 13.2.3.2)
DECLARED = re.compile(rb"""<meta[^>]+charset=|<\?xml[^>]+encoding=""", re.IGNORECASE)
TAIL = 2048  # bytes at the end of a page in which it must close
FIRST_WAIT = 5.0  # seconds before the second attempt; doubled for each further one

TYPES: Mapping[str, FileKind] = {
    "text/html": FileKind.HTML,
    "application/xhtml+xml": FileKind.HTML,
    "application/pdf": FileKind.PDF,
    "text/plain": FileKind.TEXT,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": FileKind.DOCX,
}
SUFFIXES: Mapping[FileKind, str] = {
    FileKind.HTML: ".html",
    FileKind.PDF: ".pdf",
    FileKind.TEXT: ".txt",
    FileKind.DOCX: ".docx",
}


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a partial file is the beginning of; without a validator it cannot be continued (RFC 9110, 13.1.5)."""

    address: str = ""
    validator: str = ""


@dataclass(frozen=True, slots=True)
class _Errand:
    """What is fetched, where it shall be, and since when (by the visit's clock)."""

    address: str
    target: Path
    began: float

    @property
    def part(self) -> Path:
        """Where it grows until it is whole."""
        return self.target.with_name(f".{self.target.name}.part")


@dataclass(frozen=True, slots=True)
class _Body:
    """What a response says of its body.

    Attributes:
        start: offset of its first byte.
        total: bytes of the whole file; None if it does not tell.
        kind: of file.
        charset: of a text; "" if it does not tell.
        framed: a body that broke off is known by its framing.
    """

    start: int
    total: int | None
    kind: FileKind
    charset: str
    framed: bool


def download(visit: Visit, address: str, target: Path) -> Path:
    """Fetch a page or file, whole.

    Args:
        visit: whose pauses and limits apply.
        address: of the file.
        target: where it shall be; without a suffix, the content decides on that. What a broken download left lies
            beside it and is continued by the next call.

    Returns:
        Where it is now.

    Raises:
        FetchError: it cannot be had, or is not what its address promised.
        WorkspaceError: it cannot be written.
    """
    errand = _Errand(address, target, visit.clock())
    with _writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(1, visit.options.attempts + 1):
        try:
            body = _attempt(visit, errand)
            kind = _checked(errand, body)
            break
        except AgainError as again:
            _wait_or_give_up(visit, errand, again, attempt)
    final = target if target.suffix.lower() in SUFFIXES.values() else target.with_name(target.name + SUFFIXES[kind])
    with _writing(final):
        _note(errand.part).unlink(missing_ok=True)
        if kind in (FileKind.HTML, FileKind.TEXT):
            _write_encoding(errand.part, body.charset)
        errand.part.replace(final)
    return final


def write_text(path: Path, text: str) -> None:
    """Write a text made from fetched pages, whole or not at all.

    Raises:
        WorkspaceError: it cannot be written.
    """
    with _writing(path), replacing(path) as stream:
        stream.write(text.encode("utf-8"))


def _attempt(visit: Visit, errand: _Errand) -> _Body:
    """Ask for what is missing and append it."""
    address, part = errand.address, errand.part
    begun = _begun(part, address)
    have = part.stat().st_size if begun.validator else 0
    headers = {"Range": f"bytes={have}-", "If-Range": begun.validator} if have else {}
    response, came_from = visit.open(address, headers)
    with closing(response):
        if response.status == 416:
            part.unlink(missing_ok=True)
            raise AgainError(f"{address} has changed since its first part was fetched")
        body = _described(response, came_from, have)
        _require_small(address, max(body.total or 0, body.start), visit.options.largest)
        with _writing(part):
            validator = _validator(response) or (begun.validator if body.start else "")
            _note(part).write_text(json.dumps(asdict(_Begun(address, validator))), encoding="utf-8")
        _append(visit, errand, response, body)
    return body


def _append(visit: Visit, errand: _Errand, response: Response, body: _Body) -> None:
    address, size = errand.address, body.start
    with _writing(errand.part), errand.part.open("ab" if body.start else "wb") as file:
        for chunk in _chunks(response, address):
            size += len(chunk)
            _require_small(address, size, visit.options.largest)
            if visit.clock() - errand.began > visit.options.longest:
                raise FetchError(f"{address} takes more than {visit.options.longest:.0f} s.", LATER)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if body.total is not None and size != body.total:
        raise AgainError(f"{address} broke off after {size:,} of {body.total:,} bytes")


def _chunks(response: Response, address: str) -> Iterator[bytes]:
    try:
        while chunk := response.read1(CHUNK):
            yield chunk
    except (http.client.HTTPException, OSError) as error:
        raise AgainError(f"{address} broke off ({error or type(error).__name__})") from error


def _described(response: Response, address: str, have: int) -> _Body:
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise FetchError(f"{address} comes packed, though it was asked for as it is.", BY_HAND)
    named = response.headers.get_content_type()
    if "Content-Type" not in response.headers or named not in TYPES:
        raise FetchError(f"{address} is not a text but {named}.", BY_HAND)
    start = 0
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isdecimal() else None
    if response.status == 206:
        span = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+|\*)", response.headers.get("Content-Range", ""))
        if span is None or int(span[1]) != have:
            raise FetchError(f"{address} sends another part than the one asked for.", LATER)
        start, total = have, int(span[3]) if span[3].isdecimal() else int(span[2]) + 1
    charset = response.headers.get_content_charset("")
    return _Body(start, total, TYPES[named], charset, total is not None or response.chunked)


def _checked(errand: _Errand, body: _Body) -> FileKind:
    """The kind of the whole file, which must be what was said, what the target's name says, and whole."""
    address, part, target = errand.address, errand.part, errand.target
    try:
        kind = kind_of(part)
    except UnreadableFileError as error:
        _forget(part)
        raise FetchError(f"{address}{error.what.removeprefix(part.name)}", BY_HAND) from error
    fault: Exception | None = None
    if kind is not body.kind:
        fault = FetchError(f"{address} says that it is {body.kind.value}, but its content is {kind.value}.", BY_HAND)
    elif target.suffix.lower() in set(SUFFIXES.values()) - {SUFFIXES[kind]}:
        advice = f"Give the file of the entry the ending {SUFFIXES[kind]} in collection.toml."
        fault = FetchError(f"{address} is {kind.value}, but {target.name} is to be another kind of file.", advice)
    elif kind is FileKind.HTML and not body.framed and b"</html" not in _tail(part).lower():
        fault = AgainError(f"{address} broke off before the end of the page")
    if fault:
        _forget(part)
        raise fault
    return kind


def _write_encoding(path: Path, charset: str) -> None:
    """Put a text's encoding into the file where only the response told it: as UTF-8 with its mark."""
    content = path.read_bytes()
    if not charset or content.startswith(codecs.BOM_UTF8) or DECLARED.search(content[:HEAD]):
        return
    try:
        text = content.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return
    if not text.isascii():
        path.write_bytes(codecs.BOM_UTF8 + text.encode())


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        return file.read()


def _wait_or_give_up(visit: Visit, errand: _Errand, again: AgainError, attempt: int) -> None:
    """Wait before the next attempt; raise FetchError if there is none, or if it would take too long."""
    options = visit.options
    wait = FIRST_WAIT * 2 ** (attempt - 1) if again.wait is None else again.wait
    end = ""
    if wait > options.patience:
        end = f"It asks to wait {wait / 60:.0f} min."
    elif attempt >= options.attempts:
        end = f"It was tried {'once' if attempt == 1 else f'{attempt} times'}."
    elif visit.clock() - errand.began + wait > options.longest:
        end = f"It takes more than {options.longest:.0f} s."
    if not end:
        visit.wait(wait, f"{again.why}.")
        return
    what = f"{again.why}. {end}"
    if again.everywhere:
        visit.give_up(errand.address, what)
    raise FetchError(what, LATER) from again


def _require_small(address: str, size: int, largest: int) -> None:
    if size > largest:
        raise FetchError(f"{address} has more than {largest:,} bytes; a text is never so large.", BY_HAND)


def _validator(response: Response) -> str:
    """A strong entity tag, else the date; a weak tag does not promise the same bytes."""
    tag = response.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")


def _note(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _begun(part: Path, address: str) -> _Begun:
    try:
        begun = _Begun(**json.loads(_note(part).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return _Begun()
    return begun if part.is_file() and begun.address == address else _Begun()


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise WorkspaceError(
            f"{path} cannot be written: {exc.strerror}.", "Check its permissions and the free space."
        ) from exc
