"""How fast the workbench is with 3,000 beads: `python -m tests.app.speed`.

Prints first paint, time from key to the next bead on screen, from an operation to its answer, and (with `--server-only`
nothing but) the time that the server takes to gather one screen.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from align.app.desk import Place, workbench_screen
from align.pipeline.workspace import open_workspace
from tests.app.conftest import ARGUMENTS, CHROMIUM, serving
from tests.app.workshop import LADDER, make

ROUNDS = -(-3000 // len(LADDER))
PRESSES = 200

TO_NEXT_BEAD = """(key) => new Promise(done => {
  const list = document.querySelector('[data-testid^=stBidiComponent]').shadowRoot.querySelector('.beads');
  const before = list.querySelector('[aria-current]').dataset.position;
  const start = performance.now();
  window.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));
  const check = () => {
    const row = list.querySelector('[aria-current]');
    if (row && row.dataset.position !== before) requestAnimationFrame(() => done(performance.now() - start));
    else setTimeout(check, 0);
  };
  check();
})"""

TO_ANSWER = """(count) => new Promise(done => {
  const root = document.querySelector('[data-testid^=stBidiComponent]').shadowRoot;
  const start = performance.now();
  for (let n = 0; n < count; n += 1) {
    window.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true, cancelable: true}));
  }
  const typed = performance.now() - start;
  const check = () => {
    if (!root.querySelector('.saved').classList.contains('unsaved')) done([typed, performance.now() - start]);
    else setTimeout(check, 1);
  };
  check();
})"""


def main() -> None:
    """Make the workspace, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        workshop = make(Path(folder) / "ws", rounds=ROUNDS)
        print(f"{len(workshop.alignment.beads)} beads, {len(workshop.original.pages)} pages")
        gather(workshop.folder)
        if "--server-only" not in sys.argv:
            with serving(workshop.folder) as address:
                browse(address)


def gather(folder: Path) -> None:
    """Time that one screen takes on the server."""
    workspace = open_workspace(folder)
    with workspace.store() as store:
        first = workbench_screen(workspace, store, Place("1"))
        known = Place("1", at=1500, known=first["version"])
        for name, place in (("first screen", Place("1")), ("screen of a known document", known)):
            times = []
            for _ in range(7):
                start = time.perf_counter()
                workbench_screen(workspace, store, place)
                times.append(1000 * (time.perf_counter() - start))
            print(f"{name}: median {statistics.median(times):.0f} ms")


def browse(address: str) -> None:
    """Time that the browser takes."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS.split())
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for attempt in ("first visit", "second visit"):
            start = time.perf_counter()
            page.goto(f"{address}/review?doc=1")
            page.wait_for_selector(".bead[aria-current]", timeout=60_000)
            print(f"{attempt}: first bead after {time.perf_counter() - start:.2f} s")
        for key, words in (("j", "next bead"), ("k", "bead before")):
            times = sorted(page.evaluate(TO_NEXT_BEAD, key) for _ in range(PRESSES))
            print(f"{words}: median {statistics.median(times):.0f} ms, 95 % {times[int(0.95 * PRESSES)]:.0f} ms")
        page.goto(f"{address}/review?doc=1&order=reading&bead=")
        page.wait_for_selector(".bead[aria-current]", timeout=60_000)
        single = [page.evaluate(TO_ANSWER, 1)[1] for _ in range(20)]
        print(f"one accept answered: median {statistics.median(single):.0f} ms, longest {max(single):.0f} ms")
        typed, answered = page.evaluate(TO_ANSWER, 30)
        print(f"30 accepts at once: shown after {typed:.0f} ms, all answered after {answered:.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
