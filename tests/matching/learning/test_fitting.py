"""Learning: slopes against finite differences, the same model from the same texts."""

from dataclasses import replace

import numpy as np
import pytest

from align.matching.beadmodel import GROUP_OF, BeadModel, Network, from_bytes, to_bytes
from align.matching.candidates import Candidates
from align.matching.evidence import LINK_NAMES, Links
from align.matching.grid import TYPES, full_grid
from align.matching.learning.examples import Example, make_example
from align.matching.learning.fitting import averaged, fit, fit_kinds, fit_verses, gradient, likelihood
from align.matching.learning.priors import set_bracket
from align.matching.learning.recipe import TrainingOptions
from align.matching.learning.synthetic import MadeUp
from align.matching.nulls import NULL_NAMES
from align.matching.verses import VERSE_NAMES
from align.model import Bead, plain_sentences

KINDS, SPECIAL = LINK_NAMES.index("kinds differ"), NULL_NAMES.index("special")
GOLD = (Bead((0,), (0, 1)), Bead((1,), ()), Bead((), (2,)), Bead((2, 3), (3,)))


def small_example(seed: int) -> Example:
    chance = np.random.default_rng(seed)
    grid = full_grid(4, 4)
    ends = np.stack([grid.moved(a, b) < grid.nodes for a, b in TYPES], axis=1)
    node, kind = np.nonzero(ends)
    evidence = chance.normal(0, 1, (len(node), len(LINK_NAMES))).astype(np.float32)
    nulls = [chance.normal(0, 1, (4, len(NULL_NAMES))).astype(np.float32) for _ in range(2)]
    verses = np.zeros((len(node), len(VERSE_NAMES)), dtype=np.float32)
    inside = (np.array([0.0, 1.0, 0.0, 0.0]), np.array([1.0, 0.0, 0.0, 0.0]))
    example = make_example(Candidates(grid, Links(node, kind, evidence, verses), nulls[0], nulls[1], inside), GOLD)
    assert example is not None
    return example


def small_model(seed: int) -> BeadModel:
    chance = np.random.default_rng(seed)

    def network(count: int) -> Network:
        sizes = [(count, 4), (4,), (4, 3), (3,), (3,), (count,)]
        layers = tuple(chance.normal(0, 0.3, size).astype(np.float32) for size in sizes)
        return Network(np.zeros(count, dtype=np.float32), np.ones(count, dtype=np.float32), layers)

    kinds, gaps = chance.normal(0, 1, len(TYPES)), chance.normal(0, 1, 5)
    usual = np.zeros(int(GROUP_OF.max()) + 3)
    verses = np.zeros(len(VERSE_NAMES))
    return BeadModel(network(len(LINK_NAMES)), network(len(NULL_NAMES)), kinds, gaps, usual, verses, 0.0, 1.0, "")


