"""Accepting, approving, rejecting, flagging, and accepting all above a confidence."""

import pytest

from align.model import Finding, Severity
from align.reviewing import Nature, Result, Status, Store
from align.reviewing import operations as ops
from align.reviewing.state import BeadState
from tests.reviewing.samples import Clock, base, do, ids, paired, snapshot, sound


def state(store: Store, place: int) -> BeadState:
    return store.alignment("3").beads[place].state


def test_accepting_decides_and_says_who(document: Store) -> None:
    outcome = do(document, ops.Accept(ids(document)[0]), Clock()())
    bead = document.alignment("3").beads[0]
    assert (bead.state.status, bead.state.reviewer, bead.revision) == (Status.ACCEPTED, "anna", outcome.seq)
    assert bead.state.confidence == 0.8, "what the aligner thought is another field"
    assert document.alignment("3").alignment.beads[0].confidence == 1.0


def test_accepting_a_null_bead_calls_it_by_its_name(store: Store) -> None:
    paired(store, "3", 2, 2, [((0,), ()), ((), (0,)), ((1,), (1,))])
    clock = Clock()
    for bead in ids(store):
        do(store, ops.Accept(bead), clock())
    assert [state(store, place).nature for place in range(3)] == [Nature.OMISSION, Nature.ADDITION, Nature.NONE]


def test_the_second_approval_is_another_persons(document: Store) -> None:
    clock = Clock()
    bead = ids(document)[0]
    early = document.apply(ops.Approve(bead), stamp=clock("bert"), base=base(document, ops.Approve(bead)))
    assert (early.result, early.reason) == (
        Result.REFUSED,
        "Only an accepted pair can be approved; accept it first.",
    )
    do(document, ops.Accept(bead), clock("anna"))
    own = document.apply(ops.Approve(bead), stamp=clock("anna"), base=base(document, ops.Approve(bead)))
    assert own.result is Result.REFUSED
    do(document, ops.Approve(bead), clock("bert"))
    assert (state(document, 0).status, state(document, 0).reviewer, state(document, 0).approver) == (
        Status.APPROVED,
        "anna",
        "bert",
    )


def test_rejecting_takes_a_decision_and_its_approval_away(document: Store) -> None:
    clock = Clock()
    bead = ids(document)[0]
    do(document, ops.Accept(bead), clock("anna"))
    do(document, ops.Approve(bead), clock("bert"))
    do(document, ops.Reject(bead), clock("carl"))
    assert (state(document, 0).status, state(document, 0).reviewer, state(document, 0).approver) == (
        Status.REJECTED,
        "carl",
        "",
    )
    do(document, ops.Reopen(bead), clock("carl"))
    assert (state(document, 0).status, state(document, 0).reviewer) == (Status.AUTO, "")


def test_flag_note_remark_and_suggestion_are_fields_of_their_own(document: Store) -> None:
    clock = Clock()
    bead = ids(document)[0]
    before = document.alignment("3").alignment
    do(document, ops.Flag(bead, " Ask the archive. "), clock())
    do(document, ops.Suggest(bead, "Item 0 is considered."), clock())
    do(document, ops.Unflag(bead), clock())
    found = state(document, 0)
    assert (found.flagged, found.remark, found.suggestion) == (False, "Ask the archive.", "Item 0 is considered.")
    assert document.alignment("3").alignment == before, "the published translation is never altered"


@pytest.mark.parametrize("text", ["x" * 20_001, "a\0b", "half \ud800 of a pair"], ids=["too long", "NUL", "surrogate"])
def test_a_text_that_cannot_be_kept_is_refused(document: Store, text: str) -> None:
    operation = ops.Remark(ids(document)[0], text)
    outcome = document.apply(operation, stamp=Clock()(), base=base(document, operation))
    assert outcome.result is Result.REFUSED
    assert outcome.reason.startswith("The remark")


def test_accept_above_is_one_operation_with_one_undo(store: Store) -> None:
    paired(store, "3", 6, 6, [((i,), (i,)) for i in range(6)])
    clock = Clock()
    beads = ids(store)
    do(store, ops.Reject(beads[0]), clock())
    do(store, ops.Flag(beads[1]), clock())
    store.save_findings("3", [Finding("number-differs", Severity.ERROR, "1964 ≠ 1946", (2,))])
    before = snapshot(store)
    outcome = do(store, ops.AcceptAbove("3", 0.8, store.alignment("3").seq), clock())
    assert outcome.changed == tuple(beads[3:])
    store.undo("3", stamp=clock())
    assert snapshot(store) == before
    sound(store)


def test_accept_above_stops_at_the_line_and_spares_what_changed_unseen(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    seen = document.alignment("3").seq
    do(document, ops.Remark(beads[1], "Look here."), clock("bert"))
    outcome = do(document, ops.AcceptAbove("3", 0.5, seen, until=beads[3]), clock())
    assert outcome.changed == (beads[0], beads[2], beads[3])


def test_the_undo_of_accept_above_spares_what_somebody_has_changed_since(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    do(document, ops.AcceptAbove("3", 0.5, document.alignment("3").seq), clock("anna"))
    do(document, ops.Approve(beads[2]), clock("bert"))
    outcome = document.undo("3", stamp=clock("anna"))
    assert outcome.result is Result.ACKNOWLEDGED
    assert [conflict.row for conflict in outcome.conflicts] == [beads[2]]
    assert outcome.reason == "1 of 6 had been changed since and were left alone."
    assert [bead.state.status for bead in document.alignment("3").beads] == [
        Status.APPROVED if place == 2 else Status.AUTO for place in range(6)
    ]
    sound(document)
