"""How fast the workbench is with 3,000 beads: `python -m tests.app.speed`.

Prints first paint, time from key to the next bead on screen, from an operation to its answer, how often thirty accepts
typed in half a second are stored, and (with `--server-only` nothing but) the time that the server takes to gather one
screen; each beside what is aimed at, and how busy the machine was. Nothing fails: a busy machine is no fault.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from align.app.desk import Place, workbench_screen
from align.pipeline.workspace import open_workspace
from align.reviewing import open_store
from align.reviewing.history import of_document
from tests.app.conftest import ARGUMENTS, CHROMIUM
from tests.app.servers import serving
from tests.app.workshop import LADDER, make

TEXT = LADDER * 5
"""Without findings, of which a severe one takes a second press."""
ROUNDS = -(-3000 // len(TEXT))
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

TO_ANSWER = """([count, gap]) => new Promise(done => {
  const root = document.querySelector('[data-testid^=stBidiComponent]').shadowRoot;
  const press = () => window.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true, cancelable: true}));
  const start = performance.now();
  let typed = 0;
  const check = () => {
    if (!root.querySelector('.saved').classList.contains('unsaved')) done([typed, performance.now() - start]);
    else setTimeout(check, 1);
  };
  const type = (left) => {
    press();
    typed = performance.now() - start;
    if (left > 1) setTimeout(() => type(left - 1), Math.max(0, (count - left + 1) * gap - typed));
    else check();
  };
  type(count);
})"""

PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime || 0"


def main() -> None:
    """Make the workspace, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        workshop = make(Path(folder) / "ws", rounds=ROUNDS, ladder=TEXT)
        beads, pages = len(workshop.alignment.beads), len(workshop.original.pages)
        print(f"{beads} beads, {pages} pages, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        gather(workshop.folder)
        if "--server-only" not in sys.argv:
            with serving(workshop.folder) as address:
                browse(workshop.folder, address)
        print(f"load at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def gather(folder: Path) -> None:
    """Time that one screen takes on the server."""
    workspace = open_workspace(folder)
    with workspace.store() as store:
        first = workbench_screen(workspace, store, Place("1"))
        known = Place("1", known=first["version"])
        for name, place in (("first screen", Place("1")), ("screen of a known document", known)):
            times = []
            for _ in range(7):
                start = time.perf_counter()
                workbench_screen(workspace, store, place)
                times.append(1000 * (time.perf_counter() - start))
            print(f"{name}: median {statistics.median(times):.0f} ms")


def browse(folder: Path, address: str) -> None:
    """Time that the browser takes."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS.split())
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for attempt in ("first visit after the start", "second visit"):
            seconds = opened(page, f"{address}/review?doc=1")
            paint = page.evaluate(PAINT) / 1000
            print(f"{attempt}: first paint after {paint:.2f} s, first bead after {seconds:.2f} s (aim: 3 s)")
        for order in ("queue", "reading"):
            opened(page, f"{address}/review?doc=1&order={order}")
            for pause, words in ((0, "without a pause"), (100, "ten keys a second")):
                walk(page, f"{order}, {words}", pause)
        opened(page, f"{address}/review?doc=1&order=reading&bead=")
        single = sorted(page.evaluate(TO_ANSWER, [1, 0])[1] for _ in range(40))
        print(f"one accept answered: {spread(single)} (aim: 1,000 ms)")
        before = stored(folder)
        page.wait_for_timeout(500)
        typed, answered = page.evaluate(TO_ANSWER, [30, 500 / 29])
        print(f"30 accepts typed in {typed:.0f} ms: answered {answered - typed:.0f} ms after the last", end="; ")
        print(f"stored {stored(folder) - before} times (aim: 30)")
        browser.close()


def opened(page: Any, address: str) -> float:
    """Open an address; seconds until the first bead is there."""
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".bead[aria-current]", timeout=60_000)
    return time.perf_counter() - start


def walk(page: Any, words: str, pause: float) -> None:
    """Go to the next bead many times, and back."""
    for key, name in (("j", "next bead"), ("k", "bead before")):
        times = []
        for _ in range(PRESSES):
            times.append(page.evaluate(TO_NEXT_BEAD, key))
            page.wait_for_timeout(pause)
        print(f"{name}, {words}: {spread(sorted(times))} (aim: 50 and 120 ms)")


def spread(times: Sequence[float]) -> str:
    """Median, 95th percentile and most of ascending times in milliseconds."""
    at_95 = times[int(0.95 * len(times))]
    return f"median {statistics.median(times):.0f} ms, 95 % {at_95:.0f} ms, longest {times[-1]:.0f} ms"


def stored(folder: Path) -> int:
    """How many accepts the store has."""
    with open_store(folder) as store:
        return len(of_document(store, "1", operations=["accept"]))


if __name__ == "__main__":
    main()
