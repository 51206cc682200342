"""Beads over another splitting into sentences, said in the sentences of the gold.

A run from a scan reads and splits the text itself, so its indices mean nothing to the gold. Its beads are put into gold
sentences by their words: a bead has the gold sentences of which it covers at least half of the words. Another splitting
or a few misread letters then do not matter, but a wrong grouping does.
"""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher


def project(groups: Sequence[Sequence[str]], gold: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Say one side of a ladder in gold sentences.

    Words are matched in order, case and ß/ss ignored; a run of words that stands in the place of as many others counts
    as those, misread.

    Args:
        groups: for each bead its sentences of this side, in order; may be empty.
        gold: the gold sentences of this side.

    Returns:
        For each bead the 0-based indices of its gold sentences, ascending. A sentence may be in two beads (half and
        half) or in none.
    """
    gold_words, gold_owner = _words_of([[sentence] for sentence in gold])
    test_words, test_owner = _words_of(groups)
    sizes = Counter(gold_owner)
    covered: Counter[tuple[int, int]] = Counter()
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, gold_words, test_words, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and a1 - a0 == b1 - b0):
            covered.update(zip(gold_owner[a0:a1], test_owner[b0:b1], strict=True))
    found: list[set[int]] = [set() for _ in groups]
    for (sentence, bead), words in covered.items():
        if 2 * words >= sizes[sentence]:
            found[bead].add(sentence)
    return tuple(tuple(sorted(sentences)) for sentences in found)


def _words_of(groups: Sequence[Sequence[str]]) -> tuple[list[str], list[int]]:
    """All words of all groups in order, and for each the index of its group."""
    words: list[str] = []
    owner: list[int] = []
    for index, group in enumerate(groups):
        found = re.findall(r"\w+", " ".join(group).lower().replace("ß", "ss"))
        words += found
        owner += [index] * len(found)
    return words, owner
