"""The page for bringing documents in."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from align.app.launching import FOLDER_VARIABLE
from align.collection import change_entry, load_collection
from tests.app.sheets import choose, drawn, markup
from tests.app.workshop import make
from tests.pipeline.test_importing import ORIGINAL, TRANSLATION

testing = pytest.importorskip("streamlit.testing.v1", reason="Streamlit is not installed")


def script() -> None:
    import streamlit as st

    from align.app import import_page

    def arrived() -> None:
        st.text("the review")

    review = st.Page(arrived, title="Read and review", url_path="review")
    bringing = st.Page(import_page.leading_to(review), title="Import", url_path="import", default=True)
    st.navigation([bringing, review]).run()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "ws", rounds=1).folder


@pytest.fixture
def app(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    return drawn(testing.AppTest.from_function(script, default_timeout=120).run())


def send(app: Any, original: tuple[str, bytes] | None, translation: tuple[str, bytes] | None) -> Any:
    for label, file in (("Original", original), ("Translation", translation)):
        if file is not None:
            choose(app, "file_uploader", label).set_value((*file, "application/octet-stream"))
    return drawn(choose(app, "button", "Read and align").click().run())


def test_a_pair_lands_in_the_review(app: Any, folder: Path) -> None:
    choose(app, "text_input", "Title of the original").set_value("Gärten")
    choose(app, "text_input", "Date").set_value("1964-11-30")
    app = send(app, (ORIGINAL.name, ORIGINAL.content), (TRANSLATION.name, TRANSLATION.content))
    assert [one.value for one in app.text] == ["the review"]
    assert app.query_params["doc"] == "3"
    entry = load_collection(folder).entry("3")
    assert (entry.title_de, entry.date) == ("Gärten", "1964-11-30")


def test_what_is_wrong_is_told_and_what_was_typed_stays(app: Any, folder: Path) -> None:
    before = (folder / "collection.toml").read_bytes()
    choose(app, "text_input", "Title of the original").set_value("Gärten")
    app = send(app, ("scan.pdf", b"no PDF"), (TRANSLATION.name, TRANSLATION.content))
    shown = markup(app)
    assert 'role="alert"' in shown
    assert "scan.pdf is named .pdf but is no PDF file" in shown
    assert "Nothing was added to the collection." in shown
    assert choose(app, "text_input", "Title of the original").value == "Gärten"
    assert (folder / "collection.toml").read_bytes() == before


def test_swapped_sides_are_told(app: Any) -> None:
    app = send(app, ("a.txt", TRANSLATION.content), ("b.txt", ORIGINAL.content))
    assert "The two sides are swapped" in markup(app)
    assert "--anyway" not in markup(app)


def test_a_document_of_the_catalogue_is_offered_with_its_facts(app: Any, folder: Path) -> None:
    choose(app, "selectbox", "Document").set_value("2")
    app = drawn(app.run())
    assert choose(app, "text_input", "Title of the original").value == "Vereinbarung über Gießkannen"
    assert choose(app, "text_input", "Date").value == "1969-11-13"
    choose(app, "text_input", "Translator").set_value("B. Example")
    app = send(app, (ORIGINAL.name, ORIGINAL.content), None)
    assert "Document 2 was taken in; the other side can come later." in markup(app)
    app = send(app, None, (TRANSLATION.name, TRANSLATION.content))
    assert [one.value for one in app.text] == ["the review"]
    assert (folder / "translations" / "2.txt").read_bytes() == TRANSLATION.content
    assert load_collection(folder).entry("2").translator == "B. Example"


def chosen(app: Any, number: str) -> Any:
    choose(app, "selectbox", "Document").set_value(number)
    return drawn(app.run())


def save(app: Any) -> Any:
    return drawn(choose(app, "button", "Save what is known").click().run())


def test_facts_of_a_finished_document_are_corrected(app: Any, folder: Path) -> None:
    before = (folder / "collection.toml").read_text()
    app = chosen(app, "1")
    assert not [one for one in app.button if one.label == "Read and align"]
    choose(app, "text_input", "Translator").set_value("B. Example")
    app = save(app)
    assert "What is known of document 1 is saved." in markup(app)
    assert (folder / "collection.toml").read_text() == before.replace("A. Example", "B. Example")


def test_a_fact_that_cannot_be_meant_is_told_and_stays_typed(app: Any, folder: Path) -> None:
    before = (folder / "collection.toml").read_bytes()
    app = chosen(app, "1")
    choose(app, "text_input", "Date").set_value("in May")
    app = save(app)
    assert "The date cannot be read" in markup(app)
    assert choose(app, "text_input", "Date").value == "in May"
    assert (folder / "collection.toml").read_bytes() == before


def test_two_people_at_one_fact_see_both_versions(app: Any, folder: Path) -> None:
    app = chosen(app, "1")
    seen = load_collection(folder).entry("1")
    change_entry(folder, seen, replace(seen, translator="C. Else"))
    choose(app, "text_input", "Translator").set_value("B. Example")
    app = save(app)
    assert "it is now “C. Else”" in markup(app)
    assert choose(app, "text_input", "Translator").value == "B. Example"
    app = drawn(choose(app, "button", "Load what is stored now").click().run())
    assert choose(app, "text_input", "Translator").value == "C. Else"


def test_what_somebody_else_changed_shows_where_nothing_was_typed(app: Any, folder: Path) -> None:
    app = chosen(app, "1")
    seen = load_collection(folder).entry("1")
    change_entry(folder, seen, replace(seen, translator="C. Else"))
    assert choose(drawn(app.run()), "text_input", "Translator").value == "C. Else"


def test_without_files_the_page_says_what_is_missing(app: Any) -> None:
    assert "There is no file." in markup(send(app, None, None))
