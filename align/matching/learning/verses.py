"""How `data/verses.npz` is made: by what texts in verses, and the beginnings of verses, are known."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.matching.encoding import Encoder
from align.matching.genre import mean_vector
from align.matching.learning.regression import logistic
from align.matching.surface import look_at
from align.matching.verses import place_features
from align.model import plain_sentences

Text = Sequence[Sequence[str]]
"""Verses, each as its sentences, of which it has at least one."""

_WINDOW = 40  # pairs in a window to learn the genre from
_WINDOWS = {True: 160, False: 40}  # windows of each source in verses, and of each other one
_SEED = 7
_GENRE_RIDGE, _GENRE_TURNS = 0.003, 30  # turns of Newton's method
_STARTS_RIDGE, _STARTS_TURNS = 10.0, 5


def learn_probe(
    pairs_by_source: Mapping[str, Sequence[tuple[str, str]]], verses: frozenset[str], encoder: Encoder
) -> Mapping[str, NDArray[Any]]:
    """Learn to tell texts in verses from others: a logistic regression on the mean vectors of windows.

    Args:
        pairs_by_source: pairs of each source in running order.
        verses: the sources that are in verses.
        encoder: whose vectors.

    Returns:
        "direction" (size,) and "offset", to be stored. Both sorts count the same, however many windows they have.
    """
    chance = np.random.default_rng(_SEED)
    rows, are_verses = [], []
    for name, pairs in pairs_by_source.items():
        for _ in range(_WINDOWS[name in verses]):
            start = int(chance.integers(0, max(1, len(pairs) - _WINDOW)))
            for side in (0, 1):
                rows.append(mean_vector(encoder.encode([pair[side] for pair in pairs[start : start + _WINDOW]])))
                are_verses.append(name in verses)
    direction, offset = logistic(np.array(rows), np.array(are_verses), ridge=_GENRE_RIDGE, turns=_GENRE_TURNS)
    return {"direction": direction.astype(np.float16), "offset": np.array(offset, dtype=np.float32)}


def learn_starts(halves: Sequence[Sequence[Text]], encoder: Encoder) -> Mapping[str, NDArray[Any]]:
    """Learn where verses begin: logistic regressions on what stands before and behind a place.

    Args:
        halves: running texts in one language each; the second half holds none of the first.
        encoder: whose vectors.

    Returns:
        "starts" (2, columns) and "starts offset" (2,), to be stored.
    """
    learnt = [_learnt(texts, encoder) for texts in halves]
    weights, offsets = zip(*learnt, strict=True)
    return {"starts": np.array(weights, dtype=np.float16), "starts offset": np.array(offsets, dtype=np.float32)}


def _learnt(texts: Sequence[Text], encoder: Encoder) -> tuple[NDArray[np.float64], float]:
    rows, begins = [], []
    for verses in texts:
        sentences = [sentence for verse in verses for sentence in verse]
        places = np.arange(1, len(sentences))
        rows.append(place_features(encoder.encode(sentences), look_at(plain_sentences(sentences)), places))
        begins.append(np.array([not k for verse in verses for k in range(len(verse))])[1:])
    features = np.concatenate(rows)
    centre = features.mean(axis=0)
    scale = features.std(axis=0) + np.float32(1e-3)
    features -= centre
    features /= scale
    weights, offset = logistic(features, np.concatenate(begins), ridge=_STARTS_RIDGE, turns=_STARTS_TURNS)
    weights /= scale
    return weights, offset - float(centre @ weights)
