"""Where verses begin, and what that says of beads."""

from dataclasses import replace

import numpy as np
import pytest

from align.matching import Encoder, MatchingOptions, align_sentences
from align.matching.grid import TYPES, full_grid
from align.matching.surface import look_at
from align.matching.verses import (
    VERSE_NAMES,
    Verses,
    verse_evidence,
    verse_starts,
    verses_of,
)
from align.model import plain_sentences

VERSES = (
    (
        ("Und der Hirte sprach zu seinem Sohn: Geh hinaus in die Wüste.", "Suche das Lamm, das verloren ist."),
        ("And the shepherd said to his son, Go out into the desert.", "Seek the lamb that is lost."),
    ),
    (
        ("Da ging der Jüngling hinaus und suchte drei Tage lang.",),
        ("Then the young man went out, and searched for three days.",),
    ),
    (
        ("Und am dritten Tag kam er an einen Brunnen, und siehe, da lag ein Löwe.", "Er aber fürchtete sich nicht."),
        ("And on the third day he came to a well, and behold, a lion lay there.", "But he was not afraid."),
    ),
    (
        ("Und er hob seine Augen auf zum Himmel und sprach: Herr, errette mich.", "Denn du bist meine Zuflucht."),
        ("And he lifted up his eyes to heaven and said, Lord, deliver me.", "For you are my refuge."),
    ),
    (("Und der Löwe erhob sich und ging hinweg.",), ("And the lion rose up and departed.",)),
    (
        ("Und das Volk hörte davon und verwunderte sich.", "Und sie priesen den Herrn.", "Und es ward Abend."),
        ("And the people heard of it and marvelled.", "And they praised the Lord.", "And it was evening."),
    ),
)
SIDES = tuple([list(verse[side]) for verse in VERSES] for side in (0, 1))


def whole(side: int) -> list[str]:
    return [sentence for verse in SIDES[side] for sentence in verse]


def begins(side: int) -> np.ndarray:
    return np.array([not k for verse in SIDES[side] for k in range(len(verse))] + [True])


@pytest.mark.parametrize("side", [0, 1])
def test_verses_begin_where_they_do_rather_than_inside(encoder: Encoder, side: int) -> None:
    odds = verse_starts(encoder.encode(whole(side)), look_at(plain_sentences(whole(side))))
    assert odds[[0, -1]].tolist() == [6.0, 6.0]
    inner, start = odds[1:-1], begins(side)[1:-1]
    assert inner[start].mean() > inner[~start].mean() + 1
    assert np.abs(odds).max() <= 6


def test_both_halves_say_something_of_their_own_and_in_use_the_mean_counts(encoder: Encoder) -> None:
    encoded, side = encoder.encode(whole(0)), look_at(plain_sentences(whole(0)))
    first, second, both = (verse_starts(encoded, side, half) for half in (0, 1, None))
    assert not np.allclose(first, second)
    unclipped = np.abs([first, second]).max(axis=0) < 6
    assert both[unclipped] == pytest.approx(((first + second) / 2)[unclipped], abs=1e-3)


def test_nothing_is_said_of_prose(encoder: Encoder, german: list[str], english: list[str]) -> None:
    encoded = encoder.encode(german), encoder.encode(english)
    sides = look_at(plain_sentences(german)), look_at(plain_sentences(english))
    found = verses_of(encoded, sides)
    assert found.likely < 0.1
    assert not found.source.any()
    assert not found.target.any()
    short = [replace(one, vectors=one.vectors[:, :100]) for one in encoded]
    assert verses_of((short[0], short[1]), sides).likely == 0


def test_evidence_of_a_bead_of_several_sentences() -> None:
    verses = Verses(1.0, np.array([6, -2, 3, 6], dtype=np.float32), np.array([6, 1, -4, 6], dtype=np.float32))
    grid = full_grid(3, 3)
    beads = [((0, 0), (2, 1)), ((0, 1), (2, 1)), ((1, 1), (1, 2)), ((1, 1), (1, 1)), ((0, 0), (3, 3))]
    node = np.array([int(grid.at(np.array([i]), np.array([j]))[0]) for (i, j), _ in beads])
    found = verse_evidence(verses, grid, node, np.array([TYPES.index(size) for _, size in beads]))
    assert VERSE_NAMES[5].endswith("inside the source")
    assert found.tolist() == [
        [1, 12, 4, 0, 0, -2, 0, 0],
        [1, 7, -1, 0, -1, -2, 0, 0],
        [1, -1, 9, -1, 0, 0, -4, 0],
        [0, 0, 0, 0, 0, 0, 0, 0],
        [1, 12, 12, 0, 0, 3, 1, 3],
    ]
    assert not verse_evidence(replace(verses, likely=0.05), grid, node, np.zeros(5, dtype=np.int64)).any()


def test_a_verse_of_unlike_sides_stays_whole(encoder: Encoder) -> None:
    source = whole(0)
    target = [sentence for verse in SIDES[1][:3] for sentence in verse]
    target += [" ".join(SIDES[1][3]), *SIDES[1][4], " ".join(SIDES[1][5][:2]), SIDES[1][5][2]]
    found = align_sentences(plain_sentences(source), plain_sentences(target), encoder, MatchingOptions())
    assert (tuple(range(8, 11)), (7, 8)) in [(bead.source, bead.target) for bead in found.beads]
