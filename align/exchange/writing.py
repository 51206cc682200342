"""Writing a file whole or not at all, and what a writer reports."""

import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from align.errors import WorkspaceError
from align.exchange.bitext import Bitext

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What came of an export.

    Attributes:
        written: beads in the file.
        left_out: beads that the format has no place for.
        side_files: files written beside it, which hold what was left out.
    """

    written: int
    left_out: int = 0
    side_files: tuple[Path, ...] = ()


Writer = Callable[[Bitext, Path], WriteReport]


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that takes the place of `path` only when the block ends without an exception.

    The folder of `path` is made if need be. A link at `path` is followed, so that it stays a link; a pipe or device
    (/dev/stdout) is written to as it is.

    Raises:
        WorkspaceError: on a full disk, in a read-only folder, or if `path` is a folder; what was at `path` stays.
    """
    try:
        if path.is_fifo() or path.is_char_device():
            with path.open("wb") as stream:
                yield stream
        else:
            with _replacing(path.resolve()) as stream:
                yield stream
    except OSError as exc:
        raise _refused(path, exc) from exc


def remove(path: Path) -> None:
    """Take away a file of an earlier export, if there is one.

    Raises:
        WorkspaceError: if it cannot be taken away.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as exc:
        raise _refused(path, exc) from exc


def _refused(path: Path, exc: OSError) -> WorkspaceError:
    return WorkspaceError(
        f"{path} cannot be written: {exc.strerror or exc}.",
        "Choose another folder, or free some space; nothing was changed.",
    )


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """Write beside `path`, and take its place at the end; on any exception leave no trace."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_text(path: Path, parts: Iterator[str]) -> None:
    """Write the parts one after the other as UTF-8, line ends as they are, lone surrogates as U+FFFD.

    Raises:
        WorkspaceError: as `new_file`.
    """
    with new_file(path) as stream:
        for part in parts:
            stream.write(_LONE_SURROGATE.sub("\ufffd", part).encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file of bytes.

    Raises:
        WorkspaceError: as `new_file`.
    """
    with new_file(path) as stream:
        stream.write(data)
