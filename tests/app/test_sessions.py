"""Review sessions: opened, worked in, written down by two people at once, closed."""

from pathlib import Path
from typing import Any

import pytest

from align.app.inbox import Letter, deliver
from align.reviewing import Store, now
from align.reviewing.agenda import Agenda
from align.reviewing.attending import attend, attended
from align.reviewing.filters import Filter
from align.reviewing.history import of_document
from align.reviewing.operations import ChangeSession, OpenSession
from align.reviewing.sessions import sessions
from align.reviewing.state import SessionState
from tests.app.sheets import choose, drawn, folder, markup, page, store

__all__ = ["folder", "store"]


def begin(store: Store, title: str = "Spring", agenda: Agenda | None = None) -> str:
    operation = OpenSession(title, "2026-03-31", ("anna", "ben"), (agenda or Agenda()).as_json())
    return store.apply(operation, stamp=now("anna")).changed[0]


def state(store: Store) -> SessionState:
    return sessions(store)[0].row


def press(app: Any, label: str) -> Any:
    return drawn(choose(app, "button", label).click().run())


def test_a_session_is_opened_with_its_agenda(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = page("sessions_page", folder, monkeypatch)
    choose(app, "text_input", "Your name").set_value("anna")
    choose(app, "text_input", "Name").set_value("  Spring reading ")
    choose(app, "multiselect", "Documents").set_value(["1"])
    choose(app, "multiselect", "Findings").set_value(["number-differs"])
    app = press(app, "Open the session")
    opened = state(store)
    assert (opened.name, opened.closed) == ("Spring reading", False)
    assert opened.agenda == {"documents": ["1"], "codes": ["number-differs"]}
    assert all(attended(store, one) == opened.id for one in opened.participants)
    shown = markup(app)
    assert "The session is open." in shown
    assert "document 1; finding: number differs" in shown


def test_a_session_needs_a_name(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = press(page("sessions_page", folder, monkeypatch), "Open the session")
    assert "The name of the session is empty." in markup(app)
    assert sessions(store) == ()


def test_the_agenda_leads_to_the_first_pair_that_waits(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(store, agenda=Agenda(wanted=Filter(codes=("number-differs",))))
    bead = store.alignment("1").beads[5].id
    shown = markup(page("sessions_page", folder, monkeypatch))
    assert f"bead={bead.replace(':', '%3A')}" in shown
    assert '<td class="number">2</td><td class="number">2</td>' in shown  # one finding a round


def test_decisions_and_questions_are_one_a_line(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(store)
    app = page("sessions_page", folder, monkeypatch)
    choose(app, "text_area", "Decisions, one a line").set_value("1. Dezember stays.\n\n <b>So</b> be it. ")
    choose(app, "text_area", "Open questions, one a line").set_value("Who?")
    app = press(app, "Save")
    assert state(store).decisions == ("1. Dezember stays.", "<b>So</b> be it.")
    assert state(store).questions == ("Who?",)
    assert "Saved." in markup(app)


def test_nobody_overwrites_anybody_s_minutes(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    session = begin(store)
    app = page("sessions_page", folder, monkeypatch)
    revision = sessions(store)[0].revision
    store.apply(ChangeSession(session, decisions=("Ben's.",)), stamp=now("ben"), base={session: revision})
    choose(app, "text_area", "Decisions, one a line").set_value("Anna's.")
    app = press(app, "Save")
    shown = markup(app)
    assert "ben has changed this session" in shown
    assert "Ben&#x27;s." in shown
    assert choose(app, "text_area", "Decisions, one a line").value == "Anna's."
    assert state(store).decisions == ("Ben's.",)
    app = press(app, "Load what is stored now")
    assert choose(app, "text_area", "Decisions, one a line").value == "Ben's."


def test_a_session_is_closed_and_opened_again(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(store)
    app = press(page("sessions_page", folder, monkeypatch), "Close the session")
    assert state(store).closed
    app = press(app, "Open it again")
    assert not state(store).closed


def test_people_and_agenda_can_be_changed_later(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    session = begin(store, agenda=Agenda(("1",), Filter(types=("2-1",), most=0.5)))
    app = page("sessions_page", folder, monkeypatch)
    choose(app, "multiselect", "Participants").set_value(["anna", "ben", "carl"])
    choose(app, "text_input", "Folio").set_value("2")
    app = press(app, "Save the changes")
    assert "The session is changed." in markup(app)
    changed = state(store)
    assert (changed.id, changed.name, changed.participants) == (session, "Spring", ("anna", "ben", "carl"))
    assert changed.agenda == {"documents": ["1"], "types": ["2-1"], "most": 0.5, "folio": "2"}


def test_nobody_overwrites_anybody_s_agenda(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    session = begin(store)
    app = page("sessions_page", folder, monkeypatch)
    revision = sessions(store)[0].revision
    store.apply(ChangeSession(session, participants=("dora",)), stamp=now("ben"), base={session: revision})
    choose(app, "text_input", "Folio").set_value("2")
    app = press(app, "Save the changes")
    assert "Somebody else has changed this session." in markup(app)
    assert state(store).participants == ("dora",)
    assert state(store).agenda == {}
    app = press(app, "Load what is stored now")
    assert choose(app, "multiselect", "Participants").value == ["dora"]


def test_who_is_at_work_can_be_changed(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    other, session = begin(store, "Autumn"), begin(store)
    attend(store, "ben", other)
    app = page("sessions_page", folder, monkeypatch)
    choose(app, "selectbox", "Session").set_value(session)
    app = drawn(app.run())
    choose(app, "multiselect", "Who is at work in it").set_value(["anna"])
    app = drawn(app.run())
    assert attended(store, "anna") == session
    assert attended(store, "ben") == other  # at work elsewhere, and left there
    choose(app, "multiselect", "Who is at work in it").set_value([])
    drawn(app.run())
    assert attended(store, "anna") == ""


def test_what_the_browser_sends_is_noted_in_the_session(store: Store) -> None:
    session, bead = begin(store), store.alignment("1").beads[0].id
    letter = Letter("n1", "1", "accept", {"bead": bead}, {bead: store.alignment("1").seq})
    assert deliver(store, letter, "anna", lambda one: one, session=session)["result"] == "acknowledged"
    assert [entry.event.operation for entry in of_document(store, "1", session=session)] == ["accept"]


def test_names_of_sessions_are_shown_as_text(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    begin(store, "<img src=x onerror=alert(1)> **so**")
    shown = markup(page("sessions_page", folder, monkeypatch))
    assert "<img" not in shown
