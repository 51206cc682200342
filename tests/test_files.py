"""Files as wholes."""

import errno
import hashlib
import os
from pathlib import Path

import pytest

from align.errors import UnreadableFileError
from align.files import file_hash, replacing


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
