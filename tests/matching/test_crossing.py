"""Passages that changed places, on ladders made by hand."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from align.matching import Encoder, prepare
from align.matching.crossing import best_stretch, find_crossings
from align.model import Bead, Finding, Severity, plain_sentences

Pair = tuple[Sequence[int], Sequence[int]]


def crossings(source: Sequence[str], target: Sequence[str], ladder: Sequence[Pair], encoder: Encoder) -> list[Finding]:
    beads = [Bead(tuple(ours), tuple(theirs), 0.9) for ours, theirs in ladder]
    return list(find_crossings(beads, prepare(plain_sentences(source), plain_sentences(target), encoder)))


def omitted(*places: int) -> list[Pair]:
    return [((place,), ()) for place in places]


def added(*places: int) -> list[Pair]:
    return [((), (place,)) for place in places]


def linked(first: int, stop: int, *, shift: int = 0) -> list[Pair]:
    return [((place,), (place + shift,)) for place in range(first, stop)]


def split(english: Sequence[str]) -> list[str]:
    """The sixth sentence in three pieces that say little each."""
    pieces = ["Once the boat stayed away.", "This was because of the ice.", "It lasted for 40 days."]
    return [*english[:5], *pieces, *english[6:]]


def test_a_moved_passage_is_named_with_its_partner(german: list[str], english: list[str], encoder: Encoder) -> None:
    swapped = english[:2] + english[5:8] + english[2:5] + english[8:]
    ladder = [*linked(0, 2), *added(2, 3, 4), *linked(2, 5, shift=3), *omitted(5, 6, 7), *linked(8, 12)]
    [finding] = crossings(german, swapped, ladder, encoder)
    assert finding.beads == (8, 9, 10, 2, 3, 4)
    assert finding.message == (
        "This passage (beads 9 to 11) seems to have changed places with its surroundings; "
        "its likely partner: beads 3 to 5."
    )


def test_a_moved_sentence_that_is_split_is_found(german: list[str], english: list[str], encoder: Encoder) -> None:
    pieces = split(english)[5:8]
    swapped = [*english[:2], *pieces, *english[2:5], *english[6:]]
    ladder = [*linked(0, 2), *added(2, 3, 4), *linked(2, 5, shift=3), *omitted(5), *linked(6, 12, shift=2)]
    [finding] = crossings(german, swapped, ladder, encoder)
    assert finding.beads == (8, 2, 3, 4)
    assert finding.message.startswith("Seems to have changed places")


def test_it_is_found_beside_sentences_without_any_answer(
    german: list[str], english: list[str], encoder: Encoder
) -> None:
    band = "A band from the next village played all night."
    swapped = [*english[:5], band, *english[8:10], *english[5:8], *english[10:]]
    ladder = [*linked(0, 5), *added(5, 6, 7), *linked(5, 8, shift=3), *omitted(8, 9), *linked(10, 12, shift=1)]
    [finding] = crossings(german, swapped, ladder, encoder)
    assert finding.beads == (11, 12, 6, 7)


def test_an_omission_near_an_addition_is_none(german: list[str], english: list[str], encoder: Encoder) -> None:
    ladder = [*linked(0, 2), *added(2, 3, 4), *linked(5, 8), *omitted(8, 9, 10), ((11,), (8,))]
    target = english[:8] + english[11:]
    source = german[:2] + ["Dazu."] * 3 + german[5:]
    assert crossings(source, target, [*ladder[:2], *omitted(2, 3, 4), *ladder[2:]], encoder) == []


def test_a_repeated_clause_is_no_partner_where_its_own_stands(
    german: list[str], english: list[str], encoder: Encoder
) -> None:
    source = [*german[:4], german[0], *german[4:]]
    target = [*english[:8], "The lighthouse was built long ago, about 1870.", *english[8:]]
    ladder = [*linked(0, 4), *omitted(4), *linked(5, 9, shift=-1), *added(8), *linked(9, 13)]
    assert crossings(source, target, ladder, encoder) == []


def test_what_is_decided_is_left_alone(german: list[str], english: list[str], encoder: Encoder) -> None:
    swapped = [english[0], english[2], english[1]]
    beads = [Bead((0,), (0,)), Bead((), (1,)), Bead((1,), (2,)), Bead((2,), (), 1.0, decided=True)]
    ready = prepare(plain_sentences(german[:3]), plain_sentences(swapped), encoder)
    assert find_crossings(beads, ready) == ()
    assert len(find_crossings([*beads[:3], Bead((2,), ())], ready)) == 1


def test_halves_of_a_bead_that_cross_are_found_whatever_their_numbers(
    german: list[str], english: list[str], encoder: Encoder
) -> None:
    pieces = split(english)[5:8]
    target = [*english[:4], *pieces, english[4], *english[6:]]
    ladder: list[Pair] = [*linked(0, 4), ((4, 5), (4, 5, 6, 7)), *linked(6, 12, shift=2)]
    [finding] = crossings(german, target, ladder, encoder)
    assert (finding.severity, finding.beads) == (Severity.INFO, (4,))
    assert finding.message == (
        "Its sentences answer each other in the opposite order: "
        "the first of the original and the last of the translation, and so the others."
    )


@pytest.mark.parametrize("length", [2, 3])
def test_beads_of_several_sentences_in_order_are_none(
    length: int, german: list[str], english: list[str], encoder: Encoder
) -> None:
    for first in range(12 - length):
        places = tuple(range(first, first + length))
        ladder: list[Pair] = [*linked(0, first), (places, places), *linked(first + length, 12)]
        assert crossings(german, english, ladder, encoder) == []


Gains = dict[tuple[int, int], NDArray[np.float32]]


def chains(n: int, m: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Every rising chain of corners in a small grid."""

    def onward(chain: tuple[tuple[int, int], ...]) -> Iterator[tuple[tuple[int, int], ...]]:
        yield chain
        i, j = chain[-1]
        for a, b in ((1, 1), (1, 2), (2, 1)):
            if i + a <= n and j + b <= m:
                yield from onward((*chain, (i + a, j + b)))

    for start in np.ndindex(n + 1, m + 1):
        yield from onward((start,))


def worth(gains: Gains, chain: Sequence[tuple[int, int]]) -> float:
    return sum(float(gains[p - i, q - j][i, j]) for (i, j), (p, q) in pairwise(chain))


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_the_best_stretch_is_that_of_writing_out_all_chains(n: int, m: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    types = [(a, b) for a, b in ((1, 1), (1, 2), (2, 1)) if a <= n and b <= m]
    gains = {(a, b): chance.normal(size=(n - a + 1, m - b + 1)).astype(np.float32) for a, b in types}
    score, (i, p, j, q) = best_stretch(gains, n, m)
    best = max(chains(n, m), key=lambda chain: worth(gains, chain))
    assert score == pytest.approx(worth(gains, best), abs=1e-5)
    if score > 0:
        assert ((i, j), (p, q)) == (best[0], best[-1])
