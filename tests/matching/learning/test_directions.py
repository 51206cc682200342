"""The directions in which tokens are kept."""

from pathlib import Path

import numpy as np
import pytest

import align.matching
from align.matching import Encoder
from align.matching.encoder import MultilingualEncoder
from align.matching.learning.directions import DirectionOptions, TokenBlock, learn, likelihood, principal_axes


def test_the_axes_of_the_greatest_variance_come_first() -> None:
    chance = np.random.default_rng(1)
    rows = (chance.normal(0, 1, (500, 3)) * np.array([1.0, 5.0, 0.1])).astype(np.float32)
    basis = principal_axes(rows, 2)
    assert basis.shape == (3, 2)
    assert abs(basis[1, 0]) > 10 * abs(basis[0, 0])
    assert abs(basis[0, 1]) > 10 * abs(basis[2, 1])


def made_up(seed: int) -> tuple[TokenBlock, TokenBlock]:
    """Six pairs whose answering words agree in the last two of five coordinates; the first three, larger, are noise."""
    chance = np.random.default_rng(seed)
    meaning = chance.normal(0, 1, (18, 2))
    starts = np.arange(0, 18, 3)

    def side() -> TokenBlock:
        rows = np.concatenate([chance.normal(0, 2, (18, 3)), meaning + chance.normal(0, 0.1, (18, 2))], axis=1)
        return TokenBlock(rows.astype(np.float32), starts, chance.uniform(0.5, 2, 18).astype(np.float32))

    return side(), side()


def test_slopes_equal_finite_differences() -> None:
    pair, options = made_up(1), DirectionOptions(count=3)
    basis = np.random.default_rng(2).normal(0, 1, (5, 3)).astype(np.float32)
    _, slope = likelihood(pair, basis, options)
    for place in ((0, 0), (3, 1), (4, 2)):
        up, down = basis.astype(np.float64), basis.astype(np.float64)
        up[place] += 1e-5
        down[place] -= 1e-5
        values = [likelihood(pair, moved, options)[0] for moved in (up, down)]
        assert slope[place] == pytest.approx((values[0] - values[1]) / 2e-5, rel=0.02, abs=1e-3)


def test_learning_finds_the_directions_in_which_pairs_agree() -> None:
    sides = [side for seed in range(30) for side in made_up(seed)]
    options = DirectionOptions(count=2, rounds=20, rate=0.1)
    basis = learn(sides, options, np.random.default_rng(3))
    weight = np.abs(basis).sum(axis=1)
    assert weight[3:].min() > 3 * weight[:3].max()


def test_kept_tokens_are_the_features_in_the_packaged_directions(encoder: Encoder, german: list[str]) -> None:
    assert isinstance(encoder, MultilingualEncoder)
    folder = Path(align.matching.__file__).parent / "data"
    with np.load(folder / "tokens.npz") as stored:
        basis, spread = stored["basis"].astype(np.float32), stored["spread"]
    expected = encoder.token_features(german).rows @ basis * (127 / spread)
    assert np.abs(np.clip(expected, -127, 127) - encoder.encode(german).pieces.rows).max() < 0.6
