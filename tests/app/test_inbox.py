"""Operations from the browser: only what is of the right shape, each once, each answered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.app.desk import Place, place_from
from align.app.inbox import Letter, deliver, letters
from align.app.rematching import _Kept, completed
from align.errors import WorkspaceError
from align.matching import MatchingOptions
from align.model import Alignment, plain_sentences
from align.reviewing import Operation, Store, open_store, operation_from
from align.reviewing.operations import Pin
from align.reviewing.queries import bead_index, pairs
from tests.app.workshop import OMITTED, make

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    make(tmp_path / "ws", rounds=2)
    with open_store(tmp_path / "ws") as opened:
        yield opened


def as_it_is(operation: Operation) -> Operation:
    return operation


def letter(store: Store, name: str, number: str = "n1", at: int = 0, **arguments: Any) -> Letter:
    row = bead_index(store, "1").rows[at]
    named = arguments or {"bead": row.id}
    return Letter(number, "1", name, named, {row.id: row.revision})


@given(JSON)
def test_a_message_of_any_shape_does_no_harm(message: Any) -> None:
    assert letters(message) == ()


@given(JSON, JSON, JSON)
def test_a_letter_has_texts_and_a_base_of_revisions(number: Any, arguments: Any, base: Any) -> None:
    item = {"id": number, "document": "1", "name": "accept", "arguments": arguments, "base": base}
    for found in letters({"operations": [item, item]}):
        assert isinstance(found.id, str)
        assert 0 < len(found.id) <= 64
        assert all(type(value) is int or isinstance(value, str) for value in found.base.values())


def test_letters_keep_their_order() -> None:
    sent = [{"id": str(n), "document": "1", "name": "accept"} for n in range(40)]
    assert [one.id for one in letters({"operations": sent})] == [str(n) for n in range(40)]


def test_an_operation_sent_twice_is_stored_once_and_answered_twice(store: Store) -> None:
    sent = letter(store, "accept")
    first, again = (deliver(store, sent, "Anna", as_it_is) for _ in range(2))
    assert first["result"] == again["result"] == "acknowledged"
    assert first["seq"] == again["seq"]
    assert store.undoable("1", user="Anna") == (1, 0)


def test_a_stale_operation_comes_back_with_both_versions(store: Store) -> None:
    old = letter(store, "suggest", "n2", bead=bead_index(store, "1").rows[0].id, text="mine")
    deliver(store, letter(store, "reject", "n1"), "Anna", as_it_is)
    answer = deliver(store, old, "Boris", as_it_is)
    assert answer["result"] == "conflict"
    (conflict,) = answer["conflicts"]
    assert conflict["user"] == "Anna"
    assert conflict["theirs"]["status"] == "rejected"
    assert conflict["yours"]["suggestion"] == "mine"


def test_a_stale_correction_comes_back_with_both_texts(store: Store) -> None:
    pair = next(iter(pairs(store, [bead_index(store, "1").rows[7].id]).values()))
    row = pair.source[0]
    base = {row.id: pair.sentence_revisions[row.id]}
    for number, text in (("n1", "Schleusen"), ("n2", "Schleife")):
        named = {"sentence": row.id, "word": 1, "was": "Schleuse", "text": text}
        answer = deliver(store, Letter(number, "1", "correct-word", named, base), number, as_it_is)
    (conflict,) = answer["conflicts"]
    assert "Schleusen" in conflict["theirs"]["text"]
    assert "Schleife" in conflict["yours"]["text"]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("nonsense", {}), ("accept", {"bead": 7}), ("accept", {"bed": "x"}), ("merge", {"first": "x"}), ("redo", {})],
)
def test_what_cannot_be_done_is_refused_in_words(store: Store, name: str, arguments: dict[str, Any]) -> None:
    answer = deliver(store, Letter("n1", "1", name, arguments, {}), "Anna", as_it_is)
    assert answer["result"] == "refused"
    assert answer["reason"]


def test_a_database_that_cannot_be_written_lets_the_operation_wait(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = letter(store, "accept")

    def full(*_: object, **__: object) -> None:
        raise WorkspaceError("The disk is full.", "Free some space.")

    with monkeypatch.context() as patched:
        patched.setattr(store, "apply", full)
        answer = deliver(store, sent, "Anna", as_it_is)
    assert answer["result"] == "waiting"
    assert "disk is full" in answer["reason"]
    assert deliver(store, sent, "Anna", as_it_is)["result"] == "acknowledged"


def test_a_pin_gets_a_matching_that_holds_it_and_covers_everything(store: Store) -> None:
    reviewed = store.alignment("1")
    omitted, following = reviewed.alignment.beads[OMITTED], reviewed.alignment.beads[OMITTED + 1]
    source, target = reviewed.source_ids[omitted.source[0]], reviewed.target_ids[following.target[0]]
    pin = operation_from("pin", {"document": "1", "source": [source], "target": [target], "seen": 99})
    whole = completed(pin, store, lambda _: MatchingOptions(), lambda: None)
    assert isinstance(whole, Pin)
    assert ((source,), (target,), 1.0) in whole.beads
    assert sorted(one for row in whole.beads for one in row[0]) == sorted(reviewed.source_ids)
    assert sorted(one for row in whole.beads for one in row[1]) == sorted(reviewed.target_ids)


def test_the_encoded_texts_of_the_documents_asked_for_last_are_kept() -> None:
    texts = [Alignment(plain_sentences([f"Der Hut Nummer {k}."]), plain_sentences([f"Hat {k}."]), ()) for k in range(4)]
    kept = _Kept(3)
    first = [kept.prepared(text, None) for text in texts[:3]]
    assert kept.prepared(texts[0], None) is first[0]
    kept.prepared(texts[3], None)
    assert kept.prepared(texts[0], None) is first[0]
    assert kept.prepared(texts[1], None) is not first[1]


def test_other_operations_pass_unchanged(store: Store) -> None:
    accept = operation_from("accept", {"bead": "x"})
    assert completed(accept, store, lambda _: MatchingOptions(), lambda: None) is accept


@given(st.lists(JSON, max_size=3))
def test_messages_of_any_shape_give_a_place_in_the_document_of_the_address(messages: list[Any]) -> None:
    assert place_from(messages, "1", "b") == Place("1", ("b",))


def test_the_latest_message_about_the_document_of_the_address_counts() -> None:
    view = {"turn": 5, "doc": "1", "bead": "x", "known": "1:3:4"}
    outbox = {"turn": 9, "doc": "1", "bead": "y", "known": "1:3:7"}
    assert place_from([view, outbox], "1", "b") == Place("1", ("y",), "1:3:7")
    assert place_from([{**view, "turn": 10, "known": ""}, outbox], "1", "b") == Place("1", ("x",), "")
    assert place_from([view, outbox], "2", "b") == Place("2", ("b",))
    assert place_from([{**view, "bead": 7, "known": 8}], "1", "b") == Place("1", ("b",))
