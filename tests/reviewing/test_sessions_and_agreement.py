"""Review sessions with their protocol; how far two people agree."""

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from align.reviewing import Result, Store
from align.reviewing import operations as ops
from align.reviewing.agreement import agreement, krippendorff_alpha, link_f1, reviewers, verdicts
from align.reviewing.filters import Filter, filter_from, matching
from align.reviewing.history import last_event, of_document
from align.reviewing.sessions import protocol, sessions
from tests.reviewing.samples import Clock, base, do, ids, sound


def opened(store: Store, clock: Clock) -> str:
    agenda = Filter(statuses=("auto",)).as_json()
    operation = ops.OpenSession("Second reading", "2026-03-31", ("anna", "bert"), agenda)
    outcome = store.apply(operation, stamp=clock())
    assert outcome.result is Result.ACKNOWLEDGED, outcome.reason
    return outcome.changed[0]


def within(store: Store, operation: ops.Operation, clock: Clock, session: str, user: str = "anna") -> int:
    seen = dict.fromkeys(operation.named, last_event(store))
    outcome = store.apply(operation, stamp=clock(user), base=seen, session=session)
    assert outcome.result is Result.ACKNOWLEDGED, outcome.reason
    return outcome.seq


def test_a_session_has_agenda_decisions_and_open_questions(document: Store) -> None:
    clock = Clock()
    session = opened(document, clock)
    (stored,) = sessions(document)
    assert (stored.row.name, stored.row.participants) == ("Second reading", ("anna", "bert"))
    assert len(matching(document, "3", filter_from(stored.row.agenda))) == 6
    change = ops.ChangeSession(
        session, decisions=("operativ is left as it is",), questions=("Who is B.?",), closed=True
    )
    within(document, change, clock, session)
    (stored,) = sessions(document)
    assert (stored.row.decisions, stored.row.questions, stored.row.closed) == (
        ("operativ is left as it is",),
        ("Who is B.?",),
        True,
    )
    stale = document.apply(ops.ChangeSession(session, title="X"), stamp=clock("bert"), base={session: 1})
    assert stale.result is Result.CONFLICT
    assert document.undo("", stamp=clock()).result is Result.ACKNOWLEDGED
    assert not sessions(document)[0].row.closed
    sound(document)


@pytest.mark.parametrize(
    "operation",
    [
        ops.OpenSession("", "2026-03-31"),
        ops.OpenSession("Reading", "31.3.2026"),
        ops.OpenSession("Reading", "2026-03-31", ("anna", " ")),
    ],
)
def test_a_session_without_name_date_or_names_is_refused(store: Store, operation: ops.OpenSession) -> None:
    assert store.apply(operation, stamp=Clock()()).result is Result.REFUSED


def test_the_protocol_has_each_changed_bead_before_and_after(document: Store) -> None:
    clock = Clock()
    session = opened(document, clock)
    beads = ids(document)
    do(document, ops.Accept(beads[5]), clock("anna"))
    within(document, ops.Merge(beads[3], beads[4]), clock, session)
    within(document, ops.Remark(beads[3], "One sentence in English."), clock, session, "bert")
    within(document, ops.Accept(beads[0]), clock, session)
    within(document, ops.Comment(beads[1], "Left as it is."), clock, session, "bert")
    within(document, ops.Accept(beads[2]), clock, session, "carl")
    document.undo("3", stamp=clock("carl"))
    found = protocol(document, session)
    assert found is not None
    assert [item.bead for item in found.items] == [beads[0], beads[1], beads[3], beads[4]]
    accepted, talked, merged, gone = found.items
    assert accepted.before is not None
    assert accepted.after is not None
    assert (accepted.before.bead.status, accepted.after.bead.status) == ("auto", "accepted")
    assert talked.before == talked.after
    assert talked.reasons == (("Left as it is.", "bert"),)
    assert merged.before is not None
    assert merged.after is not None
    assert merged.before.source == ("Der Punkt 3 wird beraten.",)
    assert merged.after.source == ("Der Punkt 3 wird beraten.", "Der Punkt 4 wird beraten.")
    assert merged.folios == ("8",)
    assert [(operation, user) for operation, user, _ in merged.done] == [("merge", "anna"), ("remark", "bert")]
    assert merged.reasons == (("One sentence in English.", "bert"),)
    assert gone.after is None
    assert protocol(document, "nothing") is None


def test_the_protocol_tells_what_was_taken_back_of_earlier_work_alone(document: Store) -> None:
    clock = Clock()
    bead, other = ids(document)[:2]
    do(document, ops.Accept(bead), clock("anna"))
    session = opened(document, clock)
    document.undo("3", stamp=clock("anna"), session=session)
    within(document, ops.Accept(other), clock, session, "bert")
    document.undo("3", stamp=clock("bert"), session=session)
    document.redo("3", stamp=clock("bert"), session=session)
    found = protocol(document, session)
    assert found is not None
    told = {item.bead: [operation for operation, _, _ in item.done] for item in found.items}
    assert told == {bead: ["undo"], other: ["accept"]}


