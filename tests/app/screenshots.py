"""Pictures of every screen: `python -m tests.app.screenshots WORKSPACE DOCUMENT FOLDER`.

Takes each screen in light and dark and at three widths; the workspace should hold the exercise, whose text is ours.
"""

import sys
from pathlib import Path

from tests.app.conftest import ARGUMENTS, CHROMIUM, serving

SIZES = {1280: 800, 1920: 1080, 820: 1180}
SCREENS: dict[str, tuple[str, list[str]]] = {
    "documents": ("/", []),
    "reading": ("/review?doc={document}&order=reading", ["j"] * 7),
    "review": ("/review?doc={document}&order=queue", ["j", "j"]),
    "mending": ("/review?doc={document}&order=reading", ["g", "4", "0", "Enter", "e"]),
    "cutting": ("/review?doc={document}&order=reading", ["g", "8", "6", "Enter", "s"]),
    "finding": ("/review?doc={document}&order=reading", ["g", "9", "1", "Enter", "d"]),
    "history": ("/review?doc={document}&order=reading", ["g", "9", "1", "Enter", "h"]),
    "enlarged": ("/review?doc={document}&order=reading", ["g", "9", "0", "Enter", "z"]),
    "asking": ("/review?doc={document}&order=reading", ["Shift+A"]),
    "wording": ("/review?doc={document}&order=queue", ["j", "j", "w"]),
    "help": ("/review?doc={document}&order=reading", ["?"]),
}


def main() -> None:
    """Take them all."""
    from playwright.sync_api import sync_playwright

    workspace, document, folder = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    with serving(workspace) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS.split())
        for scheme in ("light", "dark"):
            for width, height in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
                page.add_init_script("localStorage.setItem('align.tour', 'seen')")
                for name, (path, keys) in SCREENS.items():
                    page.goto(address + path.format(document=document))
                    page.wait_for_selector(".bead[aria-current], .document", timeout=60_000)
                    for key in keys:
                        page.keyboard.press(key)
                    page.wait_for_load_state("networkidle")
                    page.wait_for_timeout(700)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
