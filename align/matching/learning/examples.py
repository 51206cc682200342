"""Documents as examples to learn from: their candidates, and which of them the gold ladder takes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.matching.aligning import weights_for
from align.matching.candidates import Candidates, candidates
from align.matching.constraints import Stretch
from align.matching.corridor import corridor, likely_runs
from align.matching.draft import length_ratio
from align.matching.encoding import Encoder
from align.matching.grid import TYPES
from align.matching.learning.recipe import OfVerses
from align.matching.learning.synthetic import MadeUp
from align.matching.preparing import Prepared, anchors_of, prepare
from align.matching.verses import verses_of
from align.model import Bead

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A document to learn from: its candidates and which steps the gold ladder takes.

    Attributes:
        found: the candidates.
        links: (e,) 1 where the candidate is in the gold ladder.
        source: (n,) 1 where the sentence has no answer.
        target: (m,) likewise.
        gaps: (5,) how often the gold ladder takes each transition.
    """

    found: Candidates
    links: Reals
    source: Reals
    target: Reals
    gaps: Reals


def make_example(found: Candidates, beads: Sequence[Bead]) -> Example | None:
    """Find the gold ladder among the candidates.

    Args:
        found: candidates of a document.
        beads: its gold ladder.

    Returns:
        None where the gold ladder is not among the candidates.
    """
    n, m = found.grid.shape
    number = {(int(c), int(k)): e for e, (c, k) in enumerate(zip(found.links.node, found.links.kind, strict=True))}
    links, source, target, gaps = np.zeros(len(number)), np.zeros(n), np.zeros(m), np.zeros(5)
    state, i, j = "M", 0, 0
    for bead in _canonical(beads):
        if any(run != tuple(range(run[0], run[-1] + 1)) for run in (bead.source, bead.target) if run):
            return None
        a, b = len(bead.source), len(bead.target)
        if a and b:
            node = int(found.grid.at(np.array([i]), np.array([j]))[0])
            edge = number.get((node, TYPES.index((a, b)))) if (a, b) in TYPES else None
            if edge is None:
                return None
            links[edge], state = 1.0, "M"
        elif a:
            source[i] = 1.0
            gaps[2 if state == "X" else 0] += 1
            state = "X"
        else:
            target[j] = 1.0
            gaps[{"M": 1, "X": 4, "Y": 3}[state]] += 1
            state = "Y"
        i, j = i + a, j + b
        if int(found.grid.at(np.array([i]), np.array([j]))[0]) == found.grid.nodes:
            return None
    return Example(found, links, source, target, gaps)


def _canonical(beads: Sequence[Bead]) -> list[Bead]:
    """Null beads of one sentence; in a gap on both sides the source first."""
    done: list[Bead] = []
    gap: list[Bead] = []
    for bead in beads:
        if bead.is_null:
            gap += [Bead((i,), ()) for i in bead.source] + [Bead((), (j,)) for j in bead.target]
        else:
            done += [*sorted(gap, key=lambda null: not null.source), bead]
            gap = []
    return done + sorted(gap, key=lambda null: not null.source)


def candidates_of(prepared: Prepared, half: int | None = None) -> Candidates:
    """Candidates of a whole text, as they are in use; for `half` see `verse_starts`."""
    n, m = len(prepared.source), len(prepared.target)
    anchors = anchors_of(prepared)
    return candidates(
        prepared,
        corridor(anchors, n, m),
        likely_runs(anchors, n, m),
        weights=weights_for(prepared.encoder),
        ratio=length_ratio(*prepared.sides),
        stretch=Stretch(tuple(range(n)), tuple(range(m))),
        verses=verses_of(prepared.encoded, prepared.sides, half),
    )


def examples_of(document: MadeUp, encoder: Encoder | None) -> list[Example]:
    """A document as an example; where its gold ladder is not among the candidates, those parts in which it is."""
    ready = prepare(document.source, document.target, encoder)
    whole = make_example(candidates_of(ready), document.beads)
    return [whole] if whole else _parts(ready, document.beads, 25)


def verse_examples(encoder: Encoder | None, document: OfVerses) -> list[Example]:
    """A document of verses in parts, looked at with what was learnt from the half of them of which it is not made."""
    text = document.text
    return _parts(prepare(text.source, text.target, encoder), text.beads, 40, 1 - document.half)


def natural_examples(text: MadeUp, encoder: Encoder | None) -> list[Example]:
    """A natural text in parts of 60 beads; parts whose gold ladder is not among the candidates are left out."""
    return _parts(prepare(text.source, text.target, encoder), text.beads, 60)


def _parts(ready: Prepared, beads: Sequence[Bead], size: int, half: int | None = None) -> list[Example]:
    found = []
    i = j = 0
    for start in range(0, len(beads), size):
        here = beads[start : start + size]
        end_i = max((k + 1 for bead in here for k in bead.source), default=i)
        end_j = max((k + 1 for bead in here for k in bead.target), default=j)
        moved = [Bead(tuple(k - i for k in b.source), tuple(k - j for k in b.target)) for b in here]
        part = ready.part(Stretch(tuple(range(i, end_i)), tuple(range(j, end_j))))
        example = make_example(candidates_of(part, half), moved) if end_i > i and end_j > j else None
        found += [example] if example else []
        i, j = end_i, end_j
    return found
