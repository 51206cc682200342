"""Pictures of every screen: `python -m tests.app.screenshots FOLDER`.

Aligns the exercise, whose text is ours, in a folder of its own; takes each screen in light and dark and at three widths
(not with `--walk`), and a new user's first ten minutes for the README. Pictures have 96 colours: so they stay small.
"""

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from tests.app.conftest import ARGUMENTS, CHROMIUM
from tests.app.first_minutes import exercise, walk
from tests.app.servers import serving

SIZES = {1280: 800, 1920: 1080, 820: 1180}
REVIEW = "/review?doc=exercise&order="
SCREENS: dict[str, tuple[str, list[str]]] = {
    "documents": ("/", []),
    "reading": (f"{REVIEW}reading", ["j"] * 7),
    "review": (f"{REVIEW}queue", ["j", "j"]),
    "mending": (f"{REVIEW}reading", ["go 40", "e"]),
    "cutting": (f"{REVIEW}reading", ["go 86", "s"]),
    "finding": (f"{REVIEW}reading", ["go 45", "d"]),
    "history": (f"{REVIEW}reading", ["go 45", "h"]),
    "enlarged": (f"{REVIEW}reading", ["go 37", "z"]),
    "asking": (f"{REVIEW}reading", ["Shift+A"]),
    "wording": (f"{REVIEW}queue", ["j", "j", "w"]),
    "help": (f"{REVIEW}reading", ["?"]),
    "overview": ("/overview", []),
    "sessions": ("/sessions", []),
    "import": ("/import", []),
}
COLOURS = 96
SETTLED = 800
"""Milliseconds after which marks on words and cut-out lines are drawn."""


def main() -> None:
    """Take them all."""
    from playwright.sync_api import sync_playwright

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        workspace = exercise(Path(made) / "exercise")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS.split())
        with serving(workspace) as address:
            if "--walk" not in sys.argv:
                for scheme in ("light", "dark"):
                    for width, height in SIZES.items():
                        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                        page.add_init_script("localStorage.setItem('align.tour', 'seen')")
                        screens(page, address, kept(page, folder, f"-{width}-{scheme}"))
                        page.close()
            page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
            walk(page, address, kept(page, folder, ""))
        browser.close()


def screens(page: Any, address: str, taken: Callable[[str], None]) -> None:
    """Every screen."""
    for name, (path, keys) in SCREENS.items():
        page.goto(address + path)
        page.wait_for_selector(".bead[aria-current], .document, .sheet h1", timeout=60_000)
        page.wait_for_load_state("networkidle")
        for key in keys:
            press(page, key)
        page.wait_for_load_state("networkidle")
        taken(name)


def press(page: Any, key: str) -> None:
    """A key, or "go" with the number of a bead."""
    if not key.startswith("go "):
        page.keyboard.press(key)
        return
    page.keyboard.press("g")
    page.keyboard.type(key.removeprefix("go "))
    page.keyboard.press("Enter")
    page.wait_for_selector(f'.bead[aria-current][data-position="{int(key.removeprefix("go ")) - 1}"]')


def kept(page: Any, folder: Path, ending: str) -> Callable[[str], None]:
    """Keeps pictures of a page in a folder."""

    def take(name: str) -> None:
        page.wait_for_timeout(SETTLED)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        small = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
        small.save(folder / f"{name}{ending}.png", optimize=True)

    return take


if __name__ == "__main__":
    main()
