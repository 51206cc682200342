"""Changing the shape of beads: merge, split, move a boundary, take a side out, swap neighbours.

The beads that a person shaped are decided thereby. What is left over of a neighbour is not: it goes back to "auto" with
confidence 0, so that it comes up soon and a new run may take it apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from align.reviewing.operations.operation import Operation, RefusedError, View, altered, side_of
from align.reviewing.operations.verdicts import accepted, undecided
from align.reviewing.state import BeadState, Change, Nature, Side, Stamp


def shaped(bead: BeadState, user: str, source: Sequence[str], target: Sequence[str]) -> BeadState:
    """A bead with the members that a person gave it, decided by him."""
    formed = replace(bead, source=tuple(source), target=tuple(target), nature=Nature.NONE, partner="")
    return accepted(replace(formed, confidence=1.0, author=user), user)


def left_over(bead: BeadState, author: str, source: Sequence[str], target: Sequence[str]) -> BeadState:
    """A bead with what its neighbour left it: undecided, confidence 0."""
    rest = replace(bead, source=tuple(source), target=tuple(target), confidence=0.0, author=author, partner="")
    return undecided(rest)


def _new(bead: BeadState, new_id: str, rank: str) -> BeadState:
    """An empty bead in the same document, to be filled."""
    return BeadState(new_id, bead.document, rank, (), ())


def _not_swapped(*beads: BeadState) -> None:
    ids = {bead.id for bead in beads}
    if any(bead.partner and bead.partner not in ids for bead in beads):
        raise RefusedError("This pair is swapped with its neighbour; swap the two back or merge them first.")


def _neighbours(view: View, upper: str, lower: str, done: str) -> tuple[BeadState, BeadState]:
    """Two beads that are to be "merged" or "swapped"; refused unless the second follows the first."""
    first, second = view.bead(upper), view.bead(lower)
    if view.place(second.id) != view.place(first.id) + 1:
        raise RefusedError(f"Only neighbours can be {done}, the upper one named first.")
    return first, second


def _moved_thread(view: View, old: str, new: str) -> tuple[Change, ...]:
    return tuple(Change(comment, replace(comment, bead=new)) for comment in view.thread(old))


def _joined_notes(first: str, second: str) -> str:
    return "\n".join(text for text in (first, second) if text)


def absorb(kept: BeadState, gone: BeadState) -> BeadState:
    """The first bead with what people had put on the second: flag, remark, suggestion."""
    return replace(
        kept,
        flagged=kept.flagged or gone.flagged,
        remark=_joined_notes(kept.remark, gone.remark),
        suggestion=_joined_notes(kept.suggestion, gone.suggestion),
    )


@dataclass(frozen=True, slots=True)
class Merge(Operation):
    """Two neighbours become one bead; the first keeps its id and takes over what people put on the second."""

    name: ClassVar[str] = "merge"
    named_in: ClassVar[tuple[str, ...]] = ("first", "second")
    first: str
    second: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        first, second = _neighbours(view, self.first, self.second, "merged")
        _not_swapped(first, second)
        pair = (second.target, first.target) if first.partner == second.id else (first.target, second.target)
        merged = shaped(first, stamp.user, (*first.source, *second.source), (*pair[0], *pair[1]))
        return (
            Change(first, absorb(merged, second)),
            Change(second, None),
            *_moved_thread(view, second.id, first.id),
        )


@dataclass(frozen=True, slots=True)
class Split(Operation):
    """A bead is cut in two at a pair of sentence boundaries; the first half keeps the id, both are decided.

    Attributes:
        bead: its id.
        source_cut, target_cut: how many sentences of each side belong to the first half.
    """

    name: ClassVar[str] = "split"
    named_in: ClassVar[tuple[str, ...]] = ("bead",)
    bead: str
    source_cut: int
    target_cut: int

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        bead = view.bead(self.bead)
        _not_swapped(bead)
        if not (0 <= self.source_cut <= len(bead.source) and 0 <= self.target_cut <= len(bead.target)):
            raise RefusedError("The pair has no such sentence boundary. Open the cut again to see those it has.")
        upper = bead.source[: self.source_cut], bead.target[: self.target_cut]
        lower = bead.source[self.source_cut :], bead.target[self.target_cut :]
        if not any(upper) or not any(lower):
            raise RefusedError("Each half needs at least one sentence.")
        half = _new(bead, stamp.new_id(1), view.rank_after(bead.id))
        return (
            Change(bead, shaped(bead, stamp.user, *upper)),
            Change(None, shaped(half, stamp.user, *lower)),
        )


@dataclass(frozen=True, slots=True)
class MoveBoundary(Operation):
    """The boundary between two beads moves by one sentence on one side.

    A bead that is left without any sentence vanishes into the other. Beads between the two are allowed if they have no
    sentence on that side.

    Attributes:
        upper, lower: ids of the two beads.
        side: "source" or "target".
        towards: "down" gives the lower bead's first sentence to the upper one, "up" the upper's last to the lower.
        focus: id of the bead that the person is looking at (it is decided thereby; the other one goes back to "auto").
    """

    name: ClassVar[str] = "move-boundary"
    named_in: ClassVar[tuple[str, ...]] = ("upper", "lower")
    upper: str
    lower: str
    side: str
    towards: str
    focus: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        upper, lower, side = view.bead(self.upper), view.bead(self.lower), side_of(self.side)
        self._check(view, upper, lower, side)
        if self.towards == "down":
            moved = (*upper.members(side), *lower.members(side)[:1]), lower.members(side)[1:]
        else:
            moved = upper.members(side)[:-1], (*upper.members(side)[-1:], *lower.members(side))
        sides = [
            (members, bead.target) if side is Side.SOURCE else (bead.source, members)
            for bead, members in zip((upper, lower), moved, strict=True)
        ]
        lost = {bead.id for bead, members in zip((upper, lower), sides, strict=True) if not any(members)}
        focus = self.focus if self.focus not in lost else next(iter({self.upper, self.lower} - lost))
        new_upper, new_lower = (
            (shaped if bead.id == focus else left_over)(bead, stamp.user, *members)
            for bead, members in zip((upper, lower), sides, strict=True)
        )
        return _without_empty(view, upper, lower, new_upper, new_lower)

    def _check(self, view: View, upper: BeadState, lower: BeadState, side: Side) -> None:
        between = view.beads[view.place(upper.id) + 1 : view.place(lower.id)]
        if view.place(upper.id) >= view.place(lower.id) or any(bead.members(side) for bead in between):
            raise RefusedError("The two pairs are not neighbours on this side.")
        if self.towards not in ("up", "down") or self.focus not in (self.upper, self.lower):
            raise RefusedError("The boundary moves up or down, seen from one of its two pairs.")
        _not_swapped(upper, lower)
        if upper.partner:
            raise RefusedError("These two pairs are swapped with each other; swap them back first.")
        if not (lower if self.towards == "down" else upper).members(side):
            raise RefusedError("There is no sentence on this side to take over; merge the two pairs instead.")


def _without_empty(
    view: View, upper: BeadState, lower: BeadState, new_upper: BeadState, new_lower: BeadState
) -> tuple[Change, ...]:
    """The changes of two beads, of which one that has lost everything is taken into the other."""
    if not (new_upper.source or new_upper.target):
        kept = absorb(new_lower, upper)
        return (Change(upper, None), Change(lower, kept), *_moved_thread(view, upper.id, lower.id))
    if not (new_lower.source or new_lower.target):
        kept = absorb(new_upper, lower)
        return (Change(upper, kept), Change(lower, None), *_moved_thread(view, lower.id, upper.id))
    return altered((upper, new_upper), (lower, new_lower))


@dataclass(frozen=True, slots=True)
class _TakeOut(Operation):
    """One side of a bead has no counterpart; whatever stands on the other side becomes a bead of its own."""

    named_in: ClassVar[tuple[str, ...]] = ("bead",)
    bead: str
    side: ClassVar[Side]
    nature: ClassVar[Nature]

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        bead = view.bead(self.bead)
        _not_swapped(bead)
        sides = {Side.SOURCE: bead.source, Side.TARGET: bead.target}
        if not sides[self.side]:
            raise RefusedError(f"This pair has nothing on this side that could be an {self.nature.value}.")
        kept = {**dict.fromkeys(Side, ()), self.side: sides[self.side]}
        alone = replace(shaped(bead, stamp.user, kept[Side.SOURCE], kept[Side.TARGET]), nature=self.nature)
        other = {**sides, self.side: ()}
        if not any(other.values()):
            unchanged = bead.decided and bead.nature is self.nature
            as_is = replace(alone, confidence=bead.confidence, author=bead.author)
            return () if unchanged else altered((bead, as_is))
        empty = _new(bead, stamp.new_id(1), view.rank_after(bead.id))
        rest = left_over(empty, stamp.user, other[Side.SOURCE], other[Side.TARGET])
        return (Change(bead, alone), Change(None, rest))


@dataclass(frozen=True, slots=True)
class MarkOmission(_TakeOut):
    """The translator left the source sentences of this bead out."""

    name: ClassVar[str] = "mark-omission"
    side: ClassVar[Side] = Side.SOURCE
    nature: ClassVar[Nature] = Nature.OMISSION


@dataclass(frozen=True, slots=True)
class MarkAddition(_TakeOut):
    """The target sentences of this bead have nothing behind them in the original."""

    name: ClassVar[str] = "mark-addition"
    side: ClassVar[Side] = Side.TARGET
    nature: ClassVar[Nature] = Nature.ADDITION


@dataclass(frozen=True, slots=True)
class LayoutDropped(Operation):
    """Not an omission or addition of the translator: the layout of one of the files lost or repeated the sentence."""

    name: ClassVar[str] = "layout-dropped"
    named_in: ClassVar[tuple[str, ...]] = ("bead",)
    bead: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        bead = view.bead(self.bead)
        if bead.source and bead.target:
            raise RefusedError("Both sides of this pair have text; only a pair with an empty side can be so marked.")
        if bead.decided and bead.nature is Nature.LAYOUT:
            return ()
        return altered((bead, replace(accepted(bead, stamp.user), nature=Nature.LAYOUT)))


@dataclass(frozen=True, slots=True)
class Swap(Operation):
    """Two neighbours exchange their target sides: the translator changed their order.

    Where both then have both sides, the crossing is explicit (`partner`); where one of them has an empty side, only
    their order changes. Swapping twice gives the first state back.
    """

    name: ClassVar[str] = "swap"
    named_in: ClassVar[tuple[str, ...]] = ("first", "second")
    first: str
    second: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        first, second = _neighbours(view, self.first, self.second, "swapped")
        _not_swapped(first, second)
        if not (first.target or second.target):
            raise RefusedError("Neither of the two has a sentence on the right; there is nothing to swap.")
        if not ((first.source or second.target) and (second.source or first.target)):
            raise RefusedError("One of the two would be left without any sentence; merge them instead.")
        upper = shaped(first, stamp.user, first.source, second.target)
        lower = shaped(second, stamp.user, second.source, first.target)
        both_targets = bool(first.target and second.target)
        if both_targets and first.source and second.source and not first.partner:
            upper, lower = replace(upper, partner=lower.id), replace(lower, partner=upper.id)
        elif both_targets and not first.partner:
            upper, lower = replace(upper, rank=second.rank), replace(lower, rank=first.rank)
        return altered((first, upper), (second, lower))
