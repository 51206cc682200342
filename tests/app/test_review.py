"""Deciding in a real browser: keys are really pressed, and the store is asked what came of them."""

import time
from pathlib import Path
from typing import Any

from align.model import CleanText, Document
from align.reviewing import open_store
from align.reviewing.counts import open_orphans
from align.reviewing.operations import Accept
from align.reviewing.queries import bead_index
from align.reviewing.service import now
from tests.app.desk import (
    TWO_TO_ONE,
    Look,
    current,
    desk,
    go,
    operations,
    press,
    saved,
    served,
    state,
    window,
)
from tests.app.servers import serving
from tests.app.workshop import LADDER, OMITTED, WRONG_NUMBER, Workshop, make

__all__ = ["desk", "served", "window"]


def test_a_severe_finding_takes_two_presses(served: tuple[Workshop, str], desk: Any) -> None:
    folder = served[0].folder
    go(desk, WRONG_NUMBER)
    desk.keyboard.press("a")
    saved(desk)
    assert current(desk) == WRONG_NUMBER
    assert state(folder)[WRONG_NUMBER][3] == "auto"
    desk.keyboard.press("a")
    saved(desk)
    assert state(folder)[WRONG_NUMBER][3] == "accepted"
    assert current(desk) == WRONG_NUMBER + 1
    desk.keyboard.press("u")
    saved(desk)
    assert current(desk) == WRONG_NUMBER


def test_taking_back_where_nobody_decided_stores_nothing(served: tuple[Workshop, str], desk: Any) -> None:
    done = operations(served[0].folder)
    go(desk, 1)
    desk.keyboard.press("r")
    desk.get_by_text("there is nothing to take back").wait_for()
    desk.keyboard.press("x")
    saved(desk)
    desk.keyboard.press("x")
    desk.get_by_text("rejected already").wait_for()
    desk.keyboard.press("r")
    saved(desk)
    assert operations(served[0].folder)[len(done) :] == ["reject", "reopen"]


def test_a_key_that_is_held_down_accepts_once(served: tuple[Workshop, str], desk: Any) -> None:
    folder = served[0].folder
    go(desk, 15)
    for _ in range(6):
        desk.keyboard.down("a")
    desk.keyboard.up("a")
    saved(desk)
    statuses = [bead[3] for bead in state(folder)]
    assert statuses.count("accepted") == 1
    desk.keyboard.press("u")
    saved(desk)


def test_an_answer_that_comes_while_a_note_is_written_leaves_the_field_in_focus(
    served: tuple[Workshop, str], desk: Any
) -> None:
    go(desk, 22)
    desk.keyboard.press("f")
    desk.keyboard.type("first half, ")
    saved(desk)
    desk.wait_for_selector(".bead[aria-current] .flag")
    desk.keyboard.type("second half")
    desk.keyboard.press("Enter")
    saved(desk)
    assert state(served[0].folder)[22][6] == "first half, second half"
    for _ in range(2):
        desk.keyboard.press("u")
        saved(desk)


def test_typing_a_note_moves_nothing_and_decides_nothing(served: tuple[Workshop, str], desk: Any) -> None:
    folder = served[0].folder
    before = state(folder)
    go(desk, 20)
    desk.keyboard.press("w")
    desk.keyboard.type("jkamxuyrc [Rückfrage]")
    assert current(desk) == 20
    desk.keyboard.press("Escape")
    saved(desk)
    assert state(folder) == before
    assert desk.get_by_text("Clear cache").count() == 0


def test_streamlit_does_not_hear_letters_typed_in_a_field(desk: Any) -> None:
    desk.evaluate("window.addEventListener('keydown', e => { (window.heardInField ??= []).push(e.key); })")
    go(desk, 20)
    desk.keyboard.press("w")
    desk.keyboard.type("rc")
    assert not {"r", "c"} & set(desk.evaluate("window.heardInField || []"))
    desk.keyboard.press("Escape")


