"""What a number written in figures may mean: separators of thousands and decimals by language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

CACHED = 1 << 14

BLANKS = " \u00a0\u202f"
"""Blanks that separate thousands: plain, no-break and narrow no-break."""

SEPARATOR = re.compile(r"[^\d]")
READ_AS_DIGITS = str.maketrans("lIOo", "1100")
"""Letters that readers of typescript take for digits."""


def canonical(whole: str, fraction: str = "") -> str:
    """One spelling for equal values: no leading zeros, no trailing zeros after the point."""
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


Convention = tuple[str, str]
"""Separator of decimals, separator of thousands."""

CONVENTIONS: tuple[Convention, ...] = ((",", "."), (".", ","))


@dataclass(frozen=True, slots=True)
class Figure:
    """What a token of figures may mean.

    Attributes:
        keys: canonical values by the convention of its language.
        foreign: the values it has by other conventions only.
        parts: the numbers it is made of, if it may be several ("33,38", "1 500").
    """

    keys: frozenset[str]
    foreign: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()


@lru_cache(maxsize=CACHED)
def read_figures(token: str, decimal: str) -> Figure:
    """The values that a token of digits and separators may have.

    Args:
        token: begins and ends with a digit ("1.500", "2,5", "1 500", "2.1").
        decimal: the language's mark before decimals; "" where unknown, then every convention is its own.
    """
    groups = SEPARATOR.split(token)
    marks = SEPARATOR.findall(token)
    pieces = tuple(canonical(group) for group in groups)
    if not marks:
        return Figure(frozenset(pieces))
    if all(mark in BLANKS or mark in "'’" for mark in marks):
        return Figure(frozenset([canonical("".join(groups))]), parts=pieces)
    own = {value for c in CONVENTIONS if decimal in ("", c[0]) for value in _values(groups, marks, c)}
    every = {value for c in CONVENTIONS for value in _values(groups, marks, c)}
    grouped = all(len(group) == 3 for group in groups[1:])
    return Figure(frozenset(own) | _clock(marks, groups), frozenset(every - own), () if grouped else pieces)


def _values(groups: Sequence[str], marks: Sequence[str], convention: Convention) -> Iterator[str]:
    decimal, thousands = convention
    *firsts, last = marks
    if firsts == [] and last == decimal:
        yield canonical(groups[0], groups[1])
    elif set(marks) == {thousands} and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):
        yield canonical("".join(groups))
    elif last == decimal and decimal not in firsts:
        yield canonical("".join(groups[:-1]), groups[-1])
    elif set(marks) == {"."}:
        yield ".".join(canonical(group) for group in groups)
        yield canonical(groups[0], groups[-1])


def _clock(marks: Sequence[str], groups: Sequence[str]) -> frozenset[str]:
    """`9.30` may be a time of day."""
    if marks != ["."] or len(groups[1]) != 2 or int(groups[0]) > 24 or int(groups[1]) > 59:
        return frozenset()
    return times(int(groups[0]), int(groups[1]))


def times(hour: int, minute: int, half: str = "") -> frozenset[str]:
    """Keys of a time of day.

    Args:
        hour: 0 to 24.
        minute: 0 to 59.
        half: "a" for before noon, "p" for after noon, "" where the text does not say; then both are meant unless the
            hour is past 12.
    """
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    hours = {hour % 24} | ({(hour + 12) % 24} if not half and hour <= 12 else set())
    return frozenset(f"t{h}:{minute:02d}" for h in hours)
