"""The priors of a text are taken from the text itself: how often it joins, splits, omits and adds.

A translation that follows its original clause by clause and one that was cut by an editor differ in nothing so much as
in these rates, and no fixed prior suits both. So the expected counts of a first forward–backward give new priors, in
which the second one runs (Saerens, Latinne and Decaestecker 2002), part of the way, and drawn towards what is usual.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from align.matching.beadmodel import GROUP_OF, BeadModel
from align.matching.candidates import Candidates
from align.matching.lattice import Posteriors, Scores, posteriors

Reals = NDArray[np.float64]

_TRUST_TYPES, _TRUST_GAPS = 0.4, 0.55  # share of the shift that a text asks for which is made
_USUAL_BEADS = 50  # how many links of a usual text are added to those of this one


def rates(found: Candidates, seen: Posteriors, usual: Reals | None = None) -> Reals:
    """How common each group of types, and the opening of a gap on either side, are for one link.

    Args:
        found: candidates of a text.
        seen: their probabilities.
        usual: rates towards which those of a short text are drawn; None for the text alone.

    Returns:
        (groups + 2,) the rates.
    """
    here = found.links
    groups = np.bincount(GROUP_OF[here.kind], seen.links[here.node, here.kind], minlength=GROUP_OF.max() + 1)
    counts, links = np.concatenate([groups, seen.opened[:2]]), groups.sum()
    if usual is None:
        found_rates: Reals = counts / max(links, 1e-9)
        return found_rates
    drawn: Reals = (counts + _USUAL_BEADS * usual) / (links + _USUAL_BEADS)
    return drawn


def shifted(scores: Scores, shift: Reals) -> Scores:
    """Scores under priors that are moved by (groups + 2,) logarithms."""
    source, target = shift[-2:].tolist()
    gaps = scores.gaps
    moved = replace(
        gaps,
        open_source=gaps.open_source + source,
        open_target=gaps.open_target + target,
        turn=gaps.turn + target,
    )
    return replace(scores, links=scores.links + shift[GROUP_OF], gaps=moved)


def adapted_scores(model: BeadModel, found: Candidates) -> Scores:
    """What each step is worth in this text.

    Args:
        model: with the rates that its priors stand for; where they are not known, its own scores are all there is.
        found: candidates of the text, or of the part of it that is matched.

    Returns:
        Scores over the grid of the candidates, as `BeadModel.scores` gives them.
    """
    scores = model.scores(found)
    if not model.usual.any():
        return scores
    seen = rates(found, posteriors(found.grid, scores), model.usual)
    trust = np.full(len(seen), _TRUST_TYPES)
    trust[-2:] = _TRUST_GAPS
    return shifted(scores, model.sharpness * trust * np.log(seen / model.usual))
