"""Whole alignments of small invented texts."""

from collections.abc import Sequence

import pytest

from align.errors import LimitError, UsageError
from align.matching import Encoder, MatchingOptions, align_sentences, prepare
from align.model import Alignment, Bead, plain_sentences

Ladder = list[tuple[tuple[int, ...], tuple[int, ...]]]


def align(source: Sequence[str], target: Sequence[str], encoder: Encoder | None, **options: object) -> Alignment:
    chosen = MatchingOptions(**options)  # type: ignore[arg-type]
    return align_sentences(plain_sentences(source), plain_sentences(target), encoder, chosen)


def ladder(alignment: Alignment) -> Ladder:
    return [(bead.source, bead.target) for bead in alignment.beads]


def straight(n: int) -> Ladder:
    return [((k,), (k,)) for k in range(n)]


def covers_all(alignment: Alignment) -> bool:
    source = [i for bead in alignment.beads for i in bead.source]
    target = [j for bead in alignment.beads for j in bead.target]
    return sorted(source) == list(range(len(alignment.source))) and sorted(target) == list(range(len(alignment.target)))


def test_sentence_by_sentence(german: list[str], english: list[str], encoder: Encoder) -> None:
    found = align(german, english, encoder)
    assert ladder(found) == straight(12)
    assert min(bead.confidence for bead in found.beads) > 0.9


def test_without_an_encoder_it_still_pairs_and_says_so(german: list[str], english: list[str]) -> None:
    found = align(german, english, None)
    assert ladder(found) == straight(12)
    assert "no-encoder" in found.signature


def test_a_merged_pair_is_a_two_to_one_bead(german: list[str], english: list[str], encoder: Encoder) -> None:
    merged = [*english[:3], english[3][:-1] + ", while " + english[4], *english[5:]]
    assert ((3, 4), (3,)) in ladder(align(german, merged, encoder))


def test_an_omission_is_a_null_bead(german: list[str], english: list[str], encoder: Encoder) -> None:
    found = align(german, english[:5] + english[6:], encoder)
    assert ((5,), ()) in ladder(found)
    assert covers_all(found)


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 2), (3, 0), (1, 1), (1, 2)])
def test_short_and_empty_sides_are_covered(
    n: int, m: int, german: list[str], english: list[str], encoder: Encoder
) -> None:
    assert covers_all(align(german[:n], english[:m], encoder))


def test_a_decided_bead_is_kept_against_all_evidence(german: list[str], english: list[str], encoder: Encoder) -> None:
    pin = Bead((4,), (5, 6), 1.0, decided=True)
    found = align(german, english, encoder, pins=(pin,))
    assert pin in found.beads
    assert covers_all(found)
    assert all(bead.decided == (bead == pin) for bead in found.beads)


def test_a_decided_omission_is_kept(german: list[str], english: list[str], encoder: Encoder) -> None:
    pin = Bead((2,), (), 1.0, decided=True)
    found = align(german, english, encoder, pins=(pin,))
    assert pin in found.beads
    assert covers_all(found)
    assert not any(1 in bead.source and 3 in bead.source for bead in found.beads)


def test_decided_beads_that_cross_are_kept_in_source_order(
    german: list[str], english: list[str], encoder: Encoder
) -> None:
    pins = (Bead((3,), (4,), 1.0, decided=True), Bead((4,), (3,), 1.0, decided=True))
    found = align(german, english, encoder, pins=pins)
    assert ladder(found) == [*straight(3), ((3,), (4,)), ((4,), (3,)), *straight(12)[5:]]


def test_no_bead_reaches_over_a_boundary(german: list[str], english: list[str], encoder: Encoder) -> None:
    found = align(german, english, encoder, boundaries=((4, 5),))
    assert covers_all(found)
    for bead in found.beads:
        assert len({i < 4 for i in bead.source} | {j < 5 for j in bead.target}) == 1


def test_a_boundary_inside_a_decided_bead_is_reported(german: list[str], english: list[str], encoder: Encoder) -> None:
    pin = Bead((4, 5), (4, 5), 1.0, decided=True)
    found = align(german, english, encoder, pins=(pin,), boundaries=((5, 5),))
    assert pin in found.beads
    assert [finding.code for finding in found.findings] == ["boundary-overruled"]


@pytest.mark.parametrize(
    "options",
    [
        {"pins": (Bead((99,), (0,)),)},
        {"pins": (Bead((), ()),)},
        {"pins": (Bead((1,), (0,)), Bead((1,), (2,)))},
        {"boundaries": ((4, 3), (5, 2))},
        {"boundaries": ((4, 99),)},
    ],
)
def test_constraints_that_cannot_be_are_refused(
    options: dict[str, object], german: list[str], english: list[str], encoder: Encoder
) -> None:
    with pytest.raises(UsageError):
        align(german, english, encoder, **options)


def test_swapped_paragraphs_are_reported(german: list[str], english: list[str], encoder: Encoder) -> None:
    swapped = english[:2] + english[5:8] + english[2:5] + english[8:]
    found = align(german, swapped, encoder)
    crossings = [finding for finding in found.findings if finding.code == "crossing"]
    assert len(crossings) == 1
    passage = [found.beads[k] for k in crossings[0].beads]
    assert all(bead.is_null for bead in passage)
    assert passage[0].source[0] in {2, 5}
    assert covers_all(found)


def test_prepared_texts_give_the_same_alignment(german: list[str], english: list[str], encoder: Encoder) -> None:
    source, target = plain_sentences(german), plain_sentences(english)
    ready = prepare(source, target, encoder)
    again = align_sentences(source, target, encoder, MatchingOptions(), prepared=ready)
    assert again == align(german, english, encoder)


@pytest.mark.parametrize(("side", "name"), [(0, "source"), (1, "target")])
@pytest.mark.parametrize("text", ["x" * 5_001, "ﷺ" * 600])
def test_a_sentence_that_is_too_long_is_refused(side: int, name: str, text: str, encoder: Encoder) -> None:
    texts = [["Eins.", "Zwei."], ["One.", "Two."]]
    texts[side][1] = text
    with pytest.raises(LimitError, match=rf"Sentence 2 of the {name} has \d+,\d+ characters; at most 5,000"):
        align(texts[0], texts[1], encoder)
