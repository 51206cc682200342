"""Learn the bead model: maximum conditional likelihood of the gold ladder among all ladders of the candidates.

The gradient with respect to the score of a step is (1 if it is gold) − (its posterior); forward–backward gives the
posteriors. Plain numpy, one thread, a fixed order of documents drawn from a fixed seed.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from align.matching.beadmodel import GROUP_OF, BeadModel, Network
from align.matching.encoding import Floats
from align.matching.evidence import LINK_NAMES
from align.matching.grid import TYPES
from align.matching.lattice import posteriors
from align.matching.learning.examples import Example
from align.matching.learning.recipe import TrainingOptions
from align.matching.learning.stepping import Adam, scheduled
from align.matching.nulls import NULL_NAMES
from align.matching.verses import VERSE_NAMES

Reals = NDArray[np.float64]


def _fresh(names: int, units: tuple[int, int], evidence: Floats, chance: Generator) -> Network:
    scale = evidence.std(axis=0)
    scale = np.where(scale < 1e-4, 1.0, scale).astype(np.float32)
    mean = evidence.mean(axis=0).astype(np.float32)
    mean[0], scale[0] = 0.0, 1.0
    sizes = (names, *units)
    first, second = (chance.normal(0, np.sqrt(2 / a), (a, b)) for a, b in zip(sizes, units, strict=False))
    layers = (first, np.zeros(units[0]), second, np.zeros(units[1]), chance.normal(0, 0.1, units[1]), np.zeros(names))
    return Network(mean, scale, tuple(np.asarray(layer, dtype=np.float32) for layer in layers))


def _slopes(network: Network, evidence: Floats, slope: Reals) -> list[Floats]:
    """Gradients of the layers for the slope of the likelihood with respect to each score."""
    w1, b1, w2, b2, w3, _ = network.layers
    x = (evidence - network.mean) / network.scale
    h1 = np.maximum(x @ w1 + b1, 0)
    h2 = np.maximum(h1 @ w2 + b2, 0)
    g = slope.astype(np.float32)
    g2 = np.outer(g, w3) * (h2 > 0)
    g1 = (g2 @ w2.T) * (h1 > 0)
    return [x.T @ g1, g1.sum(axis=0), h1.T @ g2, g2.sum(axis=0), h2.T @ g, x.T @ g]


def likelihood(model: BeadModel, example: Example) -> tuple[float, list[Reals]]:
    """Logarithm of the probability of the gold ladder, and its slopes.

    Args:
        model: the weights.
        example: a document.

    Returns:
        The logarithm, and slopes with respect to: link scores (e,), source null scores (n,), target null scores (m,),
            gaps (5,).
    """
    scores = model.scores(example.found)
    grid, here = example.found.grid, example.found.links
    found = posteriors(grid, scores)
    n, m = grid.shape
    gold = float(
        example.links @ scores.links[here.node, here.kind]
        + example.source @ scores.source
        + example.target @ scores.target
        + example.gaps @ (model.gaps * model.sharpness)
    )
    slopes = [
        example.links - found.links[here.node, here.kind],
        example.source - np.bincount(grid.row, found.source, minlength=n + 1)[1:],
        example.target - np.bincount(grid.column, found.target, minlength=m + 1)[1:],
        example.gaps - found.opened,
    ]
    return gold - found.total, slopes


def _packed(model: BeadModel) -> list[Reals]:
    return [np.asarray(v, dtype=np.float64) for v in (*model.link.layers, *model.null.layers, model.kinds, model.gaps)]


def _unpacked(model: BeadModel, values: list[Reals]) -> BeadModel:
    layers = [value.astype(np.float32) for value in values[:12]]
    return replace(
        model,
        link=replace(model.link, layers=tuple(layers[:6])),
        null=replace(model.null, layers=tuple(layers[6:])),
        kinds=values[12],
        gaps=values[13],
    )


def fit(examples: Sequence[Example], options: TrainingOptions) -> BeadModel:
    """Learn a model: the average of one for each seed, which errs less than any of them.

    Args:
        examples: documents.
        options: how.

    Returns:
        The model, its sharpness 1.
    """
    return averaged([_fit_one(examples, options, seed) for seed in options.seeds])


def averaged(models: Sequence[BeadModel]) -> BeadModel:
    """One model whose scores are the means of those of several."""
    return replace(
        models[0],
        link=_beside([model.link for model in models]),
        null=_beside([model.null for model in models]),
        kinds=np.mean([model.kinds for model in models], axis=0),
        gaps=np.mean([model.gaps for model in models], axis=0),
    )


def _beside(networks: Sequence[Network]) -> Network:
    """One network with all hidden units side by side; the first column of the evidence is always 1."""
    firsts, first_shifts, seconds, second_shifts, lasts, cuts = zip(*map(_on_bare_evidence, networks), strict=True)
    blocks = np.zeros((sum(map(len, seconds)), sum(len(w[0]) for w in seconds)))
    row = column = 0
    for block in seconds:
        blocks[row : row + len(block), column : column + len(block[0])] = block
        row, column = row + len(block), column + len(block[0])
    layers = (
        np.concatenate(firsts, axis=1),
        np.concatenate(first_shifts),
        blocks,
        np.concatenate(second_shifts),
        np.concatenate(lasts) / len(networks),
        np.mean(cuts, axis=0),
    )
    count = len(layers[0])
    as_they_are = np.zeros(count, np.float32), np.ones(count, np.float32)
    return Network(*as_they_are, tuple(layer.astype(np.float32) for layer in layers))


def _on_bare_evidence(network: Network) -> tuple[Reals, ...]:
    """The layers of the same network for evidence that is neither centred nor scaled."""
    w1, b1, w2, b2, w3, c = (layer.astype(np.float64) for layer in network.layers)
    centre, scale = network.mean.astype(np.float64) / network.scale, network.scale.astype(np.float64)
    cut = c / scale
    cut[0] -= centre @ c
    return w1 / scale[:, None], b1 - centre @ w1, w2, b2, w3, cut


def _fit_one(examples: Sequence[Example], options: TrainingOptions, seed: int) -> BeadModel:
    chance = np.random.default_rng(seed)
    links = np.concatenate([example.found.links.evidence for example in examples])
    nulls = np.concatenate([side for example in examples for side in (example.found.source, example.found.target)])
    model = BeadModel(
        _fresh(len(LINK_NAMES), options.link_units, links, chance),
        _fresh(len(NULL_NAMES), options.null_units, nulls, chance),
        np.zeros(len(TYPES)),
        np.array([-2.0, -2.0, 0.0, 0.0, -1.0]),
        np.zeros(int(GROUP_OF.max()) + 3),
        np.zeros(len(VERSE_NAMES)),
        0.0,
        1.0,
        "",
    )
    values = _packed(model)
    adam = Adam([value.shape for value in values])
    steps = options.rounds * len(examples)
    for turn in range(options.rounds):
        for place, k in enumerate(chance.permutation(len(examples))):
            done = (turn * len(examples) + place) / steps
            size = sum(examples[k].found.grid.shape)
            slopes = [s / size - options.decay * v for s, v in zip(gradient(model, examples[k]), values, strict=True)]
            values = adam.step(values, slopes, scheduled(options.rate, done))
            model = _unpacked(model, values)
    return model


_LAST_ROUNDS, _LAST_RATE, _LAST_DECAY = 4, 0.05, 3e-3  # of what is learnt last
_KINDS_LINK, _KINDS_NULL = LINK_NAMES.index("kinds differ"), NULL_NAMES.index("special")


def fit_verses(model: BeadModel, examples: Sequence[Example]) -> BeadModel:
    """Learn what it is worth that a bead is a verse; all other weights stay.

    Args:
        model: with its priors set.
        examples: documents of verses.

    Returns:
        The model, which matches texts that are not in verses as before.
    """

    def slope(weights: Reals, example: Example) -> Reals:
        _, (links, *_) = likelihood(replace(model, verses=weights), example)
        found: Reals = links @ example.found.links.verses
        return found

    return replace(model, verses=_last(len(VERSE_NAMES), slope, examples))


def fit_kinds(model: BeadModel, examples: Sequence[Example]) -> BeadModel:
    """Learn what it is worth that headings, names of speakers and items stand against running text, or alone.

    Args:
        model: with its priors set, learnt from texts in which kinds are not told.
        examples: documents in which they are.

    Returns:
        The model, which matches texts whose kinds are not told as before.
    """

    def slope(weights: Reals, example: Example) -> Reals:
        _, (links, source, target, _) = likelihood(_with_kinds(model, weights), example)
        found = example.found
        alone = source @ found.source[:, _KINDS_NULL] + target @ found.target[:, _KINDS_NULL]
        return model.sharpness * np.array([links @ found.links.evidence[:, _KINDS_LINK], alone])

    return _with_kinds(model, _last(2, slope, examples))


def _with_kinds(model: BeadModel, weights: Reals) -> BeadModel:
    """The model with these short cuts for the two columns that tell of kinds."""
    link, null = (
        replace(network, layers=(*network.layers[:5], _put(network.layers[5], column, weight)))
        for network, column, weight in zip((model.link, model.null), (_KINDS_LINK, _KINDS_NULL), weights, strict=True)
    )
    return replace(model, link=link, null=null)


def _put(values: Floats, place: int, value: float) -> Floats:
    changed = values.copy()
    changed[place] = value
    return changed


def _last(count: int, slope: Callable[[Reals, Example], Reals], examples: Sequence[Example]) -> Reals:
    """A few weights that are learnt when all others stand; slopes are those of `likelihood`."""
    values = [np.zeros(count)]
    adam, chance = Adam([value.shape for value in values]), np.random.default_rng(11)
    for turn in range(_LAST_ROUNDS):
        for place, k in enumerate(chance.permutation(len(examples))):
            done = (turn * len(examples) + place) / (_LAST_ROUNDS * len(examples))
            climbed = slope(values[0], examples[k]) / sum(examples[k].found.grid.shape)
            values = adam.step(values, [climbed - _LAST_DECAY * values[0]], scheduled(_LAST_RATE, done))
    return values[0]


def gradient(model: BeadModel, example: Example) -> list[Reals]:
    """Slopes of `likelihood`: of the six layers for links, the six for null sentences, the kinds, the gaps."""
    _, (links, source, target, gaps) = likelihood(model, example)
    here = example.found.links
    slopes = _slopes(model.link, here.evidence, links)
    both = np.concatenate([example.found.source, example.found.target])
    slopes += _slopes(model.null, both, np.concatenate([source, target]))
    kinds = np.bincount(here.kind, links, minlength=len(TYPES))
    return [np.asarray(slope, dtype=np.float64) * model.sharpness for slope in (*slopes, kinds, gaps)]
