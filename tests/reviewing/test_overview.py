"""What the overview is told, compared with what was done, on both engines."""

from datetime import timedelta

from align.model import Alignment, Bead, Finding, Severity
from align.reviewing import MACHINE, Status, Store
from align.reviewing.operations import Accept, Flag, Merge, Split
from align.reviewing.overview import (
    changed_since,
    choices,
    confidence,
    event_before,
    last_event_of,
    open_findings,
    people,
)
from tests.reviewing.samples import MORNING, Clock, base, do, ids, paired, save_run


def test_confidence_adds_the_bars_of_all_documents(document: Store) -> None:
    paired(document, "4", 2, 2, [((0,), (0,)), ((1,), (1,))])
    do(document, Accept(ids(document)[0]), Clock()())
    bars = confidence(document, ("3", "4"), bars=10)
    assert [bar.total for bar in bars] == [0, 0, 0, 0, 0, 0, 0, 0, 8, 0]
    assert bars[8].statuses == {Status.AUTO: 7, Status.ACCEPTED: 1}
    assert [bar.total for bar in confidence(document, (), bars=3)] == [0, 0, 0]


def test_findings_are_added_up_the_most_frequent_first(document: Store) -> None:
    paired(document, "4", 2, 2, [((0,), (0,)), ((1,), (1,))])
    odd, few = (Finding(code, Severity.WARNING, "Look.", (0,)) for code in ("odd", "few"))
    document.save_findings("3", [few, odd])
    document.save_findings("4", [odd])
    assert list(open_findings(document, ("3", "4")).items()) == [("odd", 2), ("few", 1)]
    assert open_findings(document, ()) == {}


def test_the_history_offers_those_who_did_something_and_what_they_did(document: Store) -> None:
    clock = Clock()
    do(document, Accept(ids(document)[0]), clock("ben"))
    do(document, Flag(ids(document)[1]), clock("anna"))
    assert people(document) == ("anna", "ben")
    offered = choices(document, "3")
    assert set(offered.users) == {MACHINE, "anna", "ben"}
    assert {"accept", "flag", "run"} <= set(offered.operations)
    assert choices(document, "none").users == ()


def test_a_moment_is_found_in_the_log(document: Store) -> None:
    clock = Clock()
    first = do(document, Accept(ids(document)[0]), clock("ben"))
    second = do(document, Accept(ids(document)[1]), clock("anna"))
    assert event_before(document, MORNING + timedelta(seconds=1.5)) == first.seq
    assert event_before(document, MORNING + timedelta(seconds=1)) < first.seq  # strictly before
    assert last_event_of(document, "3", "ben") == first.seq
    assert last_event_of(document, "3", "anna") == second.seq
    assert last_event_of(document, "3", "carla") == 0


def test_what_changed_since_is_told_on_balance(document: Store) -> None:
    clock, (one, two, three, *_) = Clock(), ids(document)
    start = do(document, Flag(two), clock("anna")).seq
    do(document, Accept(one), clock("anna"))
    do(document, Merge(one, two), clock("ben"))
    do(document, Accept(three), clock("ben"))
    found = {net.bead: net for net in changed_since(document, "3", start)}
    kept, gone = found[one], found[two]
    assert kept.users == ("anna", "ben")
    assert kept.before is not None
    assert kept.before.status is Status.AUTO
    assert kept.after is not None
    assert len(kept.after.source) == 2
    assert kept.reshaped
    assert (kept.position, kept.folios) == (0, ("7",))
    assert (gone.after, gone.position) == (None, None)
    assert found[three].position == 1
    assert not found[three].reshaped
    assert set(found) == {one, two, three}


def test_what_was_undone_has_not_changed(document: Store) -> None:
    clock, (one, *_) = Clock(), ids(document)
    start = do(document, Accept(one), clock("anna")).seq
    do(document, Flag(one), clock("anna"))
    document.undo("3", stamp=clock("anna"))
    assert changed_since(document, "3", start) == ()
    assert [net.bead for net in changed_since(document, "3", start - 1)] == [one]


def test_a_bead_that_came_and_went_is_not_told(document: Store) -> None:
    clock, (one, two, *_) = Clock(), ids(document)
    merged = do(document, Merge(one, two), clock("anna")).seq
    split = Split(one, 1, 1)
    outcome = document.apply(split, stamp=clock("anna"), base=base(document, split))
    assert outcome.reason == ""
    document.undo("3", stamp=clock("anna"))
    assert changed_since(document, "3", merged) == ()


def test_a_new_run_is_among_what_changed(document: Store) -> None:
    before = document.alignment("3")
    save_run(document, "3", [((0, 1), (0,)), ((2,), (1, 2)), *[((i,), (i,)) for i in range(3, 6)]])
    nets = changed_since(document, "3", before.seq)
    assert {user for net in nets for user in net.users} == {MACHINE}
    assert sum(net.reshaped for net in nets) >= 2


def test_a_document_that_is_not_known_has_no_changes(store: Store) -> None:
    assert changed_since(store, "3", 0) == ()
    assert people(store) == ()


def test_bars_keep_the_confidence_of_the_alignment(store: Store) -> None:
    paired(store, "3", 2, 2, [((0,), (0,)), ((1,), (1,))])
    standing = store.alignment("3").alignment
    ladder = (Bead((0,), (0,), 0.05), Bead((1,), (1,), 0.95))
    store.save_run("3", Alignment(standing.source, standing.target, ladder, signature="again"))
    assert [bar.total for bar in confidence(store, ("3",), bars=2)] == [1, 1]
