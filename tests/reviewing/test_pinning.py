"""Setting a pair by hand, and matching the rest again around what is decided."""

import pytest

from align.reviewing import Result, Status, Store
from align.reviewing import operations as ops
from align.reviewing.history import last_event
from align.reviewing.operations.pinning import ROW
from tests.reviewing.samples import Clock, base, do, ids, ladder, paired, sound


def pin(
    store: Store, source: list[int], target: list[int], *, beads: tuple[ROW, ...] = (), seen: int | None = None
) -> ops.Pin:
    reviewed = store.alignment("3")
    chosen = tuple(reviewed.source_ids[i] for i in source), tuple(reviewed.target_ids[j] for j in target)
    return ops.Pin("3", *chosen, reviewed.seq if seen is None else seen, beads)


def test_a_pin_in_a_shifted_run_cuts_the_run_around_it(document: Store) -> None:
    do(document, pin(document, [2], [4]), Clock()())
    found = document.alignment("3")
    assert ladder(document) == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((), (2,)),
        ((), (3,)),
        ((2,), (4,)),
        ((3,), ()),
        ((4,), ()),
        ((5,), (5,)),
    ]
    assert [bead.state.status for bead in found.beads].count(Status.ACCEPTED) == 1
    sound(document)


def test_a_pin_with_a_new_matching_is_one_operation_with_one_undo(document: Store) -> None:
    clock = Clock()
    reviewed = document.alignment("3")
    s, t = reviewed.source_ids, reviewed.target_ids
    matched: list[ROW] = [(s[:1], t[:2], 0.9), (s[1:2], t[2:4], 0.9), (s[2:3], t[4:5], 1.0), (s[3:], t[5:], 0.7)]
    do(document, pin(document, [2], [4], beads=tuple(matched)), clock())
    assert ladder(document) == [((0,), (0, 1)), ((1,), (2, 3)), ((2,), (4,)), ((3, 4, 5), (5,))]
    document.undo("3", stamp=clock())
    assert ladder(document) == [((i,), (i,)) for i in range(6)]
    sound(document)


def test_the_pinned_pair_keeps_the_id_and_the_remark_of_where_it_stood(document: Store) -> None:
    clock = Clock()
    bead = ids(document)[2]
    do(document, ops.Flag(bead, "Shifted?"), clock())
    do(document, pin(document, [2], [4]), clock())
    found = next(item.state for item in document.alignment("3").beads if item.id == bead)
    assert (found.remark, found.status, len(found.target)) == ("Shifted?", Status.ACCEPTED, 1)


def test_a_pin_does_not_cross_a_decision(document: Store) -> None:
    clock = Clock()
    do(document, ops.Accept(ids(document)[3]), clock())
    outcome = document.apply(pin(document, [2], [4]), stamp=clock())
    assert (outcome.result, "already decided" in outcome.reason) == (Result.REFUSED, True)
    do(document, pin(document, [4], [5]), clock())
    assert ((3,), (3,)) in ladder(document)
    sound(document)


def test_a_pin_may_take_a_decision_of_its_own_sentences_back(document: Store) -> None:
    clock = Clock()
    do(document, ops.Accept(ids(document)[3]), clock())
    do(document, pin(document, [3], [3, 4]), clock())
    assert ((3,), (3, 4)) in ladder(document)
    sound(document)


def test_a_pin_that_somebody_forestalled_is_refused(document: Store) -> None:
    clock = Clock()
    seen = last_event(document)
    do(document, ops.Flag(ids(document)[2]), clock("bert"))
    outcome = document.apply(pin(document, [2], [4], seen=seen), stamp=clock("anna"))
    assert outcome.reason == "Somebody has changed one of these pairs since; look at it again."


@pytest.mark.parametrize(("source", "target"), [([0, 2], [0]), ([1, 0], [0]), ([], [])])
def test_a_pin_needs_neighbouring_sentences(document: Store, source: list[int], target: list[int]) -> None:
    assert document.apply(pin(document, source, target), stamp=Clock()()).result is Result.REFUSED
    assert document.apply(ops.Pin("3", ("gone",), (), 99), stamp=Clock("x")()).result is Result.REFUSED


def test_a_pin_may_say_that_sentences_have_no_counterpart(document: Store) -> None:
    do(document, pin(document, [1, 2], []), Clock()())
    assert sorted(ladder(document)[1:4]) == [((), (1,)), ((), (2,)), ((1, 2), ())]
    sound(document)


def test_matching_the_rest_again_leaves_decisions_alone(store: Store) -> None:
    paired(store, "3", 4, 4, [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)), ((3,), ())])
    clock = Clock()
    do(store, ops.Accept(ids(store)[0]), clock())
    reviewed = store.alignment("3")
    s, t = reviewed.source_ids, reviewed.target_ids
    rows: tuple[ROW, ...] = tuple((s[i : i + 1], t[i : i + 1], 0.9) for i in range(4))
    do(store, ops.Rematch("3", rows), clock())
    assert ladder(store) == [((i,), (i,)) for i in range(4)]
    assert [bead.state.status for bead in store.alignment("3").beads].count(Status.ACCEPTED) == 1
    store.undo("3", stamp=clock())
    assert ladder(store)[1] == ((1,), (1, 2))
    sound(store)


def test_a_matching_of_sentences_that_changed_meanwhile_is_refused(document: Store) -> None:
    clock = Clock()
    reviewed = document.alignment("3")
    s, t = reviewed.source_ids, reviewed.target_ids
    rows: tuple[ROW, ...] = tuple((s[i : i + 1], t[i : i + 1], 0.9) for i in range(6))
    do(document, ops.SplitSentence(s[0], 2), clock("bert"))
    operation = ops.Rematch("3", rows)
    outcome = document.apply(operation, stamp=clock("anna"), base=base(document, operation))
    assert outcome.reason == "The sentences have changed since the matching was done; match again."


def test_a_pin_on_one_of_a_swapped_pair_frees_the_other(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    do(document, ops.Swap(beads[2], beads[3]), clock())
    do(document, ops.Reopen(beads[3]), clock())
    do(document, pin(document, [], [2]), clock())
    assert not any(bead.state.partner for bead in document.alignment("3").beads)
    sound(document)
