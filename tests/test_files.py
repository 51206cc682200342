"""Files as wholes."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from align.errors import UnreadableFileError, WorkspaceError
from align.files import check_writable, file_hash, replacing


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 300_000)
    assert file_hash(tmp_path / "a") == hashlib.sha256(b"x" * 300_000).hexdigest()


@pytest.mark.parametrize("name", ["missing", "."])
def test_what_cannot_be_read_has_no_hash(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be read"):
        file_hash(tmp_path / name)


def test_a_file_that_takes_a_place_has_the_permissions_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with replacing(path) as stream:
        stream.write(b"new")
        assert path.read_bytes() == b"old"
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_only_what_shall_last_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with replacing(tmp_path / "cache" / "a", lasting=False) as stream:
        stream.write(b"again")
    with pytest.raises(OSError, match="No space"), replacing(tmp_path / "b") as stream:
        stream.write(b"decision")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a"]


def test_trying_out_whether_a_file_can_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    for name in ("new", "old", "some/folders/new"):
        check_writable(tmp_path / name)
    check_writable(Path(os.devnull))
    assert [path.name for path in tmp_path.rglob("*")] == ["old"]
    assert (tmp_path / "old").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["", "file/new", "file/folder/new", "x" * 300, "folder/" + "x" * 300])
def test_a_file_that_could_not_be_written_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WorkspaceError, match="cannot be written"):
        check_writable(tmp_path / name)
    assert [path.name for path in tmp_path.rglob("*")] == ["file"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system has no /proc")
def test_a_folder_that_takes_no_files_is_refused_whoever_asks() -> None:
    with pytest.raises(WorkspaceError, match="/proc/nosuch/model cannot be written"):
        check_writable(Path("/proc/nosuch/model"))
