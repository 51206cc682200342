"""Which sorts of words tell most is learnt from pairs."""

import numpy as np
import pytest

from align.matching.encoding import Pieces
from align.matching.learning.salience import (
    DOCUMENTS,
    Choices,
    SalienceOptions,
    choices,
    learn,
    learn_salience,
    likelihood,
)
from align.matching.lexical import LexicalEncoder


def made_up(seed: int) -> Choices:
    """Words with a first coordinate above nought gain in the answer; the others gain as often in the wrong sentence."""
    chance = np.random.default_rng(seed)
    rows = chance.normal(0, 1, (60, 3)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    gains = np.where(rows[:, 0] > 0, 0.3, 0.0) + chance.normal(0, 0.5, 60)
    owner = np.repeat(np.arange(12), 5)
    return Choices(rows, chance.uniform(0.5, 2, 60).astype(np.float32), owner, gains.astype(np.float32))


def test_slopes_equal_finite_differences() -> None:
    side, options = made_up(1), SalienceOptions()
    salience = np.array([0.4, -0.2, 0.7])
    _, slope = likelihood(side, salience, options)
    for place in range(3):
        step = np.eye(3)[place] * 1e-5
        values = [likelihood(side, moved, options)[0] for moved in (salience + step, salience - step)]
        assert slope[place] == pytest.approx((values[0] - values[1]) / 2e-5, rel=1e-3, abs=1e-6)


def test_learning_finds_the_words_that_tell() -> None:
    sides = [made_up(seed) for seed in range(40)]
    found = learn(sides, SalienceOptions(rounds=6), np.random.default_rng(2))
    assert found[0] > 0.5
    assert found[0] > 3 * np.abs(found[1:]).max()


def test_each_sentence_chooses_between_its_answer_and_those_beside() -> None:
    rows = np.rint(127 * np.eye(4)[[0, 1, 2]]).astype(np.int8)
    side = Pieces(rows, np.arange(3, dtype=np.int32), np.arange(4), np.zeros(4, np.float32))
    found = choices(side, side)
    assert found.owner.tolist() == [0, 1, 2, 3]  # the middle one has two sentences beside its answer
    assert found.rows.argmax(axis=1).tolist() == [0, 1, 1, 2]
    assert (found.gains > 0.9).all()


def test_the_same_pairs_give_the_same_bytes(german: list[str], english: list[str]) -> None:
    pairs = list(zip(german, english, strict=True)) * 3
    sources = dict.fromkeys(DOCUMENTS, pairs)
    options = SalienceOptions(size=12, rounds=1)
    one, other = (learn_salience(sources, LexicalEncoder(), options) for _ in range(2))
    assert one == other
