"""Tokens drawn to what their pieces are answered by elsewhere in the same two texts."""

from pathlib import Path

import numpy as np
import pytest

from align.matching import Encoder, prepare
from align.matching.answers import telling
from align.matching.encoding import Floats, Pieces
from align.matching.usage import drawn_together
from align.measuring import load_set
from align.model import plain_sentences

_WORD, _ANSWER = np.array([1.0, 0.0, 0.0]), np.array([0.6, 0.8, 0.0])


def pieces(sentences: list[list[tuple[int, Floats]]]) -> Pieces:
    """Tokens of sentences, each a number and a vector of length 1."""
    tokens = [token for sentence in sentences for token in sentence]
    rows = np.rint([vector * 127 for _, vector in tokens]).astype(np.int8)
    starts = np.cumsum([0, *map(len, sentences)])
    return Pieces(rows, np.array([number for number, _ in tokens], dtype=np.int32), starts, np.zeros(3, np.float32))


def cosines(drawn: tuple[Pieces, Pieces], place: int) -> float:
    return float(drawn[0].vectors(place, place + 1)[0] @ drawn[1].vectors(place, place + 1)[0])


def texts(count: int) -> tuple[Pieces, Pieces]:
    """The same word in each source sentence, the same answer in each target sentence."""
    return pieces([[(7, _WORD)]] * count), pieces([[(9, _ANSWER)]] * count)


def test_a_word_comes_closer_to_what_answers_it_elsewhere() -> None:
    found = drawn_together(*texts(4), [(0, 0), (1, 1), (2, 2)])
    assert cosines(found, 3) > 0.8


def test_the_more_often_it_is_answered_the_closer_it_comes() -> None:
    near = [cosines(drawn_together(*texts(6), [(k, k) for k in range(count)]), 5) for count in range(6)]
    assert near == sorted(near)
    assert near[0] == pytest.approx(0.6, abs=0.02)


def test_a_word_learns_nothing_from_its_own_answer() -> None:
    once = drawn_together(*texts(2), [(0, 0)])
    assert once[0].vectors(0, 1)[0] == pytest.approx(_WORD, abs=0.02)
    assert cosines(once, 1) > 0.65


def test_words_that_do_not_answer_each_other_teach_nothing() -> None:
    apart = np.array([0.1, 0.0, 0.99])
    source, target = pieces([[(7, _WORD)]] * 3), pieces([[(9, apart)]] * 3)
    found = drawn_together(source, target, [(0, 0), (1, 1)])
    assert cosines(found, 2) == pytest.approx(0.1, abs=0.02)


def test_another_word_stays_where_it_is() -> None:
    other = np.array([0.0, 0.0, 1.0])
    source = pieces([[(7, _WORD), (8, other)]] * 3)
    found = drawn_together(source, texts(3)[1], [(0, 0), (1, 1)])
    assert found[0].vectors(2, 3)[1] == pytest.approx(other, abs=0.02)


@pytest.mark.parametrize("count", [1, 3])
def test_without_anchors_all_stays(count: int) -> None:
    for one, other in zip(texts(count), drawn_together(*texts(count), []), strict=True):
        assert other.vectors(0, count) == pytest.approx(one.vectors(0, count), abs=0.01)


def test_true_pairs_stand_out_more(shared: Path, encoder: Encoder) -> None:
    text = load_set(shared / "eval" / "textberg-dev")
    pairs = [(*bead.source, *bead.target) for bead in text.gold if len(bead.source) == len(bead.target) == 1]

    def ahead(source: Pieces, target: Pieces) -> float:
        """By how much a sentence is answered better in its translation than in the next one, in deviations of that."""
        worth = telling(source.ids, source.starts)
        found = []
        for i, j in pairs:
            words = slice(*source.starts[i : i + 2].tolist())
            nearest = [(source.at(words) @ target.vectors(k, k + 1).T).max(axis=1) for k in (j, j + 1)]
            found.append(np.average(nearest[0] - nearest[1], weights=worth[words]))
        return float(np.mean(found) / np.std(found))

    raw = encoder.encode(text.source).pieces, encoder.encode(text.target).pieces
    ready = prepare(plain_sentences(text.source), plain_sentences(text.target), encoder)
    assert ahead(ready.source.pieces, ready.target.pieces) > ahead(*raw) + 0.05
