"""How much a text looks like its language, letter by letter: for choosing between two readings of a page.

A trigram model of letters with Witten-Bell smoothing (Witten and Bell 1991, IEEE Transactions on Information Theory
37(4), method C). It knows nothing of the subject, so it does not favour common words over names; it knows that
`Sozialisti` is German and `Sozja1isti` is not. The counts are from Tatoeba (CC BY 2.0 FR), the Basic Law, books of
Project Gutenberg, the Open Source Guides (CC BY 4.0) and old Bibles; see `tools/trigrams.py`.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from align.text.wordlists import lines_of

LANGUAGES = ("de", "en")
"""Languages with a model."""

EDGE = re.compile(r"^[\"'„“”‚‘’»«()\[\]/.,:;!?…-]+|[\"'„“”‚‘’»«()\[\]/.,:;!?…-]+$")

LETTERS = 40
"""Letters of an alphabet, small ones with umlauts and accents, and the two ends of a word."""

STRANGE = 12.0
"""Bits for a character that no word has: a digit among letters, a sign, a capital after a small letter."""


@dataclass(frozen=True, slots=True)
class Trigrams:
    """Counts of letters after two letters, and after one."""

    after_two: Mapping[str, Mapping[str, int]]
    after_one: Mapping[str, Mapping[str, int]]

    def bits(self, marked: str) -> float:
        """Information of a word given with ^ and $ at its ends, in bits, from its second character on."""
        total = 0.0
        for end in range(1, len(marked)):
            total += self.bits_after(marked[max(0, end - 2) : end], marked[end])
        return total

    def bits_after(self, before: str, letter: str) -> float:
        """Information of a letter after one or two letters, in bits."""
        return -math.log2(self._probability(before, letter))

    def _probability(self, before: str, letter: str) -> float:
        one = _mixed(self.after_one.get(before[-1:], {}), letter, 1 / LETTERS)
        return _mixed(self.after_two.get(before, {}), letter, one) if len(before) == 2 else one


def _mixed(followers: Mapping[str, int], letter: str, lower: float) -> float:
    total, kinds = sum(followers.values()), len(followers)
    if not total:
        return lower
    return (followers.get(letter, 0) + kinds * lower) / (total + kinds)


@cache
def trigrams(language: str) -> Trigrams:
    """The model of a language in `LANGUAGES`."""
    after_two: dict[str, dict[str, int]] = {}
    after_one: dict[str, dict[str, int]] = {}
    for line in lines_of(f"trigrams-{language}.txt"):
        bigram, *followers = line.split(" ")
        after_two[bigram] = {follower[0]: int(follower[1:]) for follower in followers}
        for letter, times in after_two[bigram].items():
            row = after_one.setdefault(bigram[1], {})
            row[letter] = row.get(letter, 0) + times
    return Trigrams(after_two, after_one)


def surprise(words: Iterable[str], language: str) -> float | None:
    """Mean information of the words' characters in bits; clean text of the language has about 3.3, garbage 6 and more.

    Args:
        words: as they stand on the page; numbers and words in capitals say nothing and are left out.
        language: ISO 639-1.

    Returns:
        None for a language without a model, and where no word says anything.
    """
    if language not in LANGUAGES:
        return None
    model = trigrams(language)
    bits, length = 0.0, 0
    for word in words:
        bare = EDGE.sub("", word)
        if bare.isupper() or not any(map(str.isalpha, bare)):
            continue
        for part in bare.split("-"):
            bits += _word_bits(part, model)
            length += len(part) + 1
    return bits / length if length else None


def gain(before: str, after: str, language: str) -> float | None:
    """Bits by which two words are more surprising apart than as one; None for a language without a model.

    Positive for the halves of a cut word. Measured on German news with words cut by hyphenation patterns, and pairs of
    neighbours of which the second is rare: over 4 bits for 62 and 13 %, over 8 for 19 and 0.5 %.
    """
    if language not in LANGUAGES or not (before and after):
        return None
    model = trigrams(language)
    return _word_bits(before, model) + _word_bits(after, model) - _word_bits(before + after, model)


def _word_bits(word: str, model: Trigrams) -> float:
    capitals = sum(char.isupper() and before.islower() for before, char in pairwise(word))
    letters = "".join(char for char in word if char.isalpha()).lower()
    strange = capitals + len(word) - len(letters)
    return STRANGE * strange + (model.bits(f"^{letters}$") if letters else 0.0)
