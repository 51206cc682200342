"""Several people at one text: nothing is overwritten, everybody sees what the others do."""

from align.reviewing import Status, open_store
from tests.app.desk import Look, come_as, press, saved, served, state
from tests.app.workshop import Workshop

__all__ = ["served"]


def test_two_people_at_one_bead_see_both_versions_and_nothing_is_overwritten(
    served: tuple[Workshop, str], look: Look
) -> None:
    workshop, address = served
    pages = [look(f"{address}/review?doc=1&order=reading") for _ in range(2)]
    for page, name in zip(pages, ("Anna", "Boris"), strict=True):
        come_as(page, name, 30)
    anna, boris = pages
    press(boris, ["w", "Type: Boris"])
    press(anna, ["w", "Type: Anna", "Enter"])
    saved(anna)
    boris.locator(".bead[aria-current] .suggestion", has_text="Anna").wait_for(timeout=40_000)
    boris.keyboard.press("Enter")
    saved(boris)
    panel = boris.locator(".conflict")
    panel.wait_for()
    words = panel.inner_text()
    assert "Anna" in words
    assert "Boris" in words
    assert state(workshop.folder)[30][7].endswith(" Anna")
    boris.get_by_role("button", name="1 conflict").wait_for()
    boris.keyboard.press("2")
    saved(boris)
    panel.wait_for(state="detached")
    assert state(workshop.folder)[30][7].endswith(" Boris")
    boris.keyboard.press("u")
    saved(boris)
    anna.keyboard.press("u")
    saved(anna)
    assert state(workshop.folder)[30][7] == ""


def test_people_see_where_the_others_are_and_what_they_did(served: tuple[Workshop, str], look: Look) -> None:
    pages = [look(f"{served[1]}/review?doc=1&order=reading") for _ in range(2)]
    for page, name in zip(pages, ("Clara", "Dmitri"), strict=True):
        come_as(page, name, 40)
        page.wait_for_timeout(300)
    clara, dmitri = pages
    dmitri.keyboard.press("x")
    saved(dmitri)
    row = clara.locator('.bead[data-position="40"]')
    row.locator(".company", has_text="Dmitri is here").wait_for(timeout=40_000)
    row.locator(".status", has_text="rejected").wait_for(timeout=40_000)
    dmitri.keyboard.press("u")
    saved(dmitri)


def test_a_second_person_approves(served: tuple[Workshop, str], look: Look) -> None:
    workshop, address = served
    for name in ("Anna", "Boris"):
        page = look(f"{address}/review?doc=1&order=reading")
        come_as(page, name, 34)
        page.keyboard.press("a")
        saved(page)
    with open_store(workshop.folder) as store:
        bead = store.alignment("1").beads[34].state
    assert (bead.status, bead.reviewer, bead.approver) == (Status.APPROVED, "Anna", "Boris")
