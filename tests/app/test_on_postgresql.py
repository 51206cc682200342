"""The workbench on a PostgreSQL server: the same screens, the decisions over there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from align.reviewing import open_store
from align.reviewing.backups import backup, restore
from align.reviewing.history import of_document
from align.reviewing.replaying import replay
from tests.app.servers import serving
from tests.app.workshop import make
from tests.reviewing.conftest import empty_database, postgresql

__all__ = ["empty_database", "postgresql"]


def test_a_workspace_moves_to_a_server_and_is_reviewed_there(
    look: Callable[..., Any], tmp_path: Path, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path / "ws", rounds=2).folder
    with open_store(folder) as store:
        kept = backup(store.database)
    restore(empty_database, kept.file, folder=folder / "backups")
    monkeypatch.setenv("ALIGN_DATABASE", empty_database)
    with serving(folder) as address:
        page = look(f"{address}/review?doc=1&order=reading")
        page.wait_for_selector(".bead[aria-current]", timeout=30_000)
        for key in ("a", "m", "u", "a"):
            page.keyboard.press(key)
            page.wait_for_selector(".saved:not(.unsaved)")
        for name in ("people", "overview", "sessions"):
            page.goto(f"{address}/{name}")
            page.wait_for_selector(".sheet h1", timeout=30_000)
            assert page.locator(".fault, [role=alert]").count() == 0
    with open_store(empty_database) as store:
        done = [entry.event.operation for entry in of_document(store, "1")][-4:]
        assert done == ["accept", "merge", "undo", "accept"]
        assert replay(store) == ()
    with open_store(folder) as store:
        assert "accept" not in [entry.event.operation for entry in of_document(store, "1")]
