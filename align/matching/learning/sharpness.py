"""How sure a model may be of itself: the number that is set last, on whole texts as they are matched."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from align.matching.aligning import MatchingOptions, align_sentences
from align.matching.beadmodel import BeadModel
from align.matching.encoding import Encoder
from align.matching.learning.synthetic import MadeUp
from align.matching.preparing import Prepared, prepare
from align.model import Bead

_FACTORS = tuple(float(np.exp(k / 20)) for k in range(-14, 7))  # half as sharp to a third sharper
_LEAST = 1e-3  # a probability that counts as none


def set_sharpness(model: BeadModel, texts: Mapping[str, MadeUp], encoder: Encoder | None) -> BeadModel:
    """Make the confidence of beads foretell as well as it can which of them are right.

    All scores are multiplied by one factor (temperature scaling, Guo and others 2017). On parts in which the gold
    ladder is among the candidates, where priors are set, a model looks surer than it may be: those are the easier ones.

    Args:
        model: finished but for this.
        texts: natural texts by name; each counts the same.
        encoder: the encoder the model is for.

    Returns:
        The model with the sharpness, and the weights of verses, multiplied by the factor of the least mean −log
        probability of what is the case, right or wrong; as it is where there is no text.
    """
    if not texts:
        return model
    ready = [(text, prepare(text.source, text.target, encoder)) for text in texts.values()]
    losses = [sum(_loss(_times(model, factor), text, prepared) for text, prepared in ready) for factor in _FACTORS]
    return _times(model, _FACTORS[int(np.argmin(losses))])


def _times(model: BeadModel, factor: float) -> BeadModel:
    return replace(model, sharpness=model.sharpness * factor, verses=model.verses * factor)


def _loss(model: BeadModel, text: MadeUp, prepared: Prepared) -> float:
    """Mean −log probability that the confidences of the beads give to their being right or wrong."""
    options = MatchingOptions(model=model)
    found = align_sentences(text.source, text.target, prepared.encoder, options, prepared=prepared)
    return surprise(found.beads, text.beads)


def surprise(beads: Sequence[Bead], gold: Sequence[Bead]) -> float:
    """Mean −log probability, by their confidences, of beads being right or wrong.

    Args:
        beads: a ladder.
        gold: the true one.
    """
    true = {(bead.source, bead.target) for bead in gold}
    right = np.array([(bead.source, bead.target) in true for bead in beads])
    sure = np.clip([bead.confidence for bead in beads], _LEAST, 1 - _LEAST)
    return float(-np.log(np.where(right, sure, 1 - sure)).mean())
