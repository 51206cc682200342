"""What is left of all mentions of an alignment when each bead, and then its neighbours, have been asked for answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.checking.languages import Language
from align.checking.numbers.comparing import (
    Compared,
    answers,
    answers_in_foreign_form,
    comparable,
    pair_off,
    surplus,
    unanswered,
)
from align.checking.numbers.mention import Mention, Strength


@dataclass(frozen=True, slots=True)
class Settled:
    """What is unanswered in one bead.

    Attributes:
        compared: what has no answer here, nor in the beads next to it.
        moved: source mentions that are answered in a neighbouring bead, with its 0-based number.
        foreign: target mentions that answer if they are read as in the source language.
    """

    compared: Compared
    moved: tuple[tuple[Mention, int], ...] = ()
    foreign: tuple[Mention, ...] = ()


def settle(
    source: Sequence[Sequence[Mention]],
    target: Sequence[Sequence[Mention]],
    source_language: Language,
    target_language: Language,
) -> tuple[Settled, ...]:
    """Settle all beads.

    Args:
        source: for each bead, null beads included, the mentions of its source side in order.
        target: likewise of its target side.
        source_language: decides with the other one what can be compared at all.
        target_language: see `source_language`.

    Returns:
        One for each bead.
    """
    spelled = source_language.known and target_language.known
    ours = _open(source, target, spelled=spelled)
    theirs = _open(target, source, spelled=spelled)
    foreign = [list(_foreign(left, right)) for left, right in zip(ours, theirs, strict=True)]
    moved: list[list[tuple[Mention, int]]] = [[] for _ in source]
    for k, there in _neighbours(len(source)):
        for mention, partner in list(_exchanged(ours[k], theirs[there])):
            ours[k].remove(mention)
            theirs[there].remove(partner)
            moved[k].append((mention, there))
    spare = [
        _spare(left, right, spelled=spelled) if a or b else ([], [])
        for left, right, a, b in zip(source, target, ours, theirs, strict=True)
    ]
    return tuple(
        Settled(pair_off(left, right, *more), tuple(gone), tuple(odd))
        for left, right, more, gone, odd in zip(ours, theirs, spare, moved, foreign, strict=True)
    )


def _spare(ours: Sequence[Mention], theirs: Sequence[Mention], *, spelled: bool) -> tuple[list[Mention], list[Mention]]:
    ours, theirs = comparable(ours, spelled=spelled), comparable(theirs, spelled=spelled)
    return surplus(ours, theirs), surplus(theirs, ours)


def _neighbours(count: int) -> Iterator[tuple[int, int]]:
    return ((k, there) for k in range(count) for there in (k - 1, k + 1) if 0 <= there < count)


def _open(
    sides: Sequence[Sequence[Mention]], others: Sequence[Sequence[Mention]], *, spelled: bool
) -> list[list[Mention]]:
    return [
        unanswered(comparable(mentions, spelled=spelled), partners)
        for mentions, partners in zip(sides, others, strict=True)
    ]


def _foreign(ours: list[Mention], theirs: list[Mention]) -> Iterator[Mention]:
    """Take the pairs out of both lists that answer each other in foreign form; the target mentions."""
    for mention in list(ours):
        partners = [other for other in theirs if answers_in_foreign_form(mention, other)]
        if partners:
            ours.remove(mention)
        for partner in partners:
            theirs.remove(partner)
            yield partner


def _exchanged(ours: Sequence[Mention], theirs: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of figures that answer each other, each mention once."""
    free = [mention for mention in theirs if mention.strength is Strength.SURE]
    for mention in ours:
        partner = next((other for other in free if answers(mention, other)), None)
        if partner is not None and mention.strength is Strength.SURE:
            free.remove(partner)
            yield mention, partner
