"""The index, whole pairs, filters, search, counts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from align.errors import UsageError
from align.model import Finding, Severity
from align.reviewing import Status, Store, open_store
from align.reviewing import operations as ops
from align.reviewing.counts import findings_by_code, folios, histogram
from align.reviewing.filters import Filter, filter_from, matching, search
from align.reviewing.queries import bead_index, last_event, pairs
from tests.reviewing.samples import Clock, do, english, german, ids, save_reading, save_run, sentence


@pytest.fixture
def mixed(store: Store) -> Store:
    """Nine German and eight English sentences on three folios, with decisions and findings."""
    save_reading(store, "3", "source", german(9))
    save_reading(store, "3", "target", english(8))
    save_run(
        store, "3", [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2,)), ((), (3,)), ((5, 6, 7, 8), (4, 5, 6, 7))]
    )
    clock = Clock()
    beads = ids(store)
    do(store, ops.Accept(beads[0]), clock("anna"))
    do(store, ops.Flag(beads[1], "Übung macht den Meister"), clock("bert"))
    do(store, ops.Reject(beads[3]), clock("bert"))
    store.apply(ops.Comment(beads[5], "Too long?"), stamp=clock("anna"))
    store.save_findings(
        "3",
        [
            Finding("name-missing", Severity.WARNING, "Andropov is missing.", (1,)),
            Finding("number-differs", Severity.ERROR, "1 ≠ 2", (1, 2)),
            Finding("number-differs", Severity.ERROR, "3 ≠ 4", (5,)),
        ],
    )
    store.apply(ops.Dismiss(beads[5], "number-differs", "3 ≠ 4", "both are right"), stamp=clock("anna"))
    return store


def test_the_index_has_every_bead_in_order_with_what_a_list_shows(mixed: Store) -> None:
    index = bead_index(mixed, "3")
    assert [row.id for row in index.rows] == ids(mixed)
    assert [row.type for row in index.rows] == ["1-1", "2-1", "1-0", "1-1", "0-1", "4-4"]
    assert [row.folio for row in index.rows] == ["7", "7", "8", "8", "", "8"]
    assert [row.page for row in index.rows] == [1, 1, 2, 2, None, 2]
    assert index.rows[1].codes == ("name-missing", "number-differs")
    assert [row.severe for row in index.rows] == [False, True, False, False, False, False]
    assert index.seq == last_event(mixed, "3") == mixed.alignment("3").seq
    assert bead_index(mixed, "4").rows == ()


def test_the_queue_has_the_least_sure_first_and_no_decided_ones(mixed: Store) -> None:
    do(mixed, ops.Split(ids(mixed)[5], 2, 2), Clock("split")())
    do(mixed, ops.MoveBoundary(ids(mixed)[0], ids(mixed)[1], "source", "down", ids(mixed)[0]), Clock("move")())
    index = bead_index(mixed, "3")
    order = [(index.rows[place].confidence, place) for place in index.queue]
    assert order == sorted(order)
    assert all(index.rows[place].status in (Status.AUTO, Status.REJECTED) for place in index.queue)
    assert order[0] == (0.0, 1)


def test_an_open_error_comes_before_what_is_only_unsure_until_it_is_dismissed(document: Store) -> None:
    beads, clock = ids(document), Clock()
    do(document, ops.MoveBoundary(beads[0], beads[1], "source", "down", beads[0]), clock())  # leaves bead 1 unsure
    document.save_findings(
        "3",
        [
            Finding("number-differs", Severity.ERROR, "3 ≠ 4", (4,)),
            Finding("name-missing", Severity.WARNING, "Andropov is missing.", (3,)),
        ],
    )
    assert bead_index(document, "3").queue[:3] == (4, 1, 2)
    document.apply(ops.Dismiss(beads[4], "number-differs", "3 ≠ 4", "both are right"), stamp=clock("anna"))
    assert bead_index(document, "3").queue[:3] == (1, 2, 3)


def test_whole_pairs_bring_sentences_findings_and_threads(mixed: Store) -> None:
    beads = ids(mixed)
    found = pairs(mixed, [beads[5], beads[1], "gone"])
    assert set(found) == {beads[1], beads[5]}
    pair = found[beads[1]]
    assert [row.sentence for row in pair.source] == list(german(9)[1:3])
    assert [row.sentence for row in pair.target] == [english(8)[1]]
    assert [finding.code for finding in pair.findings] == ["name-missing", "number-differs"]
    assert (found[beads[5]].findings, len(found[beads[5]].dismissed), found[beads[5]].comments) == ((), 1, 1)
    assert set(pair.sentence_revisions) == {row.id for row in (*pair.source, *pair.target)}
    assert pairs(mixed, []) == {}


FILTERS = [
    (Filter(), [0, 1, 2, 3, 4, 5]),
    (Filter(statuses=("accepted", "rejected")), [0, 3]),
    (Filter(types=("1-0", "0-1")), [2, 4]),
    (Filter(flagged=True), [1]),
    (Filter(codes=("number-differs",)), [1]),
    (Filter(with_findings=True), [1]),
    (Filter(commented=True), [5]),
    (Filter(persons=("bert",)), [3]),
    (Filter(folio="8"), [2, 3, 5]),
    (Filter(folio="9"), [5]),
    (Filter(folio="%"), []),
    (Filter(text="PUNKT 4"), [3]),
    (Filter(text="point 4"), [5]),
    (Filter(text="übung"), [1]),
    (Filter(text="ÜBUNG MACHT"), [1]),
    (Filter(text="_"), []),
    (Filter(least=0.9), []),
    (Filter(most=0.5), []),
    (Filter(least=0.8, most=0.8, statuses=("auto",), types=("1-0",)), [2]),
]


def test_a_filter_finds_what_it_says(mixed: Store) -> None:
    beads = ids(mixed)
    for wanted, expected in FILTERS:
        assert [beads.index(found) for found in matching(mixed, "3", wanted)] == expected, wanted
        assert filter_from(wanted.as_json()) == wanted


def test_search_finds_text_in_reading_order(mixed: Store) -> None:
    assert search(mixed, "3", "wird beraten") == tuple(ids(mixed)[k] for k in (0, 1, 2, 3, 5))
    assert search(mixed, "3", "  ") == ()
    assert search(mixed, "3", "nowhere") == ()


def test_a_filter_with_a_part_that_none_has_is_refused() -> None:
    with pytest.raises(UsageError):
        filter_from({"colour": "red"})


def test_folios_lead_to_the_first_bead_on_them(mixed: Store) -> None:
    beads = ids(mixed)
    assert folios(mixed, "3") == (("7", beads[0]), ("8", beads[2]), ("9", beads[5]))


def test_the_histogram_counts_every_bead_once(mixed: Store) -> None:
    bars = histogram(mixed, "3", bars=10)
    assert [(bar.low, bar.high) for bar in bars[:2]] == [(0.0, 0.1), (0.1, 0.2)]
    assert sum(bar.total for bar in bars) == 6
    assert bars[8].statuses == {Status.AUTO: 4, Status.ACCEPTED: 1, Status.REJECTED: 1}


def test_a_bead_of_full_confidence_is_in_the_last_bar(store: Store) -> None:
    save_reading(store, "3", "source", german(2))
    save_reading(store, "3", "target", english(2))
    save_run(store, "3", [((0,), (0,)), ((1,), (1,))], confidence=1.0)
    assert [bar.total for bar in histogram(store, "3", bars=4)] == [0, 0, 0, 2]


def test_findings_are_counted_by_code(mixed: Store) -> None:
    assert findings_by_code(mixed, "3") == {"name-missing": 1, "number-differs": 1}


def test_documents_are_counted_and_in_the_order_of_their_numbers(mixed: Store) -> None:
    save_reading(mixed, "10", "source", german(1))
    save_reading(mixed, "exercise", "target", english(1))
    summaries = mixed.documents()
    assert [one.number for one in summaries] == ["3", "10", "exercise"]
    third = summaries[0]
    assert (third.sentences, third.pages, third.beads, third.decided, third.flagged) == ((9, 8), (1, 1), 6, 1, 1)
    assert third.signature == "made by rule"
    assert (summaries[1].sentences, summaries[1].beads) == ((1, 0), 0)


def three_thousand(folder: Path) -> Store:
    """A store with a document of 3,000 pairs, twenty on a folio, every other one with a finding."""
    store = open_store(folder)
    german = [sentence(f"Der Punkt {i} wird beraten.", folio=str(i // 20)) for i in range(3000)]
    save_reading(store, "3", "source", german)
    save_reading(store, "3", "target", english(3000))
    save_run(store, "3", [((i,), (i,)) for i in range(3000)])
    differing = [Finding("number-differs", Severity.ERROR, f"{i} differs", (i,)) for i in range(0, 3000, 2)]
    store.save_findings("3", differing)
    return store


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """What a screen asks."""
    beads = ids(store)
    return {
        "index": lambda: bead_index(store, "3"),
        "window": lambda: pairs(store, beads[1000:1200]),
        "search": lambda: search(store, "3", "punkt 2999"),
        "filter": lambda: matching(store, "3", Filter(statuses=("auto",), folio="12")),
        "filter with findings": lambda: matching(store, "3", Filter(codes=("number-differs",), text="punkt", most=0.9)),
        "histogram": lambda: histogram(store, "3"),
        "folios": lambda: folios(store, "3"),
        "documents": store.documents,
    }


def test_three_thousand_beads_can_be_asked_about(tmp_path: Path) -> None:
    with three_thousand(tmp_path) as store:
        asked = questions(store)
        answers = {name: ask() for name, ask in asked.items()}
        assert len(pairs(store, ids(store)[1000:1200])) == 200
        assert len(matching(store, "3", Filter(statuses=("auto",), folio="12"))) == 20
        assert len(matching(store, "3", Filter(with_findings=True))) == 1500
    assert all(answers.values())
