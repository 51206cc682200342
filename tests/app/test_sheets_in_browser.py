"""Overview, sessions and import in a real browser: a document brought in, decided on in a session, put on paper."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from align.collection import load_collection
from align.reviewing import now, open_store
from align.reviewing.agenda import Agenda, beads_of
from align.reviewing.attending import attend
from align.reviewing.filters import Filter
from align.reviewing.history import of_document
from align.reviewing.operations import OpenSession
from align.reviewing.sessions import sessions
from tests.app.servers import serving
from tests.app.workshop import Workshop, make
from tests.pipeline.test_importing import ORIGINAL, TRANSLATION

Look = Callable[..., Any]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = make(tmp_path_factory.mktemp("sheets") / "ws", rounds=2).folder
    with serving(folder) as address:
        yield folder, address


def go(page: Any, address: str) -> Any:
    page.goto(address)
    page.wait_for_selector(".sheet h1", timeout=30_000)
    return page


def test_a_session_from_import_to_protocol(served: tuple[Path, str], look: Look, tmp_path: Path) -> None:
    folder, address = served
    page = look(address)
    go(page, f"{address}/import")
    uploads = page.locator("input[type=file]")
    for at, file in enumerate((ORIGINAL, TRANSLATION)):
        uploads.nth(at).set_input_files({"name": file.name, "mimeType": "text/plain", "buffer": file.content})
    page.get_by_label("Title of the original").fill("Gärten")
    page.get_by_role("button", name="Read and align").click()
    page.wait_for_selector(".bead[aria-current]", timeout=60_000)
    assert page.url.startswith(f"{address}/review?doc=3")
    assert load_collection(folder).entry("3").title_de == "Gärten"

    go(page, f"{address}/sessions")
    page.get_by_label("Name", exact=True).fill("Morning <b>reading</b>")
    page.get_by_role("button", name="Open the session").click()
    page.get_by_text("The session is open.").wait_for()
    assert page.locator(".sheet b").count() == 0

    page.goto(f"{address}/review?doc=3&order=reading")
    page.wait_for_selector(".bead[aria-current]", timeout=30_000)
    page.keyboard.press("a")
    page.wait_for_selector(".saved.unsaved", state="detached")
    page.wait_for_selector(".saved:not(.unsaved)")
    with open_store(folder) as store:
        (session,) = sessions(store)
        done = [entry.event.operation for entry in of_document(store, "3", session=session.row.id)]
    assert done == ["accept"]

    go(page, f"{address}/sessions")
    with page.expect_download() as download:
        page.get_by_role("button", name="Protocol to print (HTML)").click()
    path = tmp_path / "protocol.html"
    download.value.save_as(path)
    protocol = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()
    assert protocol.xpath("//h1")[0].text == "Morning <b>reading</b>"
    assert "Der Garten Nummer 10" in protocol.xpath("//td[@lang='de']")[0].text_content()

    go(page, f"{address}/overview")
    page.get_by_role("link", name="Gärten").wait_for()
    assert page.locator("table.documents").get_by_text("1 of 12 decided").count() == 1


WATCH = """() => {
  window.told = [];
  const tell = (bar) => window.told.push(bar.textContent);
  const look = () => document.querySelectorAll('[data-testid=stProgress]').forEach(tell);
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def test_reading_and_matching_are_watched_and_known_facts_corrected(look: Look, tmp_path: Path) -> None:
    made = make(tmp_path / "ws", rounds=2)
    with serving(made.folder) as address:
        page = look(address)
        go(page, f"{address}/import")
        page.evaluate(WATCH)
        for at, name in enumerate(("originals/1.pdf", "translations/1.txt")):
            page.locator("input[type=file]").nth(at).set_input_files(str(made.folder / name))
        page.get_by_text("Align them even if they do not look like a pair").click()
        page.get_by_role("button", name="Read and align").click()
        page.wait_for_selector(".bead[aria-current]", timeout=120_000)
        told = page.evaluate("window.told")
        for words in ("Reading the original: ", "Document 3: "):  # a short step may pass between two looks
            assert any(one.startswith(words) for one in told), (words, told)

        go(page, f"{address}/import")
        page.get_by_role("combobox", name="Document").click()
        page.get_by_role("option", name="Niederschrift über die Beratung").first.click()
        page.locator("[aria-label='Translator'][value='A. Example']").fill("B. Example")
        page.get_by_role("button", name="Save what is known").click()
        page.get_by_text("What is known of document 1 is saved.").wait_for()
    assert load_collection(made.folder).entry("1").translator == "B. Example"


def test_the_agenda_of_a_session_leads_through_the_review(look: Look, tmp_path: Path) -> None:
    folder = make(tmp_path / "ws", rounds=2).folder
    with open_store(folder) as store:
        agenda = Agenda(("1",), Filter(types=("2-1", "1-2")))
        store.apply(OpenSession("Wide pairs", "2026-11-25", ("anna",), agenda.as_json()), stamp=now("anna"), base={})
        (session,) = sessions(store)
        attend(store, "anna", session.row.id)
        beads = [bead.id for bead in store.alignment("1").beads]
        (wide,) = {beads_of(store, session.row.id, "1")}
    assert wide == ("Wide pairs", tuple(beads[at] for at in (11, 12, 25, 26)))
    with serving(folder) as address:
        page = look(address)
        go(page, f"{address}/sessions").get_by_role("link", name="go on").click()
        page.wait_for_selector(".bead[aria-current]", timeout=30_000)
        page.get_by_label("Show only").locator("option:checked", has_text="Wide pairs").wait_for(state="attached")
        walked = [bead_in(page)]
        for key in "jjjj":
            page.keyboard.press(key)
            walked.append(bead_in(page))
        assert walked == [beads[at] for at in (11, 12, 25, 26, 26)]

        page.evaluate("localStorage.setItem('align.person', 'anna')")
        page.goto(f"{address}/review?doc=1&order=reading")
        page.get_by_label("Show only").locator("option", has_text="Wide pairs").wait_for(state="attached")
        assert bead_in(page) == beads[0], "offered, not chosen"


def bead_in(page: Any) -> str:
    """The bead at which the page stands."""
    page.wait_for_selector(".bead[aria-current]", timeout=30_000)
    return str(page.locator(".bead[aria-current]").get_attribute("data-bead"))


def test_a_bad_file_is_told_in_the_browser(served: tuple[Path, str], look: Look) -> None:
    folder, address = served
    before = (folder / "collection.toml").read_bytes()
    page = look(address)
    go(page, f"{address}/import")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"<img src=x onerror=alert(1)>"}
    )
    page.get_by_role("button", name="Read and align").click()
    alert = page.locator(".sheet [role=alert]")
    alert.wait_for()
    assert "scan.pdf is named .pdf but is no PDF file" in alert.inner_text()
    assert (folder / "collection.toml").read_bytes() == before


def test_the_history_is_downloaded(shown: tuple[Workshop, str], look: Look, tmp_path: Path) -> None:
    page = look(shown[1])
    go(page, f"{shown[1]}/overview")
    page.get_by_role("tab", name="Every event").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all as CSV").click()
    assert download.value.suggested_filename == "history-1.csv"
    path = tmp_path / "history.csv"
    download.value.save_as(path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    # Other tests may have decided something in the same workspace since.
    assert [line.split(",")[4] for line in lines[1:4]] == ["read", "read", "run"]


@pytest.mark.parametrize("width", [1280, 820])
def test_no_sheet_is_wider_than_the_window(shown: tuple[Workshop, str], look: Look, width: int) -> None:
    page = look(shown[1], width=width)
    for name in ("overview", "sessions", "people", "import"):
        go(page, f"{shown[1]}/{name}")
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("e => e.scrollWidth <= e.clientWidth"), name