def test_slopes_equal_finite_differences() -> None:
    example, model = small_example(1), small_model(2)
    slopes = gradient(model, example)
    step = 1e-3
    for place in range(12):
        part, index = ("link", place) if place < 6 else ("null", place - 6)
        size = getattr(model, part).layers[index].size
        up, down = (likelihood(_moved(model, part, index, sign * step), example)[0] for sign in (1, -1))
        assert slopes[place].flat[size // 2] == pytest.approx((up - down) / (2 * step), abs=2e-3)
    for k in (0, 2):
        kinds, gaps = np.zeros(len(TYPES)), np.zeros(5)
        kinds[k] = gaps[k] = step
        up, down = (likelihood(replace(model, kinds=model.kinds + s * kinds), example)[0] for s in (1, -1))
        assert slopes[12][k] == pytest.approx((up - down) / (2 * step), abs=2e-3)
        up, down = (likelihood(replace(model, gaps=model.gaps + s * gaps), example)[0] for s in (1, -1))
        assert slopes[13][k] == pytest.approx((up - down) / (2 * step), abs=2e-3)


def _moved(model: BeadModel, part: str, index: int, step: float) -> BeadModel:
    """The model with the middle weight of a layer changed."""
    network = model.link if part == "link" else model.null
    layers = [layer.copy() for layer in network.layers]
    layers[index].flat[layers[index].size // 2] += step
    changed = replace(network, layers=tuple(layers))
    return replace(model, link=changed) if part == "link" else replace(model, null=changed)


def test_learning_raises_the_probability_of_the_gold_ladder() -> None:
    examples = [small_example(seed) for seed in range(3)]
    options = TrainingOptions(link_units=(4, 3), null_units=(3, 2), rounds=15, rate=0.02, seeds=(7,))
    before = fit(examples, replace(options, rounds=0))
    after = fit(examples, options)
    for example in examples:
        assert likelihood(after, example)[0] > likelihood(before, example)[0] + 0.5


def test_the_same_texts_give_the_same_model() -> None:
    examples = [small_example(seed) for seed in range(2)]
    options = TrainingOptions(link_units=(4, 3), null_units=(3, 2), rounds=2, seeds=(1, 2))
    assert to_bytes(fit(examples, options)) == to_bytes(fit(examples, options))


def test_an_average_scores_as_its_members_do_on_average() -> None:
    example = small_example(6)
    first, second = _scaled(small_model(7), 8), _scaled(small_model(9), 10)
    both = averaged([first, second])
    for network in ("link", "null"):
        evidence = (example.found.links.evidence if network == "link" else example.found.source).copy()
        evidence[:, 0] = 1.0
        expected = (getattr(first, network)(evidence) + getattr(second, network)(evidence)) / 2
        assert getattr(both, network)(evidence) == pytest.approx(expected, abs=1e-4)
    assert both.kinds == pytest.approx((first.kinds + second.kinds) / 2)
    assert both.gaps == pytest.approx((first.gaps + second.gaps) / 2)


def _scaled(model: BeadModel, seed: int) -> BeadModel:
    """The model with its evidence centred and scaled somehow, the first column excepted."""
    chance = np.random.default_rng(seed)

    def one(network: Network) -> Network:
        mean, scale = (chance.uniform(0.5, 2, len(network.mean)).astype(np.float32) for _ in range(2))
        mean[0], scale[0] = 0.0, 1.0
        return replace(network, mean=mean, scale=scale)

    return replace(model, link=one(model.link), null=one(model.null))


def test_a_model_read_back_scores_the_same() -> None:
    example, model = small_example(3), small_model(4)
    again = from_bytes(to_bytes(model))
    assert np.allclose(again.scores(example.found).links, model.scores(example.found).links, atol=1e-4)


def test_a_gold_ladder_outside_the_candidates_is_no_example() -> None:
    example = small_example(5)
    assert make_example(example.found, (Bead((0, 1, 2, 3), (0, 1, 2, 3)),)) is None


def in_verses(example: Example, column: int) -> Example:
    """The example, its gold links told from all others by one column of the evidence of verses."""
    links = example.found.links
    verses = links.verses.copy()
    verses[:, column] = np.where(example.links > 0, 1.0, -1.0)
    return replace(example, found=replace(example.found, links=replace(links, verses=verses)))


def test_an_end_inside_a_bracket_counts_once_on_either_side() -> None:
    example, model = small_example(1), small_model(2)
    before, after = (replace(model, bracket=worth).scores(example.found) for worth in (0.0, -2.0))
    grid = example.found.grid
    node = int(grid.at(np.array([0]), np.array([0]))[0])
    moved = {kind: float(after.links[node, k] - before.links[node, k]) for k, kind in enumerate(TYPES)}
    # the second source sentence and the first target sentence end inside one
    assert moved[1, 1] == moved[2, 2] == pytest.approx(-2.0)
    assert moved[2, 1] == pytest.approx(-4.0)
    assert moved[1, 2] == moved[3, 3] == 0.0
    np.testing.assert_allclose(after.source - before.source, [0.0, -2.0, 0.0, 0.0])
    np.testing.assert_allclose(after.target - before.target, [-2.0, 0.0, 0.0, 0.0])


def test_what_a_bracket_is_worth_is_counted_at_ends_of_beads_and_within_them() -> None:
    source = plain_sentences(["Er kam (am 3.", "Mai) an.", "Sie las [S. 5.", "S. 6] viel.", "Gut."])
    target = plain_sentences(["He came.", "She read much.", "Good."])
    beads = (Bead((0, 1), (0,)), Bead((2,), (1,)), Bead((3,), ()), Bead((4,), (2,)))
    model = set_bracket(small_model(2), [MadeUp(source, target, beads)])
    # of the seven sentences that end a bead one ends inside a bracket, and so does the only one within a bead
    assert model.bracket == pytest.approx(0.75 * np.log((1.5 / 8) / (1.5 / 2)))
    assert from_bytes(to_bytes(model)).bracket == pytest.approx(model.bracket)


def test_what_a_verse_is_worth_is_learnt_from_the_column_that_tells_and_changes_no_other_text() -> None:
    plain, model = small_example(1), small_model(2)
    examples = [in_verses(small_example(seed), 3) for seed in range(20)]
    learnt = fit_verses(model, examples)
    assert learnt.verses[3] > 0.5
    assert not np.delete(learnt.verses, 3).any()
    assert all(likelihood(learnt, example)[0] > likelihood(model, example)[0] for example in examples)
    assert np.array_equal(learnt.scores(plain.found).links, model.scores(plain.found).links)
    assert np.array_equal(fit_verses(model, examples).verses, learnt.verses)


def of_kinds(example: Example, *, told: bool) -> Example:
    """The example; where kinds are told they differ in all links that are not gold, and null sentences are special."""
    found = example.found
    evidence, source, target = found.links.evidence.copy(), found.source.copy(), found.target.copy()
    evidence[:, KINDS] = told * (example.links == 0)
    for side, alone in ((source, example.source), (target, example.target)):
        side[:, SPECIAL] = told * alone
    links = replace(found.links, evidence=evidence)
    return replace(example, found=replace(found, links=links, source=source, target=target))


def test_what_kinds_are_worth_is_learnt_where_they_are_told_and_changes_no_other_text() -> None:
    plain, model = of_kinds(small_example(1), told=False), small_model(2)
    model = _short_cuts(model, 0.0, 0.0)
    examples = [of_kinds(small_example(seed), told=True) for seed in range(20)]
    learnt = fit_kinds(model, examples)
    apart, alone = learnt.link.layers[5][KINDS], learnt.null.layers[5][SPECIAL]
    assert apart < -0.5
    assert alone > 0.5
    assert all(likelihood(learnt, example)[0] > likelihood(model, example)[0] for example in examples)
    assert np.array_equal(learnt.scores(plain.found).links, model.scores(plain.found).links)
    assert np.array_equal(learnt.scores(plain.found).source, model.scores(plain.found).source)
    assert fit_kinds(model, examples).link.layers[5][KINDS] == apart
    step = 1e-3
    up, down = (likelihood(_short_cuts(learnt, apart + s, alone), examples[0])[0] for s in (step, -step))
    other_up, other_down = (likelihood(_short_cuts(learnt, apart, alone + s), examples[0])[0] for s in (step, -step))
    slopes = gradient(learnt, examples[0])
    assert slopes[5][KINDS] == pytest.approx((up - down) / (2 * step), abs=2e-3)
    assert slopes[11][SPECIAL] == pytest.approx((other_up - other_down) / (2 * step), abs=2e-3)


def _short_cuts(model: BeadModel, apart: float, alone: float) -> BeadModel:
    """The model with nothing else on the two columns of kinds than these short cuts."""
    link, null = ([layer.copy() for layer in network.layers] for network in (model.link, model.null))
    link[0][KINDS], null[0][SPECIAL] = 0.0, 0.0
    link[5][KINDS], null[5][SPECIAL] = apart, alone
    return replace(model, link=replace(model.link, layers=tuple(link)), null=replace(model.null, layers=tuple(null)))
