"""Carrying identities and decisions over to a new reading of the same side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from align.model import Sentence
from align.reviewing.ranks import respace
from align.reviewing.state import Change, OrphanState, Row, SentenceState, Side, Stamp, changes_between


@dataclass(frozen=True, slots=True)
class Carried:
    """What a new reading comes to.

    Attributes:
        sentences: ids of the sentences now, in order.
        changes: of the sentences.
        kept: how many were there before.
        corrections: how many corrected words stay corrected.
        orphaned: corrections and cuts that no longer fit.
    """

    sentences: tuple[str, ...]
    changes: tuple[Change, ...]
    kept: int
    corrections: int = 0
    orphaned: tuple[OrphanState, ...] = ()


def carry(
    present: Sequence[SentenceState], new: Sequence[Sentence], *, document: str, side: Side, stamp: Stamp
) -> Carried:
    """Match the sentences of a new reading with those that stand, both of one side and in order."""
    matcher = SequenceMatcher(
        None, [row.sentence.text for row in present], [sentence.text for sentence in new], autojunk=False
    )
    old_of = {j + k: present[i + k] for i, j, size in matcher.get_matching_blocks() for k in range(size)}
    rows = [
        replace(old_of[index], sentence=sentence)
        if index in old_of
        else SentenceState(stamp.new_id(index, "s"), document, side, "", sentence)
        for index, sentence in enumerate(new)
    ]
    ranks = respace([row.rank or None for row in rows])
    after: dict[str, Row] = {row.id: replace(row, rank=rank) for row, rank in zip(rows, ranks, strict=True)}
    before: dict[str, Row] = {row.id: row for row in present}
    return Carried(tuple(after), changes_between(before, after), len(old_of))
