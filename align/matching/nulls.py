"""What speaks for and against a sentence having no answer, as numbers; no decision is made here."""

import numpy as np

from align.matching.answers import Answers
from align.matching.evidence import Floats, Integers, Reals, Shared, ends
from align.matching.grid import Grid
from align.matching.surface import Side

NULL_NAMES = (
    "bias",
    "best cosine near by",
    "best cosine above background",
    "margin of the best",
    "best cosine of a pair with it",
    "mean best cosine around",
    "length",
    "letters",
    "capitals",
    "starts small",
    "no full stop",
    "full stop before",
    "special",
    "list mark",
    "numbers",
    "numbers answered near by",
    "like its own neighbours",
    "words answered by the best near by",
    "words answered by all near by",
)


def null_evidence(
    grid: Grid,
    alike: Floats,
    side: Side,
    numbers: Shared,
    own_cosines: Reals,
    answers: Answers,
    *,
    of_source: bool,
) -> Floats:
    """Evidence that a sentence has no answer.

    Args:
        grid: the band.
        alike: (nodes + 1, LONGEST, LONGEST) cosines of runs.
        side: surface of the n sentences in question.
        numbers: which ones the texts share.
        own_cosines: (n,) greatest cosine of each sentence with the one before or after it on the same side.
        answers: nearest tokens.
        of_source: whether it is the source.

    Returns:
        (n, len(NULL_NAMES)).
    """
    n = len(side)
    place = (grid.row if of_source else grid.column).astype(np.int64)
    inside = place < n
    single, pair = (0, 0), (0, 1) if of_source else (1, 0)
    best, second = _two_best(alike[:-1][inside, single[0], single[1]], place[inside], n)
    best_pair, _ = _two_best(alike[:-1][inside, pair[0], pair[1]], place[inside], n)
    background = float(alike[:-1, 0, 0].mean())
    most, _ = _two_best(numbers.cells[:-1][inside], place[inside], n)
    total = numbers.source if of_source else numbers.target
    around = np.convolve(np.pad(best, 3, mode="edge"), np.ones(7) / 7, mode="valid") if n else best
    ended = ends(side.ending)
    columns = (
        np.ones(n),
        best,
        best - background,
        best - second,
        best_pair - best,
        around,
        np.log(side.length) / 2 - 2,
        side.letters,
        side.capitals,
        side.lower,
        ~ended,
        np.append([True], ended[:-1])[:n],
        side.special,
        [1.0 if mark else 0.0 for mark in side.marks],
        np.log1p(total) / 2,
        np.where(total > 0, np.maximum(most, 0) / (total + 1), 0.5),
        own_cosines,
        *answers.alone(of_source=of_source),
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _two_best(values: Floats | Reals, place: Integers, n: int) -> tuple[Reals, Reals]:
    """(n,) greatest and second greatest value of each place; 0 where there is none."""
    best, second = np.zeros((2, n))
    if len(place):
        order = np.argsort(place, kind="stable")
        ranked, places = values[order].astype(np.float64), place[order]
        first = np.flatnonzero(np.diff(places, prepend=-1))
        here = places[first]
        best[here] = np.maximum.reduceat(ranked, first)
        greatest = np.flatnonzero(ranked == best[places])
        ranked[greatest[np.searchsorted(greatest, first)]] = -np.inf
        second[here] = np.maximum.reduceat(ranked, first)
    return best, np.where(np.isneginf(second), 0.0, second)
