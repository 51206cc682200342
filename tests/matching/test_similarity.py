"""Which runs of sentences get a vector."""

import numpy as np

from align.matching import Encoder
from align.matching.similarity import run_vectors


def test_only_runs_that_are_wanted_get_a_vector(german: list[str], encoder: Encoder) -> None:
    encoded, n = encoder.encode(german), len(german)
    inside = np.arange(n)[:, None] + np.arange(5) < n
    everything = run_vectors(encoder, encoded, 0, n, inside)
    wanted = inside.copy()
    wanted[2:5, 1] = wanted[:9, 3] = False
    some = run_vectors(encoder, encoded, 1, n, wanted)
    held = np.abs(some).max(axis=2) > 0
    assert (held == wanted[1:]).all()
    assert np.allclose(some[held], everything[1:][held], atol=1e-5)
