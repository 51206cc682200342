"""The lattice against brute force: every ladder of a small grid is written out and added up."""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from align.matching.grid import NEVER, TYPES, Grid, full_grid, make_grid, pinched
from align.matching.lattice import GapScores, Posteriors, Scores, best_ladder, posteriors

Path = tuple[tuple[int, int, int, int], ...]
Steps = dict[tuple[int, int, int, int], float]
SIZES = [(1, 1, 0), (2, 3, 1), (4, 3, 2), (3, 4, 3), (0, 3, 4), (2, 0, 5), (5, 1, 6)]


def every_ladder(n: int, m: int, i: int = 0, j: int = 0, state: str = "M") -> Iterator[Path]:
    if (i, j) == (n, m):
        yield ()
    for a, b in (*TYPES, (1, 0), (0, 1)):
        if i + a > n or j + b > m or (state == "Y" and (a, b) == (1, 0)):
            continue
        new = "X" if b == 0 else "Y" if a == 0 else "M"
        for rest in every_ladder(n, m, i + a, j + b, new):
            yield ((i, j, a, b), *rest)


def random_scores(grid: Grid, seed: int) -> Scores:
    chance = np.random.default_rng(seed)
    n, m = grid.shape
    links = chance.normal(0, 2, (grid.nodes, len(TYPES)))
    return Scores(links, chance.normal(-1, 1, n), chance.normal(-1, 1, m), GapScores(*chance.normal(-1, 1, 5)))


def worth(path: Path, grid: Grid, scores: Scores) -> float:
    total, state = 0.0, "M"
    for i, j, a, b in path:
        if a and b:
            node = grid.offsets[i] + j - grid.low[i]
            total += scores.links[node, TYPES.index((a, b))]
            state = "M"
        elif a:
            total += scores.source[i] + (scores.gaps.more_source if state == "X" else scores.gaps.open_source)
            state = "X"
        else:
            step = {"M": scores.gaps.open_target, "X": scores.gaps.turn, "Y": scores.gaps.more_target}[state]
            total += scores.target[j] + step
            state = "Y"
    return total


def by_brute_force(
    grid: Grid, scores: Scores, paths: list[Path]
) -> tuple[float, dict[tuple[int, int, int, int], float]]:
    weights = [math.exp(worth(path, grid, scores)) for path in paths]
    total = sum(weights)
    steps: Steps = {}
    for path, weight in zip(paths, weights, strict=True):
        for step in path:
            steps[step] = steps.get(step, 0.0) + weight / total
    return math.log(total), steps


def check(grid: Grid, found: Posteriors, total: float, steps: Steps) -> None:
    assert found.total == pytest.approx(total)
    for node in range(grid.nodes):
        i, j = int(grid.row[node]), int(grid.column[node])
        for k, (a, b) in enumerate(TYPES):
            assert found.links[node, k] == pytest.approx(steps.get((i, j, a, b), 0.0), abs=1e-9)
        assert found.source[node] == pytest.approx(steps.get((i - 1, j, 1, 0), 0.0), abs=1e-9)
        assert found.target[node] == pytest.approx(steps.get((i, j - 1, 0, 1), 0.0), abs=1e-9)


@pytest.mark.parametrize(("n", "m", "seed"), SIZES)
def test_forward_backward_equals_the_sum_over_all_ladders(n: int, m: int, seed: int) -> None:
    grid = full_grid(n, m)
    scores = random_scores(grid, seed)
    check(grid, posteriors(grid, scores), *by_brute_force(grid, scores, list(every_ladder(n, m))))


@pytest.mark.parametrize(("low", "high"), [((0, 0, 1, 2, 2), (1, 2, 3, 4, 4)), ((0, 0, 0, 3, 4), (0, 0, 4, 4, 4))])
def test_a_band_sums_only_over_ladders_inside_it(low: tuple[int, ...], high: tuple[int, ...]) -> None:
    grid = make_grid(np.array(low), np.array(high))
    scores = random_scores(grid, 7)

    def inside(path: Path) -> bool:
        return all(grid.low[i] <= j <= grid.high[i] for i, j, _, _ in path)

    paths = [path for path in every_ladder(4, 4) if inside(path)]
    check(grid, posteriors(grid, scores), *by_brute_force(grid, scores, paths))


@pytest.mark.parametrize("corners", [[(2, 3), (5, 4)], [(3, 1), (5, 20), (6, 22)]])
def test_a_corner_parts_a_band_into_stretches_summed_alone(corners: list[tuple[int, int]]) -> None:
    n, m = 8, corners[-1][1] + 2
    grid = pinched(full_grid(n, m), corners)
    scores = random_scores(grid, 11)
    found = posteriors(grid, scores)
    total, through = 0.0, found.nodes(grid)
    for (i, j), (p, q) in pairwise([(0, 0), *corners, (n, m)]):
        part = make_grid(grid.low[i : p + 1] - j, grid.high[i : p + 1] - j)
        links = scores.links[grid.at(part.row + i, part.column + j)]
        alone = posteriors(part, replace(scores, links=links, source=scores.source[i:p], target=scores.target[j:q]))
        total += alone.total
        inside = grid.at(part.row + i, part.column + j)[:-1]
        assert np.allclose(found.links[inside], alone.links[:-1])
        assert np.allclose(through[inside], alone.nodes(part)[:-1])
        assert through[grid.at(np.array([p]), np.array([q]))] == pytest.approx(1.0)
    assert found.total == pytest.approx(total)
    assert not found.links[(grid.successors == grid.nodes)].any()


def test_a_forbidden_bead_has_no_probability() -> None:
    grid = full_grid(3, 3)
    scores = random_scores(grid, 8)
    scores.links[0, 0] = NEVER
    paths = [path for path in every_ladder(3, 3) if path[0] != (0, 0, 1, 1)]
    check(grid, posteriors(grid, scores), *by_brute_force(grid, scores, paths))


@pytest.mark.parametrize("seed", range(6))
def test_the_best_ladder_has_the_greatest_gain_of_all(seed: int) -> None:
    n, m = 4, 3
    grid = full_grid(n, m)
    chance = np.random.default_rng(seed)
    links, source, target = (
        chance.normal(0, 1, (grid.nodes, len(TYPES))),
        chance.normal(0, 1, n),
        chance.normal(0, 1, m),
    )

    def gain(path: Path) -> float:
        total = 0.0
        for i, j, a, b in path:
            link = links[grid.offsets[i] + j, TYPES.index((a, b))] if a and b else 0.0
            total += link + (source[i] if b == 0 else 0.0) + (target[j] if a == 0 else 0.0)
        return total

    found = best_ladder(grid, links, source, target)
    as_path = tuple((step.i, step.j, step.a, step.b) for step in found)
    assert gain(as_path) == pytest.approx(max(gain(path) for path in every_ladder(n, m)))


def test_the_nodes_of_a_path_carry_its_probability() -> None:
    grid = full_grid(3, 4)
    found = posteriors(grid, random_scores(grid, 9))
    through = found.nodes(grid)
    assert through[0] == pytest.approx(1.0)
    assert through[-1] == pytest.approx(1.0)
    assert through.max() <= 1.0 + 1e-9
