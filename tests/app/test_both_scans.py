"""A translation that is a PDF too: its pages stand beside the beads as the original's do."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.app.desk import go
from tests.app.servers import serving
from tests.app.test_reading import contours, paper
from tests.app.workshop import Workshop, make

Look = Callable[..., Any]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, watching: Look) -> Iterator[tuple[Workshop, Any]]:
    workshop = make(tmp_path_factory.mktemp("both") / "ws", rounds=4, both_typed=True)
    with serving(workshop.folder) as address:
        page = watching(f"{address}/review?doc=1&order=reading")
        page.wait_for_selector(".bead[aria-current]")
        yield workshop, page


@pytest.mark.parametrize("position", [5, 11, 39])
def test_the_other_side_is_outlined_where_it_is_printed(desk: tuple[Workshop, Any], position: int) -> None:
    workshop, page = desk
    assert workshop.translation
    go(page, position)
    page.keyboard.press("v")
    page.wait_for_selector('.scan-body[aria-label="Pages of the translation"] .contour')
    places = [
        place for j in workshop.alignment.beads[position].target for place in workshop.translation.sentences[j].places
    ]
    found = contours(page)
    for place in places:
        sheet = paper(page, place.page)
        assert place.box
        left, right = (sheet["left"] + x * sheet["width"] for x in (place.box.left, place.box.right))
        top, bottom = (sheet["top"] + y * sheet["height"] for y in (place.box.top, place.box.bottom))
        assert any(
            one["left"] <= left + 2
            and right - 2 <= one["right"]
            and one["top"] <= top + 2
            and bottom - 2 <= one["bottom"]
            for one in found
        ), f"{place} lies outside {found}"
    page.wait_for_selector(".strip .slip img")
    page.keyboard.press("v")
    page.wait_for_selector('.scan-body[aria-label="Pages of the original"] .contour')


def test_a_click_on_a_line_of_the_translation_leads_to_its_bead(desk: tuple[Workshop, Any]) -> None:
    workshop, page = desk
    assert workshop.translation
    go(page, 0)
    page.keyboard.press("v")
    page.wait_for_selector('.scan-body[aria-label="Pages of the translation"] .contour')
    place = workshop.translation.sentences[workshop.alignment.beads[7].target[0]].places[1]
    sheet = paper(page, place.page)
    assert place.box
    page.mouse.click(
        sheet["left"] + (place.box.left + place.box.right) / 2 * sheet["width"],
        sheet["top"] + (place.box.top + place.box.bottom) / 2 * sheet["height"],
    )
    page.wait_for_selector('.bead[aria-current][data-position="7"]')
    page.keyboard.press("v")


def test_a_translation_that_is_mere_text_says_so(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{shown[1]}/review?doc=1&order=reading")
    page.keyboard.press("v")
    page.get_by_text("has no pages to show").wait_for()
    assert not page.locator(".turner").is_visible()
