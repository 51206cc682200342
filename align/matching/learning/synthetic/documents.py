"""One document: a stretch of pairs, and all that happens to it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from numpy.random import Generator

from align.matching.learning.synthetic.boundaries import change_marks, cut_clauses, merge_neighbours
from align.matching.learning.synthetic.habits import Habits, draw_habits, with_kinds, with_verses
from align.matching.learning.synthetic.misreading import spoil
from align.matching.learning.synthetic.omissions import add_runs, drop_and_insert, repeat_some
from align.matching.learning.synthetic.pieces import MadeUp, Pair, Piece, split_coarsely, split_pair
from align.matching.learning.synthetic.structure import add_headings, add_speakers, blocks_of, kinds_of, mark_lists
from align.model import Bead, Sentence


def finish(pieces: list[Piece], habits: Habits, chance: Generator) -> MadeUp:
    """Number the sentences; the sides keep their paragraphs with a few differences."""
    blocks = blocks_of(pieces, habits, chance)
    source: list[Sentence] = []
    target: list[Sentence] = []
    beads = []
    shift_source = shift_target = 0
    for piece, block in zip(pieces, blocks, strict=True):
        first = len(source), len(target)
        if habits.structure:
            shift_source += int(chance.random() < 0.04)
            shift_target += int(chance.random() < 0.04)
        for side, texts, number in (
            (source, piece.source, block + shift_source),
            (target, piece.target, block + shift_target),
        ):
            kinds = kinds_of(texts, habits, chance)
            side += [Sentence(text, block=number, kind=kind) for text, kind in zip(texts, kinds, strict=True)]
        beads.append(Bead(tuple(range(first[0], len(source))), tuple(range(first[1], len(target)))))
    return MadeUp(tuple(source), tuple(target), tuple(beads))


def make_up(
    pairs: Sequence[Pair],
    start: int,
    count: int,
    chance: Generator,
    *,
    rough: bool = False,
    verses: bool = False,
    kinds: bool = False,
) -> MadeUp:
    """One document.

    Args:
        pairs: a source in running order.
        start: 0-based number of the first pair.
        count: number of pairs.
        chance: where all chance comes from.
        rough: sentence boundaries differ, and sentences are missing, far more often than anywhere in nature.
        verses: the pairs are verses, and gold keeps a verse whole whose sides have different numbers of sentences.
        kinds: headings, items and names of speakers are told from running text.

    Returns:
        The document; which language is the source of it is chance, too.
    """
    habits = draw_habits(chance)
    if verses:
        habits = with_verses(habits, chance)
    if rough:
        habits = replace(habits, stagger=0.06, shift=0.03, merge=0.15, drop=0.06, insert=0.02)
    if kinds:
        habits = with_kinds(habits, chance)
    turned = chance.random() < 0.4
    stretch = [(b, a) if turned else (a, b) for a, b in pairs[start : start + count]]
    near = [*pairs[max(0, start - 400) : start], *pairs[start + count : start + count + 400]]
    others = [(b, a) if turned else (a, b) for a, b in near]
    pieces: list[Piece] = []
    split = partial(split_coarsely, inner=habits.inner) if habits.coarse else split_pair
    for pair in stretch:
        pieces += split(pair) if chance.random() < habits.split else [Piece((pair[0],), (pair[1],))]
    pieces = mark_lists(pieces, chance) if chance.random() < 0.4 else pieces
    pieces = add_headings(pieces, chance, turned=turned) if habits.headings else pieces
    pieces = add_speakers(pieces, chance, turned=turned) if habits.speakers else pieces
    for change in (cut_clauses, merge_neighbours, repeat_some):
        pieces = change(pieces, habits, chance)
    pieces = drop_and_insert(change_marks(pieces, habits, chance), habits, others, chance)
    pieces = add_runs(spoil(pieces, habits, chance), habits, others, chance)
    return finish(pieces, habits, chance)


def verses_as_they_are(verses: Sequence[Pair], chance: Generator) -> MadeUp:
    """A document of verses to which nothing has happened.

    Args:
        verses: pairs in running order.
        chance: which language is the source.

    Returns:
        The document, its sentences ending at full stops; gold keeps a verse whole whose sides have different numbers of
        sentences.
    """
    turned = chance.random() < 0.5
    pieces = [piece for a, b in verses for piece in split_coarsely((b, a) if turned else (a, b), inner=False)]
    return finish(pieces, replace(draw_habits(chance), structure=False), chance)