def test_the_protocol_quotes_sentences_as_they_were_then(document: Store) -> None:
    clock = Clock()
    session = opened(document, clock)
    bead = ids(document)[0]
    within(document, ops.Accept(bead), clock, session)
    first = document.alignment("3").source_ids[0]
    within(document, ops.CorrectWord(first, 1, "Punkt", "Punct"), clock, session, "bert")
    do(document, ops.CorrectWord(first, 1, "Punct", "Pfund"), clock("carl"))
    found = protocol(document, session)
    assert found is not None
    assert found.items[0].after is not None
    assert found.items[0].after.source == ("Der Punkt 0 wird beraten.",)
    assert found.corrections == (("3", "Der Punkt 0 wird beraten.", "Der Punct 0 wird beraten.", "bert"),)
    assert [entry.event.operation for entry in of_document(document, "3", session=session)] == [
        "accept",
        "correct-word",
    ]


# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): examples A, B and C; a dot is a missing value.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
MISSING = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(rows: Sequence[str]) -> list[tuple[str | None, ...]]:
    return [tuple(None if value == "." else value for value in column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(("rows", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_alpha_agrees_with_the_published_examples(rows: Sequence[str], alpha: float) -> None:
    assert krippendorff_alpha(units(rows)) == pytest.approx(alpha, abs=0.0005)


judged = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=20
)


@given(judged)
def test_alpha_agrees_with_another_program(rows: list[tuple[str, str, str]]) -> None:
    assume(len(set(itertools.chain(*rows))) > 1)
    data = [(coder, unit, row[coder]) for unit, row in enumerate(rows) for coder in range(3)]
    assert krippendorff_alpha(rows) == pytest.approx(AnnotationTask(data=data).alpha())


def test_alpha_is_not_defined_without_variation() -> None:
    assert krippendorff_alpha([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([("a", None)]) is None
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([("a", "a"), ("b", "b")]) == 1.0


def test_link_f1_is_that_of_the_sets() -> None:
    assert link_f1([("a", "x"), ("b", "y")], [("a", "x"), ("b", "z"), ("c", "z")]) == pytest.approx(2 / 5)
    assert link_f1([("a", "x")], [("a", "x")]) == 1.0
    assert link_f1([], []) is None
    assert link_f1([("a", "x")], []) == 0.0


def test_two_people_who_say_the_same_agree(document: Store) -> None:
    clock = Clock()
    for bead in ids(document)[:4]:
        do(document, ops.Accept(bead), clock("anna"))
        do(document, ops.Accept(bead), clock("bert"))
    do(document, ops.Reject(ids(document)[5]), clock("anna"))
    do(document, ops.Reject(ids(document)[5]), clock("bert"))
    found = agreement(document, "3", "anna", "bert")
    assert (found.both, found.beads, found.links_f1, found.alpha, found.disagreements) == (10, 5, 1.0, 1.0, ())
    assert reviewers(document, "3") == ("anna", "bert")


def test_a_disagreement_shows_in_every_figure(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    for user in ("anna", "bert"):
        for bead in beads[:3]:
            do(document, ops.Accept(bead), clock(user))
    do(document, ops.Reject(beads[1]), clock("bert"))
    do(document, ops.Merge(beads[4], beads[5]), clock("anna"))
    do(document, ops.Split(beads[4], 1, 1), clock("bert"))
    found = agreement(document, "3", "anna", "bert")
    assert found.disagreements[0] == beads[1]
    assert set(found.disagreements) >= {beads[1], beads[4]}
    # Anna: three links and 2 x 2 of the merged pair; Bert: two links and the two of the halves.
    assert found.links_f1 == pytest.approx(2 * 4 / (7 + 4))
    assert found.alpha is not None
    assert found.alpha < 1
    assert {verdict.user for verdict in verdicts(document, "3")[beads[1]]} == {"anna", "bert"}


def test_what_was_taken_back_is_no_verdict(document: Store) -> None:
    clock = Clock()
    beads = ids(document)
    do(document, ops.Accept(beads[0]), clock("anna"))
    document.undo("3", stamp=clock("anna"))
    do(document, ops.Accept(beads[1]), clock("anna"))
    do(document, ops.Reopen(beads[1]), clock("anna"))
    do(document, ops.Flag(beads[2]), clock("anna"))
    assert reviewers(document, "3") == ()
    do(document, ops.Accept(beads[3]), clock("anna"))
    document.undo("3", stamp=clock("anna"))
    document.redo("3", stamp=clock("anna"))
    assert list(verdicts(document, "3")) == [beads[3]]


def test_a_boundary_that_was_moved_is_a_verdict_on_the_bead_in_focus(document: Store) -> None:
    beads = ids(document)
    operation = ops.MoveBoundary(beads[0], beads[1], "target", "down", beads[0])
    document.apply(operation, stamp=Clock()("anna"), base=base(document, operation))
    assert list(verdicts(document, "3")) == [beads[0]]
