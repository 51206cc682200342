"""Merge, split, move a boundary, omission, addition, layout, swap: pure, on ladders written by hand."""

from dataclasses import replace

import pytest

from align.reviewing import operations as ops
from align.reviewing.operations import Operation, RefusedError, View
from align.reviewing.state import BeadState, Change, CommentState, Nature, Status
from tests.reviewing.samples import Clock

Shape = list[tuple[str, str]]


def ladder(shape: Shape) -> tuple[BeadState, ...]:
    """Beads b0, b1, … from sentences written as letters: ("ab", "x")."""
    return tuple(
        BeadState(f"b{k}", "3", f"{k}5", tuple(source), tuple(target), 0.7) for k, (source, target) in enumerate(shape)
    )


def after(beads: tuple[BeadState, ...], operation: Operation, **more: object) -> list[BeadState]:
    """The ladder after an operation of Anna's with the number "op1"."""
    changes: tuple[Change, ...] = operation.changes(View(beads, **more), Clock()())  # type: ignore[arg-type]
    state = {bead.id: bead for bead in beads}
    for change in changes:
        if isinstance(change.row, BeadState):
            state.pop(change.id, None)
            if isinstance(change.after, BeadState):
                state[change.id] = change.after
    return sorted(state.values(), key=lambda bead: bead.rank)


def shape(beads: list[BeadState]) -> Shape:
    return [("".join(bead.source), "".join(bead.target)) for bead in beads]


def statuses(beads: list[BeadState]) -> list[str]:
    return [f"{bead.status} {bead.author} {bead.confidence}" for bead in beads]


SHAPED, LEFT = "accepted anna 1.0", "auto anna 0.0"


def test_merged_neighbours_are_one_decided_bead() -> None:
    found = after(ladder([("a", "x"), ("b", "y"), ("c", "z")]), ops.Merge("b0", "b1"))
    assert shape(found) == [("ab", "xy"), ("c", "z")]
    assert statuses(found) == [SHAPED, "auto aligner 0.7"]


def test_a_merged_bead_takes_over_flag_remarks_and_thread() -> None:
    beads = ladder([("a", "x"), ("b", "y")])
    beads = (replace(beads[0], remark="One."), replace(beads[1], remark="Two.", flagged=True, suggestion="So."))
    comment = CommentState("c1", "3", "b1", "bert", "2026", "Why?")
    (found,) = after(beads, ops.Merge("b0", "b1"))
    assert (found.remark, found.flagged, found.suggestion) == ("One.\nTwo.", True, "So.")
    changes = ops.Merge("b0", "b1").changes(View(beads, comments={"c1": comment}), Clock()())
    assert Change(comment, replace(comment, bead="b0")) in changes


@pytest.mark.parametrize("pair", [("b0", "b2"), ("b1", "b0"), ("b0", "b0")])
def test_only_neighbours_can_be_merged_or_swapped(pair: tuple[str, str]) -> None:
    beads = ladder([("a", "x"), ("b", "y"), ("c", "z")])
    for kind in (ops.Merge, ops.Swap):
        with pytest.raises(RefusedError, match="Only neighbours"):
            after(beads, kind(*pair))


def test_a_split_bead_is_two_decided_ones() -> None:
    found = after(ladder([("ab", "xyz"), ("c", "w")]), ops.Split("b0", 1, 2))
    assert shape(found) == [("a", "xy"), ("b", "z"), ("c", "w")]
    assert statuses(found)[:2] == [SHAPED, SHAPED]
    assert found[1].id == "op1:1"


def test_a_split_may_leave_a_side_of_a_half_empty() -> None:
    found = after(ladder([("ab", "x")]), ops.Split("b0", 1, 0))
    assert shape(found) == [("a", ""), ("b", "x")]
    assert found[0].nature is Nature.OMISSION


@pytest.mark.parametrize("cut", [(0, 0), (2, 3), (3, 0), (-1, 1)])
def test_a_split_without_two_halves_is_refused(cut: tuple[int, int]) -> None:
    with pytest.raises(RefusedError):
        after(ladder([("ab", "xyz")]), ops.Split("b0", *cut))


@pytest.mark.parametrize(
    ("side", "towards", "expected"),
    [
        ("source", "down", [("abc", "xy"), ("d", "zw")]),
        ("source", "up", [("a", "xy"), ("bcd", "zw")]),
        ("target", "down", [("ab", "xyz"), ("cd", "w")]),
        ("target", "up", [("ab", "x"), ("cd", "yzw")]),
    ],
)
def test_a_boundary_moves_either_way_on_either_side(side: str, towards: str, expected: Shape) -> None:
    beads = ladder([("ab", "xy"), ("cd", "zw")])
    found = after(beads, ops.MoveBoundary("b0", "b1", side, towards, "b0"))
    assert shape(found) == expected
    assert statuses(found) == [SHAPED, LEFT]
    assert statuses(after(beads, ops.MoveBoundary("b0", "b1", side, towards, "b1"))) == [LEFT, SHAPED]