def test_thirty_fast_accepts_are_stored_exactly_once(served: tuple[Workshop, str], look: Look) -> None:
    folder = served[0].folder
    page = look(f"{served[1]}/review?doc=1&order=reading")
    page.wait_for_selector(".bead[aria-current]")
    done = len(operations(folder))
    go(page, 3 * len(LADDER) - 20)
    # 30 beads without a severe finding would need a longer stretch: those with one take two presses, which is 33 keys.
    start = current(page)
    severe = [n for n in range(start, start + 30) if n % len(LADDER) == WRONG_NUMBER]
    began = time.monotonic()
    for _ in range(30 + len(severe)):
        page.keyboard.press("a")
    typed = time.monotonic() - began
    saved(page)
    assert typed < 5
    stored = operations(folder)[done:]
    assert stored == ["accept"] * 30
    statuses = [bead[3] for bead in state(folder)]
    assert statuses[start : start + 30] == ["accepted"] * 30
    assert statuses.count("accepted") == 30
    for _ in range(30):
        page.keyboard.press("u")
    saved(page)
    assert [bead[3] for bead in state(folder)].count("accepted") == 0


def test_accepting_in_the_queue_goes_to_the_least_sure_that_waits(served: tuple[Workshop, str], look: Look) -> None:
    page = look(f"{served[1]}/review?doc=1")
    page.wait_for_selector(".bead[aria-current]")
    seen = []
    for _ in range(15):
        seen.append(current(page) % len(LADDER))
        page.keyboard.press("j")
    assert seen[:12] == [WRONG_NUMBER] * 12
    assert seen[12:15] == [OMITTED] * 3


def test_filters_and_search_restrict_the_walk_not_the_screen(desk: Any) -> None:
    go(desk, 0)
    desk.locator(".filter").select_option("code:number-differs")
    desk.wait_for_selector(f'.bead[aria-current][data-position="{WRONG_NUMBER}"]')
    assert desk.locator(f'.bead[data-position="{WRONG_NUMBER - 1}"]').is_visible()
    desk.evaluate("document.activeElement.shadowRoot?.activeElement?.blur()")
    desk.keyboard.press("j")
    assert current(desk) == WRONG_NUMBER + len(LADDER)
    desk.locator(".filter").select_option("")
    desk.evaluate("document.activeElement.shadowRoot?.activeElement?.blur()")
    desk.keyboard.press("/")
    desk.keyboard.type("GIESSKANNEN")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(f'.bead[aria-current][data-position="{TWO_TO_ONE + len(LADDER)}"]', timeout=20_000)
    desk.keyboard.press("/")
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    assert current(desk) == TWO_TO_ONE + len(LADDER) + 1


def test_what_the_server_refuses_is_not_shown_any_longer(served: tuple[Workshop, str], look: Look) -> None:
    folder, address = served[0].folder, served[1]
    before = state(folder)
    page = look(f"{address}/review?doc=1&order=reading")
    page.wait_for_selector(".bead[aria-current]")
    go(page, 25)
    page.keyboard.press("w")
    page.get_by_label("Suggested wording").evaluate("field => { field.value = 'not storable: \\0'; }")
    page.keyboard.press("Enter")
    page.get_by_text("holds characters that cannot be stored").wait_for()
    page.locator(".bead[aria-current] .suggestion").wait_for(state="detached")
    assert state(folder) == before


def test_the_review_can_be_left_for_another_page_and_found_again(served: tuple[Workshop, str], look: Look) -> None:
    folder, address = served[0].folder, served[1]
    page = look(f"{address}/review?doc=1&order=reading")
    page.wait_for_selector(".bead[aria-current]")
    go(page, 50)
    for _ in range(2):
        page.keyboard.press("x")
        saved(page)
        page.keyboard.press("u")
        saved(page)
        page.get_by_role("link", name="Overview").click()
        page.locator(".sheet h1").wait_for()
        page.get_by_role("link", name="Read and review").click()
        page.wait_for_selector(".bead[aria-current]", timeout=30_000)
        page.keyboard.press("j")
    assert [bead[3] for bead in state(folder)].count("rejected") == 0


def test_what_no_longer_fits_is_shown_and_settled(tmp_path: Path, look: Look) -> None:
    workshop = make(tmp_path / "ws", rounds=1)
    with open_store(workshop.folder) as store:
        index = bead_index(store, "1")
        bead = index.rows[7].id
        store.apply(Accept(bead), stamp=now("Anna"), base={bead: index.seq})
        left = [sentence for at, sentence in enumerate(workshop.alignment.source) if at != 7]
        document = Document(workshop.original.pages, "de", "pdf", source="1.pdf", sha256="another")
        report = store.save_reading("1", "source", document=document, clean=CleanText((), "de"), sentences=left)
    assert len(report.orphaned) == 1
    with serving(workshop.folder) as address:
        page = look(f"{address}/review?doc=1&order=reading")
        page.get_by_role("button", name="1 no longer fit").click()
        dialog = page.get_by_role("dialog", name="Decisions that no longer fit")
        assert "Anna: accepted" in dialog.inner_text()
        assert "Die Schleuse bei Grünhagen" in dialog.inner_text()
        dialog.get_by_label("What became of it").fill("The sentence was a stamp.")
        dialog.get_by_role("button", name="Settled").click()
        saved(page)
        page.get_by_role("button", name="1 no longer fit").wait_for(state="hidden")
        with open_store(workshop.folder) as store:
            assert open_orphans(store, "1") == ()
        page.keyboard.press("u")
        saved(page)
        page.get_by_role("button", name="1 no longer fit").wait_for()


