"""The overview says what was done, and shows what people wrote as text."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from align.app import sheet
from align.app.records import COLUMNS, record, records_csv
from align.app.sheet import Part
from align.app.survey import BEGINNING, DAY, LAST_OF, TODAY, WEEK, Since, figures, past
from align.reviewing import MACHINE, Stamp, Store
from align.reviewing.history import of_document
from align.reviewing.operations import Accept, Comment, Flag, Merge, Operation, Remark
from tests.app.sheets import choose, drawn, folder, markup, page, store

__all__ = ["folder", "store"]

NOON = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
HOSTILE = "=1+1 <img src=x onerror=alert(1)>"


def do(store: Store, operation: Operation, user: str, at: datetime) -> int:
    seen = dict.fromkeys(operation.named, store.alignment("1").seq)
    outcome = store.apply(operation, stamp=Stamp(f"{operation.name} {user} {at}", user, at), base=seen)
    assert outcome.reason == ""
    return outcome.seq


def beads(store: Store) -> list[str]:
    return [bead.id for bead in store.alignment("1").beads]


def test_documents_stand_with_their_progress(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, *_ = beads(store)
    do(store, Accept(one), "anna", NOON)
    do(store, Flag(two), "anna", NOON + timedelta(minutes=1))
    shown = markup(page("overview_page", folder, monkeypatch))
    assert "1 of 28 decided" in shown
    assert 'href="/review?doc=1"' in shown
    assert "review 27 beads" in shown
    assert re.search(r"<dd>2</dd><dt>open findings</dt>", shown)  # one a round
    assert re.search(r"<dd>1</dd><dt>flagged</dt>", shown)
    assert "not aligned yet" in shown


def test_what_the_checks_do_not_see_between_other_languages_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "What the checks do not see" not in markup(page("overview_page", folder, monkeypatch))
    catalogue = folder / "collection.toml"
    catalogue.write_text(catalogue.read_text().replace('number = "1"', 'number = "1"\nlanguages = ["de", "fr"]'))
    shown = markup(page("overview_page", folder, monkeypatch))
    assert "What the checks do not see between German and French" in shown
    assert "which words of French deny is not known" in shown


def test_what_people_wrote_is_shown_as_text(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    do(store, Remark(beads(store)[0], HOSTILE), "<b>anna</b>", datetime.now(UTC))
    shown = markup(page("overview_page", folder, monkeypatch))
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "&lt;b&gt;anna&lt;/b&gt;" in shown
    assert "<img" not in shown
    assert "<b>" not in shown


def test_the_history_can_be_filtered(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, *_ = beads(store)
    now = datetime.now(UTC)
    do(store, Accept(one), "anna", now)
    do(store, Flag(two, "Look again."), "ben", now)
    app = page("overview_page", folder, monkeypatch)
    assert "Every event (5)" in [tab.label for tab in app.tabs]  # two readings, a run, two operations
    choose(app, "multiselect", "People").set_value(["ben"])
    app = drawn(app.run())
    assert "Every event (1)" in [tab.label for tab in app.tabs]
    choose(app, "multiselect", "Operations").set_value(["accept"])
    app = drawn(app.run())
    assert "Every event (0)" in [tab.label for tab in app.tabs]


def test_since_the_last_operation_of_a_person(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, *_ = beads(store)
    now = datetime.now(UTC)
    do(store, Accept(one), "anna", now)
    do(store, Accept(two), "ben", now)
    app = page("overview_page", folder, monkeypatch)
    choose(app, "selectbox", "Since").set_value(LAST_OF)
    app = drawn(app.run())
    assert choose(app, "selectbox", "Person").value == "anna"
    assert "What people changed (1)" in [tab.label for tab in app.tabs]
    choose(app, "selectbox", "Since").set_value(DAY)
    app = drawn(app.run())
    assert "What people changed (2)" in [tab.label for tab in app.tabs]


def test_an_empty_catalogue_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "collection.toml").write_text('[collection]\ntitle = "Nothing"\n', encoding="utf-8")
    assert "Import" in markup(page("overview_page", tmp_path, monkeypatch))


def test_moments_are_days_of_utc(store: Store) -> None:
    one, two, three, *_ = beads(store)
    do(store, Accept(one), "anna", NOON - timedelta(days=7))
    do(store, Accept(two), "anna", NOON - timedelta(days=6))
    do(store, Accept(three), "ben", NOON)

    def users_and_beads(since: Since) -> list[tuple[str, ...]]:
        found = past(store, "1", since, now=NOON + timedelta(hours=1))
        return [one.beads for one in found.records if one.entry.event.user != MACHINE]

    assert users_and_beads(Since(BEGINNING)) == [(one,), (two,), (three,)]
    assert users_and_beads(Since(WEEK)) == [(two,), (three,)]
    assert users_and_beads(Since(TODAY)) == [(three,)]
    assert users_and_beads(Since(LAST_OF, user="anna")) == [(three,)]
    assert users_and_beads(Since(DAY, day=NOON - timedelta(days=6, hours=12))) == [(two,), (three,)]


def test_the_table_can_be_read_and_runs_nothing(store: Store) -> None:
    one, two, *_ = beads(store)
    do(store, Remark(one, HOSTILE), "anna", NOON)
    do(store, Merge(one, two), "ben", NOON + timedelta(minutes=1))
    do(store, Comment(one, "a, b\n“c”"), "=cmd", NOON + timedelta(minutes=2))
    store.undo("1", stamp=Stamp("back", "=cmd", NOON + timedelta(minutes=3)))
    found = past(store, "1", Since(), now=NOON)
    text = records_csv(found.records, found.positions).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["operation"] for row in rows] == ["read", "read", "run", "remark", "merge", "comment", "undo"]
    assert rows[3]["words"].startswith("'=1+1")
    assert rows[4]["beads"].split() == [one, two]
    assert rows[4]["numbers"] == "1"  # the other is gone
    assert rows[4]["after"] == "accepted"
    assert rows[5]["person"] == "'=cmd"
    assert rows[5]["words"] == "a, b “c”"
    assert [row["taken_back"] for row in rows[3:]] == ["", "", "yes", ""]


def test_a_settled_comment_is_not_said_twice(store: Store) -> None:
    one = beads(store)[0]
    do(store, Comment(one, "Which copy?"), "anna", NOON)
    said = [record(entry).words for entry in of_document(store, "1")]
    assert said[-1] == ("Which copy?",)


def test_the_pace_is_that_of_the_document(store: Store) -> None:
    one, two, *_ = beads(store)
    do(store, Accept(one), "anna", NOON)
    do(store, Flag(two), "anna", NOON)
    assert [(p.user, p.decided, p.operations) for p in figures(store, ["1"]).pace] == [("anna", 1, 2)]
    assert figures(store, ["2"]).pace == ()


def test_bars_are_as_long_as_their_shares() -> None:
    markup = sheet.bar([Part(1, "one", "accepted"), Part(3, "three", "auto"), Part(0, "none", "rejected")], 4).markup
    assert re.findall(r"width:([\d.]+)%", markup) == ["25.00", "75.00"]
    assert "none" not in markup
    assert sheet.bar([Part(0, "none", "auto")], 0).markup.count("<i") == 0


def test_upright_bars_are_measured_by_the_highest() -> None:
    markup = sheet.columns("Bars", [[Part(2, "a", "x")], [Part(4, "a", "x"), Part(4, "b", "y")], []], ("0", "1"), "w")
    assert re.findall(r"height:([\d.]+)%", markup) == ["25.00", "50.00", "50.00"]
    assert sheet.columns("Bars", [[], []], ("0", "1"), "w").count("<i") == 0


def test_cells_are_escaped_and_controls_replaced() -> None:
    table = sheet.table("c<", ("h<",), [("<b>\x00\ud800",), (1234,)], style='x"y')
    assert "<b>" not in table
    assert "&lt;b&gt;\ufffd\ufffd" in table
    assert 'class="x&quot;y"' in table
    assert '<th scope="row" class="number">1,234</th>' in table
