"""Laying a run's proposals around what people have decided: decisions stand, the rest is taken from the run.

Decided beads cut the two texts into gaps. Each proposal gives each gap the sentences that fall into it, so that
whatever is proposed the result covers every sentence once, in order, and every decision unharmed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from align.model import Bead
from align.reviewing.state import BeadState, Side


@dataclass(frozen=True, slots=True)
class Proposal:
    """A bead that a run proposes, by sentence ids."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Piece:
    """What is left of a proposal between decisions; `whole` if nothing was cut away."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    confidence: float
    whole: bool
    swapped: bool = False  # with the next piece: an explicit crossing


@dataclass(slots=True)
class _Unit:
    """Proposals that belong together: one, or two that cross."""

    parts: tuple[Proposal, ...]
    gaps: dict[int, dict[Side, list[str]]] = field(default_factory=dict)

    def members(self, side: Side) -> list[str]:
        """All sentences of one side, in the order of the text."""
        parts = self.parts if side is Side.SOURCE else self.parts[::-1]
        return [sentence for part in parts for sentence in (part.source if side is Side.SOURCE else part.target)]


def proposals_of(beads: Iterable[Bead], source: Sequence[str], target: Sequence[str]) -> tuple[Proposal, ...]:
    """Beads over indices as proposals over ids."""
    return tuple(
        Proposal(tuple(source[i] for i in bead.source), tuple(target[j] for j in bead.target), bead.confidence)
        for bead in beads
    )


def standing(beads: Sequence[BeadState]) -> list[BeadState]:
    """The beads that a run must leave as they are: the decided ones, and those swapped with one."""
    decided = {bead.id for bead in beads if bead.decided}
    return [bead for bead in beads if bead.decided or bead.partner in decided]


def fit(
    orders: Mapping[Side, Sequence[str]], decided: Sequence[BeadState], proposals: Sequence[Proposal]
) -> tuple[BeadState | Piece, ...]:
    """The new ladder: all decided beads as they are, and between them what is proposed.

    Args:
        orders: all sentence ids of each side, in the order of the text.
        decided: the beads that stand, in order; two that are swapped with each other follow one another.
        proposals: cover each sentence exactly once; in order but for pairs of neighbours that cross.

    Returns:
        The beads in order; every sentence stands in exactly one.

    Raises:
        ValueError: the proposals do not cover every sentence once, or are out of order.
    """
    positions = {side: {sentence: index for index, sentence in enumerate(orders[side])} for side in Side}
    units = _units(proposals, positions)
    for side in Side:
        given = [sentence for unit in units for sentence in unit.members(side)]
        if given != list(orders[side]):
            raise ValueError(f"the beads do not cover the {side.value} sentences once and in order")
    _deal(units, decided, orders)
    ladder: list[BeadState | Piece] = []
    for gap in range(len(decided) + 1):
        for unit in units:
            if gap in unit.gaps:
                ladder.extend(_pieces(unit, gap))
        ladder.extend(decided[gap : gap + 1])
    return tuple(ladder)


def _units(proposals: Sequence[Proposal], positions: Mapping[Side, Mapping[str, int]]) -> list[_Unit]:
    """The proposals, two neighbours that cross taken together."""
    units: list[_Unit] = []
    index = 0
    while index < len(proposals):
        pair = tuple(proposals[index : index + 2])
        step = 2 if len(pair) == 2 and _cross(*pair, positions[Side.TARGET]) else 1
        units.append(_Unit(pair[:step]))
        index += step
    return units


def _cross(first: Proposal, second: Proposal, position: Mapping[str, int]) -> bool:
    full = first.source and first.target and second.source and second.target
    return bool(full) and position.get(first.target[0], -1) > position.get(second.target[-1], -1)


def _ranges(side: Side, order: Sequence[str], decided: Sequence[BeadState]) -> dict[str, tuple[int, int]]:
    """For each undecided sentence the first and last gap in which it may stand; gap k lies before decided bead k."""
    fixed = {sentence: index for index, bead in enumerate(decided) for sentence in bead.members(side)}
    first: dict[str, int] = {}
    gap = 0
    for sentence in order:
        if sentence in fixed:
            gap = max(gap, fixed[sentence] + 1)
        else:
            first[sentence] = gap
    gap = len(decided)
    ranges: dict[str, tuple[int, int]] = {}
    for sentence in reversed(order):
        if sentence in fixed:
            gap = min(gap, fixed[sentence])
        else:
            ranges[sentence] = (first[sentence], gap)
    return ranges


def _deal(units: Sequence[_Unit], decided: Sequence[BeadState], orders: Mapping[Side, Sequence[str]]) -> None:
    """Give each sentence of each unit its gap; per side the gaps never go back, so order is kept.

    A sentence that may stand on either side of a decided null bead goes where the rest of its proposal stands.
    """
    ranges = {side: _ranges(side, orders[side], decided) for side in Side}
    cursor = dict.fromkeys(Side, 0)
    last = 0
    for unit in units:
        free = {side: [item for item in unit.members(side) if item in ranges[side]] for side in Side}
        fixed = [ranges[side][item][0] for side in Side for item in free[side] if len(set(ranges[side][item])) == 1]
        wish = min(fixed, default=last)
        for side in Side:
            for item in free[side]:
                low, high = ranges[side][item]
                cursor[side] = min(high, max(low, cursor[side], wish))
                unit.gaps.setdefault(cursor[side], {side: [] for side in Side})[side].append(item)
                last = max(last, cursor[side])


def _pieces(unit: _Unit, gap: int) -> tuple[Piece, ...]:
    """What a unit puts into a gap: its beads as proposed if all of it is there, else one bead of what is."""
    held = unit.gaps[gap]
    if all(len(held[side]) == len(unit.members(side)) for side in Side):
        crossing = len(unit.parts) == 2
        return tuple(
            Piece(part.source, part.target, part.confidence, whole=True, swapped=crossing and index == 0)
            for index, part in enumerate(unit.parts)
        )
    return (Piece(tuple(held[Side.SOURCE]), tuple(held[Side.TARGET]), 0.0, whole=False),)
