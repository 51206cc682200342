"""Which mentions of one text have no answer in the other, and which of them belong together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from align.checking.numbers.mention import Mention, Strength

FIRST_IN_FIGURES = 100
"""Numbers below this may be words in a language whose number words are not known."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What is left over when the mentions of two texts have answered each other.

    Attributes:
        differing: pairs (source, target) that stand for each other with different values.
        source, target: mentions that should have an answer and have none.
    """

    differing: tuple[tuple[Mention, Mention], ...] = ()
    source: tuple[Mention, ...] = ()
    target: tuple[Mention, ...] = ()


def comparable(mentions: Iterable[Mention], *, spelled: bool) -> tuple[Mention, ...]:
    """The mentions that can be compared at all.

    Args:
        mentions: any.
        spelled: whether the number words and months of both languages are known; if not, only long numbers remain.
    """
    return tuple(
        mention
        for mention in mentions
        if spelled or (mention.value is not None and mention.value >= FIRST_IN_FIGURES and mention.text[-1].isdigit())
    )


def answers(mention: Mention, other: Mention) -> bool:
    """Whether two mentions may mean the same."""
    if mention.suffix and other.suffix and mention.suffix != other.suffix:
        return False
    return not mention.keys.isdisjoint(other.keys)


def answers_in_foreign_form(mention: Mention, other: Mention) -> bool:
    """Whether they mean the same if the other one is read as in another language."""
    return not mention.keys.isdisjoint(other.foreign)


def unanswered(mentions: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Mentions, loose ones left out, that none of the others answers."""
    return [
        mention
        for mention in mentions
        if mention.strength is not Strength.LOOSE
        and not any(answers(mention, other) for other in others)
        and not _in_parts(mention, others)
        and not any(not mention.keys.isdisjoint(other.parts) and _in_parts(other, mentions) for other in others)
    ]


def _in_parts(mention: Mention, others: Sequence[Mention]) -> bool:
    """`1 500` is answered by `1` and `500` together."""
    return bool(mention.parts) and {key for other in others for key in other.keys}.issuperset(mention.parts)


def surplus(mentions: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Mentions that go short when each mention may answer only one, loose ones left out on both sides."""
    free = [other for other in others if other.strength is not Strength.LOOSE]
    left = []
    for mention in mentions:
        if mention.strength is Strength.LOOSE:
            continue
        partner = next((other for other in free if answers(mention, other)), None)
        if partner is None:
            left.append(mention)
        else:
            free.remove(partner)
    return left


def pair_off(
    ours: Sequence[Mention],
    theirs: Sequence[Mention],
    spare_ours: Sequence[Mention] = (),
    spare_theirs: Sequence[Mention] = (),
) -> Compared:
    """Decide which unanswered mentions of two texts stand for each other.

    Args:
        ours: what `unanswered` found in the source, in order; may be empty.
        theirs: the same of the target.
        spare_ours: what `surplus` found in the source: where nothing else is left, an unanswered mention stands for
            one of these ("seven … seven" for "seven … six").
        spare_theirs: the same of the target.

    Returns:
        Months pair with months and parts of dates with parts of dates first, then the rest in order; a number word
        pairs with anything, but is never left over alone.
    """
    left, right = list(ours), list(theirs)
    pairs = list(_pairs(left, right))
    pairs += _pairs(left, [mention for mention in spare_theirs if mention not in theirs])
    pairs += _pairs([mention for mention in spare_ours if mention not in ours], right)
    sure = (tuple(mention for mention in side if mention.strength is Strength.SURE) for side in (left, right))
    return Compared(tuple(pairs), *sure)


def _pairs(left: list[Mention], right: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Take the pairs out of both lists."""
    for alike in (_same_kind, _both_sure, _one_sure, _both_spoken):
        for mention in list(left):
            partner = next((other for other in right if alike(mention, other)), None)
            if partner is not None:
                yield mention, partner
                left.remove(mention)
                right.remove(partner)


def _same_kind(a: Mention, b: Mention) -> bool:
    if Strength.SPOKEN in (a.strength, b.strength) and not (a.kind and b.kind):
        return False
    return (a.kind, bool(a.date), bool(a.named)) == (b.kind, bool(b.date), bool(b.named))


def _both_sure(a: Mention, b: Mention) -> bool:
    return a.strength is b.strength is Strength.SURE and a.kind == b.kind


def _one_sure(a: Mention, b: Mention) -> bool:
    return Strength.SURE in (a.strength, b.strength) and a.kind == b.kind


def _both_spoken(a: Mention, b: Mention) -> bool:
    return not (a.kind or b.kind)
