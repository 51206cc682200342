"""What people have decided, turned into stretches that are matched apart from each other.

A decided link is a pair of corners that every ladder must pass through. Decided null sentences, and decided links that
cross others, are taken out of the texts and put back afterwards; no bead reaches over the hole that they leave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from align.errors import UsageError
from align.model import Bead
from align.rising import longest_rising


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sentences of both sides (0-based numbers, rising) that are matched with each other alone."""

    source: tuple[int, ...]
    target: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is left to match.

    Attributes:
        stretches: in order.
        overruled: boundaries that a decided bead reaches over; they were left out.
    """

    stretches: tuple[Stretch, ...]
    overruled: tuple[tuple[int, int], ...]


def make_plan(n: int, m: int, pins: Sequence[Bead], boundaries: Sequence[tuple[int, int]]) -> Plan:
    """Cut two texts at what is decided.

    Args:
        n: numbers of sentences.
        m: see `n`.
        pins: decided beads.
        boundaries: (i, j): the sentences before source sentence i answer none from target sentence j on, and the
            reverse.

    Returns:
        The stretches.

    Raises:
        UsageError: a pin or boundary outside the texts, a pin without sentences, a sentence in two pins, boundaries
            that cross.
    """
    _check(n, m, pins, boundaries)
    main = _rising([pin for pin in pins if _solid(pin)])
    taken_source = {i for pin in pins for i in pin.source}
    taken_target = {j for pin in pins for j in pin.target}
    corners = {(0, 0), (n, m)}
    for pin in main:
        corners |= {(pin.source[0], pin.target[0]), (pin.source[-1] + 1, pin.target[-1] + 1)}
    overruled = tuple(b for b in boundaries if not _fits(b, main))
    corners |= set(boundaries) - set(overruled)
    ordered = sorted(corners)
    stretches = []
    for (i, j), (p, q) in pairwise(ordered):
        source = tuple(k for k in range(i, p) if k not in taken_source)
        target = tuple(k for k in range(j, q) if k not in taken_target)
        if source or target:
            stretches.append(Stretch(source, target))
    return Plan(tuple(stretches), overruled)


def _check(n: int, m: int, pins: Sequence[Bead], boundaries: Sequence[tuple[int, int]]) -> None:
    if any(not pin.source and not pin.target for pin in pins):
        raise UsageError("A decided bead names no sentence on either side.", "Name one, or leave the bead out.")
    for side, count in (("source", n), ("target", m)):
        used: set[int] = set()
        for pin in pins:
            for k in getattr(pin, side):
                if not 0 <= k < count:
                    raise UsageError(f"A decided bead names {side} sentence {k}, but there are {count}.")
                if k in used:
                    raise UsageError(f"Two decided beads name {side} sentence {k}.", "Undo one of the decisions.")
                used.add(k)
    ordered = sorted(boundaries)
    for i, j in ordered:
        if not (0 <= i <= n and 0 <= j <= m):
            raise UsageError(f"The boundary ({i}, {j}) lies outside the texts of {n} and {m} sentences.")
    if any(j > q for (_, j), (_, q) in pairwise(ordered)):
        raise UsageError("Two boundaries cross each other.", "Boundaries must rise on both sides.")


def _solid(pin: Bead) -> bool:
    """A link without holes."""
    runs = (pin.source, pin.target)
    return not pin.is_null and all(run == tuple(range(run[0], run[-1] + 1)) for run in runs)


def _rising(pins: list[Bead]) -> list[Bead]:
    """As many pins as can stand in one ladder."""
    pins = sorted(pins, key=lambda pin: pin.source)
    return [pins[k] for k in longest_rising([pin.target[0] for pin in pins])]


def _fits(boundary: tuple[int, int], pins: list[Bead]) -> bool:
    """Whether every pin lies wholly on one side of the boundary, on both of its sides alike."""
    i, j = boundary
    return all(
        (pin.source[-1] < i and pin.target[-1] < j) or (pin.source[0] >= i and pin.target[0] >= j) for pin in pins
    )
