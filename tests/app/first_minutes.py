"""A new user's first ten minutes on the exercise: accept ten, mend a shifted bead, mark an omission, undo, export."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

DRAWN = """() => {
  const root = document.querySelector('[data-testid^=stBidiComponent]').shadowRoot;
  const pictures = [...root.querySelectorAll('.picture[src], .slip img')];
  return pictures.length > 1 && pictures.every(one => one.complete && one.naturalWidth);
}"""
"""Whether the scan and the lines cut out of it are there."""

SHIFTED, OMITTED = 24, 31
"""Numbers of two beads of the exercise: one that the walk shifts and mends, one without a translation."""


def exercise(folder: Path) -> Path:
    """A workspace with the exercise alone, read and aligned as `make align` does it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("originals", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "collection.toml", folder)
    command = [sys.executable, "-m", "align", "run", "exercise", "--json"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return folder


def walk(page: Any, address: str, taken: Callable[[str], None]) -> bytes:
    """Do it all.

    Args:
        page: a browser that has never been here.
        address: of the workbench.
        taken: called with a name wherever a picture is worth taking.

    Returns:
        The exported TMX file.
    """
    page.goto(address)
    page.locator(".document[data-document=exercise] a.button").click()
    page.wait_for_selector(".bead[aria-current]")
    page.locator(".tour").wait_for()
    page.wait_for_selector(".w.figure, .w.proper")
    page.wait_for_function(DRAWN)
    taken("first-steps")
    for _ in range(5):
        page.locator(".tour button.firm").click()
    accept_ten(page)
    taken("ten-accepted")
    mend_a_shifted_bead(page, taken)
    go(page, OMITTED)
    page.keyboard.press("o")
    saved(page)
    page.locator(".bead[aria-current] .status", has_text="accepted as omission").wait_for()
    taken("omission")
    page.keyboard.press("u")
    saved(page)
    page.locator(".bead[aria-current]:not(.is-accepted) .absent").wait_for()
    taken("undone")
    page.keyboard.press("y")
    saved(page)
    return take_away(page, address, taken)


def accept_ten(page: Any) -> None:
    """In reading order, from the first bead on."""
    page.keyboard.press("q")
    page.keyboard.press("Home")
    page.wait_for_selector('.bead[aria-current][data-position="0"]')
    for _ in range(10):
        page.keyboard.press("a")
    saved(page)
    page.locator(".progress", has_text="10 decided").wait_for()


def mend_a_shifted_bead(page: Any, taken: Callable[[str], None]) -> None:
    """The exercise is aligned without such a fault, so a sentence is pushed one bead up first."""
    go(page, SHIFTED)
    page.keyboard.press("ArrowRight")
    saved(page)
    assert page.locator(".bead[aria-current] .target .sentence").count() == 2
    taken("shifted")
    page.keyboard.press("ArrowLeft")
    saved(page)
    assert page.locator(".bead[aria-current] .target .sentence").count() == 1
    taken("mended")


def take_away(page: Any, address: str, taken: Callable[[str], None]) -> bytes:
    """The document as TMX, from the page of all documents."""
    page.goto(address)
    document = page.locator(".document[data-document=exercise]")
    document.locator("summary").click()
    taken("take-away")
    with page.expect_download() as download:
        document.get_by_role("link", name="TMX").click()
    assert download.value.suggested_filename == "exercise.tmx"
    return Path(download.value.path()).read_bytes()


def go(page: Any, number: int) -> None:
    """Go to a bead by its number, as people count."""
    page.keyboard.press("g")
    page.keyboard.type(str(number))
    page.keyboard.press("Enter")
    page.wait_for_selector(f'.bead[aria-current][data-position="{number - 1}"]')


def saved(page: Any) -> None:
    """Wait until the server has answered."""
    page.wait_for_selector(".saved:not(.unsaved)", timeout=30_000)
