"""Backups, going back to them, and whole workspaces as one file."""

import errno
import json
import sqlite3
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from align.errors import UnreadableFileError, WorkspaceError
from align.files import file_hash
from align.reviewing import Stamp, Store, history, open_store
from align.reviewing import operations as ops
from align.reviewing.archives import MANIFEST, check_archive, read_manifest, restore_archive, write_archive
from align.reviewing.backups import backup, backup_if_due, backups, restore
from tests.reviewing.samples import MORNING, Clock, do, german, ids, save_reading, snapshot, sound

HOUR = timedelta(hours=1)


def test_a_backup_holds_everything_and_is_recorded(document: Store, tmp_path: Path) -> None:
    do(document, ops.Accept(ids(document)[0]), Clock()())
    made = backup(document.database, at=MORNING, folder=tmp_path / "kept")
    assert made.file.name == "align-20260331T080000000000Z-by-hand.sqlite"
    assert (made.sha256, made.size) == (file_hash(made.file), made.file.stat().st_size)
    assert backups(document.database) == (made,)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == [made.file.name], "nothing unfinished is left"
    with open_store(made.file) as copy:
        assert snapshot(copy) == snapshot(document)
        sound(copy)


def test_going_back_restores_all_and_keeps_what_was_there(
    document: Store, tmp_path: Path, location: Path | str
) -> None:
    clock = Clock()
    before = snapshot(document)
    made = backup(document.database, at=MORNING, folder=tmp_path / "kept")
    do(document, ops.AcceptAbove("3", 0.1, history.last_event(document)), clock())
    later = snapshot(document)
    saved = restore(location, made.file, at=MORNING + HOUR, folder=tmp_path / "kept")
    assert snapshot(document) == before
    sound(document)
    assert saved is not None
    assert [one.reason for one in backups(document.database)] == ["by-hand", "before-restore"]
    do(document, ops.Accept(ids(document)[0]), Clock("new")())
    restore(location, saved.file, at=MORNING + 2 * HOUR, folder=tmp_path / "kept")
    assert snapshot(document) == later
    document.save_findings("3", [])
    sound(document)


def test_a_backup_can_move_to_another_engine(document: Store, tmp_path: Path) -> None:
    made = backup(document.database, at=MORNING, folder=tmp_path / "kept")
    target = tmp_path / "elsewhere.sqlite"
    assert restore(target, made.file, at=MORNING) is None
    with open_store(target) as copy:
        assert snapshot(copy) == snapshot(document)
        do(copy, ops.Accept(ids(copy)[0]), Clock()())
        sound(copy)


def test_a_damaged_database_is_moved_aside(tmp_path: Path) -> None:
    file = tmp_path / "align.sqlite"
    with open_store(file) as store:
        save_reading(store, "3", "source", german(3))
        made = backup(store.database, at=MORNING)
        before = snapshot(store)
    file.write_bytes(b"rubbish" * 1000)
    assert restore(file, made.file, at=MORNING) is None
    with open_store(file) as store:
        assert snapshot(store) == before
    assert (tmp_path / "align-damaged-20260331T080000Z.sqlite").read_bytes().startswith(b"rubbish")


@pytest.mark.parametrize("kind", ["missing", "no database", "cut off"])
def test_a_backup_that_cannot_be_used_changes_nothing(tmp_path: Path, kind: str) -> None:
    with open_store(tmp_path) as store:
        save_reading(store, "3", "source", german(60))
        made = backup(store.database, at=MORNING)
        before = snapshot(store)
        if kind == "missing":
            made.file.unlink()
        elif kind == "no database":
            made.file.write_text("Dear reader")
        else:
            made.file.write_bytes(made.file.read_bytes()[:-6000])
        with pytest.raises(UnreadableFileError):
            restore(tmp_path, made.file)
        assert snapshot(store) == before


def test_a_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        made = backup(store.database, at=MORNING)
        connection = sqlite3.connect(made.file)
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        connection.close()
        with pytest.raises(WorkspaceError, match="newer version"):
            restore(tmp_path, made.file)
        sound(store)


