"""Places that both sides of a text show alike: numbered headings, and the beginnings of folios.

Such a place is a hard boundary for who asks for it: no bead reaches over it. A mark counts that stands once on each
side; of those that cross, as many are kept as can rise together. The words of headings are not compared across the
sides, so "Artikel 3" and "Chapter 3" are one place if these are what each side has most of.
"""

import re
from collections import Counter
from collections.abc import Sequence

from align.matching.constraints import longest_rising
from align.model import Landmark, Sentence

_LONGEST = 3  # words of a numbered heading
_HEADING = re.compile(r"(?P<sort>[^\W\d]{2,}\.?|§)\s*(?P<number>\d{1,3}|[IVXLC]{1,7})\W*")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

Place = tuple[int, int]


def find_landmarks(
    source: Sequence[Sentence], target: Sequence[Sentence], sorts: Sequence[Landmark]
) -> tuple[Place, ...]:
    """Boundaries that both texts show.

    Args:
        source: sentences of both sides.
        target: see `source`.
        sorts: what counts.

    Returns:
        (i, j), rising on both sides: a boundary stands before source sentence i and target sentence j. None at the
        beginning of both.
    """
    found: list[Place] = []
    for sort in sorts:
        marks = _articles if sort == Landmark.ARTICLES else _folios
        found += _common(marks(source), marks(target))
    ordered = sorted(set(found), key=lambda place: (place[0], -place[1]))  # of those in one row at most one can rise
    rising = longest_rising([j for _, j in ordered])
    return tuple(ordered[k] for k in rising if ordered[k] != (0, 0))


def _articles(sentences: Sequence[Sentence]) -> list[str]:
    """The number of each heading of the sort of which there are most; "" for all other sentences."""
    matches = [
        _HEADING.fullmatch(sentence.text) if len(sentence.text.split()) <= _LONGEST else None for sentence in sentences
    ]
    sorts = Counter(match["sort"] for match in matches if match)
    usual = max(sorts, key=lambda sort: sorts[sort], default="")
    return [str(_value(match["number"])) if match and match["sort"] == usual else "" for match in matches]


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    values = [_VALUES[letter] for letter in number]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _folios(sentences: Sequence[Sentence]) -> list[str]:
    """The folio that begins with each sentence; "" where none does."""
    first = [sentence.folios[0] if sentence.folios else "" for sentence in sentences]
    return [folio if folio != before else "" for before, folio in zip(["", *first], first, strict=False)]


def _common(source: Sequence[str], target: Sequence[str]) -> list[Place]:
    """Where both sides have the same mark, each but once."""
    ours, theirs = (_once(marks) for marks in (source, target))
    return [(i, theirs[mark]) for mark, i in ours.items() if mark in theirs]


def _once(marks: Sequence[str]) -> dict[str, int]:
    counts = Counter(marks)
    return {mark: k for k, mark in enumerate(marks) if mark and counts[mark] == 1}
