"""The pages without a browser: what they hand to the component, and that they hold no document text themselves."""

import json
from pathlib import Path
from typing import Any

import pytest

from align.app.launching import FOLDER_VARIABLE
from tests.app.workshop import Workshop, make

testing = pytest.importorskip("streamlit.testing.v1", reason="Streamlit is not installed")

SCRIPT = Path(__file__).resolve().parents[2] / "align" / "app" / "main_page.py"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return make(tmp_path_factory.mktemp("pages") / "ws", rounds=10)


def run(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, **query: str) -> Any:
    """The whole app, or with a query the page of one document."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(workshop.folder))
    app = testing.AppTest.from_function(review) if query else testing.AppTest.from_file(str(SCRIPT))
    app.query_params.update(query)
    return app.run(timeout=60)


def review() -> None:
    from align.app import review_page

    review_page.show()


def sent(app: Any) -> Any:
    """The payload of the component on the page."""
    assert not app.exception
    found = [element.proto for element in app.get("bidi_component")]
    assert len(found) == 1
    return json.loads(found[0].json)


def test_the_first_page_is_the_ledger(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = sent(run(workshop, monkeypatch))
    assert payload["screen"] == "documents"
    assert [one["number"] for one in payload["documents"]] == ["1", "2"]
    assert payload["documents"][0]["steps"]["aligned"] == {"state": "done", "detail": "140 beads"}
    assert payload["documents"][1]["open"] is False


def test_a_page_is_drawn_by_the_component_alone(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(workshop, monkeypatch)
    assert not app.markdown
    assert not app.error


def test_the_page_of_a_document_sends_a_window_around_the_bead_of_the_address(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sent(run(workshop, monkeypatch, doc="1"))
    assert len(whole["index"]["ids"]) == 140
    assert whole["window"][0][0] == 0
    bead = whole["index"]["ids"][139]
    payload = sent(run(workshop, monkeypatch, doc="1", bead=bead))
    positions = [position for position, _ in payload["window"]]
    assert 139 in positions
    assert 0 not in positions
    assert dict(payload["window"])[139]["id"] == bead


def test_pages_carry_folio_typed_number_and_the_address_of_their_picture(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = sent(run(workshop, monkeypatch, doc="1"))["pages"]
    assert sides["target"] == []
    pages = sides["source"]
    assert [page["folio"] for page in pages] == [str(page.number) for page in workshop.original.pages]
    assert pages[1]["typed"] == "- 2 -"
    assert pages[0]["image"].startswith("/workbench/pages/")


def test_an_unknown_bead_in_the_address_leads_to_the_first(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = sent(run(workshop, monkeypatch, doc="1", bead="no such bead"))
    assert payload["window"][0][0] == 0


def test_a_fault_is_told_in_words(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = sent(run(workshop, monkeypatch, doc="77"))
    assert payload["screen"] == "fault"
    assert "77" in payload["what"]
    assert payload["advice"] == "Known documents: 1, 2."


def test_a_document_without_beads_is_shown_as_empty(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    payload = sent(run(workshop, monkeypatch, doc="2"))
    assert payload["index"]["ids"] == []
    assert payload["window"] == []


def test_a_folder_that_is_no_workspace_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workshop: Workshop
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    app = testing.AppTest.from_file(str(SCRIPT)).run(timeout=60)
    payload = sent(app)
    assert payload["screen"] == "fault"
    assert "not a workspace" in payload["what"]
