"""Anchors and bands on vectors made for the purpose."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from align.matching.corridor import (
    OVERLAP,
    WindowEnd,
    _chain,
    anchors_within,
    corridor,
    find_anchors,
    likely_runs,
    sure_corners,
    window_end,
)

Vectors = NDArray[np.float16]


def vectors(n: int, seed: int) -> Vectors:
    found = np.random.default_rng(seed).normal(0, 1, (n, 64))
    normed: Vectors = (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float16)
    return normed


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from([0.1, 0.2, 0.5, 1.0])), max_size=9))
def test_the_chain_is_the_heaviest_rising_one(places: list[tuple[int, float]]) -> None:
    anchors = [(i, j, weight) for i, (j, weight) in enumerate(places)]

    def rises(chosen: tuple[tuple[int, int, float], ...]) -> bool:
        return all(a[1] < b[1] for a, b in pairwise(chosen))

    best = max(
        (
            sum(a[2] for a in chosen)
            for k in range(len(anchors) + 1)
            for chosen in combinations(anchors, k)
            if rises(chosen)
        ),
        default=0.0,
    )
    found = _chain(anchors)
    assert rises(tuple(found))
    assert sum(a[2] for a in found) == pytest.approx(best)


def test_the_band_follows_a_long_false_start() -> None:
    text = vectors(120, 1)
    front = vectors(50, 2)
    anchors = find_anchors(text, np.concatenate([front, text]), standing_out=0.04)
    grid = corridor(anchors, 120, 170)
    for i in range(121):
        assert grid.low[i] <= i + 50 <= grid.high[i]
    assert grid.nodes < 40 * 120 + 60 * 60


def test_a_passage_missing_in_a_sampled_text_stays_inside_the_band() -> None:
    text = vectors(4000, 3)
    shorter = np.concatenate([text[:1500], text[1540:]])
    grid = corridor(find_anchors(text, shorter, standing_out=0.04), 4000, 3960)
    assert all(grid.low[i] <= i <= grid.high[i] for i in range(1500))
    assert all(grid.low[i] <= i - 40 <= grid.high[i] for i in range(1540, 4001))
    assert grid.nodes < 30 * 4000


def test_one_false_anchor_between_true_ones_is_survived() -> None:
    anchors = [(i, i) for i in range(60) if i != 30]
    grid = corridor(sorted([*anchors[:29], (30, 33), *anchors[33:]]), 60, 60)
    assert all(grid.low[i] <= i <= grid.high[i] for i in range(61))


def test_the_band_is_narrow_where_anchors_keep_to_one_diagonal_and_wide_beside_it() -> None:
    anchors = [(i, i + 2) for i in range(60) if not 28 <= i < 32]
    grid = corridor(anchors, 60, 62)
    width = grid.high - grid.low
    assert (width[10:15] == 6).all()
    assert (width[28:33] >= 15).all()
    assert all(grid.low[i] <= i + 2 <= grid.high[i] for i in range(61))


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 5), (5, 0), (1, 300), (300, 1)])
def test_bands_of_odd_shapes_reach_from_corner_to_corner(n: int, m: int) -> None:
    grid = corridor([], n, m)
    assert grid.low[0] == 0
    assert grid.high[-1] == m
    assert (np.diff(grid.low) >= 0).all()
    assert (np.diff(grid.high) >= 0).all()
    assert all(grid.low[i + 1] <= grid.high[i] for i in range(n))


def test_a_window_ends_at_an_anchor() -> None:
    anchors = [(k, k + 7) for k in range(0, 4000, 10)]
    end = window_end(anchors, (20, 27), (4000, 4007))
    assert end.place in anchors
    assert not end.sure
    assert 1500 < end.place[0] < 2000
    assert window_end(anchors, (3000, 3007), (4000, 4007)) == WindowEnd((4000, 4007), sure=True)


def test_a_window_ends_for_good_at_a_sure_corner() -> None:
    anchors = [(k, k + 7) for k in range(4000) if k % 50 < 15]
    end = window_end(anchors, (100, 107), (4000, 4007))
    assert end.sure
    assert end.place in anchors
    assert 5 <= end.place[0] % 50 <= 10
    assert 1500 < end.place[0] <= 1720


@pytest.mark.parametrize("anchors", [[], [(k, k) for k in range(400)], [(k, k) for k in range(0, 9000, 2500)]])
def test_no_window_outgrows_the_memory_where_anchors_are_missing(anchors: list[tuple[int, int]]) -> None:
    shape = (9000, 8900)
    start, ends = (0, 0), []
    while start != shape:
        end = window_end(anchors, start, shape).place
        assert end == shape or start[0] + 2 * OVERLAP < end[0] < shape[0]
        assert end == shape or start[1] + OVERLAP < end[1] < shape[1]
        band = corridor(anchors_within(anchors, start, end), end[0] - start[0], end[1] - start[1])
        assert band.nodes <= 100_000
        ends.append(end)
        start = end
    assert len(ends) > 3


@given(
    st.sets(st.integers(0, 30), min_size=1),
    st.integers(0, 12),
    st.tuples(st.integers(0, 30), st.integers(0, 40)),
    st.tuples(st.integers(0, 30), st.integers(0, 40)),
)
def test_the_anchors_of_a_window_lie_in_it(
    rows: set[int], shift: int, start: tuple[int, int], end: tuple[int, int]
) -> None:
    anchors = [(i, i + shift) for i in sorted(rows)]
    (i, j), (p, q) = start, end
    assert anchors_within(anchors, start, end) == [(k - i, o - j) for k, o in anchors if i <= k < p and j <= o < q]


def test_corners_stand_amid_unbroken_diagonals_far_from_each_other() -> None:
    anchors = [(k, k + 3) for k in range(400) if k not in (130, 260)]
    corners = sure_corners(anchors, 420)
    assert corners == [(100, 103), (200, 203), (300, 303)]
    assert sure_corners([(k, k + k // 8) for k in range(400)], 420) == []
    assert sure_corners(anchors[:150], 150) == []


def test_no_run_holds_two_sentences_amid_an_unbroken_diagonal() -> None:
    anchors = [(k, k + 3) for k in range(12) if k != 8]
    source, target = likely_runs(anchors, 12, 16)
    # amid two anchors on either side stand 2 to 5, amid one 1 to 6 and 10
    assert source[:, 0].all()
    assert source[:, 1].tolist() == [*[True] * 2, *[False] * 3, *[True] * 6, False]
    assert source[:, 2].tolist() == [True, *[False] * 4, *[True] * 5, *[False] * 2]
    assert source[:, 3].tolist() == [*[False] * 6, *[True] * 3, *[False] * 3]
    assert source[:, 4].tolist() == [*[False] * 7, True, *[False] * 4]
    for length in range(1, 6):
        assert (target[3 : 16 - length, length - 1] == source[: 13 - length, length - 1]).all()


def test_a_text_without_anchors_has_all_runs() -> None:
    source, target = likely_runs([], 3, 0)
    assert source.tolist() == [[True] * 3 + [False] * 2, [True] * 2 + [False] * 3, [True] + [False] * 4]
    assert target.shape == (0, 5)
