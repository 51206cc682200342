"""A part matched again around a pair: as the whole under the same pin, and nothing outside of it moves."""

from dataclasses import replace

import pytest

from align.matching import Encoder, MatchingOptions, align_sentences, match_around, prepare
from align.matching.again import _cuts, _part
from align.model import Alignment, Bead
from tests.checking.planting import load


@pytest.fixture(scope="module")
def whole(encoder: Encoder) -> Alignment:
    text = load("exercise")
    return align_sentences(text.source * 2, text.target * 2, encoder, MatchingOptions())


def shape(beads: tuple[Bead, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in beads]


@pytest.mark.parametrize("at", [2, 60, 110, 170, 230])
def test_a_part_agrees_with_the_whole_under_the_same_pin(at: int, whole: Alignment, encoder: Encoder) -> None:
    prepared = prepare(whole.source, whole.target, encoder)
    bead = next(bead for bead in whole.beads[at:] if bead.type == "1-1")
    pair = Bead(bead.source, (bead.target[0] + 1,), 1.0, decided=True)
    options = MatchingOptions(pins=(pair,))
    found = match_around(pair, whole, prepared, options)
    everything = align_sentences(whole.source, whole.target, encoder, options, prepared=prepared).beads
    assert sorted(i for one in found for i in one.source) == list(range(len(whole.source)))
    assert sorted(j for one in found for j in one.target) == list(range(len(whole.target)))
    assert (pair.source, pair.target) in shape(found)
    assert len(set(shape(found)) ^ set(shape(everything))) <= 4
    start, stop = _part(pair, whole)
    assert found[: start.beads] == whole.beads[: start.beads]
    assert shape(found)[len(found) - len(whole.beads) + stop.beads :] == shape(whole.beads)[stop.beads :]
    assert stop.source - start.source < 0.6 * len(whole.source)


def test_pins_inside_are_kept_and_those_outside_left_alone(whole: Alignment, encoder: Encoder) -> None:
    prepared = prepare(whole.source, whole.target, encoder)
    links = [bead for bead in whole.beads if bead.type == "1-1"]
    inside, outside = replace(links[104], decided=True), replace(links[10], decided=True)
    pair = Bead(links[100].source, (), 1.0, decided=True)
    found = match_around(pair, whole, prepared, MatchingOptions(pins=(outside, inside, pair)))
    assert {(inside.source, inside.target), (pair.source, ())} <= set(shape(found))
    assert [bead for bead in found if bead.decided] != []
    assert shape(found)[:5] == shape(whole.beads)[:5]


def test_no_cut_lies_where_beads_cross_or_sentences_of_a_bead_are_parted() -> None:
    beads = (Bead((0,), (0,)), Bead((1,), (2,)), Bead((2,), (1,)), Bead((), (3,)), Bead((3, 4), (4,)))
    assert [(cut.beads, cut.source, cut.target) for cut in _cuts(beads)] == [
        (0, 0, 0),
        (1, 1, 1),
        (3, 3, 3),
        (4, 3, 4),
        (5, 5, 5),
    ]
