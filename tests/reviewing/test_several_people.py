"""Conflicts, the same operation sent twice, undo and redo, history, presence."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from align.errors import CatalogueError, ConflictError, UsageError
from align.model import Alignment, Bead, Finding, Severity, plain_sentences
from align.reviewing import MACHINE, Result, Status, Store, history, open_store, presence
from align.reviewing import operations as ops
from align.reviewing.operations import operation_from
from align.reviewing.preferences import preferences, set_preference
from align.reviewing.queries import pairs, thread
from align.reviewing.state import BeadState
from tests.reviewing.samples import MORNING, Clock, base, do, german, ids, ladder, paired, save_reading, snapshot, sound


def test_a_stale_edit_is_reported_with_both_versions_and_overwrites_nothing(document: Store) -> None:
    clock = Clock()
    bead = ids(document)[0]
    seen = base(document, ops.Accept(bead))
    do(document, ops.Reject(bead), clock("bert"))
    before = snapshot(document)
    outcome = document.apply(ops.Accept(bead), stamp=clock("anna"), base=seen)
    assert outcome.result is Result.CONFLICT
    (conflict,) = outcome.conflicts
    versions = [row.status for row in (conflict.seen, conflict.yours, conflict.theirs) if isinstance(row, BeadState)]
    assert versions == [Status.AUTO, Status.ACCEPTED, Status.REJECTED]
    assert (conflict.user, conflict.operation, conflict.at) == ("bert", "reject", clock_time(2))
    assert conflict.revision == document.alignment("3").beads[0].revision
    assert snapshot(document) == before
    sound(document)


def clock_time(second: int) -> str:
    return (MORNING + timedelta(seconds=second - 1)).isoformat(timespec="microseconds")


def test_a_structural_edit_checks_all_beads_that_it_touches(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    operation = ops.Merge(beads[0], beads[1])
    seen = base(document, operation)
    do(document, ops.Accept(beads[1]), clock("bert"))
    outcome = document.apply(operation, stamp=clock("anna"), base=seen)
    assert [conflict.row for conflict in outcome.conflicts] == [beads[1]]
    assert ladder(document)[0] == ((0,), (0,))


def test_a_bead_that_is_gone_is_a_conflict_that_says_who(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    seen = base(document, ops.Accept(beads[1]))
    do(document, ops.Merge(beads[0], beads[1]), clock("bert"))
    outcome = document.apply(ops.Accept(beads[1]), stamp=clock("anna"), base=seen)
    (conflict,) = outcome.conflicts
    assert (conflict.theirs, conflict.revision, conflict.user, conflict.operation) == (None, 0, "bert", "merge")
    assert isinstance(conflict.seen, BeadState)


def test_a_conflict_tells_nothing_of_yours_where_it_could_not_have_been_done(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    operation = ops.Approve(beads[0])
    seen = base(document, operation)
    do(document, ops.Reject(beads[0]), clock("bert"))
    (conflict,) = document.apply(operation, stamp=clock("anna"), base=seen).conflicts
    assert (conflict.yours, isinstance(conflict.seen, BeadState)) == (None, True)


def test_what_is_gone_cannot_be_settled(document: Store) -> None:
    clock = Clock()
    for operation in (
        ops.SettleComment("gone"),
        ops.Restore("gone"),
        ops.SettleOrphan("gone", ""),
        ops.ChangeSession("gone"),
        ops.CorrectWord("gone", 0, "a", "b"),
        ops.JoinSentences("gone", "also gone"),
    ):
        outcome = document.apply(operation, stamp=clock(), base=dict.fromkeys(operation.named, 99))
        assert outcome.result is Result.CONFLICT
        assert {conflict.theirs for conflict in outcome.conflicts} == {None}


def test_what_was_seen_must_be_said(document: Store) -> None:
    bead = ids(document)[0]
    outcome = document.apply(ops.Accept(bead), stamp=Clock()(), base={})
    assert outcome.result is Result.REFUSED
    assert "which version" in outcome.reason


@pytest.mark.parametrize("seen", [-5, 0, 10**30])
def test_a_version_that_cannot_be_is_harmless(document: Store, seen: int) -> None:
    bead = ids(document)[0]
    outcome = document.apply(ops.Accept(bead), stamp=Clock()(), base={bead: seen})
    assert outcome.result is (Result.CONFLICT if seen <= 0 else Result.ACKNOWLEDGED)


def test_an_operation_may_build_on_an_earlier_one_that_was_not_yet_answered(document: Store) -> None:
    clock = Clock()
    bead = ids(document)[0]
    first, second, third = clock(), clock(), clock()
    seen = base(document, ops.Accept(bead))
    document.apply(ops.Accept(bead), stamp=first, base=seen)
    follow = document.apply(ops.Flag(bead), stamp=second, base={bead: first.op_id})
    assert follow.result is Result.ACKNOWLEDGED
    do(document, ops.Unflag(bead), clock("bert"))
    stale = document.apply(ops.Reject(bead), stamp=third, base={bead: second.op_id})
    assert stale.result is Result.CONFLICT
    unknown = document.apply(ops.Reject(bead), stamp=clock(), base={bead: "never sent"})
    assert unknown.result is Result.CONFLICT


def test_an_operation_sent_twice_is_stored_once_and_acknowledged_twice(document: Store) -> None:
    clock = Clock()
    bead = ids(document)[0]
    stamp = clock()
    seen = base(document, ops.Accept(bead))
    first = document.apply(ops.Accept(bead), stamp=stamp, base=seen)
    events = history.last_event(document)
    again = document.apply(ops.Accept(bead), stamp=stamp, base=seen)
    assert again == first
    assert history.last_event(document) == events
    other = document.apply(ops.Reject(bead), stamp=stamp, base=seen)
    assert other.result is Result.REFUSED
    undo = clock()
    assert document.undo("3", stamp=undo) == document.undo("3", stamp=undo)
    assert document.alignment("3").beads[0].state.status is Status.AUTO


def test_undo_and_redo_have_no_limit_and_outlast_a_restart(location: Path | str) -> None:
    with open_store(location) as store:
        paired(store, "3", 4, 4, [((i,), (i,)) for i in range(4)])
        clock = Clock()
        states = [snapshot(store)]
        for step in range(12):
            beads = ids(store)
            first, second = beads[:2]
            turn = [ops.Accept(second), ops.Reopen(second), ops.Reject(second), ops.Flag(first, f"note {step}")]
            do(store, turn[step % 4], clock())
            states.append(snapshot(store))
    with open_store(location) as store:
        assert store.undoable("3", user="anna") == (12, 0)
        for expected in reversed(states[:-1]):
            assert store.undo("3", stamp=clock()).result is Result.ACKNOWLEDGED
            assert snapshot(store) == expected
        assert store.undo("3", stamp=clock()).reason.startswith("There is nothing to undo:")
        assert store.undoable("3", user="anna") == (0, 12)
        for expected in states[1:]:
            assert store.redo("3", stamp=clock()).result is Result.ACKNOWLEDGED
            assert snapshot(store) == expected
        assert store.redo("3", stamp=clock()).reason.startswith("There is nothing to redo:")
        sound(store)


def test_a_new_operation_ends_what_can_be_done_again(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    do(document, ops.Accept(beads[0]), clock())
    document.undo("3", stamp=clock())
    do(document, ops.Accept(beads[1]), clock())
    assert document.undoable("3", user="anna") == (1, 0)
    assert document.redo("3", stamp=clock()).result is Result.REFUSED


def test_everybody_takes_back_his_own(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    do(document, ops.Accept(beads[0]), clock("anna"))
    do(document, ops.Accept(beads[1]), clock("bert"))
    document.undo("3", stamp=clock("anna"))
    assert [bead.state.reviewer for bead in document.alignment("3").beads][:2] == ["", "bert"]
    assert document.undo("3", stamp=clock("carl")).result is Result.REFUSED


def test_undo_of_what_somebody_built_on_is_a_conflict_but_any_event_can_be_named(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    merge = do(document, ops.Merge(beads[0], beads[1]), clock("anna"))
    flag = do(document, ops.Flag(beads[0]), clock("bert"))
    outcome = document.undo("3", stamp=clock("anna"))
    assert outcome.result is Result.CONFLICT
    assert outcome.conflicts[0].user == "bert"
    assert document.undo("3", stamp=clock("anna"), seq=flag.seq).result is Result.ACKNOWLEDGED
    assert document.undo("3", stamp=clock("anna"), seq=merge.seq).result is Result.ACKNOWLEDGED
    assert len(ids(document)) == 6
    for wrong in (0, 10**12, 999):
        assert document.undo("3", stamp=clock("anna"), seq=wrong).result is Result.REFUSED
    sound(document)


def test_a_comment_on_a_bead_that_an_undo_removes_goes_to_the_other_half(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    do(document, ops.Merge(beads[0], beads[1]), clock("anna"))
    split = do(document, ops.Split(beads[0], 1, 1), clock("anna"))
    lower = ids(document)[1]
    do(document, ops.Comment(lower, "Is this one sentence?"), clock("bert"))
    document.undo("3", stamp=clock("anna"), seq=split.seq)
    assert [comment.text for comment, _ in thread(document, beads[0])] == ["Is this one sentence?"]
    document.redo("3", stamp=clock("anna"))
    assert [comment.text for comment, _ in thread(document, lower)] == ["Is this one sentence?"]
    sound(document)


def test_comments_do_not_stand_in_each_others_way(document: Store) -> None:
    clock = Clock()
    bead = ids(document)[0]
    seen = base(document, ops.Accept(bead))
    first = document.apply(ops.Comment(bead, "Why?"), stamp=clock("anna"))
    (question, revision), *_ = thread(document, bead)
    document.apply(ops.Comment(bead, "Because.", answers=question.id), stamp=clock("bert"))
    assert document.apply(ops.Accept(bead), stamp=clock("carl"), base=seen).result is Result.ACKNOWLEDGED
    settled = document.apply(ops.SettleComment(question.id), stamp=clock("anna"), base={question.id: revision})
    assert settled.result is Result.ACKNOWLEDGED
    assert [(c.author, c.answers, c.settled) for c, _ in thread(document, bead)] == [
        ("anna", "", True),
        ("bert", question.id, False),
    ]
    assert first.changed == (question.id,)
    assert document.apply(ops.Comment(bead, " "), stamp=clock()).result is Result.REFUSED
    assert document.apply(ops.Comment("nowhere", "Hello?"), stamp=clock()).result is Result.REFUSED
    assert document.apply(ops.Comment(bead, "x", answers="nothing"), stamp=clock()).result is Result.REFUSED


def test_a_dismissed_finding_stays_so_while_the_check_says_the_same(document: Store) -> None:
    clock = Clock()
    bead = ids(document)[0]
    findings = [
        Finding("number-differs", Severity.ERROR, "1964 ≠ 1946", (0, 1)),
        Finding("far", Severity.INFO, "…", (0,)),
    ]
    document.save_findings("3", findings)
    document.apply(ops.Dismiss(bead, "number-differs", "1964 ≠ 1946", "a slip of the typist"), stamp=clock())
    assert [finding.code for finding in document.alignment("3").alignment.findings] == ["far"]
    document.save_findings("3", findings)
    assert [finding.code for finding in document.alignment("3").alignment.findings] == ["far"]
    document.save_findings("3", [Finding("number-differs", Severity.ERROR, "1964 ≠ 1965", (0,))])
    assert [finding.message for finding in document.alignment("3").alignment.findings] == ["1964 ≠ 1965"]
    dismissal = pairs(document, [bead])[bead].dismissed[0]
    assert dismissal.reason == "a slip of the typist"
    seen = {dismissal.id: history.last_event(document)}
    document.apply(ops.Restore(dismissal.id), stamp=clock(), base=seen)
    document.save_findings("3", findings)
    assert len(document.alignment("3").alignment.findings) == 2
    refused = document.apply(ops.Dismiss(bead, "far", "…", ""), stamp=clock())
    assert refused.result is Result.REFUSED
    with pytest.raises(UsageError):
        document.save_findings("3", [Finding("far", Severity.INFO, "…", (99,))])
    sound(document)


def test_findings_of_a_run_are_kept_with_its_beads(store: Store) -> None:
    save_reading(store, "3", "source", german(2))
    save_reading(store, "3", "target", german(2))
    standing = store.alignment("3").alignment
    found = Finding("crossing", Severity.WARNING, "Seems to cross.", (1, 0))
    beads = (Bead((0,), (0,), 0.9), Bead((1,), (1,), 0.9))
    store.save_run("3", Alignment(standing.source, standing.target, beads, (found,), "run"))
    assert store.alignment("3").alignment.findings == (found,)


def test_the_history_of_a_bead_tells_who_did_what(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    do(document, ops.Accept(beads[0]), clock("anna"))
    do(document, ops.Merge(beads[0], beads[1]), clock("bert"))
    do(document, ops.CorrectWord(document.alignment("3").source_ids[1], 1, "Punkt", "Punct"), clock("carl"))
    document.apply(ops.Comment(beads[0], "Well done."), stamp=clock("dora"))
    do(document, ops.Accept(beads[3]), clock("anna"))
    document.undo("3", stamp=clock("bert"), seq=history.last_event(document))
    found = history.of_bead(document, beads[0])
    told = [(entry.event.user, entry.event.operation, entry.undone) for entry in found]
    assert told == [
        (MACHINE, "read", False),
        (MACHINE, "read", False),
        (MACHINE, "run", False),
        ("anna", "accept", False),
        ("bert", "merge", False),
        ("carl", "correct-word", False),
        ("dora", "comment", False),
    ]
    assert [entry.undone for entry in history.of_bead(document, beads[3])][-2:] == [True, False]


def test_what_has_changed_since_can_be_asked_and_filtered(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    seen = history.last_event(document)
    for user in ("anna", "bert"):
        for bead in beads[:2]:
            do(document, ops.Flag(bead, user), clock(user))
    since = history.of_document(document, "3", since=seen)
    assert [entry.event.seq for entry in since] == [seen + 1, seen + 2, seen + 3, seen + 4]
    assert len(history.of_document(document, "3", since=seen, users=["anna"])) == 2
    assert len(history.of_document(document, "3", operations=["run", "read"])) == 3
    assert [entry.event.seq for entry in history.of_document(document, "3", limit=1)] == [seen + 4]
    assert history.of_document(document, "4") == ()


def test_the_pace_counts_operations_and_decisions_by_day_and_person(document: Store) -> None:
    clock = Clock()
    do(document, ops.AcceptAbove("3", 0.5, history.last_event(document)), clock("anna"))
    do(document, ops.Flag(ids(document)[0]), clock("anna"))
    do(document, ops.Reject(ids(document)[0]), clock("bert"))
    found = [(pace.day, pace.user, pace.operations, pace.decided) for pace in history.pace(document, "3")]
    assert found == [("2026-03-31", "anna", 2, 6), ("2026-03-31", "bert", 1, 0)]
    assert history.pace(document, "4") == ()


def test_presence_is_a_hint_that_fades(document: Store) -> None:
    presence.note(document, "anna", "3", "b1", at=MORNING)
    presence.note(document, "bert", "4", "b2", at=MORNING + timedelta(seconds=60))
    presence.note(document, "anna", "3", "b2", at=MORNING + timedelta(seconds=30))
    soon, later = MORNING + timedelta(seconds=80), MORNING + timedelta(seconds=130)
    assert [(one.user, one.bead) for one in presence.present(document, at=soon)] == [("anna", "b2"), ("bert", "b2")]
    assert [one.user for one in presence.present(document, "3", at=soon)] == ["anna"]
    assert [one.user for one in presence.present(document, at=later)] == ["bert"]
    presence.leave(document, "bert")
    assert presence.present(document, at=later) == ()


def test_preferences_are_each_persons_own(document: Store) -> None:
    set_preference(document, "anna", "keys", {"accept": "a"})
    set_preference(document, "anna", "keys", {"accept": "x"})
    set_preference(document, "anna", "tour", True)
    set_preference(document, "anna", "tour", None)
    assert preferences(document, "anna") == {"keys": {"accept": "x"}}
    assert preferences(document, "bert") == {}


def test_threads_share_a_store(document: Store) -> None:
    beads = ids(document)
    seen = dict.fromkeys(beads, history.last_event(document))
    faults: list[BaseException] = []

    def work(user: str) -> None:
        try:
            clock = Clock(user)
            for bead in beads * 3:
                document.apply(ops.Comment(bead, f"{user} was here."), stamp=clock(user))
                document.apply(ops.Accept(bead), stamp=clock(user), base={bead: seen[bead]})
        except BaseException as fault:
            faults.append(fault)

    workers = [threading.Thread(target=work, args=(f"user{k}",)) for k in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert faults == []
    assert {bead.state.status for bead in document.alignment("3").beads} == {Status.ACCEPTED}
    assert sum(bead.comments for bead in document.alignment("3").beads) == 4 * 18
    sound(document)


def test_an_alignment_of_other_sentences_is_not_taken(document: Store) -> None:
    other = Alignment(plain_sentences(["Nein."]), plain_sentences(["No."]), (Bead((0,), (0,)),))
    with pytest.raises(ConflictError, match="are not those that were aligned"):
        document.save_run("3", other)
    with pytest.raises(ConflictError, match="has not been read"):
        document.save_run("9", other)
    with pytest.raises(CatalogueError):
        document.alignment("9")
    standing = document.alignment("3").alignment
    with pytest.raises(ValueError, match="do not cover"):
        document.save_run("3", Alignment(standing.source, standing.target, ()))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("explode", {}),
        ("accept", {}),
        ("accept", {"bead": 3}),
        ("accept", {"bead": "b", "user": "x"}),
        ("split", {"bead": "b", "source_cut": 1.5, "target_cut": 1}),
        ("split", {"bead": "b", "source_cut": True, "target_cut": 1}),
        ("pin", {"document": "3", "source": "b", "target": [], "seen": 1}),
        ("rematch", {"document": "3", "beads": [[["a"], ["b"]]]}),
        ("settle-comment", {"comment": "c", "open_again": 1}),
        ("change-session", {"session": "s", "agenda": []}),
    ],
)
def test_arguments_of_a_wrong_shape_are_refused_in_plain_words(name: str, arguments: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        operation_from(name, arguments)


def test_an_operation_can_be_sent_as_json() -> None:
    assert operation_from("accept", {"bead": "b1"}) == ops.Accept("b1")
    sent = {"document": "3", "source": ["a"], "target": [], "seen": 7, "beads": [[["a"], [], 1]]}
    assert operation_from("pin", sent) == ops.Pin("3", ("a",), (), 7, ((("a",), (), 1.0),))
    assert operation_from("accept-above", {"document": "3", "least": 1, "seen": 2}) == ops.AcceptAbove("3", 1.0, 2)
    sent = {"session": "s", "participants": ["anna"], "agenda": {"flagged": True}, "closed": None}
    assert operation_from("change-session", sent) == ops.ChangeSession(
        "s", participants=("anna",), agenda={"flagged": True}
    )


def test_an_id_with_characters_that_cannot_be_stored_is_told_so(document: Store) -> None:
    with pytest.raises(UsageError, match="cannot be stored"):
        document.apply(ops.Accept("\ud800"), stamp=Clock()(), base={"\ud800": 1})
    sound(document)
