"""Longest rising subsequences (patience sorting): what keeps its order on both sides of two texts."""

from bisect import bisect_left
from collections.abc import Sequence


def rising_lengths(numbers: Sequence[int]) -> list[int]:
    """Length of the longest strictly rising subsequence that ends with each number."""
    ends: list[int] = []
    found = []
    for number in numbers:
        place = bisect_left(ends, number)
        ends[place : place + 1] = [number]
        found.append(place + 1)
    return found


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Places of the longest strictly rising subsequence; of several equally long, the one that stays lowest."""
    lengths = rising_lengths(numbers)
    wanted = max(lengths, default=0)
    chosen: list[int] = []
    for k in reversed(range(len(numbers))):
        if lengths[k] == wanted and (not chosen or numbers[k] < numbers[chosen[-1]]):
            chosen.append(k)
            wanted -= 1
    return chosen[::-1]
