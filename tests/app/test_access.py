"""Nobody is shut out: what axe-core cannot see by itself (`test_everybody_can_use_it` looks at what it finds)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.app.workshop import WRONG_NUMBER, Workshop

Look = Callable[..., Any]

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")


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
