"""Places where alignments go wrong: missing passages, false starts, repeated clauses, long texts, parts alone."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from align.matching import Encoder, MatchingOptions, align_sentences, aligning, corridor, prepare
from align.matching.constraints import Stretch
from align.matching.learning.synthetic import misread
from align.model import Alignment, plain_sentences
from tests.checking.planting import load

PEOPLE = (
    ("Der Müller", "The miller"),
    ("Die Hebamme", "The midwife"),
    ("Mein Großvater", "My grandfather"),
    ("Der Bürgermeister", "The mayor"),
    ("Eine Schneiderin", "A dressmaker"),
    ("Der Matrose", "The sailor"),
    ("Das Waisenkind", "The orphan"),
    ("Die Königin", "The queen"),
)
DEEDS = (
    ("verkaufte im Mai drei Esel.", "sold three donkeys in May."),
    ("träumte oft von einem brennenden Schiff.", "often dreamt of a burning ship."),
    ("lernte heimlich das Geigenspiel.", "secretly learned to play the violin."),
    ("stritt mit den Nachbarn über den Zaun.", "quarrelled with the neighbours about the fence."),
    ("backte zu Ostern süßes Brot.", "baked sweet bread at Easter."),
    ("verlor den Schlüssel zum Keller.", "lost the key to the cellar."),
    ("fürchtete den Winter mehr als den Hunger.", "feared winter more than hunger."),
    ("schenkte dem Lehrer eine alte Uhr.", "gave the teacher an old clock."),
)
TEXT = tuple((f"{a[0]} {b[0]}", f"{a[1]} {b[1]}") for b, a in product(DEEDS, PEOPLE))
GERMAN, ENGLISH = [pair[0] for pair in TEXT], [pair[1] for pair in TEXT]


def align(source: list[str], target: list[str], encoder: Encoder) -> Alignment:
    return align_sentences(plain_sentences(source), plain_sentences(target), encoder, MatchingOptions())


def links(alignment: Alignment) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(bead.source, bead.target) for bead in alignment.beads if not bead.is_null}


@pytest.mark.parametrize(
    ("missing", "cut", "linked", "sure"),
    [
        ("source", 10, 1, 0.5),
        # "… konnte noch keine Einigung erzielt werden." and "Agreement", with what lies between
        ("source", 30, 3, 0.5),
        ("source", 50, 0, 0.0),
        ("source", 70, 1, 0.5),
        ("target", 10, 1, 0.5),
        ("target", 30, 1, 0.8),  # the heading "Vereinbarung" joins "über die Zusammenarbeit …", as well one may
        ("target", 50, 0, 0.0),
        ("target", 70, 0, 0.0),
    ],
)
def test_the_answers_of_a_missing_passage_have_no_answer(
    encoder: Encoder, missing: str, cut: int, linked: int, sure: float
) -> None:
    """At most so many of more than thirty are linked all the same, and no such link is surer than that."""
    other = "target" if missing == "source" else "source"
    whole = load("exercise")
    passage = [bead for bead in whole.beads if not bead.is_null][cut : cut + 30]
    gone = {k for bead in passage for k in getattr(bead, missing)}
    sides = {"source": whole.source, "target": whole.target}
    sides[missing] = tuple(sentence for k, sentence in enumerate(sides[missing]) if k not in gone)
    found = align_sentences(sides["source"], sides["target"], encoder, MatchingOptions())
    alone = {k for bead in found.beads if bead.is_null for k in getattr(bead, other)}
    assert len(gone) >= 30
    left = {k for bead in passage for k in getattr(bead, other)} - alone
    assert len(left) <= linked
    assert all(bead.confidence < sure for bead in found.beads if not bead.is_null and set(getattr(bead, other)) & left)


@pytest.mark.parametrize("cut", [16, 32])
def test_thirty_missing_sentences_amid_sentences_all_but_alike_are_omissions(encoder: Encoder, cut: int) -> None:
    found = align(GERMAN, ENGLISH[:cut] + ENGLISH[cut + 30 :], encoder)
    assert links(found) == _around_gap(cut)
    assert sum(bead.is_null for bead in found.beads) == 30


@pytest.mark.parametrize(("cut", "most_wrong", "least_null"), [(20, 1, 29), (24, 2, 25)])
def test_a_gap_amid_sentences_all_but_alike_that_is_not_found_is_known_to_be_unsure(
    encoder: Encoder, cut: int, most_wrong: int, least_null: int
) -> None:
    found = align(GERMAN, ENGLISH[:cut] + ENGLISH[cut + 30 :], encoder)
    wrong = [bead for bead in found.beads if not bead.is_null and (bead.source, bead.target) not in _around_gap(cut)]
    assert len(wrong) <= most_wrong
    assert all(bead.confidence < 0.5 for bead in wrong)
    assert sum(bead.is_null for bead in found.beads) >= least_null


def _around_gap(cut: int) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {((k,), (k if k < cut else k - 30,)) for k in (*range(cut), *range(cut + 30, 64))}


def test_a_long_false_start_is_left_alone(encoder: Encoder) -> None:
    front = [f"Record {k}: reel {3 * k}, shelf {k % 7}, returned to the reading room." for k in range(1, 41)]
    found = align(GERMAN, front + ENGLISH, encoder)
    assert links(found) == {((k,), (k + 40,)) for k in range(64)}


def test_a_repeated_clause_stays_at_its_places(encoder: Encoder) -> None:
    clause = ("Dies gilt bis auf Widerruf.", "This holds until revoked.")
    source = [*GERMAN[:10], clause[0], *GERMAN[10:30], clause[0], *GERMAN[30:40], clause[0], *GERMAN[40:]]
    target = [*ENGLISH[:10], clause[1], *ENGLISH[10:30], clause[1], *ENGLISH[30:40], *ENGLISH[40:]]
    found = links(align(source, target, encoder))
    assert {((10,), (10,)), ((31,), (31,))} <= found
    assert all(42 not in bead[0] for bead in found)


def shorten_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corridor, "_WINDOW", 15)
    for module in (corridor, aligning):
        monkeypatch.setattr(module, "OVERLAP", 5)


def test_a_long_text_is_matched_in_windows_like_a_short_one(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = align(GERMAN, ENGLISH, encoder)
    shorten_windows(monkeypatch)
    parts = align(GERMAN, ENGLISH, encoder)
    assert links(parts) == links(whole)
    assert [bead.source for bead in parts.beads] == [bead.source for bead in whole.beads]


def test_windows_that_end_at_sure_corners_follow_each_other(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = align(GERMAN, ENGLISH, encoder)
    shorten_windows(monkeypatch)
    monkeypatch.setattr(corridor, "_WINDOW", 30)
    monkeypatch.setattr(corridor, "_APART", 10)
    monkeypatch.setattr(aligning, "anchors_of", lambda prepared: [(k, k) for k in range(64)])
    ends = []

    def noted(*arguments: Any) -> corridor.WindowEnd:
        ends.append(corridor.window_end(*arguments))
        return ends[-1]

    monkeypatch.setattr(aligning, "window_end", noted)
    parts = align(GERMAN, ENGLISH, encoder)
    assert [end.place for end in ends if end.sure] == [(20, 20), (40, 40), (64, 64)]
    assert links(parts) == links(whole)
    assert [bead.source for bead in parts.beads] == [bead.source for bead in whole.beads]


def test_windows_go_over_a_missing_passage(encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    shorten_windows(monkeypatch)
    found = align(GERMAN, ENGLISH[:20] + ENGLISH[40:], encoder)
    assert links(found) == {((k,), (k if k < 20 else k - 20,)) for k in (*range(20), *range(40, 64))}


def test_a_window_may_end_beside_the_diagonal_where_no_anchor_is(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    shorten_windows(monkeypatch)
    monkeypatch.setattr(corridor, "_NODES", 1200)
    monkeypatch.setattr(aligning, "anchors_of", lambda prepared: [])
    found = align(GERMAN, ENGLISH[:20] + ENGLISH[24:], encoder)
    assert corridor.window_end([], (0, 0), (64, 60)) == corridor.WindowEnd((19, 30), sure=False)
    assert links(found) == {((k,), (k if k < 20 else k - 4,)) for k in (*range(20), *range(24, 64))}


def test_a_part_is_matched_again_alone(encoder: Encoder) -> None:
    source, target = plain_sentences(GERMAN), plain_sentences(ENGLISH)
    stretch = Stretch(tuple(range(2, 62)), tuple(range(2, 62)))
    ready = prepare(source, target, encoder).part(stretch)
    part = align_sentences(source[2:62], target[2:62], encoder, MatchingOptions(), prepared=ready)
    assert links(part) == {((k,), (k,)) for k in range(60)}


def test_what_was_cut_inside_a_bracket_is_one_bead(encoder: Encoder) -> None:
    source, target = list(GERMAN[:20]), list(ENGLISH[:20])
    source[9] = "Die Hebamme, bekannt aus dem Roman der Schwestern {}vgl."
    source.insert(10, "Berlin 1956{} lernte heimlich das Geigenspiel.")
    target[9] = "The midwife secretly learned to play the violin."
    plain = [text.format("") for text in source]
    assert ((10,), (9,)) in links(align(plain, target, encoder))  # without brackets the first part has no answer
    for opening, closing in ("()", "[]"):
        cut = [*source[:9], source[9].format(opening), source[10].format(closing), *source[11:]]
        assert ((9, 10), (9,)) in links(align(cut, target, encoder))


def test_misread_letters_change_little(encoder: Encoder) -> None:
    chance = np.random.default_rng(5)
    found = align([misread(text, 0.03, chance) for text in GERMAN], ENGLISH, encoder)
    assert len(links(found) & {((k,), (k,)) for k in range(64)}) >= 62


def test_confidences_are_lower_where_the_text_is_doubtful(encoder: Encoder) -> None:
    blurred = [*ENGLISH[:30], "Someone did something.", *ENGLISH[31:]]
    found = align(GERMAN, blurred, encoder)
    doubtful = [bead.confidence for bead in found.beads if 30 in bead.source or 30 in bead.target]
    assert min(doubtful) < min(bead.confidence for bead in found.beads[:20])