def test_the_timer_makes_a_backup_when_something_happened_and_time_has_passed(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        assert backup_if_due(store.database, HOUR, at=MORNING) is None, "nothing to keep yet"
        save_reading(store, "3", "source", german(2), stamp=Stamp("r1", "aligner", MORNING))
        assert backup_if_due(store.database, HOUR, at=MORNING + HOUR) is not None
        assert backup_if_due(store.database, HOUR, at=MORNING + 5 * HOUR) is None, "nothing has happened since"
        save_reading(store, "3", "source", german(3), stamp=Stamp("r2", "aligner", MORNING + 1.1 * HOUR))
        assert backup_if_due(store.database, HOUR, at=MORNING + 1.5 * HOUR) is None, "the last one is young"
        made = backup_if_due(store.database, HOUR, at=MORNING + 2.1 * HOUR)
        assert made is not None
        assert backups(store.database)[-1] == made


def test_the_timer_keeps_the_last_ones_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.reviewing.backups.KEPT", 2)
    with open_store(tmp_path) as store:
        save_reading(store, "3", "source", german(1))
        by_hand = backup(store.database, at=MORNING)
        made = []
        for day in range(1, 5):
            at = MORNING + timedelta(days=400 + day)
            save_reading(store, "3", "source", german(1 + day), stamp=Stamp(f"r{day}", "aligner", at - HOUR))
            made.append(backup_if_due(store.database, HOUR, at=at))
        kept = backups(store.database)
    assert kept == (by_hand, *made[-2:])
    assert len(list((tmp_path / "backups").iterdir())) == 3


def test_a_backup_to_a_place_that_cannot_be_written_is_told_so(document: Store, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("in the way")
    with pytest.raises(WorkspaceError, match="cannot be copied"):
        backup(document.database, folder=tmp_path / "a-file")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / "originals").mkdir(parents=True)
    (folder / "translations").mkdir()
    (folder / "collection.toml").write_text("title = 'Übung'\n", encoding="utf-8")
    (folder / "originals" / "3.pdf").write_bytes(b"%PDF-1.7 scan" * 100)
    (folder / "translations" / "3 (new).txt").write_text("Point 0 is discussed.")
    (folder / "cache").mkdir()
    (folder / "cache" / "big.png").write_bytes(b"x" * 1000)
    return folder


def test_a_workspace_goes_into_one_file_and_comes_out_the_same(
    document: Store, workspace: Path, tmp_path: Path
) -> None:
    file = tmp_path / "all.zip"
    pieces = write_archive(document.database, workspace, file, at=MORNING)
    assert [piece.path for piece in pieces] == [
        "align.sqlite",
        "collection.toml",
        "originals/3.pdf",
        "translations/3 (new).txt",
    ]
    assert read_manifest(file) == pieces
    assert check_archive(file) == ()
    again = tmp_path / "again"
    assert restore_archive(file, again) == pieces
    for name in ("collection.toml", "originals/3.pdf", "translations/3 (new).txt"):
        assert (again / name).read_bytes() == (workspace / name).read_bytes()
    with open_store(again) as copy:
        assert snapshot(copy) == snapshot(document)
        sound(copy)


def repacked(file: Path, target: Path, change: dict[str, bytes | None], manifest: object = None) -> Path:
    """The archive with some files changed (None: left out)."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == MANIFEST and manifest is not None:
                data = json.dumps(manifest).encode()
            changed = change.get(name, data)
            if changed is not None:
                new.writestr(name, changed)
        for name, added in change.items():
            if name not in old.namelist() and added is not None:
                new.writestr(name, added)
    return target


@pytest.fixture
def archive(tmp_path: Path, workspace: Path) -> Path:
    with open_store(workspace) as store:
        write_archive(store.database, workspace, tmp_path / "all.zip", at=MORNING)
    return tmp_path / "all.zip"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"originals/3.pdf": b"%PDF-1.7 forged" * 100}, "originals/3.pdf is damaged."),
        ({"originals/3.pdf": None}, "originals/3.pdf is missing."),
        ({"originals/9.pdf": b"?"}, "originals/9.pdf is not in its list."),
    ],
)
def test_an_archive_that_was_changed_is_not_unpacked(
    archive: Path, tmp_path: Path, change: dict[str, bytes | None], fault: str
) -> None:
    forged = repacked(archive, tmp_path / "forged.zip", change)
    assert check_archive(forged) == (fault,)
    with pytest.raises(UnreadableFileError, match="is damaged"):
        restore_archive(forged, tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", ["../escape.txt", "/etc/escape", "a/../../escape", "C:\\escape", "a\\..\\escape", ""])
def test_an_archive_cannot_write_outside_of_its_folder(archive: Path, tmp_path: Path, name: str) -> None:
    files = [{"path": name, "sha256": "00", "size": 1}]
    forged = repacked(archive, tmp_path / "forged.zip", {}, {"format": "align workspace 1", "files": files})
    with pytest.raises(UnreadableFileError, match="outside of the workspace"):
        restore_archive(forged, tmp_path / "again")


def test_what_is_no_archive_is_told_so(archive: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as plain:
        plain.writestr("hello.txt", "hello")
    text = tmp_path / "text.zip"
    text.write_text("hello")
    half = tmp_path / "half.zip"
    half.write_bytes(archive.read_bytes()[:-200])
    newer = repacked(archive, tmp_path / "newer.zip", {}, {"format": "align workspace 9", "files": []})
    for file in (other, text, half, newer, tmp_path / "missing.zip", tmp_path):
        with pytest.raises(UnreadableFileError):
            read_manifest(file)


def test_nothing_is_unpacked_into_a_folder_with_content(archive: Path, workspace: Path) -> None:
    with pytest.raises(WorkspaceError, match="not empty"):
        restore_archive(archive, workspace)


def test_an_archive_replaces_an_older_one_only_when_it_is_whole(
    archive: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = archive.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    with open_store(workspace) as store, pytest.raises(WorkspaceError, match=r"No space left .* Free some space"):
        write_archive(store.database, workspace, archive)
    assert archive.read_bytes() == before
    assert [path.name for path in archive.parent.iterdir() if path.name.startswith("unfinished")] == []


def test_a_server_has_its_backups_where_it_is_told(database: str, tmp_path: Path) -> None:
    with open_store(database) as store, pytest.raises(WorkspaceError, match=r"not known where .* Name a folder"):
        backup(store.database)
    with open_store(database, backups=tmp_path / "kept") as store:
        save_reading(store, "3", "source", german(2))
        assert backup(store.database).file.parent == tmp_path / "kept"
