"""Misread words as they were likely written, for matching alone: the text itself stays as it was read.

A misread word falls into rare pieces, which mean something else or nothing. In a text that has many of them, each
unlikely word is read as what it may have been, where that is likelier by far. What one error may have hidden: letters
that readers take for each other, a capital, stray signs, a lost blank, and words of the same text that are one letter
off. How likely a word is, the encoder's own pieces say, and how often the text has it (a noisy channel: Kernighan,
Church and Gale 1990, with one odds for all errors of a text: the more of its words look misread, the higher).
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from align.matching.encoding import Floats
from align.text.confusions import readings_of

Familiarity = Callable[[Sequence[str]], Floats]
Reals = NDArray[np.float64]

_SIGNS = r"~|\\•^¬*`·"  # what readers make of dirt
_WORD = re.compile(rf"(?:[^\W_]|[{_SIGNS}])+")
_SHORTEST, _LONGEST = 3, 40  # letters and signs of a word that is looked at,
_RECURRING = 5  # and letters of one that others of its text may be misread from, which has it twice
_UNLIKELY = -14.0  # logarithm of the probability up to which a word may be misread
_BETTER = 8.0  # by how much a reading must be likelier, in a text that is hardly misread,
_STRAY = 4.0  # one without a sign or digit that the word has,
_PARTED = 10.0  # one in two words,
_OTHER = 15.0  # and a word of the same text with any letter less, more or other
_JUDGED = ((100, 0.005), (300, 0.0065))  # sentences looked at, and share of such words among theirs in a misread text
_FEWEST = 5  # and how many there are at least
_HARDLY = 0.018  # share of such words in a text that is hardly misread; with more of them errors are likelier
_ERRORS = 3  # that are sought in one word
_AT_ONCE = 2000  # words looked at together


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The words of a text.

    Attributes:
        counts: how often each stands in it.
        total: how many they are.
        familiarity: see `mended`.
    """

    counts: Mapping[str, int]
    total: int
    familiarity: Familiarity

    def chances(self, phrases: Sequence[str]) -> Reals:
        """(n,) logarithm of how likely each word, or several with blanks between, is: by what is usual, and here."""
        flat = " ".join(phrases).split(" ") if phrases else []
        own = np.fromiter((self.counts.get(word, 0) for word in flat), dtype=np.int64, count=len(flat))
        here = np.log(np.maximum(own, 1) / max(1, self.total))
        usual = self.familiarity(flat)
        each = np.where(own > 1, np.maximum(usual, here), usual)
        of = np.repeat(np.arange(len(phrases)), [1 + phrase.count(" ") for phrase in phrases])
        found: Reals = np.bincount(of, each, minlength=len(phrases)).astype(np.float64)
        return found


def mended(texts: Sequence[str], familiarity: Familiarity) -> list[str]:
    """Texts with their misread words as they were likely written.

    Args:
        texts: sentences of one text, in order.
        familiarity: (n,) natural logarithm of how likely each of n words is in running text; 0 where nothing is known.

    Returns:
        As many texts; all as they are unless many words are misread.
    """
    readings = misreadings(texts, familiarity)
    return [reread(text, readings) for text in texts]


def reread(text: str, readings: Mapping[str, str]) -> str:
    """A text with these words read otherwise."""
    return _WORD.sub(lambda found: readings.get(found[0], found[0]), text) if readings else text


def misreadings(texts: Sequence[str], familiarity: Familiarity) -> dict[str, str]:
    """Words that were likely misread, and what they were likely written as.

    Args:
        texts: see `mended`.
        familiarity: see `mended`.

    Returns:
        Readings by word; none unless many words are misread.
    """
    share = 0.0
    for sample, least in _JUDGED:
        share = _share(texts, familiarity, sample)
        if share < least:
            return {}
    words = _words(texts, familiarity)
    better = _BETTER - max(0.0, math.log(share / _HARDLY))
    recurring = _one_letter_less(word for word, count in words.counts.items() if count > 1)

    def near(word: str) -> dict[str, float]:
        parted = dict.fromkeys([f"{word[:k]} {word[k:]}" for k in range(2, len(word) - 1)], _PARTED)
        return dict.fromkeys(sorted(_one_letter_off(word, recurring)), _OTHER) | parted | _lookalikes(word, better)

    return _readings(words, near)


