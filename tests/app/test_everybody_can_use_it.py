"""No page, panel or dialog has a violation that axe-core calls serious or critical, in light and in dark."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.app.desk import ADDED, ONE_TO_TWO, go, press, saved
from tests.app.servers import serving
from tests.app.workshop import WRONG_NUMBER, Workshop, make

Look = Callable[..., Any]

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

OPENED: dict[str, tuple[int, list[str], str]] = {
    "nothing": (WRONG_NUMBER, [], ".w.figure"),
    "note": (2, ["f"], ".panel textarea"),
    "wording": (2, ["w"], ".panel textarea"),
    "mending": (7, ["e"], ".panel.mending"),
    "a word": (7, ["e", "Enter"], ".panel.mending input"),
    "cut": (ONE_TO_TWO, ["s"], ".panel.splitting"),
    "thread": (3, ["n", "Type:Why?", "Enter", "Saved", "n"], ".panel .thread li"),
    "a finding": (WRONG_NUMBER, ["d"], ".panel textarea"),
    "a finding set aside": (WRONG_NUMBER + 14, ["d", "Type:A misprint.", "Enter", "Saved"], ".aside"),
    "history": (3, ["h"], ".panel .thread li"),
    "decided": (4, ["a", "Saved", "k"], ".is-accepted"),
    "rejected": (4, ["x", "Saved"], ".is-rejected"),
    "pinned": (6, ["p"], ".pinned"),
    "addition": (ADDED, [], ".absent"),
    "message": (0, ["d"], ".unseen.shown"),
    "enlarged lines": (WRONG_NUMBER, ["z"], ".enlarged .slip img"),
    "help": (1, ["?"], "dialog.help[open]"),
    "accept what is sure": (1, ["Shift+A"], "dialog.ask[open]"),
    "match again": (1, ["Shift+P"], "dialog.ask[open]"),
}
"""What is opened: at which bead, by which keys, and how one sees that it is there."""


def violations(page: Any) -> list[str]:
    """What axe finds that is serious or critical."""
    results = axe.Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node.get('failureSummary', '')}"
        for one in results.response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.fixture(scope="module", params=["light", "dark"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Workshop, str, str]]:
    workshop = make(tmp_path_factory.mktemp("axe") / "ws", rounds=4, both_typed=True)
    with serving(workshop.folder) as address:
        yield workshop, address, request.param


@pytest.fixture(scope="module")
def desk(served: tuple[Workshop, str, str], watching: Look) -> Any:
    page = watching(f"{served[1]}/review?doc=1&order=reading", scheme=served[2])
    page.wait_for_selector(".bead[aria-current]")
    return page


def open_at(page: Any, name: str) -> None:
    """Shut what is open, go to the bead and open this."""
    position, keys, sign = OPENED[name]
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    go(page, position)
    press(page, keys)
    page.locator(sign).first.wait_for()


@pytest.mark.parametrize("name", OPENED)
def test_the_review_page_can_be_used_by_everybody_with_something_opened(desk: Any, name: str) -> None:
    open_at(desk, name)
    found = violations(desk)
    if name == "enlarged lines":
        desk.keyboard.press("z")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_translation_without_pages_can_be_used_by_everybody(
    shown: tuple[Workshop, str], look: Look, scheme: str
) -> None:
    page = look(f"{shown[1]}/review?doc=1&order=reading", scheme=scheme)
    page.wait_for_selector(".bead[aria-current]")
    found = violations(page)
    for name in ("nothing", "addition", "wording", "cut", "mending", "help", "accept what is sure"):
        open_at(page, name)
        found += [f"{name}: {one}" for one in violations(page)]
    assert not found, "\n".join(found)


def test_the_first_steps_can_be_used_by_everybody(served: tuple[Workshop, str, str], look: Look) -> None:
    page = look(f"{served[1]}/review?doc=1", scheme=served[2], tour=True)
    page.locator(".tour").wait_for()
    for _ in range(5):
        found = violations(page)
        assert not found, "\n".join(found)
        page.locator(".tour button.firm").click()


def test_a_conflict_can_be_settled_by_everybody(served: tuple[Workshop, str, str], look: Look) -> None:
    anna, boris = (look(f"{served[1]}/review?doc=1&order=reading", scheme=served[2]) for _ in range(2))
    for page, name in ((anna, "Anna"), (boris, "Boris")):
        page.wait_for_selector(".bead[aria-current]")
        page.locator(".name").fill(name)
        page.keyboard.press("Enter")
        go(page, 20)
    press(boris, ["w", "Type: B"])
    press(anna, ["w", "Type: A", "Enter"])
    saved(anna)
    boris.keyboard.press("Enter")
    boris.locator(".conflict").wait_for()
    found = violations(boris)
    assert not found, "\n".join(found)


def test_the_other_pages_can_be_used_by_everybody(served: tuple[Workshop, str, str], look: Look) -> None:
    page = look(served[1], scheme=served[2])
    page.locator(".document").first.wait_for()
    found = violations(page)
    page.goto(f"{served[1]}/review?doc=77")
    page.locator(".fault").wait_for()
    found += violations(page)
    for name in ("overview", "sessions", "people", "import"):
        page.goto(f"{served[1]}/{name}")
        page.locator(".sheet h1").wait_for()
        page.locator(
            "[data-testid='stButton'], [data-testid='stFormSubmitButton'], [role='tab'], .quiet"
        ).first.wait_for()
        found += [f"{name}: {one}" for one in violations(page)]
        for tab in page.get_by_role("tab").all():
            tab.click()
            found += [f"{name}, {tab.inner_text()}: {one}" for one in violations(page)]
    assert not found, "\n".join(found)
