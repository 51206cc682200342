"""The reading view in a real browser: beads beside the scan, the sentence outlined, keys, clicks, the address."""

import re
from typing import Any

import pytest

from align.model import Kind
from tests.app.desk import Look, current, go
from tests.app.workshop import LADDER, WRONG_NUMBER, Workshop


@pytest.fixture(scope="module")
def window(shown: tuple[Workshop, str], watching: Look) -> Any:
    return watching(f"{shown[1]}/review?doc=1&order=reading")


@pytest.fixture
def review(window: Any) -> Any:
    """The window of all tests that change nothing, at the first bead, no field in focus."""
    window.evaluate("document.activeElement.shadowRoot?.activeElement?.blur()")
    window.keyboard.press("Home")
    window.wait_for_selector('.bead[aria-current][data-position="0"]')
    return window


def contours(page: Any) -> list[dict[str, float]]:
    """The outlines on the page, in CSS pixels of the window."""
    found: list[dict[str, float]] = page.eval_on_selector_all(
        ".contour", "all => all.map(e => { const r = e.getBoundingClientRect();"
        " return {left: r.left, top: r.top, right: r.right, bottom: r.bottom}; })"
    )  # fmt: skip
    return found


def paper(page: Any, number: int) -> dict[str, float]:
    found: dict[str, float] = page.eval_on_selector(
        f'.page[data-page="{number}"] .paper', "e => { const r = e.getBoundingClientRect();"
        " return {left: r.left, top: r.top, width: r.width, height: r.height}; }"
    )  # fmt: skip
    return found


def test_keys_walk_from_bead_to_bead_and_the_address_follows(review: Any) -> None:
    assert current(review) == 0
    for key in ("j", "ArrowDown", "j"):
        review.keyboard.press(key)
    review.keyboard.press("k")
    assert current(review) == 2
    review.keyboard.press("End")
    review.wait_for_selector(f'.bead[aria-current][data-position="{8 * len(LADDER) - 1}"]')
    review.keyboard.press("Home")
    review.wait_for_selector('.bead[aria-current][data-position="0"]')
    review.keyboard.press("j")
    identity = review.locator(".bead[aria-current]").get_attribute("data-bead")
    review.wait_for_function("id => new URLSearchParams(location.search).get('bead') === id", arg=identity)


def test_reload_returns_to_the_same_bead(review: Any) -> None:
    go(review, 40)
    identity = review.locator(".bead[aria-current]").get_attribute("data-bead")
    review.wait_for_function("id => new URLSearchParams(location.search).get('bead') === id", arg=identity)
    review.reload()
    review.wait_for_selector(f'.bead[aria-current][data-bead="{identity}"]', timeout=30_000)
    assert current(review) == 40


@pytest.mark.parametrize("position", [0, WRONG_NUMBER, 12, 36, 70, 100])
def test_the_outline_covers_the_printed_words(shown: tuple[Workshop, str], review: Any, position: int) -> None:
    workshop = shown[0]
    go(review, position)
    boxes = [p for i in workshop.alignment.beads[position].source for p in workshop.original.sentences[i].places]
    assert boxes
    found = contours(review)
    for place in boxes:
        sheet = paper(review, place.page)
        assert place.box
        left, right = (sheet["left"] + x * sheet["width"] for x in (place.box.left, place.box.right))
        top, bottom = (sheet["top"] + y * sheet["height"] for y in (place.box.top, place.box.bottom))
        assert any(
            (one["left"] <= left + 1 and right - 1 <= one["right"])
            and (one["top"] <= top + 1 and bottom - 1 <= one["bottom"])
            for one in found
        ), f"{place} lies outside {found}"
    tallest = max(one["bottom"] - one["top"] for one in found)
    assert tallest < 0.2 * paper(review, 1)["height"]