def _words(texts: Iterable[str], familiarity: Familiarity) -> _Words:
    counts = Counter(word for text in texts for word in _WORD.findall(text))
    return _Words(counts, counts.total(), familiarity)


def _share(texts: Sequence[str], familiarity: Familiarity, sample: int) -> float:
    """Share of the words of a sample that look misread: of a text without errors it is small, but not nothing."""
    words = _words(texts[:: max(1, -(-len(texts) // sample))], familiarity)
    found = sum(words.counts[word] for word in _readings(words, _lookalikes))
    return found / words.total if found >= _FEWEST else 0.0


def _readings(words: _Words, near: Callable[[str], dict[str, float]]) -> dict[str, str]:
    """Unlikely words, and what they are read as.

    Args:
        words: of a text.
        near: what one error may have hidden behind a word, and by how much likelier that must be.
    """
    kinds = sorted(word for word in words.counts if _is_word(word))
    chances = words.chances(kinds).tolist()
    unlikely = [(word, chance) for word, chance in zip(kinds, chances, strict=True) if chance < _UNLIKELY]
    found: dict[str, str] = {}
    for low in range(0, len(unlikely), _AT_ONCE):
        now = {word: (chance, word) for word, chance in unlikely[low : low + _AT_ONCE]}
        for _ in range(_ERRORS):
            now = _likelier(words, now, near)
            found |= {word: reading for word, (_, reading) in now.items()}
    return found


def _likelier(
    words: _Words, now: Mapping[str, tuple[float, str]], near: Callable[[str], dict[str, float]]
) -> dict[str, tuple[float, str]]:
    """The best reading of each word near to the present one, where there is one that is likelier by enough."""
    near_by = {word: near(reading) for word, (_, reading) in now.items()}
    chances = words.chances(list(chain.from_iterable(near_by.values()))).tolist()
    found: dict[str, tuple[float, str]] = {}
    first = 0
    for word, options in near_by.items():
        most, last = now[word][0], first + len(options)
        for chance, (option, margin) in zip(chances[first:last], options.items(), strict=True):
            if chance - margin > most:
                most, found[word] = chance - margin, (chance, option)
        first = last
    return found


def _is_word(word: str) -> bool:
    """Neither short nor endless, and mostly letters: figures are not to be mended."""
    return _SHORTEST <= len(word) <= _LONGEST and 2 * sum(map(str.isalpha, word)) > len(word)


def _lookalikes(word: str, better: float = _BETTER) -> dict[str, float]:
    """What a word may be if one letter, sign or its capitals were misread, and by how much likelier that must be."""
    found = dict.fromkeys(readings_of(word), better)
    if not word.isalpha():
        odd = _odd(word)
        stray = [word[:k] + word[k + 1 :] for k, sign in enumerate(word) if not sign.isalnum()]
        found |= {reading: _STRAY for reading in (*found, *stray) if _odd(reading) < odd}
    if 0 < 2 * sum(map(str.isupper, word[1:])) < len(word):
        found[word[0] + word[1:].lower()] = better
    return found


def _odd(word: str) -> int:
    """Signs and digits in it."""
    return sum(not sign.isalpha() for sign in word)


def _one_letter_less(words: Iterable[str]) -> dict[str, set[str]]:
    """Long words by what is left of each without any one letter, and by themselves."""
    found: dict[str, set[str]] = {}
    for word in words:
        for less in _less(word):
            found.setdefault(less, set()).add(word)
    return found


def _one_letter_off(word: str, recurring: Mapping[str, Set[str]]) -> set[str]:
    """Words of the same text that have one letter more, less or other."""
    return set().union(*(recurring.get(less, ()) for less in _less(word)))


def _less(word: str) -> list[str]:
    """A long word, and what is left of it without a letter; the last one is an ending and stays."""
    return [word, *(word[:k] + word[k + 1 :] for k in range(len(word) - 1))] if len(word) >= _RECURRING else []
