"""Files as wholes: written whole or not at all, by one at a time, taken away, told apart by their hash."""

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from align.errors import UnreadableFileError, WorkspaceError


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal.

    Raises:
        UnreadableFileError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as exc:
        raise UnreadableFileError(f"{path} cannot be read: {exc.strerror or exc}.", "Check the file.") from exc


@contextmanager
def replacing(path: Path, *, lasting: bool = True) -> Iterator[BinaryIO]:
    """Open a file beside `path` that takes its place when the block ends; on any exception nothing is left of it.

    Whoever reads meanwhile sees the old file or the new one, whole. The folder is made if need be, and a file that is
    replaced hands its permissions on.

    Args:
        path: of the file.
        lasting: wait until the disk has it, so that a power cut leaves no half; needless for what can be made anew.

    Raises:
        OSError: on a full disk, in a read-only folder, or if `path` is a folder; what was at `path` stays.
    """
    unfinished = _beside(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished.open("xb") as stream:
            yield stream
            stream.flush()
            if lasting:
                os.fsync(stream.fileno())
        with suppress(FileNotFoundError):
            unfinished.chmod(path.stat().st_mode)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """A name that no file has, for what is not finished."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Keep other threads and programs that ask for the same from changing a folder's files meanwhile; leaves no trace.

    Raises:
        OSError: there is no such folder.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that a user asked for: as `replacing`, and faults are told in plain words.

    A link at `path` is followed, so that it stays a link; a pipe or device (/dev/stdout) is written to as it is.

    Raises:
        WorkspaceError: on a full disk, in a read-only folder, or if `path` is a folder; what was at `path` stays.
    """
    try:
        if path.is_fifo() or path.is_char_device():
            with path.open("wb") as stream:
                yield stream
        else:
            with replacing(path.resolve()) as stream:
                yield stream
    except OSError as exc:
        raise _refused(path, exc) from exc


def check_writable(path: Path) -> None:
    """Refuse a file that `new_file` could not write, before long work begins; leaves nothing behind.

    It is tried, since permissions alone say nothing of a read-only disk or of /proc. A pipe or device is not tried.

    Raises:
        WorkspaceError: as `new_file`.
    """
    try:
        if not (path.is_fifo() or path.is_char_device()):
            _try_out(path.resolve())
    except OSError as exc:
        raise _refused(path, exc) from exc


def _try_out(path: Path) -> None:
    """Make an empty file beside `path`, with the folders it needs, and take all of it away."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    missing = [folder for folder in path.parents if not folder.exists()]
    trial = _beside(path)
    try:
        trial.parent.mkdir(parents=True, exist_ok=True)
        trial.open("xb").close()
        trial.unlink()
    finally:
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file of bytes.

    Raises:
        WorkspaceError: as `new_file`.
    """
    with new_file(path) as stream:
        stream.write(data)


def remove(path: Path) -> None:
    """Take away a file that was made earlier, if there is one.

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
