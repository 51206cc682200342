"""A served workspace and a real browser, for the tests that press keys."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from align.reviewing import MACHINE, open_store
from align.reviewing.history import of_document
from tests.app.servers import serving
from tests.app.workshop import Workshop, make

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


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
