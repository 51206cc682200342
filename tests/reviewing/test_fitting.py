"""Whatever a run proposes and people decided: every sentence stands in one bead, in order, and decisions stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.reviewing.fitting import Piece, Proposal, fit, standing
from align.reviewing.relaying import relay
from align.reviewing.replaying import ladder_faults
from align.reviewing.state import BeadState, SentenceState, SentenceText, Side, Status
from tests.reviewing.samples import Clock, sentence

Sizes = list[tuple[int, int]]

sizes = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any), min_size=1, max_size=10)


def cut_to(shape: Sizes, n: int, m: int) -> list[tuple[range, range]]:
    """A ladder over n and m sentences with beads of about these sizes; the rest goes into the last one."""
    beads = []
    i = j = 0
    for a, b in shape:
        p, q = min(n, i + a), min(m, j + b)
        if p > i or q > j:
            beads.append((range(i, p), range(j, q)))
        i, j = p, q
    if i < n or j < m:
        beads.append((range(i, n), range(j, m)))
    return beads


def named(beads: list[tuple[range, range]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(tuple(f"s{i}" for i in source), tuple(f"t{j}" for j in target)) for source, target in beads]


def states(members: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[BeadState]:
    return [BeadState(f"b{k:02}", "3", f"{k:02}1", source, target, 0.5) for k, (source, target) in enumerate(members)]


def texts(n: int, m: int) -> dict[str, SentenceState]:
    rows = [SentenceState(f"s{i}", "3", Side.SOURCE, f"{i:02}1", sentence("Ja.")) for i in range(n)]
    rows += [SentenceState(f"t{j}", "3", Side.TARGET, f"{j:02}1", sentence("Yes.")) for j in range(m)]
    return {row.id: row for row in rows}


def plain(rows: dict[str, SentenceState]) -> dict[str, SentenceText]:
    return {key: SentenceText(key, "3", row.side, row.sentence.text) for key, row in rows.items()}


@given(sizes, sizes, st.integers(0, 12), st.integers(0, 12), st.sets(st.integers(0, 12)), st.sets(st.integers(0, 12)))
def test_a_run_never_harms_a_decision_nor_loses_a_sentence(
    old: Sizes, new: Sizes, n: int, m: int, decided: set[int], crossed: set[int]
) -> None:
    present = states(named(cut_to(old, n, m)))
    for place in range(len(present) - 1):
        first, second = present[place : place + 2]
        full = first.source and first.target and second.source and second.target
        if place in crossed and full and not first.partner:
            present[place] = replace_bead(first, target=second.target, partner=second.id)
            present[place + 1] = replace_bead(second, target=first.target, partner=first.id)
    present = [
        replace_bead(bead, status=Status.ACCEPTED, reviewer="anna") if place in decided else bead
        for place, bead in enumerate(present)
    ]
    orders = {Side.SOURCE: [f"s{i}" for i in range(n)], Side.TARGET: [f"t{j}" for j in range(m)]}
    proposals = [Proposal(source, target, 0.9) for source, target in named(cut_to(new, n, m))]
    stands = standing(present)
    sentences = texts(n, m)
    laid = fit(orders, stands, proposals)
    relaid = relay(present, laid, texts=plain(sentences), comments=(), document="3", stamp=Clock()(), reason="Tried.")
    assert ladder_faults(relaid.beads, sentences.values()) == ()
    after = {bead.id: bead for bead in relaid.beads}
    for bead in stands:
        assert (after[bead.id].source, after[bead.id].target, after[bead.id].status) == (
            bead.source,
            bead.target,
            bead.status,
        )


def replace_bead(bead: BeadState, **changes: object) -> BeadState:
    from dataclasses import replace

    return replace(bead, **changes)  # type: ignore[arg-type]


@given(sizes, st.integers(0, 12), st.integers(0, 12))
def test_without_decisions_the_run_is_taken_as_it_is(shape: Sizes, n: int, m: int) -> None:
    proposals = [Proposal(source, target, 0.9) for source, target in named(cut_to(shape, n, m))]
    orders = {Side.SOURCE: [f"s{i}" for i in range(n)], Side.TARGET: [f"t{j}" for j in range(m)]}
    assert fit(orders, [], proposals) == tuple(
        Piece(item.source, item.target, item.confidence, whole=True) for item in proposals
    )


def test_a_run_that_knew_of_the_decisions_is_taken_whole() -> None:
    orders = {Side.SOURCE: ["s0", "s1", "s2"], Side.TARGET: ["t0", "t1", "t2"]}
    decided = states([(("s1",), ("t1",))])
    proposals = [Proposal((f"s{i}",), (f"t{i}",), 0.7) for i in range(3)]
    laid = fit(orders, decided, proposals)
    assert [item for item in laid if isinstance(item, Piece)] == [
        Piece(("s0",), ("t0",), 0.7, whole=True),
        Piece(("s2",), ("t2",), 0.7, whole=True),
    ]


def test_a_proposal_across_a_decision_is_cut_and_its_rest_is_unsure() -> None:
    orders = {Side.SOURCE: ["s0", "s1", "s2"], Side.TARGET: ["t0", "t1", "t2"]}
    decided = states([(("s1",), ("t1",))])
    laid = fit(orders, decided, [Proposal(("s0", "s1", "s2"), ("t0", "t1", "t2"), 0.9)])
    assert [item for item in laid if isinstance(item, Piece)] == [
        Piece(("s0",), ("t0",), 0.0, whole=False),
        Piece(("s2",), ("t2",), 0.0, whole=False),
    ]


def test_a_sentence_beside_a_decided_omission_stays_with_its_partner() -> None:
    orders = {Side.SOURCE: ["s0"], Side.TARGET: ["t0", "t1", "t2"]}
    decided = states([((), ("t1",))])
    below = fit(
        orders, decided, [Proposal((), ("t0",), 0.9), Proposal((), ("t1",), 0.9), Proposal(("s0",), ("t2",), 0.9)]
    )
    assert below[-1] == Piece(("s0",), ("t2",), 0.9, whole=True)
    above = fit(
        orders, decided, [Proposal(("s0",), ("t0",), 0.9), Proposal((), ("t1",), 0.9), Proposal((), ("t2",), 0.9)]
    )
    assert above[0] == Piece(("s0",), ("t0",), 0.9, whole=True)


def test_a_proposed_crossing_of_neighbours_stays_explicit() -> None:
    orders = {Side.SOURCE: ["s0", "s1"], Side.TARGET: ["t0", "t1"]}
    laid = fit(orders, [], [Proposal(("s0",), ("t1",), 0.9), Proposal(("s1",), ("t0",), 0.9)])
    assert [item.swapped for item in laid if isinstance(item, Piece)] == [True, False]
    relaid = relay([], laid, texts=plain(texts(2, 2)), comments=(), document="3", stamp=Clock()(), reason="")
    assert relaid.beads[0].partner == relaid.beads[1].id
    assert ladder_faults(relaid.beads, texts(2, 2).values()) == ()


@pytest.mark.parametrize(
    "proposals",
    [
        [Proposal(("s0",), ("t0",), 1.0)],
        [Proposal(("s0", "s1"), ("t0",), 1.0), Proposal(("s1",), ("t1",), 1.0)],
        [Proposal(("s1",), ("t0",), 1.0), Proposal(("s0",), ("t1",), 1.0)],
    ],
    ids=["a sentence missing", "a sentence twice", "out of order"],
)
def test_a_run_that_does_not_cover_the_texts_is_refused(proposals: list[Proposal]) -> None:
    with pytest.raises(ValueError, match="do not cover"):
        fit({Side.SOURCE: ["s0", "s1"], Side.TARGET: ["t0", "t1"]}, [], proposals)
