"""Where does a verse begin? In texts that are kept by verses a bead of several sentences is a verse, from end to end.

Nothing but what is said tells a beginning from the inside of a verse, and it tells it of one side alone. What both
sides say of the same place is added up by the evidence of the beads.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from align.matching.encoding import Encoded, Floats, Integers
from align.matching.evidence import ends
from align.matching.genre import in_verses
from align.matching.grid import TYPES, Grid
from align.matching.packaged import packaged_arrays
from align.matching.surface import ENDINGS, Side

_HARDLY = 0.1  # in texts that are less likely in verses nothing is looked for
_SURE = 6.0  # logarithm of the odds at both ends of a text, and the greatest anywhere
_AROUND = (-2, -1, 0, 1)  # sentences whose lengths count, 0 being the one that may begin a verse
_AT_ONCE = 4096  # places whose features are held at one time


@cache
def _probe() -> tuple[Floats, Floats]:
    stored = packaged_arrays("verses")
    return stored["starts"].astype(np.float32), stored["starts offset"]


@dataclass(frozen=True, slots=True, eq=False)
class Verses:
    """Whether two texts are kept by verses, and where verses begin.

    Attributes:
        likely: that they are, 0 to 1.
        source: (n + 1,) logarithm of the odds of a verse beginning there, times `likely`; 0 where they hardly are.
        target: (m + 1,) likewise.
    """

    likely: float
    source: Floats
    target: Floats


def verses_of(encoded: tuple[Encoded, Encoded], sides: tuple[Side, Side], half: int | None = None) -> Verses:
    """What is to be known of the verses of two texts.

    Args:
        encoded: n and m sentences.
        sides: their surfaces.
        half: see `verse_starts`.

    Returns:
        Nothing but zeros for vectors of another size than those it was learnt from.
    """
    likely = in_verses(*encoded)
    if likely < _HARDLY:
        return Verses(likely, *(np.zeros(len(side) + 1, dtype=np.float32) for side in sides))
    source, target = (likely * verse_starts(*both, half) for both in zip(encoded, sides, strict=True))
    return Verses(likely, source, target)


def verse_starts(encoded: Encoded, side: Side, half: int | None = None) -> Floats:
    """How likely a verse begins at each sentence of a text that is kept by verses.

    Args:
        encoded: n sentences.
        side: their surfaces.
        half: 0 or 1 for what was learnt from the one half of the verses alone, so that texts of the other are as new to
            it as any; None for the mean of both.

    Returns:
        (n + 1,) logarithms of the odds, -6 to 6; the beginning and the end of the text are sure.

    Raises:
        ValueError: vectors of another size than those it was learnt from.
    """
    weights, offset = (known.mean(axis=0) if half is None else known[half] for known in _probe())
    n = len(encoded)
    odds = np.full(n + 1, _SURE, dtype=np.float32)
    for low in range(1, n, _AT_ONCE):
        places = np.arange(low, min(low + _AT_ONCE, n))
        odds[places] = np.clip(place_features(encoded, side, places) @ weights + offset, -_SURE, _SURE)
    return odds


def place_features(encoded: Encoded, side: Side, places: NDArray[np.int64]) -> Floats:
    """What is known of the sentences before and behind each place.

    Args:
        encoded: n sentences.
        side: their surfaces.
        places: numbers of sentences, 1 to n - 1.

    Returns:
        (places, columns).
    """
    before, behind = encoded.vectors[places - 1], encoded.vectors[places]
    ending, weak = side.ending[places - 1], ~ends(side.ending)
    columns = [ending == kind for kind in range(-1, len(ENDINGS))]
    for here in (places - 1, places):
        columns += [side.lower[here], side.quotes[here] % 2, side.quotes[here] > 0]
    for step in _AROUND:
        near = np.clip(places + step, 0, len(encoded) - 1)
        columns += [np.log(side.length[near]), side.length[near] / 100, weak[near]]
    columns.append((before.astype(np.float32) * behind).sum(axis=1))
    surface = np.stack(columns, axis=1)
    parts = (before, behind, encoded.first[places], encoded.last[places - 1], surface)
    return np.concatenate([part.astype(np.float32) for part in parts], axis=1)


VERSE_NAMES = (
    "several sentences",
    "a verse begins before",
    "a verse begins behind",
    "none begins before",
    "none begins behind",
    "a verse begins inside the source",
    "a verse begins inside the target",
    "a verse surely begins inside",
)


def verse_evidence(verses: Verses, grid: Grid, node: Integers, kind: Integers) -> Floats:
    """Evidence that beads of several sentences are verses; one and one sentence may be anywhere in a verse.

    Args:
        verses: of n and m sentences.
        grid: over them.
        node: (e,) where each bead begins.
        kind: (e,) index into TYPES; all beads end within the grid.

    Returns:
        (e, len(VERSE_NAMES)); zeros for beads of one and one sentence, and where the texts are hardly in verses.
    """
    found = np.zeros((len(node), len(VERSE_NAMES)), dtype=np.float32)
    if verses.likely < _HARDLY:
        return found
    first = grid.row[node], grid.column[node]
    counts = np.array(TYPES)[kind].T
    odds = verses.source, verses.target
    before = sum(starts[at] for starts, at in zip(odds, first, strict=True))
    behind = sum(starts[at + count] for starts, at, count in zip(odds, first, counts, strict=True))
    inside = [_inside(*side) for side in zip(odds, first, counts, strict=True)]
    columns = (
        np.full(len(node), verses.likely),
        before,
        behind,
        np.minimum(before, 0),
        np.minimum(behind, 0),
        *inside,
        np.maximum(np.maximum(*inside), 0),
    )
    several = counts.sum(axis=0) > 2
    found[several] = np.stack(columns, axis=1)[several]
    return found


def _inside(starts: Floats, first: Integers, count: Integers) -> Floats:
    """(e,) greatest odds of the places inside runs of `count` sentences; 0 where there are none."""
    found = np.where(count > 1, -_SURE, 0).astype(np.float32)
    for k in range(1, int(count.max(initial=1))):
        inner = starts[np.minimum(first + k, len(starts) - 1)]
        found = np.where(count > k, np.maximum(found, inner), found)
    return found
