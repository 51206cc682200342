"""Setting one pair by hand and laying the pairs around it anew; matching the undecided rest again.

The matching itself is the caller's: he computes it from `service.Store.pins` and hands the proposals over. Whatever was
decided in between stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from align.reviewing.fitting import Proposal, fit, standing
from align.reviewing.operations.operation import Operation, Reach, RefusedError, View
from align.reviewing.operations.structure import shaped
from align.reviewing.relaying import relay
from align.reviewing.state import BeadState, Change, Side, Stamp

ROW = tuple[tuple[str, ...], tuple[str, ...], float]
"""A proposed bead as it travels: source ids, target ids, confidence."""


def _orders(view: View) -> dict[Side, list[str]]:
    return {side: [item.id for item in view.texts.values() if item.side is side] for side in Side}


def _proposals(rows: Sequence[ROW], beads: Sequence[BeadState]) -> list[Proposal]:
    """The rows, or the present beads where none are given."""
    if rows:
        return [Proposal(tuple(source), tuple(target), float(confidence)) for source, target, confidence in rows]
    return [Proposal(bead.source, bead.target, bead.confidence) for bead in beads]


def _laid(view: View, decided: Sequence[BeadState], proposals: Sequence[Proposal], stamp: Stamp) -> tuple[Change, ...]:
    try:
        ladder = fit(_orders(view), decided, proposals)
    except ValueError as fault:
        raise RefusedError("The sentences have changed since the matching was done; match again.") from fault
    document = next(iter(view.texts.values())).document
    return relay(
        view.beads,
        ladder,
        texts=view.texts,
        comments=tuple(view.comments.values()),
        document=document,
        stamp=stamp,
        reason="The pair was taken apart when the rest was matched again.",
    ).changes


@dataclass(frozen=True, slots=True)
class Rematch(Operation):
    """Replace all undecided beads by a new matching; decided ones stand."""

    name: ClassVar[str] = "rematch"
    reach: ClassVar[Reach] = Reach.DOCUMENT
    document: str
    beads: tuple[ROW, ...]

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        return _laid(view, standing(view.beads), _proposals(self.beads, view.beads), stamp)

    def arguments(self) -> dict[str, object]:
        """The matching itself is in the changes."""
        return {"document": self.document, "beads": len(self.beads)}


@dataclass(frozen=True, slots=True)
class Pin(Operation):
    """These sentences are each other's translation; between the decisions around them everything is laid anew.

    Attributes:
        document: its number.
        source, target: ids of the sentences, neighbours on each side; one side may be empty.
        seen: number of the last event that the sender has seen; beads changed since may not be touched.
        beads: the new matching of the whole document under this pin; () cuts the present beads around it.
    """

    name: ClassVar[str] = "pin"
    reach: ClassVar[Reach] = Reach.DOCUMENT
    document: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    seen: int
    beads: tuple[ROW, ...] = ()

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        places = {side: {item: i for i, item in enumerate(order)} for side, order in _orders(view).items()}
        wanted = self._wanted(places)
        held = [bead for bead in view.beads if wanted & {*bead.source, *bead.target}]
        if any(view.revisions.get(bead.id, 0) > self.seen for bead in held):
            raise RefusedError("Somebody has changed one of these pairs since; look at it again.")
        first = next(bead for bead in held if {*self.source[:1], *self.target[:1]} & {*bead.source, *bead.target})
        pinned = shaped(first, stamp.user, self.source, self.target)
        others = [bead for bead in standing(view.beads) if bead not in held]
        return _laid(view, _inserted(others, pinned, places), _proposals(self.beads, view.beads), stamp)

    def arguments(self) -> dict[str, object]:
        """The matching itself is in the changes."""
        return {"document": self.document, "source": list(self.source), "target": list(self.target)}

    def _wanted(self, places: Mapping[Side, Mapping[str, int]]) -> frozenset[str]:
        for side, ids in ((Side.SOURCE, self.source), (Side.TARGET, self.target)):
            if any(item not in places[side] for item in ids):
                raise RefusedError("One of the sentences was joined or cut by somebody. Mark both again.")
            found = [places[side][item] for item in ids]
            if found and found != list(range(found[0], found[0] + len(found))):
                raise RefusedError("The sentences of a pair must be neighbours, in the order of the text.")
        if not self.source and not self.target:
            raise RefusedError("A pair needs at least one sentence.")
        return frozenset((*self.source, *self.target))


def _inserted(
    decided: Sequence[BeadState], pinned: BeadState, places: Mapping[Side, Mapping[str, int]]
) -> tuple[BeadState, ...]:
    """The decided beads with the new one at its place.

    Raises:
        RefusedError: it would cross one of them.
    """
    sides = [_where(bead, pinned, places) for bead in decided]
    index = max((number for number, where in enumerate(sides, start=1) if "before" in where), default=0)
    if any(len(where) > 1 for where in sides) or any("after" in where for where in sides[:index]):
        raise RefusedError("This pair would cross one that is already decided; reopen that one first.")
    return (*decided[:index], pinned, *decided[index:])


def _where(bead: BeadState, pinned: BeadState, places: Mapping[Side, Mapping[str, int]]) -> frozenset[str]:
    """Whether a bead stands before or after another, on each side where both have sentences."""
    return frozenset(
        "before" if places[side][bead.members(side)[0]] < places[side][pinned.members(side)[0]] else "after"
        for side in Side
        if bead.members(side) and pinned.members(side)
    )
