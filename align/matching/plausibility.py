"""Can two texts be translations of each other at all, and are they in the languages that are claimed?"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from align.matching.aligning import MatchingOptions
from align.matching.encoding import Encoded
from align.matching.lexical import LexicalEncoder
from align.matching.preparing import Prepared, anchors_of
from align.model import Sentence

_FEWEST = 8  # sentences on the smaller side below which nothing is said
_LEAST_ANCHORED = 0.22  # translations measured: .41 and more (8 % of characters misread); other texts: .16 and less
_FEWEST_WORDS = 40
_AT_ONCE = 4096  # pairs of vectors held in full precision
_COMMON, _CLEARLY = 0.08, 1.5  # least share of function words, and by what factor the first language must be ahead


@dataclass(frozen=True, slots=True)
class Plausibility:
    """What speaks for two texts being original and translation.

    Attributes:
        anchored: share of the sentences of the smaller side that have one clear partner, in rising order, 0 to 1.
        ahead: mean cosine of those partners less the mean of all pairs; 0 where there are none.
        source_language: the language the source seems to be in; "" where that is not clear.
        target_language: likewise.
        reason: why these cannot be what they are taken for, one plain sentence; "" where they can.
    """

    anchored: float
    ahead: float
    source_language: str
    target_language: str
    reason: str

    @property
    def possible(self) -> bool:
        """Nothing speaks against it."""
        return not self.reason


@cache
def _function_words() -> dict[str, frozenset[str]]:
    lines = (files("align.matching") / "data" / "function_words.tsv").read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0]: frozenset(line.split("\t")[1].split()) for line in lines if line}


def language_of(sentences: Sequence[Sentence]) -> str:
    """The language of a text, by the commonest function words of those in data/function_words.tsv.

    Args:
        sentences: any number.

    Returns:
        ISO 639-1; "" for fewer than 40 words or where no language is clearly ahead.
    """
    seen = Counter[str]()
    for sentence in sentences:
        seen.update(re.findall(r"[^\W\d_]+", sentence.text.casefold()))
    total = seen.total()
    if total < _FEWEST_WORDS:
        return ""
    counts = sorted(((sum(seen[w] for w in words), name) for name, words in _function_words().items()), reverse=True)
    (most, name), (second, _) = counts[:2]
    return name if most > _COMMON * total and most > _CLEARLY * second else ""


def _mean_of(pairs: Sequence[tuple[int, int]], source: Encoded, target: Encoded) -> float:
    """Mean cosine of some pairs, a few thousand at a time: copies of all vectors of a long text fill the memory."""
    total = 0.0
    for low in range(0, len(pairs), _AT_ONCE):
        rows, columns = zip(*pairs[low : low + _AT_ONCE], strict=True)
        ours, theirs = source.vectors[list(rows)], target.vectors[list(columns)]
        total += float((ours.astype(np.float32) * theirs).sum(dtype=np.float64))
    return total / len(pairs)


def _mean_of_all(source: Encoded, target: Encoded) -> float:
    """Mean cosine over all pairs of sentences: the product of the mean vectors."""
    return float(source.vectors.mean(axis=0, dtype=np.float64) @ target.vectors.mean(axis=0, dtype=np.float64))


def plausibility(
    source: Sequence[Sentence], target: Sequence[Sentence], prepared: Prepared, options: MatchingOptions
) -> Plausibility:
    """Judge two texts before they are matched.

    Args:
        source: all sentences of one text.
        target: of the other.
        prepared: what `prepare` made of them.
        options: the languages they are taken to be in.

    Returns:
        The judgement. It says nothing against texts of fewer than eight sentences a side, nor, without an encoder,
        against anything but swapped languages.
    """
    anchors = anchors_of(prepared)
    fewer = min(len(source), len(target))
    anchored = len(anchors) / fewer if fewer else 0.0
    ahead = 0.0
    if anchors:
        ahead = _mean_of(anchors, prepared.source, prepared.target) - _mean_of_all(prepared.source, prepared.target)
    languages = language_of(source), language_of(target)
    reason = _swapped(languages, (options.source_language, options.target_language))
    judged = fewer >= _FEWEST and not isinstance(prepared.encoder, LexicalEncoder)
    if not reason and judged and anchored < _LEAST_ANCHORED:
        share = round(100 * anchored)
        reason = f"Only {share} % of the sentences have a clear partner in the same order; these are not one text."
    return Plausibility(anchored, ahead, *languages, reason)


def _swapped(found: tuple[str, str], claimed: tuple[str, str]) -> str:
    if found == claimed[::-1] and claimed[0] != claimed[1]:
        return f"The two sides are swapped: the source is in {found[0]!r}, the target in {found[1]!r}."
    if found[0] and found[0] == found[1] and claimed[0] != claimed[1]:
        return f"Both sides are in {found[0]!r}."
    return ""
