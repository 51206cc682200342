"""Passages that changed places: found beside the ladder, which can only rise, and reported with the likely partner."""

from collections.abc import Sequence

import numpy as np

from align.matching.encoding import Encoded, Floats
from align.model import Bead, Finding, Severity

_REACH = 40  # beads between the two halves of a crossing
_ALIKE = 0.5  # least mean cosine of the best partners of a moved passage
_AHEAD = 0.2  # by how much a crossed pairing must beat the straight one inside a bead


def _cosines(source: Encoded, target: Encoded, ours: Sequence[int], theirs: Sequence[int]) -> Floats:
    a, b = source.vectors[list(ours)].astype(np.float32), target.vectors[list(theirs)].astype(np.float32)
    cosines: Floats = a @ b.T
    return cosines


def _runs(beads: Sequence[Bead], *, of_source: bool) -> list[tuple[int, int]]:
    """(first, last) bead of each run of null beads of one side; null beads of the other side do not end a run."""
    runs: list[tuple[int, int]] = []
    open_run = False
    for k, bead in enumerate(beads):
        mine = bool(bead.source) and not bead.target if of_source else bool(bead.target) and not bead.source
        if mine and not bead.decided:
            runs[-1:] = [(runs[-1][0], k)] if open_run else [*runs[-1:], (k, k)]
            open_run = True
        elif not bead.is_null or bead.decided:
            open_run = False
    return runs


def find_crossings(beads: Sequence[Bead], source: Encoded, target: Encoded) -> tuple[Finding, ...]:
    """Null beads of the one side that answer null beads of the other side near by, and 2–2 beads that cross inside.

    Args:
        beads: a ladder in order.
        source: encodings of all sentences.
        target: see `source`.

    Returns:
        One finding "crossing" for each, its beads being the first of the source passage and the first of the target
        passage.
    """
    found = []
    for a, b in _runs(beads, of_source=True):
        ours = [i for bead in beads[a : b + 1] for i in bead.source if bead.is_null]
        options = []
        for c, d in _runs(beads[max(0, a - _REACH) : b + _REACH + 1], of_source=False):
            c, d = c + max(0, a - _REACH), d + max(0, a - _REACH)
            theirs = [j for bead in beads[c : d + 1] for j in bead.target if bead.is_null]
            cosines = _cosines(source, target, ours, theirs)
            options.append((float(min(cosines.max(axis=1).mean(), cosines.max(axis=0).mean())), c))
        best = max(options, default=(0.0, 0))
        if best[0] > _ALIKE:
            found.append(moved(a, best[1]))
    return tuple(found) + tuple(_inside(beads, source, target))


def moved(passage: int, partner: int) -> Finding:
    """The finding of a passage that changed places, by the 0-based numbers of its first bead and of its partner's."""
    message = f"Seems to have changed places with its surroundings: its likely partner is bead {partner + 1}."
    return Finding("crossing", Severity.WARNING, message, (passage, partner))


def _inside(beads: Sequence[Bead], source: Encoded, target: Encoded) -> list[Finding]:
    found = []
    for k, bead in enumerate(beads):
        if len(bead.source) == len(bead.target) == 2 and not bead.decided:
            cosines = _cosines(source, target, bead.source, bead.target)
            if cosines[0, 1] + cosines[1, 0] > cosines[0, 0] + cosines[1, 1] + 2 * _AHEAD:
                message = "The two sentences answer each other in the opposite order."
                found.append(Finding("crossing", Severity.INFO, message, (k,)))
    return found
