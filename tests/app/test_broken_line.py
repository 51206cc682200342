"""Nothing lost and nothing twice: the line is cut, answers stay out, the server is killed in the middle."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from align.app.desk import Place, workbench_screen
from align.app.mounting import assets_path
from align.pipeline.workspace import open_workspace
from align.reviewing import now, open_store
from align.reviewing.agenda import Agenda
from align.reviewing.operations import OpenSession
from tests.app.desk import go, operations, saved, state
from tests.app.servers import Server, serving
from tests.app.wire import wired
from tests.app.workshop import LADDER, make

Look = Callable[..., Any]
QUIET = LADDER * 5
"""Without findings, so that every accept takes one press."""


def opened(look: Look, address: str) -> Any:
    page = look(f"{address}/review?doc=1&order=reading")
    page.wait_for_selector(".bead[aria-current]")
    return page


def wait_until(page: Any, happened: Callable[[], bool]) -> None:
    """Wait ten seconds at most; whoever calls asserts what he waited for."""
    for _ in range(100):
        if happened():
            return
        page.wait_for_timeout(100)


def statuses(folder: Path) -> list[str]:
    return [bead[3] for bead in state(folder)]


def test_what_is_done_while_the_line_is_cut_is_stored_once_when_it_is_back(tmp_path: Path, look: Look) -> None:
    workshop = make(tmp_path / "ws", rounds=1, ladder=QUIET)
    with serving(workshop.folder) as address, wired(address) as wire:
        page = opened(look, wire.address)
        page.keyboard.press("a")
        saved(page)
        wire.cut()
        for key in "aaxaa":
            page.keyboard.press(key)
        page.keyboard.press("m")
        page.wait_for_selector(".saved.unsaved")
        assert page.locator(".saved").inner_text() == "unsaved 6"
        assert operations(workshop.folder) == ["accept"]
        wire.mend()
        page.wait_for_selector(".saved:not(.unsaved)", timeout=60_000)
    assert operations(workshop.folder) == ["accept"] * 3 + ["reject"] + ["accept"] * 2 + ["merge"]


def test_an_operation_whose_answer_got_lost_is_stored_once(tmp_path: Path, look: Look) -> None:
    workshop = make(tmp_path / "ws", rounds=1, ladder=QUIET)
    with serving(workshop.folder) as address, wired(address) as wire:
        page = opened(look, wire.address)
        wire.deaf = True
        page.keyboard.press("a")
        page.keyboard.press("m")
        wait_until(page, lambda: operations(workshop.folder) == ["accept", "merge"])
        assert operations(workshop.folder) == ["accept", "merge"]
        assert page.locator(".saved").inner_text() == "unsaved 2"
        wire.cut()
        wire.mend()
        page.wait_for_selector(".saved:not(.unsaved)", timeout=60_000)
    assert operations(workshop.folder) == ["accept", "merge"]


@pytest.mark.parametrize("asked", ["details", "agenda"])
def test_an_answer_that_breaks_off_is_no_fault_of_the_page(tmp_path: Path, look: Look, asked: str) -> None:
    workshop = make(tmp_path / "ws", rounds=1, ladder=QUIET)
    with open_store(workshop.folder) as store:
        operation = OpenSession("Spring", "2026-11-25", ("anna",), Agenda().as_json())
        (session,) = store.apply(operation, stamp=now("anna"), base={}).changed
    with serving(workshop.folder) as address, wired(address) as wire:
        wire.tears = f" /workbench/{asked}/".encode()
        page = look(f"{wire.address}/review?doc=1&order=reading&agenda={session}")
        wait_until(page, lambda: wire.torn > 0)
        assert wire.torn
        wire.tears = b""
        page.wait_for_selector(".bead[aria-current]")
        page.keyboard.press("a")
        saved(page)
        page.get_by_label("Show only").locator("option:checked", has_text="Spring").wait_for(state="attached")
    assert operations(workshop.folder) == ["accept"]


def test_a_server_that_is_killed_while_thirty_accepts_are_typed_loses_none_and_stores_none_twice(
    tmp_path: Path, look: Look
) -> None:
    workshop = make(tmp_path / "ws", rounds=1, ladder=QUIET)
    server = Server(workshop.folder)
    address = server.start()
    page = opened(look, address)
    for at in range(30):
        page.keyboard.press("a")
        if at == 12:
            server.kill()
    page.wait_for_selector(".saved.unsaved")
    typed = int(page.locator(".progress").inner_text().split()[0])  # a bead that had not arrived yet takes no press
    assert 13 <= typed <= 30
    assert len(operations(workshop.folder)) < typed
    with serving(workshop.folder, int(address.rsplit(":", 1)[1])):
        page.wait_for_selector(".saved:not(.unsaved)", timeout=60_000)
        assert operations(workshop.folder) == ["accept"] * typed
        assert statuses(workshop.folder) == ["accepted"] * typed + ["auto"] * (len(QUIET) - typed)


FRESH_SCREEN = """async ([script, data]) => {
  const { Workbench } = await import(script);
  const sent = [];
  const screen = new Workbench(document.body.appendChild(document.createElement("div")));
  screen.take(data, (name, message) => sent.push([name, message.doc, message.known]));
  screen.leave();
  return sent;
}"""


def test_a_new_screen_that_gets_what_was_meant_for_the_one_before_asks_for_all(tmp_path: Path, look: Look) -> None:
    """As after a restart of the server, to which the browser says what the screen before knew."""
    workshop = make(tmp_path / "ws", rounds=1, ladder=QUIET)
    workspace = open_workspace(workshop.folder)
    with workspace.store() as store:
        meant = workbench_screen(workspace, store, Place("1", known="1:of a server that is gone"))
    assert (meant["documents"], meant["pages"]) == (None, None)
    data = {**meant, "answers": [], "person": {"name": "", "fixed": False}, "others": [], "session": ""}
    with serving(workshop.folder) as address:
        page = opened(look, address)
        assert page.evaluate(FRESH_SCREEN, [f"{assets_path()}/workbench.js", data]) == [["view", "1", ""]]


def test_undo_and_redo_reach_back_behind_a_restart_and_a_new_window(tmp_path: Path, look: Look) -> None:
    workshop = make(tmp_path / "ws", rounds=1, ladder=QUIET)
    before = state(workshop.folder)
    with serving(workshop.folder) as address:
        page = opened(look, address)
        for key in ("a", "m", "x", "j", "ArrowRight", "o"):
            page.keyboard.press(key)
            saved(page)
    done = state(workshop.folder)
    count = len(operations(workshop.folder))
    assert count == 5
    with serving(workshop.folder) as address:
        page = opened(look, address)
        go(page, 40)
        for key, expected in (("u", before), ("y", done), ("u", before)):
            for _ in range(count):
                page.keyboard.press(key)
                saved(page)
            assert state(workshop.folder) == expected
        page.keyboard.press("u")
        page.get_by_text("There is nothing to undo:").wait_for()


@pytest.mark.parametrize("position", [0, 33])
def test_reload_in_the_middle_returns_to_the_bead_and_loses_nothing(tmp_path: Path, look: Look, position: int) -> None:
    workshop = make(tmp_path / "ws", rounds=1, ladder=QUIET)
    with serving(workshop.folder) as address:
        page = opened(look, address)
        go(page, position)
        for _ in range(5):
            page.keyboard.press("a")
        identity = page.locator(".bead[aria-current]").get_attribute("data-bead")
        page.wait_for_function("id => new URLSearchParams(location.search).get('bead') === id", arg=identity)
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        page.wait_for_selector(f'.bead[aria-current][data-bead="{identity}"]', timeout=30_000)
        page.wait_for_selector(".saved:not(.unsaved)", timeout=30_000)
    assert operations(workshop.folder) == ["accept"] * 5
