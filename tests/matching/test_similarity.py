"""Which runs of sentences get a vector."""

import numpy as np

from align.matching import Encoder
from align.matching.similarity import run_vectors


def test_runs_with_two_plain_sentences_are_left_out(german: list[str], encoder: Encoder) -> None:
    encoded = encoder.encode(german)
    plain = np.zeros(len(german), dtype=bool)
    everything = run_vectors(encoder, encoded, 0, len(german), plain)
    plain[[0, 1, 5]] = True
    some = run_vectors(encoder, encoded, 0, len(german), plain)
    held = np.abs(some).max(axis=2) > 0
    assert np.allclose(some[held], everything[held], atol=1e-5)
    assert held[:, 0].all()
    assert held[:, 1].tolist() == [False, *[True] * 10, False]
    assert held[:, 2].tolist() == [False, *[True] * 9, *[False] * 2]
    assert held[:, 3].tolist() == [False, *[True] * 8, *[False] * 3]
    assert held[:, 4].tolist() == [False, False, *[True] * 6, *[False] * 4]
