"""Nobody is shut out: axe-core finds nothing serious on any screen, in either theme, with panels open and shut."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.app.workshop import WRONG_NUMBER, Workshop

Look = Callable[..., Any]

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

SCREENS: dict[str, list[tuple[str, list[str]]]] = {
    "/": [("documents", [])],
    "/review?doc=1&order=reading": [
        ("document", ["Home"]),
        ("severe finding", ["j"] * WRONG_NUMBER),
        ("null bead", ["j"] * 3),
        ("note", ["w"]),
        ("split", ["Escape", "j", "j", "j", "s"]),
        ("mending", ["Escape", "e"]),
        ("help", ["Escape", "?"]),
        ("accept above", ["Escape", "Shift+A"]),
    ],
    "/review?doc=77": [("fault", [])],
}
"""For each address what is looked at, one after the other, and the keys that lead there."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(shown: tuple[Workshop, str], look: Look, scheme: str) -> None:
    found: list[str] = []
    for path, views in SCREENS.items():
        page = look(shown[1] + path, scheme=scheme, tour=True)
        page.wait_for_selector(".bead[aria-current], .document, .fault", timeout=30_000)
        for name, keys in views:
            for key in keys:
                page.keyboard.press(key)
            results = axe.Axe().run(page, options={"resultTypes": ["violations"]})
            found += [
                f"{name}: {one['id']} ({one['impact']}): {node['target']}"
                for one in results.response["violations"]
                if one["impact"] in ("serious", "critical")
                for node in one["nodes"]
            ]
    assert not found, "\n".join(found)


def test_axe_sees_into_the_component(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{shown[1]}/review?doc=1")
    page.locator(".bead[aria-current] .gutter").evaluate("e => e.append(document.createElement('img'))")
    found = {one["id"] for one in axe.Axe().run(page).response["violations"]}
    assert "image-alt" in found


def test_every_control_has_a_name_and_can_be_reached(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{shown[1]}/review?doc=1")
    page.wait_for_selector(".bead[aria-current]")
    controls = page.locator(".align button:visible, .align select:visible, .align input:visible")
    for index in range(controls.count()):
        control = controls.nth(index)
        assert control.evaluate("e => e.tabIndex >= 0")
        name = control.evaluate("e => e.getAttribute('aria-label') || e.textContent || e.labels?.[0]?.textContent")
        assert name.strip()


def test_the_current_bead_is_told_to_a_screen_reader(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{shown[1]}/review?doc=1")
    page.wait_for_selector(".bead[aria-current]")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.matches('.bead[aria-current=true]')")
    assert WRONG_NUMBER >= 0


def test_colour_is_never_the_only_sign(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{shown[1]}/review?doc=1")
    gutter = page.locator(".bead[aria-current] .gutter").inner_text()
    assert "41 %" in gutter
    assert page.locator(".bead[aria-current] .finding.error").inner_text().startswith("Check:")
