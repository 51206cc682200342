"""A served workspace and a real browser, for the tests that press keys."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from align.reviewing import MACHINE, open_store
from align.reviewing.history import of_document
from tests.app.workshop import Workshop, make

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
SERVER = """
import sys
from pathlib import Path
from align.app import launch
from align.app.access import Access
access = Access(header=sys.argv[3], proxies=tuple(sys.argv[4:]))
launch(Path(sys.argv[1]), port=int(sys.argv[2]), open_browser=False, access=access)
"""


class Server:
    """The workbench of a workspace in a process of its own, which can be ended or killed."""

    def __init__(self, folder: Path, *access: str) -> None:
        self.folder = folder
        self.access = access or ("",)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, port: int = 0) -> str:
        """Start it; gives its address once it answers."""
        log = self.folder / "server.log"
        with log.open("w") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVER, str(self.folder), str(port), *self.access],
                stderr=stream,
                stdout=stream,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
            )
        return _address(self.process, log)

    def kill(self) -> None:
        """End it without a chance to put anything away."""
        assert self.process
        self.process.kill()
        self.process.wait(20)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        assert self.process
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


@contextmanager
def serving(folder: Path, port: int = 0, *, header: str = "", proxies: Sequence[str] = ()) -> Iterator[str]:
    """Serve a workspace; yields its address and ends the server afterwards."""
    server = Server(folder, header, *proxies)
    try:
        yield server.start(port)
    finally:
        server.stop()


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        words = log.read_text().split()
        address = next((word for word in words if word.startswith("http://")), "")
        if address:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    return address
            except OSError:
                pass
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not CHROMIUM.is_file():
        pytest.skip(f"{CHROMIUM} is not installed (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS.split())
        yield found
        found.close()


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workshop, str]]:
    """A workspace that no test changes (see `untouched`), and the address where it is served."""
    workshop = make(tmp_path_factory.mktemp("shown") / "ws", rounds=8)
    with serving(workshop.folder) as address:
        yield workshop, address


@pytest.fixture(autouse=True)
def untouched(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever decides something in the workspace that all tests share is told so at once, not the test after him."""
    yield
    if "shown" in request.fixturenames:
        workshop, _ = request.getfixturevalue("shown")
        with open_store(workshop.folder) as store:
            people = [e.event.operation for e in of_document(store, "1") if e.event.user != MACHINE]
        assert not people, f"this test changed the workspace that others look at: {people}"


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit's `AppTest` leaves its script behind as `__main__`, which every spawned process would run again."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@contextmanager
def windows(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens addresses, each in a window of its own; a fault of the page's scripts fails the test at the end."""
    contexts = []
    faults: list[str] = []

    def open_page(
        address: str, *, width: int = 1280, height: int = 800, scheme: str = "light", tour: bool = False
    ) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        if not tour:
            context.add_init_script("localStorage.setItem('align.tour', 'seen')")
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.goto(address)
        page.wait_for_selector(".align main", timeout=30_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def look(browser: Any) -> Iterator[Callable[..., Any]]:
    """Windows of one test."""
    with windows(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def watching(browser: Any) -> Iterator[Callable[..., Any]]:
    """Windows that the tests of a module share."""
    with windows(browser) as opened:
        yield opened
