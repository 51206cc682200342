"""Places that both sides of a text show alike: numbered headings, and the beginnings of folios.

Such a place is a hard boundary for who asks for it: no bead reaches over it. So it counts only where nothing speaks
against it: its mark stands once on each side, it is in order with all others, and the sentences around it answer each
other on the same side of it.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from align.matching.surface import is_kin
from align.model import Kind, Landmark, Sentence
from align.rising import rising_lengths

_LONGEST = 3  # words of a numbered heading that was not read as one
_HEADING = re.compile(
    r"(?P<sort>[^\W\d]{2,}\.?|§)\s*(?P<number>\d{1,3}|[IVXLC]{1,7})(?P<letter>[a-z]?)(?P<title>\W+[^\W\d]\D*)?\W*"
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_FEW = 2  # numbers that two sorts of headings share, if they are to be one although their words are not alike

Place = tuple[int, int]
Marks = dict[str, int]
"""Where each mark stands, of those that stand but once."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """What two texts show of one sort of landmark.

    Attributes:
        places: (i, j), rising on both sides: a boundary stands before source sentence i and target sentence j.
        left_out: how many marks stand once on both sides and are not trusted.
    """

    places: tuple[Place, ...]
    left_out: int


def find_landmarks(
    source: Sequence[Sentence], target: Sequence[Sentence], sort: Landmark, anchors: Sequence[Place]
) -> Landmarks:
    """Boundaries that both texts show.

    Args:
        source: sentences of both sides.
        target: see `source`.
        sort: what counts.
        anchors: sentences that very likely answer each other, rising on both sides. A place past which two of them or
            more lead (one side before it, the other behind) is not trusted.

    Returns:
        The places; none at the beginning of both texts, where a boundary says nothing.
    """
    if sort == Landmark.ARTICLES:
        common = _same_headings(_headings(source), _headings(target))
    else:
        common = _same_marks(_folios(source), _folios(target))
    common = [place for place in common if place != (0, 0)]
    trusted = tuple(place for place in in_order(common) if not _passed(place, anchors))
    return Landmarks(trusted, len(common) - len(trusted))


def in_order(places: Iterable[Place]) -> list[Place]:
    """The places that belong to every largest choice of places that rise on both sides.

    Of two that cross only each other nobody knows which one is astray, so neither belongs to them.
    """
    ordered = sorted(places, key=lambda place: (place[0], -place[1]))  # of those in one row at most one can rise
    before = rising_lengths([j for _, j in ordered])
    behind = rising_lengths([-j for _, j in reversed(ordered)])[::-1]
    longest = max(before, default=0)
    able = [k for k in range(len(ordered)) if before[k] + behind[k] == longest + 1]
    rivals = Counter(before[k] for k in able)
    return [ordered[k] for k in able if rivals[before[k]] == 1]


def _passed(place: Place, anchors: Sequence[Place]) -> bool:
    """Whether two anchors or more have one sentence before the place and the other behind it."""
    i, j = place
    k = bisect_left(anchors, (i, 0))
    return (k >= 2 and anchors[k - 2][1] >= j) or (k + 1 < len(anchors) and anchors[k + 1][1] < j)


def _headings(sentences: Sequence[Sentence]) -> dict[str, Marks]:
    """For each word that heads numbers the places of these."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for k, sentence in enumerate(sentences):
        match = _HEADING.fullmatch(sentence.text)
        if match and _is_heading(sentence, match["title"]):
            number = f"{_value(match['number'])}{match['letter']}"
            found[match["sort"].rstrip(".").casefold()].append((number, k))
    return {sort: _once(marks) for sort, marks in found.items()}


def _is_heading(sentence: Sentence, title: str | None) -> bool:
    """Whether what has the form of a heading is one: a title stands only where it was read as one."""
    return sentence.kind == Kind.HEADING or (not title and len(sentence.text.split()) <= _LONGEST)


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    values = [_VALUES[letter] for letter in number]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _same_headings(ours: dict[str, Marks], theirs: dict[str, Marks]) -> list[Place]:
    """Headings of one number and of sorts that answer each other.

    Each sort answers one at most: a word alike first, else the one with which it shares most numbers.
    """
    ranked = sorted(
        ((is_kin(a, b), len(ours[a].keys() & theirs[b].keys()), a, b) for a in ours for b in theirs), reverse=True
    )
    found: list[Place] = []
    answered: set[str] = set()
    answering: set[str] = set()
    for kin, shared, a, b in ranked:
        if a not in answered and b not in answering and (kin or shared >= _FEW):
            answered.add(a)
            answering.add(b)
            found += _same_marks(ours[a], theirs[b])
    return found


def _folios(sentences: Sequence[Sentence]) -> Marks:
    """Where folios begin together with a sentence."""
    before = [(), *(sentence.folios for sentence in sentences)]
    return _once(
        (sentence.folios[0], k)
        for k, (sentence, last) in enumerate(zip(sentences, before, strict=False))
        if sentence.folios and sentence.folios[0] not in last
    )


def _same_marks(ours: Marks, theirs: Marks) -> list[Place]:
    return [(i, theirs[mark]) for mark, i in ours.items() if mark in theirs]


def _once(marks: Iterable[tuple[str, int]]) -> Marks:
    """Marks that stand at one place only."""
    places: dict[str, list[int]] = defaultdict(list)
    for mark, k in marks:
        places[mark].append(k)
    return {mark: at[0] for mark, at in places.items() if len(at) == 1}