def test_a_click_on_a_line_of_the_scan_leads_to_its_bead(shown: tuple[Workshop, str], review: Any) -> None:
    workshop = shown[0]
    place = workshop.original.sentences[workshop.alignment.beads[7].source[0]].places[1]
    sheet = paper(review, 1)
    assert place.box
    x = sheet["left"] + (place.box.left + place.box.right) / 2 * sheet["width"]
    y = sheet["top"] + (place.box.top + place.box.bottom) / 2 * sheet["height"]
    review.mouse.click(x, y)
    review.wait_for_selector('.bead[aria-current][data-position="7"]')


def test_a_click_on_a_bead_outlines_its_lines(review: Any) -> None:
    before = contours(review)
    review.locator('.bead[data-position="3"] .target').click()
    assert current(review) == 3
    assert contours(review) != before


def test_the_outline_is_scrolled_into_view(review: Any) -> None:
    go(review, 90)
    body = review.locator(".scan-body").bounding_box()
    for one in contours(review)[:1]:
        assert one["top"] >= body["y"] - 2
        assert one["bottom"] <= body["y"] + body["height"] + 2


def test_a_click_on_a_page_far_away_leads_there(shown: tuple[Workshop, str], review: Any) -> None:
    workshop = shown[0]
    last = workshop.original.pages[-1].number
    for _ in range(last):
        review.keyboard.press("]")
    target = next(i for i, s in enumerate(workshop.original.sentences) if s.pages == (last,))
    place = workshop.original.sentences[target].places[0]
    sheet = paper(review, last)
    assert place.box
    review.wait_for_timeout(800)
    review.mouse.click(
        sheet["left"] + (place.box.left + 0.01) * sheet["width"],
        sheet["top"] + (place.box.top + place.box.bottom) / 2 * sheet["height"],
    )
    position = next(i for i, bead in enumerate(workshop.alignment.beads) if target in bead.source)
    review.wait_for_selector(f'.bead[aria-current][data-position="{position}"]')


def test_both_texts_carry_their_language(review: Any) -> None:
    assert review.locator('.bead[data-position="0"] .source').get_attribute("lang") == "de"
    assert review.locator('.bead[data-position="0"] .target').get_attribute("lang") == "en"


def test_kinds_null_beads_insertions_and_folios_are_recognisable(review: Any) -> None:
    assert review.locator('.bead[data-position="0"] .source .kind-heading').count() == 1
    assert "heading" in review.locator('.bead[data-position="0"] .gutter').inner_text()
    assert review.locator('.bead[data-position="0"] .folio').inner_text() == "Bl. 1"
    assert review.locator('.bead[data-position="2"] .source .label').inner_text().strip() == "-"
    assert "speaker" in review.locator('.bead[data-position="4"] .gutter').inner_text()
    assert review.locator('.bead[data-position="6"] .target .mark-insertion').inner_text() == "[only]"
    assert "left out" in review.locator('.bead[data-position="8"] .target .absent').inner_text()
    assert "addition" in review.locator('.bead[data-position="9"] .source .absent').inner_text()
    assert review.locator(f'.bead[data-position="{WRONG_NUMBER}"] .finding.error').count() == 1


def test_pictures_come_by_address_and_are_kept_by_the_browser(shown: tuple[Workshop, str], review: Any) -> None:
    source = review.locator('.page[data-page="1"] .picture').get_attribute("src")
    assert re.fullmatch(r"/workbench/pages/[0-9a-f]{64}/1/\d+\.png", source)
    answer = review.request.get(shown[1] + source)
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    size = review.eval_on_selector('.page[data-page="1"] .picture', "e => [e.naturalWidth, e.naturalHeight]")
    assert size[0] == int(source.rsplit("/", 1)[1].split(".")[0])


def test_streamlit_does_not_hear_r_and_c(review: Any) -> None:
    review.keyboard.press("j")
    review.evaluate("window.addEventListener('keydown', e => { (window.heard ??= []).push(e.key); })")
    review.evaluate("window.addEventListener('keyup', e => { (window.heard ??= []).push(e.key); })")
    for key in ("r", "c"):
        review.keyboard.press(key)
    assert review.evaluate("window.heard || []") == []
    assert review.get_by_text("Clear cache").count() == 0
    assert current(review) == 1


