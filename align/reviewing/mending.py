"""After a new reading: beads lose the sentences that are gone, new sentences get a place, each stays in one bead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from align.reviewing.operations import View
from align.reviewing.operations.structure import left_over
from align.reviewing.ranks import respace
from align.reviewing.relaying import orphan_of
from align.reviewing.state import MACHINE, BeadState, Change, OrphanState, Row, Side, Stamp, changes_between

REASON = "A new reading of the text changed the sentences of this pair."


@dataclass(frozen=True, slots=True, eq=False)
class _Slot:
    """A place in the ladder: a bead, two that are swapped with each other, or none yet."""

    olds: tuple[BeadState, ...] = ()

    def members(self, side: Side) -> tuple[str, ...]:
        """All sentences of one side, in the order of the text."""
        beads = self.olds if side is Side.SOURCE else self.olds[::-1]
        return tuple(sentence for bead in beads for sentence in bead.members(side))


def mend(
    view: View, side: Side, order: Sequence[str], stamp: Stamp
) -> tuple[tuple[Change, ...], tuple[OrphanState, ...]]:
    """Changes of the beads after one side got new sentences, and what people had said about beads that changed.

    Two beads that are swapped with each other become one where a sentence between or in them changed.

    Args:
        view: the whole document before; it has beads.
        side: which side has been read again.
        order: ids of the sentences of that side now, in order; those that were there before are in the same order.
        stamp: gives the ids of new beads.
    """
    owners, slots = _dealt(_slots(view.beads), side, order)
    held: dict[_Slot, list[str]] = {slot: [] for slot in slots}
    for sentence in order:
        held[owners[sentence]].append(sentence)
    after: list[BeadState] = []
    changed: list[BeadState] = []
    for index, slot in enumerate(slots):
        if slot.olds and slot.members(side) == tuple(held[slot]):
            after.extend(slot.olds)
            continue
        changed.extend(slot.olds)
        sides = {**{other: slot.members(other) for other in Side}, side: tuple(held[slot])}
        if any(sides.values()):
            fresh = BeadState(stamp.new_id(index, "b"), view.beads[0].document, "", (), ())
            after.append(left_over(next(iter(slot.olds), fresh), MACHINE, sides[Side.SOURCE], sides[Side.TARGET]))
    ladder = {bead.id: bead for bead in after}
    ranks = respace([bead.rank or None for bead in after])
    ranked: dict[str, Row] = {key: replace(bead, rank=r) for (key, bead), r in zip(ladder.items(), ranks, strict=True)}
    present: dict[str, Row] = {bead.id: bead for bead in view.beads}
    return changes_between(present, ranked), _orphans(view, changed, ladder, stamp)


def _orphans(
    view: View, changed: Sequence[BeadState], ladder: Mapping[str, BeadState], stamp: Stamp
) -> tuple[OrphanState, ...]:
    """What people had said about changed beads and what the beads themselves no longer say."""
    threads = {comment.bead for comment in view.comments.values()}
    orphans = []
    for index, bead in enumerate(changed):
        gone = bead.id not in ladder
        if bead.decided or (gone and (bead.annotated or bead.id in threads)):
            orphan_id = bead.id if gone else stamp.new_id(index, "o")
            orphans.append(orphan_of(bead, view.texts, stamp, REASON, orphan_id))
    return tuple(orphans)


def _slots(beads: Sequence[BeadState]) -> list[_Slot]:
    slots: list[_Slot] = []
    for bead in beads:
        if slots and slots[-1].olds[0].id == bead.partner:
            slots[-1] = _Slot((slots[-1].olds[0], bead))
        else:
            slots.append(_Slot((bead,)))
    return slots


def _dealt(slots: list[_Slot], side: Side, order: Sequence[str]) -> tuple[dict[str, _Slot], list[_Slot]]:
    """Who holds each sentence now, and the slots with new ones for sentences that fall between two beads."""
    before = {sentence: slot for slot in slots for sentence in slot.members(side)}
    following: dict[str, _Slot | None] = {}
    upcoming: _Slot | None = None
    for sentence in reversed(order):
        following[sentence] = upcoming = before.get(sentence, upcoming)
    owners: dict[str, _Slot] = {}
    added: dict[_Slot | None, list[_Slot]] = {}
    last: _Slot | None = None
    for sentence in order:
        owner = before.get(sentence)
        if owner is None and last is not None and following[sentence] is last:
            owner = last
        if owner is None:
            owner = _Slot()
            added.setdefault(last, []).append(owner)
        else:
            last = owner
        owners[sentence] = owner
    return owners, [*added.get(None, ()), *(item for slot in slots for item in (slot, *added.get(slot, ())))]