def test_a_bead_that_loses_all_vanishes_into_the_other_with_its_remark() -> None:
    beads = ladder([("a", ""), ("b", "x")])
    beads = (replace(beads[0], remark="Left out?"), beads[1])
    (found,) = after(beads, ops.MoveBoundary("b0", "b1", "source", "up", "b0"))
    assert (found.id, found.source, found.target, found.remark) == ("b1", ("a", "b"), ("x",), "Left out?")
    assert found.status is Status.ACCEPTED


def test_a_boundary_moves_across_a_null_bead_of_the_other_side() -> None:
    found = after(ladder([("a", "x"), ("", "y"), ("bc", "z")]), ops.MoveBoundary("b0", "b2", "source", "down", "b0"))
    assert shape(found) == [("ab", "x"), ("", "y"), ("c", "z")]
    with pytest.raises(RefusedError, match="not neighbours on this side"):
        after(ladder([("a", "x"), ("", "y"), ("bc", "z")]), ops.MoveBoundary("b0", "b2", "target", "down", "b0"))


def test_a_boundary_with_nothing_to_move_is_refused() -> None:
    with pytest.raises(RefusedError, match="no sentence on this side"):
        after(ladder([("a", "x"), ("", "y")]), ops.MoveBoundary("b0", "b1", "source", "down", "b0"))


def test_an_omission_frees_what_stood_on_the_other_side() -> None:
    found = after(ladder([("a", "x"), ("b", "y")]), ops.MarkOmission("b0"))
    assert shape(found) == [("a", ""), ("", "x"), ("b", "y")]
    assert (found[0].nature, found[0].status, found[1].status, found[1].confidence) == (
        Nature.OMISSION,
        Status.ACCEPTED,
        Status.AUTO,
        0.0,
    )


def test_an_addition_frees_what_stood_in_the_original() -> None:
    found = after(ladder([("a", "x")]), ops.MarkAddition("b0"))
    assert sorted(shape(found)) == [("", "x"), ("a", "")]
    assert next(bead for bead in found if bead.target).nature is Nature.ADDITION


def test_a_null_bead_is_an_omission_or_the_layouts_fault() -> None:
    beads = ladder([("a", ""), ("", "x")])
    assert after(beads, ops.MarkOmission("b0"))[0].nature is Nature.OMISSION
    assert after(beads, ops.LayoutDropped("b0"))[0].nature is Nature.LAYOUT
    assert after(beads, ops.LayoutDropped("b1"))[1].status is Status.ACCEPTED
    with pytest.raises(RefusedError, match="nothing on this side"):
        after(beads, ops.MarkAddition("b0"))
    with pytest.raises(RefusedError, match="Both sides"):
        after(ladder([("a", "x")]), ops.LayoutDropped("b0"))


def test_what_is_so_already_changes_nothing() -> None:
    beads = ladder([("a", "")])
    marked = tuple(after(beads, ops.MarkOmission("b0")))
    assert ops.MarkOmission("b0").changes(View(marked), Clock()()) == ()
    assert ops.Accept("b0").changes(View(marked), Clock()()) == ()


def test_swapped_neighbours_cross_explicitly_and_back() -> None:
    beads = ladder([("a", "x"), ("b", "y")])
    found = after(beads, ops.Swap("b0", "b1"))
    assert shape(found) == [("a", "y"), ("b", "x")]
    assert [bead.partner for bead in found] == ["b1", "b0"]
    again = after(tuple(found), ops.Swap("b0", "b1"))
    assert shape(again) == [("a", "x"), ("b", "y")]
    assert [bead.partner for bead in again] == ["", ""]


def test_swapping_with_a_null_bead_changes_the_order_alone() -> None:
    found = after(ladder([("a", "x"), ("", "y")]), ops.Swap("b0", "b1"))
    assert shape(found) == [("", "x"), ("a", "y")]
    assert not any(bead.partner for bead in found)
    assert shape(after(ladder([("a", "x"), ("b", "")]), ops.Swap("b0", "b1"))) == [("a", ""), ("b", "x")]
    with pytest.raises(RefusedError, match="left without any sentence"):
        after(ladder([("a", ""), ("", "y")]), ops.Swap("b0", "b1"))


def test_merging_swapped_neighbours_puts_the_target_in_order() -> None:
    crossed = tuple(after(ladder([("a", "x"), ("b", "y")]), ops.Swap("b0", "b1")))
    (found,) = after(crossed, ops.Merge("b0", "b1"))
    assert (found.source, found.target, found.partner) == (("a", "b"), ("x", "y"), "")


@pytest.mark.parametrize(
    "operation",
    [
        ops.Merge("b1", "b2"),
        ops.Split("b0", 1, 0),
        ops.Swap("b1", "b2"),
        ops.MarkOmission("b0"),
        ops.MoveBoundary("b1", "b2", "source", "up", "b1"),
        ops.MoveBoundary("b0", "b1", "source", "up", "b1"),
    ],
    ids=lambda operation: operation.name,
)
def test_one_of_a_swapped_pair_cannot_be_reshaped_alone(operation: Operation) -> None:
    crossed = tuple(after(ladder([("a", "x"), ("b", "y"), ("c", "z")]), ops.Swap("b0", "b1")))
    with pytest.raises(RefusedError, match="swap"):
        after(crossed, operation)
