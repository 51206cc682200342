"""The directions in which tokens are kept."""

from io import BytesIO
from pathlib import Path

import numpy as np

import align.matching
from align.matching import Encoder
from align.matching.directions import principal_axes
from align.matching.encoder import MultilingualEncoder


def test_the_axes_of_the_greatest_variance_come_first() -> None:
    chance = np.random.default_rng(1)
    rows = (chance.normal(0, 1, (500, 3)) * np.array([1.0, 5.0, 0.1])).astype(np.float32)
    with np.load(BytesIO(principal_axes(rows, 2))) as stored:
        basis, spread = stored["basis"].astype(np.float32), stored["spread"]
    assert basis.shape == (3, 2)
    assert abs(basis[1, 0]) > 10 * abs(basis[0, 0])
    assert abs(basis[0, 1]) > 10 * abs(basis[2, 1])
    assert spread[0] > spread[1]


def test_kept_tokens_are_the_features_in_the_packaged_directions(encoder: Encoder, german: list[str]) -> None:
    assert isinstance(encoder, MultilingualEncoder)
    folder = Path(align.matching.__file__).parent / "data"
    with np.load(folder / "tokens.npz") as stored:
        basis, spread = stored["basis"].astype(np.float32), stored["spread"]
    expected = encoder.token_features(german) @ basis * (127 / spread)
    assert np.abs(np.clip(expected, -127, 127) - encoder.encode(german).pieces.rows).max() < 0.6
