"""From two prepared texts to the few beads worth weighing: band, draft, and what the draft leaves standing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.matching.answers import Answers
from align.matching.constraints import Stretch
from align.matching.draft import DraftWeights, draft_scores
from align.matching.encoding import Encoded, Floats
from align.matching.evidence import LinkEvidence, Links, Reals
from align.matching.grid import NEVER, TYPES, Grid, Integers, make_grid, pinched
from align.matching.lattice import Posteriors, Scores, posteriors
from align.matching.nulls import null_evidence
from align.matching.preparing import Prepared
from align.matching.similarity import similarities
from align.matching.verses import Verses, verse_evidence

_ALIVE = 3e-6  # least probability of a node and of a link in the flattened draft


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """All that is weighed in one stretch.

    Attributes:
        grid: nodes that the draft left standing, with what lies between them in a row.
        links: candidate beads with their evidence.
        source: (n, NULL_NAMES) evidence of each source sentence having no answer.
        target: (m, NULL_NAMES) likewise.
        inside: (n,) and (m,) which sentences end inside a bracket, as `Side.inside`.
    """

    grid: Grid
    links: Links
    source: Floats
    target: Floats
    inside: tuple[Reals, Reals]

    def last_sentences(self) -> tuple[Integers, Integers]:
        """(e,) and (e,) the last source and the last target sentence of each candidate bead."""
        beads, (a, b) = self.links, np.array(TYPES)[self.links.kind].T
        return self.grid.row[beads.node] + a - 1, self.grid.column[beads.node] + b - 1


def forbid_holes(scores: Scores, grid: Grid, stretch: Stretch) -> None:
    """No bead may reach over a sentence that was taken out of the stretch; changes the scores."""
    for places, where, axis in ((stretch.source, grid.row, 0), (stretch.target, grid.column, 1)):
        level = np.concatenate([[0], np.cumsum(np.diff(np.array(places, dtype=np.int64)) > 1)])
        if len(level) > 1 and level[-1]:
            for k, bead_type in enumerate(TYPES):
                first = np.minimum(where, len(level) - 1)
                last = np.minimum(where + bead_type[axis] - 1, len(level) - 1)
                scores.links[level[first] != level[last], k] = NEVER


def narrowed(grid: Grid, found: Posteriors) -> tuple[Grid, NDArray[np.int64], NDArray[np.bool_]]:
    """The part of a band through which the draft may go.

    Args:
        grid: the band.
        found: what the draft makes of it.

    Returns:
        The narrower grid, for each of its nodes (and for "outside") the number that it has in the band, and (nodes,)
        whether it is itself alive.
    """
    alive = found.nodes(grid) > _ALIVE
    n, m = grid.shape
    alive[[0, -1]] = True
    rows, columns = grid.row[alive], grid.column[alive]
    low, high = np.full(n + 1, m + 1), np.full(n + 1, -1)
    np.minimum.at(low, rows, columns)
    np.maximum.at(high, rows, columns)
    low = np.minimum.accumulate(low[::-1])[::-1]
    high = np.maximum.accumulate(high)
    inner = make_grid(low, np.maximum(high, low), grid.corners)
    number = np.append(grid.at(inner.row, inner.column), grid.nodes)
    return inner, number, np.append(alive, False)[number[:-1]]


def candidates(
    prepared: Prepared,
    grid: Grid,
    likely: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    *,
    corners: Sequence[tuple[int, int]] = (),
    weights: DraftWeights,
    ratio: float,
    stretch: Stretch,
    verses: Verses,
) -> Candidates:
    """What is worth weighing, with its evidence.

    Args:
        prepared: n source and m target sentences.
        grid: band over them.
        likely: which runs of sentences may be a side of a bead, as `likely_runs` tells.
        corners: nodes of the band through which every ladder is to pass.
        weights: of the draft.
        ratio: target characters for one source character.
        stretch: the numbers of the sentences in their texts; no candidate reaches over a hole in them.
        verses: what is known of theirs.

    Returns:
        Candidates that have any probability in the draft.
    """
    encoded, sides = prepared.encoded, prepared.sides
    wide = similarities(prepared.encoder, *encoded, grid, likely)
    band = pinched(grid, corners)
    places = np.append(grid.at(band.row, band.column), grid.nodes)
    scores = draft_scores(band, wide[places], *sides, weights, ratio=ratio)
    forbid_holes(scores, band, stretch)
    found = posteriors(band, scores)
    inner, number, alive = narrowed(band, found)
    ends = np.append(alive, False)[inner.successors]
    node, kind = np.nonzero(ends & (found.links[number[:-1]] > _ALIVE))
    answers = Answers(inner, node, kind, encoded[0].pieces, encoded[1].pieces)
    evidence = LinkEvidence(grid, wide, sides, answers, ratio=ratio, verses=verses.likely)
    ours, theirs = (
        null_evidence(grid, wide, side, evidence.numbers, _own(vectors), answers, of_source=k == 0)
        for k, (side, vectors) in enumerate(zip(sides, encoded, strict=True))
    )
    of_verses = verse_evidence(verses, inner, node, kind)
    links = Links(node, kind, evidence.of(places[number[node]], kind), of_verses)
    return Candidates(inner, links, ours, theirs, (sides[0].inside, sides[1].inside))


def _own(encoded: Encoded) -> NDArray[np.float64]:
    """(n,) greatest cosine of each sentence with its neighbours on the same side; 0 where there are none."""
    vectors = encoded.vectors.astype(np.float32)
    beside = np.pad((vectors[1:] * vectors[:-1]).sum(axis=1), 1) if len(vectors) else np.zeros(1)
    own: NDArray[np.float64] = np.maximum(beside[1:], beside[:-1]).astype(np.float64)
    return own
