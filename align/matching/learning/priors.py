"""How common null sentences and types of beads are, and what brackets are worth: what rules cannot make up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from align.matching.adapting import rates
from align.matching.beadmodel import GROUP_OF, BeadModel
from align.matching.lattice import posteriors
from align.matching.learning.examples import Example
from align.matching.learning.fitting import likelihood
from align.matching.learning.synthetic import MadeUp
from align.matching.surface import look_at

Reals = NDArray[np.float64]

_TRUST = 0.75  # share of the shift that three texts ask for which is made


def set_priors(model: BeadModel, texts: Mapping[str, Sequence[Example]], rounds: int = 30) -> BeadModel:
    """Set how common null sentences and types of beads are, and how sharp the probabilities, on natural texts.

    Args:
        model: a model learnt from made-up documents.
        texts: parts of natural texts by name; each text counts the same.
        rounds: steps of gradient ascent.

    Returns:
        The model with shifted kinds, gaps and sharpness: nine numbers in all, each drawn towards no change.
    """
    count = int(GROUP_OF.max()) + 1
    shift = np.zeros(count + 3)  # kinds; opening a gap, going on with it; logarithm of the sharpness

    def shifted(values: Reals) -> BeadModel:
        kinds = model.kinds + values[GROUP_OF]
        opening, more, sharp = values[count:]
        gaps = model.gaps + np.array([opening, opening, more, more, opening])
        return replace(model, kinds=kinds, gaps=gaps, sharpness=float(np.exp(sharp)))

    def worth(values: Reals) -> float:
        now = shifted(values)
        likely = sum(
            sum(likelihood(now, part)[0] for part in parts) / sum(sum(part.found.grid.shape) for part in parts)
            for parts in texts.values()
        )
        return float(likely / len(texts) - 0.0005 * (values**2).sum())

    step = np.full(len(shift), 0.4)
    best = worth(shift)
    for turn in range(rounds):
        k = turn % len(shift)
        for sign in (1, -1):
            tried = shift.copy()
            tried[k] += sign * step[k]
            value = worth(tried)
            if value > best:
                shift, best = tried, value
                break
        else:
            step[k] /= 2
    shift[:-1] *= _TRUST
    done = shifted(shift)
    return replace(done, usual=np.mean([_rates(done, parts) for parts in texts.values()], axis=0))


def set_bracket(model: BeadModel, texts: Iterable[MadeUp]) -> BeadModel:
    """Set what it is worth that a bead or a null sentence ends inside a bracket.

    It is counted: how often ends of gold beads end so, and how often sentences within them. Made-up documents do not
    tell, since their sentences end elsewhere.

    Args:
        model: with its priors set.
        texts: natural ones.

    Returns:
        The model with the logarithm of the ratio of both shares, each count with a half added, as far as other priors
        are moved.
    """
    counts = np.full((2, 2), 0.5)  # of sentences within beads, of those that end one: outside and inside a bracket
    for text in texts:
        for sentences, runs in (
            (text.source, [bead.source for bead in text.beads]),
            (text.target, [bead.target for bead in text.beads]),
        ):
            ends = np.zeros(len(sentences), dtype=np.int64)
            ends[[run[-1] for run in runs if run]] = 1
            np.add.at(counts, (ends, look_at(sentences).inside.astype(np.int64)), 1.0)
    within, ending = counts[:, 1] / counts.sum(axis=1)
    return replace(model, bracket=_TRUST * float(np.log(ending / within)))


def _rates(model: BeadModel, parts: Sequence[Example]) -> Reals:
    """Rates of a natural text under the model, by which its priors are known; a gap is as likely on either side."""
    seen = [rates(part.found, posteriors(part.found.grid, model.scores(part.found))) for part in parts]
    sizes = [sum(part.links) for part in parts]
    found: Reals = np.average(seen, axis=0, weights=sizes)
    found[-2:] = found[-2:].mean()
    return np.maximum(found, 1e-4)
