"""A whole workspace as one file: catalogue, originals, translations and database, each with its hash.

The file is an ordinary ZIP with a `manifest.json` on top; unpacking checks every hash, and nothing is written outside
of the folder that was named.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from align.errors import UnreadableFileError, WorkspaceError
from align.files import file_hash
from align.reviewing.backups import write_copy
from align.reviewing.opening import DATABASE_NAME, Database

MANIFEST = "manifest.json"
FORMAT = "align workspace 1"
PARTS = ("collection.toml", "originals", "translations")
"""What an archive holds of a workspace besides the database."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A file in an archive.

    Attributes:
        path: with slashes, seen from the workspace.
        sha256: of its bytes, hexadecimal.
        size: in bytes.
    """

    path: str
    sha256: str
    size: int


def write_archive(
    database: Database, folder: Path, file: Path, *, at: datetime | None = None, parts: Sequence[str] = PARTS
) -> tuple[Piece, ...]:
    """Write a workspace into one file; people may go on working meanwhile.

    Args:
        database: `store.database`; it goes in as an SQLite file, whatever engine it runs on.
        folder: the workspace.
        file: the archive to write; it replaces one of the same name once it is whole.
        at: the present time.
        parts: files and folders of the workspace to take.

    Returns:
        What is in it.

    Raises:
        WorkspaceError: the archive cannot be written, or the database is damaged.
    """
    now = at or datetime.now(UTC)
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix="unfinished-") as scratch:
            copy = write_copy(database, "archive", now, Path(scratch))
            files = {DATABASE_NAME: copy.file, **dict(_files(folder, parts))}
            pieces = tuple(Piece(name, file_hash(path), path.stat().st_size) for name, path in files.items())
            unfinished = Path(scratch) / file.name
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(MANIFEST, _manifest(pieces, now))
                for name, path in files.items():
                    archive.write(path, name)
            unfinished.replace(file)
    except OSError as fault:
        what = f"The archive {file} cannot be written: {fault.strerror or fault}."
        raise WorkspaceError(what, "Free some space there or choose another folder.") from fault
    return pieces


def _files(folder: Path, parts: Sequence[str]) -> Iterator[tuple[str, Path]]:
    for part in parts:
        root = folder / part
        found = sorted(root.rglob("*")) if root.is_dir() else [root]
        for path in found:
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path


def _manifest(pieces: Sequence[Piece], at: datetime) -> str:
    files = [{"path": piece.path, "sha256": piece.sha256, "size": piece.size} for piece in pieces]
    return json.dumps({"format": FORMAT, "made": at.astimezone(UTC).isoformat(), "files": files}, indent=1)


def read_manifest(file: Path) -> tuple[Piece, ...]:
    """What an archive says it holds.

    Raises:
        UnreadableFileError: it is not an archive of a workspace, or names a place outside of one.
    """
    with _opened(file) as archive:
        return _pieces(archive, file)


def check_archive(file: Path) -> tuple[str, ...]:
    """What is wrong with an archive, in plain sentences; () if every file is there and whole.

    Raises:
        UnreadableFileError: it is not an archive of a workspace at all.
    """
    with _opened(file) as archive:
        pieces = _pieces(archive, file)
        names = set(archive.namelist()) - {MANIFEST}
        faults = [f"{name} is not in its list." for name in sorted(names - {piece.path for piece in pieces})]
        for piece in pieces:
            if piece.path not in names:
                faults.append(f"{piece.path} is missing.")
            elif not _is_whole(archive, piece):
                faults.append(f"{piece.path} is damaged.")
    return tuple(faults)


def restore_archive(file: Path, folder: Path) -> tuple[Piece, ...]:
    """Unpack an archive into a new workspace.

    Args:
        file: the archive.
        folder: must not exist or be empty.

    Returns:
        What was unpacked.

    Raises:
        UnreadableFileError: the archive is damaged; nothing was written.
        WorkspaceError: the folder is not empty or cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(f"The folder {folder} is not empty.", "Name a new one.")
    faults = check_archive(file)
    if faults:
        raise UnreadableFileError(f"The archive {file} is damaged: {faults[0]}", "Take another copy of it.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="unfinished-") as scratch, _opened(file) as archive:
            pieces = _pieces(archive, file)
            whole = Path(scratch) / "workspace"
            for piece in pieces:
                target = whole / piece.path
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(piece.path) as packed, target.open("wb") as stream:
                    shutil.copyfileobj(packed, stream, _CHUNK)
            whole.replace(folder)
    except OSError as fault:
        what = f"The folder {folder} cannot be written: {fault.strerror or fault}."
        raise WorkspaceError(what, "Free some space there or choose another folder.") from fault
    return pieces


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, FileNotFoundError, IsADirectoryError) as fault:
        raise UnreadableFileError(
            f"{file} is not an archive of a workspace: {fault}.", "Choose another file."
        ) from fault


def _pieces(archive: zipfile.ZipFile, file: Path) -> tuple[Piece, ...]:
    try:
        value = json.loads(archive.read(MANIFEST))
        pieces = tuple(Piece(str(one["path"]), str(one["sha256"]), int(one["size"])) for one in value["files"])
        known = value["format"] == FORMAT
    except (KeyError, ValueError, TypeError) as fault:
        raise UnreadableFileError(f"{file} is not an archive of a workspace.", "Choose another file.") from fault
    if not known:
        raise UnreadableFileError(f"The archive {file} is of a kind that this version does not know.", "Update.")
    for piece in pieces:
        path = PurePosixPath(piece.path)
        if path.is_absolute() or ".." in path.parts or "\\" in piece.path or ":" in piece.path or not path.parts:
            raise UnreadableFileError(f"The archive {file} names a place outside of the workspace.", "Do not use it.")
    return pieces


def _is_whole(archive: zipfile.ZipFile, piece: Piece) -> bool:
    """Whether a file has the size and the hash of the list; reads no more than that size."""
    if archive.getinfo(piece.path).file_size != piece.size:
        return False
    digest = sha256()
    try:
        with archive.open(piece.path) as stream:
            while part := stream.read(_CHUNK):
                digest.update(part)
    except (zipfile.BadZipFile, EOFError, OSError):
        return False
    return digest.hexdigest() == piece.sha256
