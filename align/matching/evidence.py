"""What speaks for and against each candidate bead, as numbers; no decision is made here.

Every column is said in terms that no language and no text changes much: cosines against the background of the text,
lengths against its ratio, shared numbers weighed by rarity.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.matching.answers import ANSWER_NAMES, Answers
from align.matching.draft import run_lengths
from align.matching.grid import LONGEST, TYPES, Grid
from align.matching.surface import ENDINGS, Side, shared, totals, weights

Reals = NDArray[np.float64]
Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

_STRONG = 3  # the first three of surface.ENDINGS end a sentence
_COLON = ENDINGS.index(":")


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Candidate beads and their evidence.

    Attributes:
        node: (e,) node of the grid at which each begins.
        kind: (e,) index into TYPES.
        evidence: (e, len(LINK_NAMES)).
        verses: (e, len(VERSE_NAMES)) whether each is a verse, in texts that are kept by verses; zeros in all others.
    """

    node: Integers
    kind: Integers
    evidence: Floats
    verses: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Weight of the numbers that sentences share.

    Attributes:
        cells: (nodes + 1,) weight shared by source sentence i and target sentence j of node (i, j).
        source: (n,) weight of all numbers of each sentence.
        target: (m,) likewise.
    """

    cells: Reals
    source: Reals
    target: Reals


def shared_numbers(source: Side, target: Side, grid: Grid) -> Shared:
    """Which numbers two texts share.

    Args:
        source: surface of one text.
        target: of the other.
        grid: only its nodes are filled.

    Returns:
        The weights; a number that stands in many sentences of the two texts weighs little or nothing.
    """
    worth = weights([*source.numbers, *target.numbers], len(source) + len(target))
    cells = shared(source.numbers, target.numbers, worth, grid)
    return Shared(cells, totals(source.numbers, worth), totals(target.numbers, worth))


class LinkEvidence:
    """Computes the evidence of candidate beads of one grid."""

    def __init__(
        self,
        grid: Grid,
        alike: Floats,
        sides: tuple[Side, Side],
        answers: Answers,
        *,
        ratio: float,
        verses: float,
    ) -> None:
        """Take in what the columns need.

        Args:
            grid: n by m band.
            alike: (nodes + 1, LONGEST, LONGEST) cosines of runs.
            sides: surface of n and of m sentences.
            answers: nearest tokens.
            ratio: target characters for one source character.
            verses: how likely the texts are kept by verses, 0 to 1.
        """
        self.grid, self.alike, self.ratio = grid, alike, ratio
        self.sides, self.answers, self.verses = sides, answers, verses
        self.background = alike[:-1].mean(axis=0)
        self.numbers = shared_numbers(*sides, grid)
        self.marks = _mark_codes(*sides)
        self.listed = [(codes > 0).astype(np.float64) for codes in self.marks]

    def of(self, node: Integers, kind: Integers) -> Floats:
        """(len(node), len(LINK_NAMES)) evidence of the beads of type TYPES[kind] that begin at the nodes."""
        columns = np.zeros((len(node), len(LINK_NAMES)), dtype=np.float32)
        for k, (a, b) in enumerate(TYPES):
            pick = np.flatnonzero(kind == k)
            if len(pick):
                found = self._of_type(node[pick], a, b)
                columns[pick] = np.stack([found[name] for name in LINK_NAMES], axis=1)
        return columns

    def _cosine(self, i: Integers, j: Integers, a: int, b: int) -> Floats:
        """Cosine of the runs at (i, j); the background where the place is outside or the run too long."""
        if a > LONGEST or b > LONGEST:
            return np.full(len(i), self.background[-1, -1], dtype=np.float32)
        value = self.alike[self.grid.at(i, j), a - 1, b - 1]
        found: Floats = np.where(value == 0.0, self.background[a - 1, b - 1], value)
        return found

    def _of_type(self, node: Integers, a: int, b: int) -> dict[str, Reals | Floats]:
        i, j = self.grid.row[node], self.grid.column[node]
        own = self._cosine(i, j, a, b)
        found: dict[str, Reals | Floats] = {
            "bias": np.ones(len(node)),
            "sources": np.full(len(node), a - 1.0),
            "targets": np.full(len(node), b - 1.0),
            "cosine": own,
            "above background": own - self.background[a - 1, b - 1],
        }
        found |= self._neighbours(i, j, a, b, own) | self._parts(i, j, a, b, own)
        found |= self._lengths(i, j, a, b) | self._marks(i, j, a, b) | self._numbers(i, j, a, b)
        found["text in verses"] = np.full(len(i), self.verses)
        answered = self.answers.of(i, j, a, b)
        found |= {name: answered[:, k] for k, name in enumerate(ANSWER_NAMES)}
        return found

    def _neighbours(self, i: Integers, j: Integers, a: int, b: int, own: Floats) -> dict[str, Reals | Floats]:
        beside = np.stack(
            [
                self._cosine(i, j - 1, a, 1),
                self._cosine(i, j + b, a, 1),
                self._cosine(i - 1, j, 1, b),
                self._cosine(i + a, j, 1, b),
            ]
        )
        wider_source = np.maximum(self._cosine(i, j, a + 1, b), self._cosine(i - 1, j, a + 1, b))
        wider_target = np.maximum(self._cosine(i, j, a, b + 1), self._cosine(i, j - 1, a, b + 1))
        return {
            "margin over the nearest neighbour": own - beside.max(axis=0),
            "margin over the neighbours": own - beside.mean(axis=0),
            "gain if the source were longer": wider_source - own if a < LONGEST else np.zeros(len(i)),
            "gain if the target were longer": wider_target - own if b < LONGEST else np.zeros(len(i)),
        }

    def _parts(self, i: Integers, j: Integers, a: int, b: int, own: Floats) -> dict[str, Reals | Floats]:
        none = np.zeros(len(i))
        found: dict[str, Reals | Floats] = dict.fromkeys(_PART_NAMES, none)
        if a > 1:
            without = np.stack([self._cosine(i + 1, j, a - 1, b), self._cosine(i, j, a - 1, b)])
            found |= self._earning("source", own, without, i, a, run_lengths(self.sides[1].length, j, b))
            found["stranger in the source"] = own - np.min([self._cosine(i + p, j, 1, b) for p in range(a)], axis=0)
        if b > 1:
            without = np.stack([self._cosine(i, j + 1, a, b - 1), self._cosine(i, j, a, b - 1)])
            found |= self._earning("target", own, without, j, b, run_lengths(self.sides[0].length, i, a))
            found["stranger in the target"] = own - np.min([self._cosine(i, j + q, a, 1) for q in range(b)], axis=0)
        if a > 1 and b > 1:
            halves = [
                np.minimum(self._cosine(i, j, p, q), self._cosine(i + p, j + q, a - p, b - q))
                for p in range(1, a)
                for q in range(1, b)
            ]
            found["cosine of the better halves"] = np.max(halves, axis=0) - own
        return found

    def _earning(
        self, side: str, own: Floats, without: Floats, start: Integers, count: int, other: Reals
    ) -> dict[str, Reals | Floats]:
        """Does the outer sentence that the bead would miss least earn its place, in cosine, and in length?"""
        lengths = self.sides[side == "target"].length
        whole = run_lengths(lengths, start, count)
        ends = np.stack([run_lengths(lengths, start, 1), run_lengths(lengths, start + count - 1, 1)])
        ratio = self.ratio if side == "source" else 1 / self.ratio
        gains = own - without
        worst = gains.argmin(axis=0)[None]
        share = np.take_along_axis(ends / whole, worst, axis=0)[0]
        stretch = np.abs(np.log(other / (ratio * whole)))
        cut = np.abs(np.log(other / (ratio * whole * np.maximum(1 - share, 0.02))))
        return {
            f"least gain of a {side} sentence": gains.min(axis=0),
            f"greatest gain of a {side} sentence": gains.max(axis=0),
            f"share of that {side} sentence": share,
            f"length without that {side} sentence": np.clip(cut - stretch, -2, 2),
        }

    def _lengths(self, i: Integers, j: Integers, a: int, b: int) -> dict[str, Reals | Floats]:
        ours, theirs = run_lengths(self.sides[0].length, i, a), run_lengths(self.sides[1].length, j, b)
        level = np.log(theirs / (self.ratio * ours))
        surplus = (theirs - self.ratio * ours) / np.sqrt(self.ratio * ours + theirs) / 4
        return {
            "length ratio": np.clip(np.abs(level), 0, 3),
            "source too long": np.clip(-surplus, 0, 4),
            "target too long": np.clip(surplus, 0, 4),
            "length": np.log(np.sqrt(ours * theirs)) / 2 - 2,
        }

    def _numbers(self, i: Integers, j: Integers, a: int, b: int) -> dict[str, Reals | Floats]:
        common = np.zeros(len(i))
        for p in range(a):
            for q in range(b):
                common += self.numbers.cells[self.grid.at(i + p, j + q)]
        ours, theirs = run_lengths(self.numbers.source, i, a), run_lengths(self.numbers.target, j, b)
        return {
            "numbers shared": np.log1p(common) / 2,
            "numbers of the source unanswered": np.log1p(np.maximum(ours - common, 0)) / 2,
            "numbers of the target unanswered": np.log1p(np.maximum(theirs - common, 0)) / 2,
            "numbers answered": 2 * common / (ours + theirs + 4),
        }

    def _marks(self, i: Integers, j: Integers, a: int, b: int) -> dict[str, Reals | Floats]:
        source, target = self.sides
        last_i, last_j = np.minimum(i + a, len(source)) - 1, np.minimum(j + b, len(target)) - 1
        end_i, end_j = source.ending[last_i], target.ending[last_j]
        marks_i, marks_j = self.marks[0][i], self.marks[1][j]
        both = (marks_i > 0) & (marks_j > 0)
        found: dict[str, Reals | Floats] = {
            "same ending": (end_i == end_j) * 1.0,
            "only one ends": (ends(end_i) != ends(end_j)) * 1.0,
            "question here alone": ((end_i == 1) != (end_j == 1)) * 1.0,
            "quotes differ": np.clip(np.abs(_over(source.quotes, i, a) - _over(target.quotes, j, b)), 0, 3),
            "brackets differ": np.clip(np.abs(_over(source.brackets, i, a) - _over(target.brackets, j, b)), 0, 3) / 2,
            "same list mark": (both & (marks_i == marks_j)) * 1.0,
            "other list mark": (both & (marks_i != marks_j)) * 1.0,
            "list mark here alone": ((marks_i > 0) != (marks_j > 0)) * 1.0,
            "list marks inside": _over(self.listed[0], i + 1, a - 1) + _over(self.listed[1], j + 1, b - 1),
            "starts small here alone": np.abs(source.lower[i] - target.lower[j]),
            "capitals differ": np.abs(source.capitals[i] - target.capitals[j]),
            "letters differ": np.abs(source.letters[i] - target.letters[j]),
            "kinds differ": np.abs(source.special[i] - target.special[j]),
        }
        for name, side, first, count in (("source", source, i, a), ("target", target, j, b)):
            stops = ends(side.ending).astype(np.float64)
            broken = np.append(np.diff(side.block) != 0, [False]).astype(np.float64)
            following = np.append(side.lower[1:], [0.0])
            found[f"full stops inside the {name}"] = _over(stops, first, count - 1)
            found[f"small letters go on inside the {name}"] = _over(following, first, count - 1)
            found[f"paragraphs end inside the {name}"] = _over(broken, first, count - 1)
            within, left_open = _quotations(side, first, count)
            found[f"boundaries within a quotation of the {name}"] = within
            found[f"{name} leaves a quotation open"] = left_open
            found[f"{name} ends with a colon"] = (side.ending[last_i if name == "source" else last_j] == _COLON) * 1.0
            outside = np.minimum(first + count, len(side) - 1)
            found[f"{name} goes on with a small letter"] = side.lower[outside] * (first + count < len(side))
        breaks = [
            np.append(np.diff(side.block) != 0, [True])[last] for side, last in ((source, last_i), (target, last_j))
        ]
        structured = source.block[-1] > 0 and target.block[-1] > 0
        found["paragraph ends here alone"] = (breaks[0] != breaks[1]) * float(structured)
        found["paragraph ends on both sides"] = (breaks[0] & breaks[1]) * float(structured)
        return found


def ends(ending: Integers) -> NDArray[np.bool_]:
    """Which of `Side.ending` end a sentence."""
    return (ending >= 0) & (ending < _STRONG)


def _over(values: Reals, start: Integers, count: int) -> Reals:
    """Sum over runs of `count`, 0 where count is 0."""
    return run_lengths(values, start, count)


def _quotations(side: Side, start: Integers, count: int) -> tuple[Reals, Reals]:
    """Inner ends of sentences at which a quotation opened inside the run is still open, and whether one is at its end.

    Marks are counted, not read: which of them opens differs from language to language.
    """
    open_, within = np.zeros(len(start)), np.zeros(len(start))
    for k in range(count):
        within += open_
        open_ = (open_ + side.quotes[np.minimum(start + k, len(side) - 1)]) % 2
    return within, open_


def _mark_codes(source: Side, target: Side) -> tuple[Integers, Integers]:
    """(n,) and (m,) numbers of list marks, equal for equal marks; 0 where there is none."""
    codes: dict[str, int] = {"": 0}
    ours, theirs = (
        np.array([codes.setdefault(mark, len(codes)) for mark in side.marks], dtype=np.int64)
        for side in (source, target)
    )
    return ours, theirs


_PART_NAMES = (
    "least gain of a source sentence",
    "greatest gain of a source sentence",
    "share of that source sentence",
    "length without that source sentence",
    "stranger in the source",
    "least gain of a target sentence",
    "greatest gain of a target sentence",
    "share of that target sentence",
    "length without that target sentence",
    "stranger in the target",
    "cosine of the better halves",
)
LINK_NAMES: tuple[str, ...] = (
    "bias",
    "sources",
    "targets",
    "cosine",
    "above background",
    "margin over the nearest neighbour",
    "margin over the neighbours",
    "gain if the source were longer",
    "gain if the target were longer",
    *_PART_NAMES,
    "length ratio",
    "source too long",
    "target too long",
    "length",
    "numbers shared",
    "numbers of the source unanswered",
    "numbers of the target unanswered",
    "numbers answered",
    "same ending",
    "only one ends",
    "question here alone",
    "quotes differ",
    "brackets differ",
    "same list mark",
    "other list mark",
    "list mark here alone",
    "list marks inside",
    "starts small here alone",
    "capitals differ",
    "letters differ",
    "kinds differ",
    *(
        name.format(side)
        for side in ("source", "target")
        for name in (
            "full stops inside the {}",
            "small letters go on inside the {}",
            "paragraphs end inside the {}",
            "boundaries within a quotation of the {}",
            "{} leaves a quotation open",
            "{} ends with a colon",
            "{} goes on with a small letter",
        )
    ),
    "paragraph ends here alone",
    "paragraph ends on both sides",
    "text in verses",
    *ANSWER_NAMES,
)
