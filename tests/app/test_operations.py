"""Each operation by keys alone: stored, undone, redone and undone again, with the state of the store compared."""

from typing import Any

import pytest

from align.reviewing.operations import OPERATIONS
from tests.app.desk import (
    ADDED,
    ONE_TO_TWO,
    TWO_TO_ONE,
    desk,
    go,
    operations,
    press,
    saved,
    served,
    state,
    window,
)
from tests.app.workshop import OMITTED, WRONG_NUMBER, Workshop

__all__ = ["desk", "served", "window"]

DEEDS: dict[str, tuple[int, list[str], str]] = {
    "accept": (1, ["a"], "accept"),
    "reject": (1, ["x"], "reject"),
    "take a decision back": (1, ["x", "r"], "reopen"),
    "flag with a note": (2, ["f", "Type:Ask Petrova.", "Enter"], "remark"),
    "take the flag away": (2, ["f", "Escape", "Shift+F"], "unflag"),
    "suggest a wording": (6, ["w", "Type: (amended)", "Enter"], "suggest"),
    "merge with the next": (3, ["m"], "merge"),
    "merge with the one before": (3, ["Shift+M"], "merge"),
    "split": (ONE_TO_TWO, ["s", "ArrowRight", "ArrowLeft", "Enter"], "split"),
    "take the next English sentence": (1, ["ArrowRight"], "move-boundary"),
    "give the last English sentence away": (ONE_TO_TWO, ["ArrowLeft"], "move-boundary"),
    "take the next German sentence": (ADDED, ["Shift+ArrowRight"], "move-boundary"),
    "give the last German sentence away": (TWO_TO_ONE, ["Shift+ArrowLeft"], "move-boundary"),
    "mark an omission": (OMITTED, ["o"], "mark-omission"),
    "mark an omission where both sides have text": (7, ["o"], "mark-omission"),
    "mark an addition": (ADDED, ["Shift+O"], "mark-addition"),
    "mark an addition where both sides have text": (7, ["Shift+O"], "mark-addition"),
    "not an omission but the layout": (OMITTED, ["l"], "layout-dropped"),
    "swap with the next": (6, ["t"], "swap"),
    "pinpoint": (1, ["p", "j", "p"], "pin"),
    "match the rest again": (1, ["Shift+P", "Enter"], "rematch"),
    "accept all that is sure": (7, ["Shift+A", "Enter"], "accept-above"),
    "accept all above another confidence": (7, ["Shift+A", "Type:90", "Enter"], "accept-above"),
    "correct a word": (7, ["e", "ArrowRight", "Enter", "Type:Schleusen", "Enter"], "correct-word"),
    "split a sentence": (7, ["e", "ArrowRight", "ArrowRight", "s"], "split-sentence"),
    "split a sentence of the translation": (
        7, ["e", *["ArrowRight"] * 13, "s"], "split-sentence"
    ),
    "join two sentences": (TWO_TO_ONE, ["e", "j"], "join-sentences"),
    "comment": (2, ["n", "Type:Is this his title?", "Enter"], "comment"),
    "settle a question": (2, ["n", "Type:Is it?", "Enter", "Saved", "n", "Shift+Tab", "Enter"], "settle-comment"),
    "set a finding aside": (WRONG_NUMBER, ["d", "Type:A misprint.", "Enter"], "dismiss"),
    "let a finding count again": (
        WRONG_NUMBER, ["d", "Type:A misprint.", "Enter", "Saved", "Tab", "Enter"], "restore"
    ),
}  # fmt: skip
"""What is done by keys alone: the position, the keys, and the last operation that they must have stored."""


@pytest.mark.parametrize("name", DEEDS)
def test_each_operation_is_stored_and_undone(served: tuple[Workshop, str], desk: Any, name: str) -> None:
    folder = served[0].folder
    position, keys, operation = DEEDS[name]
    before, done = state(folder), operations(folder)
    go(desk, position)
    press(desk, keys)
    saved(desk)
    after = operations(folder)[len(done) :]
    assert after[-1] == operation, desk.locator("[role=status]").all_inner_texts()
    if operation not in ("rematch", "reopen", "unflag", "restore"):
        assert state(folder) != before
    done_once = state(folder)
    for _ in after:
        desk.keyboard.press("u")
        saved(desk)
    assert state(folder) == before
    for _ in after:
        desk.keyboard.press("y")
        saved(desk)
    assert state(folder) == done_once
    for _ in after:
        desk.keyboard.press("u")
        saved(desk)
    assert state(folder) == before


def test_every_operation_of_the_store_has_its_keys() -> None:
    by_others = {"approve", "open-session", "change-session", "settle-orphan"}  # a second person, other pages, below
    by_the_way = {"flag"}
    assert {operation for _, _, operation in DEEDS.values()} | by_the_way == set(OPERATIONS) - by_others