def test_a_field_gets_its_own_letters(review: Any) -> None:
    field = review.get_by_label("Go to a bead number or a folio")
    field.click()
    review.keyboard.type("crjk")
    assert field.input_value() == "crjk"
    assert current(review) == 0
    review.keyboard.press("Enter")
    assert field.get_attribute("aria-invalid") is not None


def test_copy_gives_both_texts_and_the_citation(review: Any) -> None:
    go(review, 6)
    review.keyboard.press("c")
    review.wait_for_function("navigator.clipboard.readText().then(text => text.includes('meine Meinung'))")
    copied = review.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Das ist vielleicht nur meine Meinung.\n\nPerhaps this is [only] my opinion.\n\n")
    assert "Kreisarchiv Grünhagen, WW 576, Bl. 1" in copied
    assert "Translated by A. Example." in copied


def test_words_that_answer_each_other_show_it_under_the_pointer(review: Any) -> None:
    go(review, WRONG_NUMBER)
    row = review.locator(f'.bead[data-position="{WRONG_NUMBER}"]')
    row.locator(".source .w.figure").wait_for(timeout=30_000)
    assert row.locator(".source .w.figure").inner_text() == "1964"
    text = row.locator(".source .sentence").evaluate("e => e.textContent")
    assert text == LADDER[WRONG_NUMBER][0][0][0]
    row.locator(".source .w", has_text="Nachbarbezirke").hover()
    linked = row.locator(".target .w.linked").all_inner_texts()
    assert {"districts", "neighbouring"} & set(linked)
    review.mouse.move(5, 5)
    assert row.locator(".w.linked").count() == 0


def test_help_opens_with_a_question_mark_and_closes_with_escape(review: Any) -> None:
    review.keyboard.press("?")
    assert review.locator("dialog.help").is_visible()
    review.keyboard.press("j")
    review.keyboard.press("Escape")
    assert not review.locator("dialog.help").is_visible()
    assert current(review) == 0


def test_folio_jump_and_unknown_folio(review: Any) -> None:
    review.keyboard.press("g")
    review.keyboard.type("Bl. 2")
    review.keyboard.press("Enter")
    review.wait_for_selector('.scan-title:has-text("Bl. 2")')
    assert current(review) > 0
    review.keyboard.press("g")
    review.keyboard.type("Bl. 999")
    review.keyboard.press("Enter")
    assert "No bead begins on folio 999. Folios here: 1 to 5." in review.locator(".unseen.shown").inner_text()


def test_nothing_runs_out_of_the_window(review: Any) -> None:
    for width in (1280, 1920, 820):
        review.set_viewport_size({"width": width, "height": 900})
        assert review.evaluate("document.documentElement.scrollWidth <= innerWidth")
        wide = review.eval_on_selector_all(
            ".align *", "all => all.filter(e => e.getBoundingClientRect().width > innerWidth + 1).length"
        )
        assert wide == 0
    review.set_viewport_size({"width": 1280, "height": 800})


