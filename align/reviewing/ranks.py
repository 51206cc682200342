"""Keys that order rows and leave room between any two of them, so that an insertion changes no other row.

A rank is a text of the digits 0-9a-z that does not end in 0, read as a fraction in base 36 and compared as text
(byte order). Between any two ranks there is another; it grows by one character about every five insertions at the
same spot.
"""

from bisect import bisect_left
from collections.abc import Sequence

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def between(low: str, high: str | None) -> str:
    """The short rank between two.

    Args:
        low: a rank, or "" for "before all".
        high: a greater rank, or None for "after all".

    Raises:
        ValueError: `low` is not less than `high`.
    """
    if high is not None and low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    shared = 0
    while high is not None and (low[shared : shared + 1] or DIGITS[0]) == high[shared]:
        shared += 1
    prefix, below, above = low[:shared].ljust(shared, DIGITS[0]), low[shared:], high and high[shared:]
    while True:
        first = DIGITS.index(below[0]) if below else 0
        last = DIGITS.index(above[0]) if above else len(DIGITS)
        if last - first > 1:
            return prefix + DIGITS[(first + last) // 2]
        if above and len(above) > 1:
            return prefix + above[0]
        prefix, below, above = prefix + DIGITS[first], below[1:], None


def spread(count: int, low: str = "", high: str | None = None) -> tuple[str, ...]:
    """`count` ascending ranks between two, evenly spread by halving; () for 0."""
    if count <= 0:
        return ()
    half = count // 2
    middle = between(low, high)
    return (*spread(half, low, middle), middle, *spread(count - half - 1, middle, high))


def respace(ranks: Sequence[str | None]) -> tuple[str, ...]:
    """Ascending ranks for a list of rows, keeping as many of their present ranks as possible.

    Args:
        ranks: the present rank of each row in its new order; None for a new row.
    """
    kept = _longest_ascending(ranks)
    result: list[str] = []
    for start, stop in zip((-1, *kept), (*kept, len(ranks)), strict=True):
        low = ranks[start] if start >= 0 else ""
        high = ranks[stop] if stop < len(ranks) else None
        result.extend(spread(stop - start - 1, low or "", high))
        if high is not None:
            result.append(high)
    return tuple(result)


def _longest_ascending(ranks: Sequence[str | None]) -> tuple[int, ...]:
    """Indices of a longest strictly ascending subsequence (patience sorting, n log n)."""
    tails: list[str] = []
    ends: list[int] = []
    previous: dict[int, int] = {}
    for index, rank in enumerate(ranks):
        if rank is None:
            continue
        place = bisect_left(tails, rank)
        if place:
            previous[index] = ends[place - 1]
        tails[place : place + 1] = [rank]
        ends[place : place + 1] = [index]
    chain: list[int] = []
    current = ends[-1] if ends else None
    while current is not None:
        chain.append(current)
        current = previous.get(current)
    return tuple(reversed(chain))
