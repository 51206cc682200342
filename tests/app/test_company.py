"""The page of people: who is where, what waits for a second person, how far two people agree."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from align.app.company import comparison, people_of, whereabouts
from align.reviewing import Operation, Store, now, presence
from align.reviewing.agreement import shared_documents
from align.reviewing.counts import Single, accepted_by_one
from align.reviewing.history import last_event
from align.reviewing.operations import Accept, Approve, Merge, Reject
from tests.app.sheets import choose, drawn, folder, markup, page, store

__all__ = ["folder", "store"]


def do(store: Store, user: str, operation: Operation) -> None:
    seen = dict.fromkeys(operation.named, last_event(store))
    assert store.apply(operation, stamp=now(user), base=seen).reason == ""


def beads(store: Store) -> list[str]:
    return [bead.id for bead in store.alignment("1").beads]


def test_people_are_where_they_last_said_they_were(store: Store) -> None:
    at = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    first, second, *_ = beads(store)
    presence.note(store, "anna", "1", second, at=at)
    presence.note(store, "bert", "1", first, at=at - timedelta(minutes=5))
    presence.note(store, "carl", "1", "taken apart", at=at)
    found = whereabouts(store, at + timedelta(seconds=20))
    assert [(one.user, one.position, one.seconds) for one in found] == [("anna", 1, 20), ("carl", None, 20)]


def test_what_one_accepted_waits_until_a_second_approves(store: Store) -> None:
    first, second, third, *_ = beads(store)
    for user, bead in (("anna", second), ("anna", third), ("bert", first)):
        do(store, user, Accept(bead))
    assert accepted_by_one(store) == (Single("1", "anna", 2, second), Single("1", "bert", 1, first))
    do(store, "bert", Approve(second))
    assert accepted_by_one(store)[0] == Single("1", "anna", 1, third)


def test_two_people_are_compared_bead_by_bead(store: Store) -> None:
    top, second, third, fourth, *_ = beads(store)
    assert shared_documents(store) == ()
    for bead in (top, second):
        do(store, "anna", Accept(bead))
    assert shared_documents(store) == ()
    do(store, "bert", Approve(top))
    do(store, "bert", Reject(second))
    do(store, "anna", Accept(third))
    do(store, "bert", Merge(third, fourth))
    assert shared_documents(store) == ("1",)
    assert people_of(store, "1") == ("anna", "bert")
    found = comparison(store, "1", ("anna", "bert"))
    said = [
        (one.position, one.first and one.first.accepted, one.second and one.second.accepted)
        for one in found.differences
    ]
    assert said == [(1, True, False), (2, True, True)]
    shapes = [len(one.bead.source) for one in (found.differences[1].first, found.differences[1].second) if one]
    assert shapes == [1, 2]
    assert found.agreement.alpha is not None


def test_the_page_shows_it(folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *_ = beads(store)
    shown = markup(page("people_page", folder, monkeypatch))
    assert "Nobody has the review open." in shown
    assert "Nothing waits for a second person." in shown
    assert "No document has been reviewed by two people yet." in shown
    presence.note(store, "<b>anna</b>", "1", second)
    do(store, "<b>anna</b>", Accept(first))
    do(store, "<b>anna</b>", Accept(second))
    do(store, "bert", Reject(second))
    app = page("people_page", folder, monkeypatch)
    shown = markup(app)
    assert "&lt;b&gt;anna&lt;/b&gt;" in shown
    assert "<b>anna" not in shown
    assert "accepted as 1–1" in shown
    assert "rejected as 1–1" in shown
    assert "only=status%3Aaccepted" in shown
    assert "-0.000" not in shown
    app = drawn(choose(app, "selectbox", "Person").set_value("bert").run())
    assert "Krippendorff" in markup(app)
