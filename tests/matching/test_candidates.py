"""What the draft leaves standing for the networks to weigh."""

import numpy as np
import pytest

from align.matching.draft import DraftWeights, draft_scores
from align.matching.grid import LONGEST, NEVER, TYPES, full_grid
from align.matching.surface import look_at
from align.model import plain_sentences


def test_beads_of_several_sentences_on_both_sides_get_their_discount_and_no_others() -> None:
    source, target = (look_at(plain_sentences(["Sechs Wörter stehen in diesem Satz."] * count)) for count in (6, 7))
    grid = full_grid(6, 7)
    alike = np.random.default_rng(1).uniform(0, 1, (grid.nodes + 1, LONGEST, LONGEST)).astype(np.float32)
    plain = draft_scores(grid, alike, source, target, DraftWeights(sharpness=8.0)).links
    kind = draft_scores(grid, alike, source, target, DraftWeights(several=0.25, sharpness=8.0)).links
    gained = np.where(plain > NEVER, kind - plain, np.nan)
    for k, (a, b) in enumerate(TYPES):
        inside = gained[:, k][~np.isnan(gained[:, k])]
        assert len(inside), (a, b)
        assert inside == pytest.approx(2.0 if min(a, b) > 1 and a + b >= 5 else 0.0), (a, b)
