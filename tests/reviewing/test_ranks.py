"""Ranks leave room everywhere and keep order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.reviewing.ranks import DIGITS, between, respace, spread

ranks = st.text(DIGITS, min_size=1, max_size=6).filter(lambda text: not text.endswith("0"))


@given(ranks, ranks)
def test_there_is_a_rank_between_any_two(one: str, other: str) -> None:
    if one == other:
        with pytest.raises(ValueError, match="no rank between"):
            between(one, other)
        return
    low, high = sorted((one, other))
    middle = between(low, high)
    assert low < middle < high
    assert not middle.endswith("0")


@given(ranks)
def test_there_is_a_rank_before_and_after_any(rank: str) -> None:
    assert between("", rank) < rank < between(rank, None)


@given(st.lists(st.integers(0, 200), max_size=60))
def test_any_sequence_of_insertions_keeps_the_order_of_the_list(places: list[int]) -> None:
    listed: list[str] = []
    for wanted in places:
        place = min(wanted, len(listed))
        low = listed[place - 1] if place else ""
        listed.insert(place, between(low, listed[place] if place < len(listed) else None))
    assert listed == sorted(set(listed))


def test_a_rank_grows_by_a_character_about_every_five_insertions_at_one_spot() -> None:
    low, high = "a", "b"
    for _ in range(500):
        high = between(low, high)
    assert len(high) <= 110


def test_spread_gives_short_ascending_ranks() -> None:
    found = spread(3000)
    assert list(found) == sorted(set(found))
    assert max(map(len, found)) <= 4
    assert spread(0) == ()


@given(st.lists(st.one_of(st.none(), ranks), max_size=30))
def test_respacing_orders_any_list_and_keeps_a_longest_ascending_part(given_ranks: list[str | None]) -> None:
    found = respace(given_ranks)
    assert list(found) == sorted(set(found))
    assert len(found) == len(given_ranks)
    kept = sum(old == new for old, new in zip(given_ranks, found, strict=True))
    assert kept >= _longest([rank for rank in given_ranks if rank is not None])


def _longest(values: list[str]) -> int:
    """Length of a longest ascending subsequence, by the textbook's quadratic table."""
    best: list[int] = []
    for i, value in enumerate(values):
        best.append(1 + max((best[j] for j in range(i) if values[j] < value), default=0))
    return max(best, default=0)
