"""The server makes backups by itself."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from align.app.backing import BackupTimer
from align.collection import load_collection
from align.pipeline.workspace import Workspace, open_workspace
from align.reviewing import open_store
from align.reviewing.backups import backups
from tests.app.servers import serving
from tests.app.workshop import make
from tests.reviewing.conftest import database, location, migrated, postgresql
from tests.reviewing.samples import german, paired, save_reading

__all__ = ["database", "location", "migrated", "postgresql"]


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


@pytest.fixture
def workspace(tmp_path: Path, location: Path | str) -> Workspace:
    """A workspace with decisions to lose, on each engine."""
    (tmp_path / "collection.toml").write_text("", encoding="utf-8")
    with open_store(location) as store:
        paired(store, "3", 2, 2, [((0,), (0,)), ((1,), (1,))])
    return Workspace(tmp_path, load_collection(tmp_path), str(location))


def made(workspace: Workspace) -> list[str]:
    with workspace.store() as store:
        return [one.reason for one in backups(store.database)]


def test_a_backup_is_made_at_once_and_not_again_until_something_happens(workspace: Workspace) -> None:
    timer = BackupTimer(workspace, every=timedelta(0), look=0.01)
    timer.start()
    wait_for(lambda: len(made(workspace)) == 1)
    with workspace.store() as store:
        save_reading(store, "4", "source", german(1))
    wait_for(lambda: len(made(workspace)) == 2)
    timer.stop()
    assert made(workspace) == ["timer", "timer"]
    assert len(list(workspace.backups.iterdir())) == 2


def test_a_backup_that_fails_is_told_once_and_made_when_it_can_be(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace.backups.write_text("in the way")
    timer = BackupTimer(workspace, look=0.01)
    timer.start()
    wait_for(lambda: timer._told != "")
    workspace.backups.unlink()
    wait_for(lambda: made(workspace) == ["timer"])
    timer.stop()
    told = capsys.readouterr().err
    assert told.count("The backup could not be made") == 1
    assert "cannot be copied" in told


def test_the_server_has_a_timer(tmp_path: Path) -> None:
    folder = make(tmp_path / "ws", rounds=1).folder
    with serving(folder):
        wait_for(lambda: made(open_workspace(folder)) == ["timer"])