FILTERS = {
    "status:rejected": [2],
    "flagged": [3],
    "finding": [WRONG_NUMBER, WRONG_NUMBER + len(LADDER)],
    "severe": [WRONG_NUMBER, WRONG_NUMBER + len(LADDER)],
    "code:number-differs": [WRONG_NUMBER, WRONG_NUMBER + len(LADDER)],
    "below:50": [WRONG_NUMBER, WRONG_NUMBER + len(LADDER)],
    "type:1-2": [11, 11 + len(LADDER)],
    "person:Clara": [2],
}


def test_each_filter_leads_to_what_it_says(tmp_path: Path, look: Look) -> None:
    workshop = make(tmp_path / "ws", rounds=2)
    with serving(workshop.folder) as address:
        page = look(f"{address}/review?doc=1&order=reading")
        page.wait_for_selector(".bead[aria-current]")
        page.locator(".name").fill("Clara")
        page.keyboard.press("Enter")
        go(page, 2)
        page.keyboard.press("x")
        go(page, 3)
        press(page, ["f", "Escape"])
        saved(page)
        page.locator(".filter option[value='person:Clara']").wait_for(state="attached")
        for value, expected in FILTERS.items():
            page.locator(".filter").select_option("")
            page.evaluate("document.activeElement.shadowRoot?.activeElement?.blur()")
            page.keyboard.press("Home")
            page.wait_for_selector('.bead[aria-current][data-position="0"]')
            page.locator(".filter").select_option(value)
            page.evaluate("document.activeElement.shadowRoot?.activeElement?.blur()")
            found = [current(page)]
            for _ in range(len(expected) - 1):
                page.keyboard.press("j")
                found.append(current(page))
            assert found == expected, value
            page.keyboard.press("j")
            assert current(page) == expected[-1], value


def test_the_server_may_stop_in_the_middle(tmp_path: Path, look: Look) -> None:
    workshop = make(tmp_path / "ws", rounds=2)
    with serving(workshop.folder) as address:
        page = look(f"{address}/review?doc=1&order=reading")
        page.wait_for_selector(".bead[aria-current]")
        page.keyboard.press("a")
        saved(page)
    for _ in range(3):
        page.keyboard.press("a")
    page.keyboard.press("m")
    page.wait_for_selector(".unsaved")
    assert page.locator(".saved").inner_text() == "unsaved 4"
    with serving(workshop.folder, int(address.rsplit(":", 1)[1])):
        page.wait_for_selector(".saved:not(.unsaved)", timeout=60_000)
        stored = operations(workshop.folder)
        assert stored == ["accept"] * 4 + ["merge"]
        assert [bead[3] for bead in state(workshop.folder)][:5] == ["accepted"] * 5


def test_what_is_unsaved_outlives_the_page(tmp_path: Path, browser: Any) -> None:
    workshop = make(tmp_path / "ws", rounds=2)
    context = browser.new_context()
    with serving(workshop.folder) as address:
        page = context.new_page()
        page.goto(f"{address}/review?doc=1&order=reading")
        page.wait_for_selector(".bead[aria-current]", timeout=30_000)
    page.keyboard.press("a")
    page.keyboard.press("a")
    page.wait_for_selector(".unsaved")
    page.close(run_before_unload=False)
    with serving(workshop.folder, int(address.rsplit(":", 1)[1])):
        fresh = context.new_page()
        fresh.goto(f"{address}/review?doc=1&order=reading")
        fresh.wait_for_selector(".bead[aria-current]", timeout=30_000)
        fresh.wait_for_selector(".saved:not(.unsaved)", timeout=30_000)
        assert operations(workshop.folder) == ["accept", "accept"]
    context.close()
