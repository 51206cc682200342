"""Passages that changed places: found beside the ladder, which can only rise, and reported with the likely partner.

A passage that moved leaves null sentences on both sides, often next to others. So the stretch of one run of null
sentences that answers a stretch of another one best is looked for, whatever sentences either of them joins or splits
(local alignment, Smith and Waterman 1981). Legal texts are full of sentences that are alike; hence the two must also
be more alike than either is with anything else near by. A passage too short for that is swallowed by one bead that
covers both halves: there the best cut that crosses is held against the best one that does not.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from align.matching.encoding import Encoded, Floats, Integers
from align.matching.preparing import Prepared
from align.model import Bead, Finding, Severity

_CODE = "crossing"

_REACH = 40  # beads between the two halves of a crossing
_LONGEST = 80  # sentences of a run that are looked at together
_TYPES = tuple((a, b) for a in (1, 2, 3) for b in (1, 2, 3) if a + b <= 4)
_HOPEFUL = 0.4  # cosine that two single sentences of two runs must reach
_ALIKE = 0.5  # cosine from which sentences speak for a moved passage, and below which they speak against it
_NEAR = 30  # sentences before and behind each of the two among which rivals are looked for
_LEAD = 2.0  # what a lead over the likeliest other partner counts, beside what the sentences say
_CLEAR = 0.3  # least sum of both
_HALF = 0.45  # least cosine of the halves of a bead that cross
_AHEAD = 0.1  # by how much, on average, halves that cross must beat those that do not


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring null sentences of one side.

    Attributes:
        start: 0-based number of the first sentence.
        beads: 0-based numbers of their beads, one for each sentence.
    """

    start: int
    beads: tuple[int, ...]

    @property
    def stop(self) -> int:
        """Number of the first sentence behind it."""
        return self.start + len(self.beads)

    def part(self, start: int, stop: int) -> "Run":
        """Some of its sentences, counted from its first one."""
        return Run(self.start + start, self.beads[start:stop])


def find_crossings(beads: Sequence[Bead], prepared: Prepared) -> tuple[Finding, ...]:
    """Null sentences of the one side that answer null sentences of the other side near by, and beads that cross inside.

    Args:
        beads: a ladder in order; what is decided is left alone.
        prepared: both texts.

    Returns:
        One finding "crossing" for each, as `moved` and `crossed_inside` make them.
    """
    return (*_moved(beads, prepared), *_inside(beads, prepared))


def moved(beads: Sequence[Bead], numbers: Sequence[int]) -> Finding:
    """The finding of a passage that changed places.

    Args:
        beads: the ladder.
        numbers: 0-based numbers of the null beads of the passage, on whichever side they are, and of its partner.

    Returns:
        A finding whose beads are those of the source, then those of the target; the message counts from 1.
    """
    ours = tuple(k for k in numbers if beads[k].source)
    theirs = tuple(k for k in numbers if beads[k].target)
    passage = "Seems" if len(ours) == 1 else f"This passage ({_named(ours)}) seems"
    message = f"{passage} to have changed places with its surroundings; its likely partner: {_named(theirs)}."
    return Finding(_CODE, Severity.WARNING, message, ours + theirs)


def _named(numbers: Sequence[int]) -> str:
    first, last = numbers[0] + 1, numbers[-1] + 1
    return f"bead {first}" if first == last else f"beads {first} to {last}"


def _moved(beads: Sequence[Bead], prepared: Prepared) -> Iterator[Finding]:
    others = _null_runs(beads, of_source=False)
    firsts, lasts = [run.beads[0] for run in others], [run.beads[-1] for run in others]
    for run in _null_runs(beads, of_source=True):
        near = slice(bisect_left(lasts, run.beads[0] - _REACH), bisect_right(firsts, run.beads[-1] + _REACH))
        options = [_likeliest(prepared, run, other) for other in others[near]]
        score, numbers = max(options, default=(0.0, ()))
        if score > _CLEAR:
            yield moved(beads, numbers)


def _null_runs(beads: Sequence[Bead], *, of_source: bool) -> list[Run]:
    """The runs of one side, those longer than `_LONGEST` in pieces."""
    undecided = [(k, bead) for k, bead in enumerate(beads) if bead.is_null and not bead.decided]
    owned = [(place, k) for k, bead in undecided for place in (bead.source if of_source else bead.target)]
    runs = []
    for _, group in groupby(enumerate(owned), key=lambda item: item[1][0] - item[0]):
        run = [pair for _, pair in group]
        pieces = [run[k : k + _LONGEST] for k in range(0, len(run), _LONGEST)]
        runs += [Run(piece[0][0], tuple(k for _, k in piece)) for piece in pieces]
    return runs


def _likeliest(prepared: Prepared, ours: Run, theirs: Run) -> tuple[float, tuple[int, ...]]:
    """How clearly a stretch of one run answers one of the other, and the beads of both."""
    source, target = prepared.encoded
    singles = source.vectors[ours.start : ours.stop].astype(np.float32), target.vectors[theirs.start : theirs.stop]
    if float((singles[0] @ singles[1].astype(np.float32).T).max()) < _HOPEFUL:
        return 0.0, ()
    score, (i, p, j, q) = best_stretch(_gains(prepared, ours, theirs), len(ours.beads), len(theirs.beads))
    if score <= 0.0:
        return 0.0, ()
    ours, theirs = ours.part(i, p), theirs.part(j, q)
    return score + _LEAD * _lead(prepared, ours, theirs), ours.beads + theirs.beads


