"""What the README promises a new user works from the first page to the exported file."""

from pathlib import Path
from typing import Any

from align.exchange import check_tmx
from tests.app.conftest import windows
from tests.app.desk import operations
from tests.app.first_minutes import exercise, walk
from tests.app.servers import serving


def test_a_new_user_gets_from_the_first_page_to_an_exported_file(tmp_path: Path, browser: Any) -> None:
    folder = exercise(tmp_path / "ws")
    pictures: list[str] = []
    with serving(folder) as address, windows(browser) as look:
        page = look(address, tour=True)
        exported = walk(page, address, pictures.append)
    deeds = operations(folder, "exercise")
    assert deeds == ["accept"] * 10 + ["move-boundary"] * 2 + ["mark-omission", "undo", "redo"]
    path = tmp_path / "exercise.tmx"
    path.write_bytes(exported)
    assert not check_tmx(path)
    assert len(pictures) == 7
