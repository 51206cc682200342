"""Which sentence of a new reading is which of the old one: equal ones, then similar ones, never out of order."""

from collections import Counter
from collections.abc import Container, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from align.rising import longest_rising

LEAST = 0.6
"""Least share of common words (Dice) of two readings of one sentence."""
REACH = 30
"""How many sentences a similar one may be away from where it is expected."""

Pairs = tuple[tuple[int, int], ...]


Texts = Sequence[Sequence[str]]


def same_sentences(old: Texts, new: Texts, *, exact: Container[int] = ()) -> Pairs:
    """Pairs of indices (old, new) of readings of the same sentence, rising on both sides.

    Args:
        old: words of each sentence as it was read before.
        new: words of each sentence as it is read now.
        exact: indices of old sentences for which being similar is not enough.
    """
    texts = [" ".join(words) for words in old], [" ".join(words) for words in new]
    blocks = SequenceMatcher(None, *texts, autojunk=False).get_matching_blocks()
    equal = [(i + k, j + k) for i, j, size in blocks for k in range(size)]
    found = list(equal)
    for (i, j), (p, q) in pairwise([(-1, -1), *equal, (len(old), len(new))]):
        ours = [k for k in range(i + 1, p) if k not in exact]
        found += _similar(old, new, ours, range(j + 1, q))
    return tuple(sorted(found))


def _similar(old: Texts, new: Texts, ours: Sequence[int], theirs: range) -> list[tuple[int, int]]:
    """Pairs between two equal ones: for each old sentence the most similar new one near by, as far as they rise."""
    if not ours or not theirs:
        return []
    bags = {j: Counter(new[j]) for j in theirs}
    best: list[tuple[int, int]] = []
    for place, i in enumerate(ours):
        bag = Counter(old[i])
        expected = theirs.start + place * len(theirs) // len(ours)
        near = range(max(theirs.start, expected - REACH), min(theirs.stop, expected + REACH + 1))
        score, j = max(((dice(bag, bags[j]), -abs(j - expected)), j) for j in near)
        if score[0] >= LEAST:
            best.append((i, j))
    return [best[k] for k in longest_rising([j for _, j in best])]


def dice(one: Counter[str], other: Counter[str]) -> float:
    """Twice the common words over all words, 0 to 1; 0 where both are empty."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def border(position: int, old: Sequence[str], new: Sequence[str]) -> int | None:
    """Where a border between words of the old reading lies in the new one.

    Args:
        position: number of old words before the border.
        old: words of a stretch as it was read before.
        new: words of the same stretch as it is read now.

    Returns:
        The number of new words before it; None where no word beside it was read again.
    """
    if position in (0, len(old)):
        return 0 if position == 0 else len(new)
    for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if i < position <= i + size or i <= position < i + size:
            return j + position - i
    return None


def word_pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Index of the new word for each old word that was read again, or that another word replaced one for one."""
    found: dict[int, int] = {}
    for kind, i, p, j, q in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and p - i == q - j):
            found.update(zip(range(i, p), range(j, q), strict=True))
    return found