def test_an_unknown_document_is_explained(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{shown[1]}/review?doc=77")
    text = page.locator(".fault").inner_text()
    assert "77" in text
    assert "Known documents: 1, 2." in text


def test_documents_open_from_the_ledger(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(shown[1])
    assert page.locator(".document").count() == 2
    assert page.locator('.document[data-document="2"] a.button').count() == 0
    page.locator('.document[data-document="1"] a.button').click()
    page.wait_for_selector(".bead[aria-current]", timeout=30_000)
    assert page.evaluate("new URLSearchParams(location.search).get('doc')") == "1"


def test_headings_of_the_ladder_are_of_every_kind() -> None:
    kinds = {kind for source, _, _ in LADDER for _, kind in source}
    assert kinds == {Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.SPEAKER, Kind.SIGNATURE}


def test_the_first_visit_shows_five_steps_and_the_next_visit_none(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{shown[1]}/review?doc=1&order=reading", tour=True)
    tour = page.locator(".tour")
    tour.wait_for()
    page.keyboard.press("j")
    assert current(page) == 1
    for step in range(1, 6):
        assert f"{step} of 5" in tour.inner_text()
        tour.locator("button.firm").click()
    assert not tour.is_visible()
    page.reload()
    page.wait_for_selector(".bead[aria-current]", timeout=30_000)
    assert not tour.is_visible()


def test_the_first_steps_are_left_with_escape_and_found_again_in_the_help(
    shown: tuple[Workshop, str], look: Look
) -> None:
    page = look(f"{shown[1]}/review?doc=1&order=reading", tour=True)
    tour = page.locator(".tour")
    tour.wait_for()
    page.keyboard.press("Escape")
    tour.wait_for(state="hidden")
    page.reload()
    page.wait_for_selector(".bead[aria-current]", timeout=30_000)
    assert not tour.is_visible()
    page.keyboard.press("?")
    page.get_by_role("button", name="Show the first steps once more").click()
    assert "1 of 5" in tour.inner_text()


def test_a_key_can_be_changed_and_put_back(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{shown[1]}/review?doc=1&order=reading")
    page.keyboard.press("?")
    page.get_by_label("What to put under another key").select_option("j")
    page.get_by_label("The new key").press("k")
    assert "K is taken" in page.locator(".changing").inner_text()
    page.get_by_label("What to put under another key").select_option("j")
    page.get_by_label("The new key").press("b")
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    assert current(page) == 1
    page.keyboard.press("j")
    assert current(page) == 1
    assert page.locator("footer kbd", has_text="B").count() == 1
    page.reload()
    page.wait_for_selector(".bead[aria-current]", timeout=30_000)
    page.keyboard.press("b")
    assert current(page) == 2
    page.keyboard.press("?")
    page.get_by_role("button", name="All keys as they were").click()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert current(page) == 3


def test_the_help_is_a_menu_for_hands_without_a_keyboard(shown: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{shown[1]}/review?doc=1&order=reading")
    page.get_by_role("button", name="? all keys").click()
    page.get_by_role("button", name="J: next bead (also ↓)").click()
    assert not page.locator("dialog.help").is_visible()
    assert current(page) == 1
    page.get_by_role("button", name="? all keys").click()
    page.get_by_role("button", name="W: suggest a wording; the published one stays").click()
    assert page.get_by_label("Suggested wording").is_visible()
    page.get_by_role("button", name="Leave (Esc)").click()


def test_what_happened_to_a_bead_is_told_where_it_stands(review: Any) -> None:
    review.keyboard.press("h")
    panel = review.locator(".bead[aria-current] .panel")
    panel.wait_for()
    assert "aligned" in panel.inner_text()
    review.keyboard.press("Escape")
    panel.wait_for(state="detached")


def test_the_cut_of_a_bead_is_shown_in_its_text(review: Any) -> None:
    go(review, 12)
    review.keyboard.press("s")
    above = review.locator(".bead[aria-current] .sentence.above")
    assert above.all_inner_texts() == [LADDER[12][0][0][0], LADDER[12][1][0][0]]
    review.keyboard.press("ArrowLeft")
    assert above.all_inner_texts() == [LADDER[12][0][0][0]]
    review.keyboard.press("Escape")
    assert above.count() == 0


def test_the_lines_of_a_bead_are_cut_out_as_large_as_the_window(review: Any) -> None:
    line = (
        "share => { const root = document.querySelector('[data-testid^=stBidiComponent]').shadowRoot;"
        " const width = root.querySelector('.strip .slip')?.getBoundingClientRect().width;"
        " return width > share * innerWidth && width; }"
    )
    go(review, WRONG_NUMBER)
    assert review.wait_for_function(line, arg=0.3).json_value() < 512
    review.keyboard.press("z")
    assert review.wait_for_function(line, arg=0.8).json_value() > 1024
    review.keyboard.press("z")


def test_a_search_without_a_hit_says_what_to_do_and_is_left_with_escape(review: Any) -> None:
    review.keyboard.press("/")
    review.keyboard.type("Nashorn")
    review.keyboard.press("Enter")
    review.get_by_text("“Nashorn” stands in no bead.").wait_for()
    review.keyboard.press("Escape")
    review.keyboard.press("j")
    assert current(review) == 1
