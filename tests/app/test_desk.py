"""What a screen is sent: everything to begin with, then what has changed since."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from align.app.desk import Place, workbench_screen
from align.app.inbox import Letter, deliver
from align.pipeline.workspace import Workspace, open_workspace
from align.reviewing import Store
from tests.app.workshop import make


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Workspace, Store]]:
    workspace = open_workspace(make(tmp_path / "ws", rounds=3).folder)
    with workspace.store() as store:
        yield workspace, store


def do(store: Store, name: str, seen: int, **arguments: str) -> None:
    base = {row: seen for key, row in arguments.items() if key in ("bead", "first", "second")}
    letter = Letter(f"{name} {seen}", "1", name, arguments, base)
    assert deliver(store, letter, "Anna", lambda one: one)["result"] == "acknowledged"


def test_the_first_screen_is_whole_and_the_next_one_empty(desk: tuple[Workspace, Store]) -> None:
    first = workbench_screen(*desk, Place("1"))
    assert len(first["index"]["ids"]) == len(first["order"]) == 42
    again = workbench_screen(*desk, Place("1", known=first["version"]))
    assert (again["index"], again["order"], again["changes"], again["window"]) == (None, None, None, [])
    assert (again["pages"], again["documents"]) == (None, None)


def test_after_a_decision_the_bead_that_it_touched_is_sent_alone(desk: tuple[Workspace, Store]) -> None:
    first = workbench_screen(*desk, Place("1"))
    ids = first["index"]["ids"]
    do(desk[1], "reject", first["seq"], bead=ids[30])
    do(desk[1], "comment", first["seq"], bead=ids[3], text="Is that so?", answers="")
    news = workbench_screen(*desk, Place("1", known=first["version"]))
    assert news["index"] is None
    assert (news["changes"]["at"], news["changes"]["status"]) == ([3, 30], ["auto", "rejected"])
    assert [(at, bead["id"]) for at, bead in news["window"]] == [(3, ids[3]), (30, ids[30])]
    assert news["window"][0][1]["thread"][0]["text"] == "Is that so?"
    assert news["shape"] == first["shape"]


def test_after_a_change_of_shape_everything_is_sent_around_where_the_person_is(desk: tuple[Workspace, Store]) -> None:
    first = workbench_screen(*desk, Place("1"))
    ids = first["index"]["ids"]
    do(desk[1], "merge", first["seq"], first=ids[38], second=ids[39])
    news = workbench_screen(*desk, Place("1", (ids[38],), first["version"]))
    assert len(news["index"]["ids"]) == 41
    assert news["shape"] > first["shape"]
    assert 38 in dict(news["window"])


@pytest.mark.parametrize("known", ["1:0:0", "2:3:3", "1:3:999", "1:3", "x", "1:3:x", ":::"])
def test_a_version_that_nobody_sent_begins_anew(desk: tuple[Workspace, Store], known: str) -> None:
    assert workbench_screen(*desk, Place("1", known=known))["index"]["ids"]