def _gains(prepared: Prepared, ours: Run, theirs: Run) -> dict[tuple[int, int], Floats]:
    """For each type (a, b) what it brings to pair a sentences with b ones, at every place of the two runs."""

    def vectors(encoded: Encoded, run: Run) -> dict[int, Floats]:
        lengths = range(1, min(3, len(run.beads)) + 1)
        return {k: _spans(prepared, encoded, np.arange(run.start, run.stop - k + 1), k) for k in lengths}

    source, target = vectors(prepared.source, ours), vectors(prepared.target, theirs)
    return {
        (a, b): 2 * a * b / (a + b) * (source[a] @ target[b].T - _ALIKE)
        for a, b in _TYPES
        if a in source and b in target
    }


def best_stretch(gains: Mapping[tuple[int, int], Floats], n: int, m: int) -> tuple[float, tuple[int, int, int, int]]:
    """The chain of neighbouring pairs of the greatest sum (Smith–Waterman without gaps).

    Args:
        gains: (n - a + 1, m - b + 1) for each type (a, b) the gain of pairing source sentences i … i+a-1 with target
            sentences j … j+b-1.
        n: number of source sentences.
        m: of target sentences.

    Returns:
        The sum, and (first, end, first, end) of the stretch of both sides, ends excluded; 0 where no pair gains.
    """
    total = np.zeros((n + 1, m + 1))
    begin = np.arange((n + 1) * (m + 1)).reshape(n + 1, m + 1)
    for i in range(1, n + 1):
        for (a, b), gain in gains.items():
            if a <= i:
                came = total[i - a, : m + 1 - b] + gain[i - a]
                better = came > total[i, b:]
                total[i, b:] = np.where(better, came, total[i, b:])
                begin[i, b:] = np.where(better, begin[i - a, : m + 1 - b], begin[i, b:])
    p, q = divmod(int(total.argmax()), m + 1)
    i, j = divmod(int(begin[p, q]), m + 1)
    return float(total[p, q]), (i, p, j, q)


def _lead(prepared: Prepared, ours: Run, theirs: Run) -> float:
    """By how much two runs are more alike than the likelier of them is with another run of that length near by."""

    def vectors(encoded: Encoded, run: Run, *, others: bool) -> Floats:
        length = len(run.beads)
        starts = np.arange(max(0, run.start - _NEAR), min(len(encoded), run.stop + _NEAR) - length + 1)
        apart = (starts + length <= run.start) | (starts >= run.stop)
        return _spans(prepared, encoded, starts[apart] if others else np.array([run.start]), length)

    source, target = (vectors(*side, others=False)[0] for side in zip(prepared.encoded, (ours, theirs), strict=True))
    rivals = (
        vectors(prepared.target, theirs, others=True) @ source,
        vectors(prepared.source, ours, others=True) @ target,
    )
    return float(source @ target - max(rival.max(initial=0.0) for rival in rivals))


def crossed_inside(number: int, first: int, last: int) -> Finding:
    """The finding of a bead whose first source sentences answer its last target sentences, and the reverse.

    Args:
        number: of the bead, from 0.
        first: how many source sentences.
        last: how many target sentences.
    """
    halves = f"the {_counted('first', first)} of the original and the {_counted('last', last)} of the translation"
    message = f"Its sentences answer each other in the opposite order: {halves}, and so the others."
    return Finding(_CODE, Severity.INFO, message, (number,))


def _counted(which: str, count: int) -> str:
    return which if count == 1 else f"{which} {count}"


def _inside(beads: Sequence[Bead], prepared: Prepared) -> Iterator[Finding]:
    for k, bead in enumerate(beads):
        if min(len(bead.source), len(bead.target)) > 1 and not bead.decided:
            heads, tails = _halves(prepared, prepared.source, bead.source)
            first, last = _halves(prepared, prepared.target, bead.target)
            straight, there, back = heads @ first.T + tails @ last.T, heads @ last.T, tails @ first.T
            p, q = divmod(int((there + back).argmax()), len(last))
            ahead = there[p, q] + back[p, q] - straight.max() > 2 * _AHEAD
            if ahead and min(there[p, q], back[p, q]) > _HALF:
                yield crossed_inside(k, p + 1, len(last) - q)


def _halves(prepared: Prepared, encoded: Encoded, places: Sequence[int]) -> tuple[Floats, Floats]:
    """(n - 1, size) vectors of what stands before each cut between n sentences, and of what stands behind it."""

    def vectors(pieces: Sequence[Sequence[int]]) -> Floats:
        return np.concatenate([_spans(prepared, encoded, np.array(piece[:1]), len(piece)) for piece in pieces])

    cuts = range(1, len(places))
    return vectors([places[:cut] for cut in cuts]), vectors([places[cut:] for cut in cuts])


def _spans(prepared: Prepared, encoded: Encoded, starts: Integers, length: int) -> Floats:
    """Vectors of runs as `Encoder.spans` makes them; those of single sentences are there already."""
    if length == 1:
        return encoded.vectors[starts].astype(np.float32)
    return prepared.encoder.spans(encoded, starts, length)
