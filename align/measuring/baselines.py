"""What simple methods reach on the same sets, to know what a better one is worth."""

from collections.abc import Sequence

import numpy as np
from nltk.translate.gale_church import align_blocks
from numpy.typing import NDArray

from align.errors import LimitError
from align.matching import Encoder
from align.model import Bead

LONGEST = 3  # sentences on one side of a bead that `plain_cosine` tries
_SKIP_QUANTILE = 0.2  # as vecalign: the cost of a null sentence among those of random pairs
_MOST_CELLS = 6_000_000

Floats = NDArray[np.float32]
_MOVES = (
    (1, 0),
    (0, 1),
    *((a, b) for a in range(1, LONGEST + 1) for b in range(1, LONGEST + 1) if a == 1 or b == 1),
    (2, 2),
)


def gale_church(source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    """Lengths alone (Gale and Church 1993), as NLTK has it.

    Raises:
        LimitError: for more sentences than NLTK takes, or more cells than it fills in a few minutes.
    """
    _require_small(source, target)
    try:
        links = align_blocks([max(1, len(text)) for text in source], [max(1, len(text)) for text in target])
    except ValueError as exc:
        raise LimitError(f"NLTK's Gale-Church does not take {len(source)} by {len(target)} sentences.") from exc
    return _beads(links, len(source), len(target))


def plain_cosine(source: Sequence[str], target: Sequence[str], encoder: Encoder) -> tuple[Bead, ...]:
    """The cheapest ladder where an a-b bead costs a·b·(1 - cosine), without any other evidence.

    A null sentence costs the 20th percentile of 1 - cosine over all pairs, as in vecalign (Thompson and Koehn 2019,
    section 3). Beads up to 3-1, 1-3 and 2-2.

    Raises:
        LimitError: for more cells than fit into memory.
    """
    _require_small(source, target)
    ours, theirs = (_span_vectors(encoder, texts) for texts in (source, target))
    costs = {(a, b): a * b * (1 - ours[a - 1] @ theirs[b - 1].T) for a, b in _MOVES if a and b}
    skip = float(np.quantile(costs[1, 1], _SKIP_QUANTILE)) if costs[1, 1].size else 1.0
    return _trace(_cheapest(costs, skip, len(source), len(target)), len(source), len(target))


def _require_small(source: Sequence[str], target: Sequence[str]) -> None:
    if len(source) * len(target) > _MOST_CELLS:
        raise LimitError(f"{len(source)} by {len(target)} sentences are too many for a method that looks at all pairs.")


def _span_vectors(encoder: Encoder, texts: Sequence[str]) -> list[Floats]:
    """For each length the vectors (n - length + 1, size) of all runs of that many sentences; none for short texts."""
    encoded = encoder.encode(texts)
    starts = [np.arange(max(0, len(texts) - length + 1)) for length in range(1, LONGEST + 1)]
    return [encoder.spans(encoded, begin, length) for length, begin in enumerate(starts, 1)]


def _cheapest(costs: dict[tuple[int, int], Floats], skip: float, n: int, m: int) -> NDArray[np.int8]:
    """The best last move at every cell (n + 1, m + 1), as an index into `_MOVES`.

    Cells are filled along diagonals i + j = constant, each of which depends on earlier ones alone.
    """
    total = np.full((n + 1, m + 1), np.inf)
    total[0, 0] = 0.0
    best = np.full((n + 1, m + 1), -1, dtype=np.int8)
    for diagonal in range(1, n + m + 1):
        i = np.arange(max(0, diagonal - m), min(n, diagonal) + 1)
        j = diagonal - i
        for move, (a, b) in enumerate(_MOVES):
            fits = (i >= a) & (j >= b)
            to_i, to_j = i[fits], j[fits]
            step = costs[a, b][to_i - a, to_j - b] if a and b else skip
            candidate = total[to_i - a, to_j - b] + step
            better = candidate < total[to_i, to_j]
            total[to_i[better], to_j[better]] = candidate[better]
            best[to_i[better], to_j[better]] = move
    return best


def _trace(best: NDArray[np.int8], n: int, m: int) -> tuple[Bead, ...]:
    beads: list[Bead] = []
    i, j = n, m
    while i or j:
        a, b = _MOVES[best[i, j]]
        beads.append(Bead(tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return tuple(reversed(beads))


def _beads(links: Sequence[tuple[int, int]], n: int, m: int) -> tuple[Bead, ...]:
    """Beads of links between single sentences: what hangs together is one bead, what hangs on nothing a null bead."""
    partners: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(links):
        if partners and (i in partners[-1][0] or j in partners[-1][1]):
            partners[-1][0].add(i)
            partners[-1][1].add(j)
        else:
            partners.append(({i}, {j}))
    linked = [Bead(tuple(sorted(ours)), tuple(sorted(theirs))) for ours, theirs in partners]
    left = [Bead((i,), ()) for i in sorted(set(range(n)) - {i for bead in linked for i in bead.source})]
    right = [Bead((), (j,)) for j in sorted(set(range(m)) - {j for bead in linked for j in bead.target})]
    return (*linked, *left, *right)
