"""Made-up documents: the gold ladder always covers them, and every habit shows."""

from dataclasses import replace

import numpy as np
import pytest

from align.matching.learning.synthetic import make_up, misread, verses_as_they_are
from align.matching.learning.synthetic.boundaries import change_marks, merge_neighbours
from align.matching.learning.synthetic.documents import finish
from align.matching.learning.synthetic.habits import Habits
from align.matching.learning.synthetic.omissions import drop_and_insert
from align.matching.learning.synthetic.pieces import Piece, split_coarsely, split_pair
from align.matching.learning.synthetic.structure import add_headings, add_speakers, kinds_of
from align.model import Kind

PAIRS = [
    (f"Der {word} stand am Ufer, und niemand holte ihn ab.", f"The {word} stood on the bank, and nobody fetched it.")
    for word in (f"Korb{k * 7919:07d}" for k in range(300))
]
NONE = Habits(
    split=0, inner=False, clause=0, merge=0, shift=0, stagger=0, swap=0, drop=0, insert=0, exchange=0, runs=0,
    missing=False, repeat=0, remark=0, noise=0, false_ends=0, structure=False, headings=False,
    speakers=False, told=0, coarse=False,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_the_gold_ladder_covers_every_sentence_in_order(seed: int) -> None:
    made = make_up(PAIRS, 50, 90, np.random.default_rng(seed))
    source = [i for bead in made.beads for i in bead.source]
    target = [j for bead in made.beads for j in bead.target]
    assert source == list(range(len(made.source)))
    assert target == list(range(len(made.target)))
    assert all(bead.source or bead.target for bead in made.beads)


def test_the_same_chance_makes_the_same_document() -> None:
    first, second = (make_up(PAIRS, 0, 60, np.random.default_rng(3)) for _ in range(2))
    assert first == second


def test_whole_pairs_that_were_left_alone_stay_together() -> None:
    partner = dict(PAIRS) | {b: a for a, b in PAIRS}
    checked = 0
    for seed in range(30):
        made = make_up(PAIRS, 0, 60, np.random.default_rng(seed))
        for bead in made.beads:
            if bead.type == "1-1":
                source, target = made.source[bead.source[0]].text, made.target[bead.target[0]].text
                if source in partner and target in partner:
                    assert partner[source] == target
                    checked += 1
    assert checked > 300


def test_headings_and_names_of_speakers_are_told_on_both_sides_in_paragraphs_of_their_own() -> None:
    chance = np.random.default_rng(2)
    pieces = [Piece((german,), (english,)) for german, english in PAIRS[:120]]
    pieces = add_speakers(add_headings(pieces, chance, turned=False), chance, turned=False)
    made = finish(pieces, replace(NONE, structure=True, told=1), chance)
    told = [(made.source[i], made.target[j]) for (i,), (j,) in ((bead.source, bead.target) for bead in made.beads)]
    assert {source.kind for source, _ in told} == {Kind.HEADING, Kind.SPEAKER, Kind.PARAGRAPH}
    assert all(source.kind is target.kind for source, target in told)
    assert all((source.kind is Kind.PARAGRAPH) == source.text.startswith("Der Korb") for source, _ in told)
    blocks = [source.block for source, _ in told if source.kind is not Kind.PARAGRAPH]
    assert len(set(blocks)) == len(blocks) > 20


def test_kinds_are_told_in_some_documents_and_there_not_always() -> None:
    texts = ["Artikel 4", "Genossin Falk:", "3. Der Korb ist leer.", "Der Korb ist leer."] * 50
    chance = np.random.default_rng(1)
    assert set(kinds_of(texts, NONE, chance)) == {Kind.PARAGRAPH}
    known = kinds_of(texts, replace(NONE, told=1), chance)
    assert known[:4] == [Kind.HEADING, Kind.SPEAKER, Kind.ITEM, Kind.PARAGRAPH]
    mistaken = kinds_of(texts, replace(NONE, told=0.8), chance)
    assert 10 < sum(a is not b for a, b in zip(known, mistaken, strict=True)) < 60


def test_a_pair_of_two_sentences_a_side_is_split_into_two_beads() -> None:
    pair = ("Der Korb war leer. Niemand fragte danach.", "The basket was empty. Nobody asked about it.")
    assert split_pair(pair) == [
        Piece(("Der Korb war leer.",), ("The basket was empty.",)),
        Piece(("Niemand fragte danach.",), ("Nobody asked about it.",)),
    ]


def test_a_pair_split_differently_is_one_bead() -> None:
    pair = ("Der Korb war leer; niemand fragte danach.", "The basket was empty, nobody asked about it.")
    assert split_pair(pair) == [Piece(("Der Korb war leer;", "niemand fragte danach."), (pair[1],))]


def test_coarse_gold_keeps_a_pair_whole_unless_both_sides_have_as_many_sentences() -> None:
    uneven = (
        "Das Haus stand leer. Niemand fragte danach. Alle gingen nach Hause.",
        "The house stood empty and nobody asked about it. They all went home.",
    )
    assert split_coarsely(uneven, inner=False) == [
        Piece(
            ("Das Haus stand leer.", "Niemand fragte danach.", "Alle gingen nach Hause."),
            ("The house stood empty and nobody asked about it.", "They all went home."),
        )
    ]
    even = ("Der Korb war leer, kein Mensch fragte. Man ging fort.", "The basket was empty. Nobody asked, they left.")
    assert [len(piece.source) for piece in split_coarsely(even, inner=False)] == [1, 1]


def test_coarse_gold_may_have_sentences_that_end_at_semicolons() -> None:
    pair = ("Der Korb war leer; kein Mensch fragte danach.", "The basket was empty: nobody asked about it.")
    assert [len(piece.source) for piece in split_coarsely(pair, inner=False)] == [1]
    assert split_coarsely(pair, inner=True) == [
        Piece(("Der Korb war leer;",), ("The basket was empty:",)),
        Piece(("kein Mensch fragte danach.",), ("nobody asked about it.",)),
    ]


def test_other_marks_change_nothing_but_marks() -> None:
    pieces = [Piece((a,), (b,)) for a, b in PAIRS[:200]]
    made = change_marks(pieces, replace(NONE, remark=0.4), np.random.default_rng(5))
    texts = [(old, new) for before, after in zip(pieces, made, strict=True) for old, new in _texts(before, after)]
    assert all(old[:-1] == new[:-1] and new[-1] in ".;:," for old, new in texts)
    assert 0.2 < np.mean([old != new for old, new in texts]) < 0.4
    assert change_marks(pieces, NONE, np.random.default_rng(5)) == pieces


def _texts(before: Piece, after: Piece) -> list[tuple[str, str]]:
    return list(zip(before.source + before.target, after.source + after.target, strict=True))


def test_nothing_happens_without_habits() -> None:
    pieces = [Piece((a,), (b,)) for a, b in PAIRS[:20]]
    assert merge_neighbours(pieces, NONE, np.random.default_rng(1)) == pieces


def test_an_exchanged_sentence_and_the_one_in_its_place_both_have_no_answer() -> None:
    pieces = [Piece((a,), (b,)) for a, b in PAIRS[:100]]
    made = drop_and_insert(pieces, replace(NONE, exchange=0.2), PAIRS[200:], np.random.default_rng(4))
    alone = [piece for piece in made if not (piece.source and piece.target)]
    assert len(alone) == 2 * (100 - len(made) + len(alone))
    assert 10 <= len(alone) // 2 <= 32
    partner = dict(PAIRS)
    for before, after in zip(alone[::2], alone[1::2], strict=True):
        assert (len(before.source), len(after.target)) == (1, 1)
        assert partner[before.source[0]] != after.target[0]
        assert (before.source[0] in dict(PAIRS[:100])) != (after.target[0] in dict(PAIRS[:100]).values())


def test_misreading_hits_about_the_share_asked_for() -> None:
    text = "wer den karren zieht und wer ihn schiebt " * 50
    read = misread(text, 0.05, np.random.default_rng(2))
    same = sum(a == b for a, b in zip(text, misread(text, 0.0, np.random.default_rng(2)), strict=False))
    assert same == len(text.strip()) or misread(text, 0.0, np.random.default_rng(2)) == text
    assert read != text
    assert abs(len(read) - len(text)) < 0.1 * len(text)


def test_verses_stay_whole_and_every_other_document_of_them_is_hardly_harmed() -> None:
    verses = [(f"{a} So sprach er. Und er ging.", f"{b} Thus he spoke, and went.") for a, b in PAIRS]
    whole = []
    for seed in range(30):
        made = make_up(verses, 0, 60, np.random.default_rng(seed), verses=True)
        several = [bead for bead in made.beads if len(bead.source) > 1 and len(bead.target) > 1]
        whole.append(sum({len(bead.source), len(bead.target)} == {2, 3} for bead in several))
    assert min(whole) >= 1
    assert sum(count > 40 for count in whole) >= 10


def test_verses_as_they_are_keep_all_their_sentences_in_order_and_whole() -> None:
    verses = [(f"{a} So sprach er zu ihnen.", f"{b} Thus he spoke to them. Then they went.") for a, b in PAIRS[:30]]
    verses.append(("Und sie schwiegen.", "And they were silent."))
    sources = set()
    for seed in range(6):
        made = verses_as_they_are(verses, np.random.default_rng(seed))
        sides = [" ".join(sentence.text for sentence in side) for side in (made.source, made.target)]
        sources.add(sides[0])
        assert set(sides) == {" ".join(pair[k] for pair in verses) for k in (0, 1)}
        assert {(len(bead.source), len(bead.target)) for bead in made.beads} in ({(2, 3), (1, 1)}, {(3, 2), (1, 1)})
    assert len(sources) == 2
