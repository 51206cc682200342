"""Two lists of sentences become an alignment: the one place where encoder, bead model, constraints and ladder meet."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from align import __version__
from align.matching.adapting import adapted_scores
from align.matching.beadmodel import BeadModel, packaged_model
from align.matching.candidates import candidates, forbid_holes
from align.matching.constraints import Stretch, make_plan
from align.matching.corridor import (
    OVERLAP,
    anchors_within,
    corridor,
    likely_runs,
    sure_corners,
    window_end,
)
from align.matching.crossing import find_crossings
from align.matching.draft import DraftWeights, draft_scores, length_ratio
from align.matching.encoding import Encoder
from align.matching.grid import KIND_OF, NEVER, Grid
from align.matching.landmarks import find_landmarks
from align.matching.lattice import Posteriors, Scores, Step, best_ladder, posteriors
from align.matching.lexical import LexicalEncoder
from align.matching.preparing import Prepared, anchors_of, encoder_kind, prepare
from align.matching.similarity import similarities
from align.matching.sliding import Texture, slide
from align.matching.verses import verses_of
from align.model import Alignment, Bead, Finding, Landmark, Sentence, Severity

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]

_DRAFTS = {
    "use-multilingual": DraftWeights(),
    "no-encoder": DraftWeights(length=1.0, extra=0.1, open=1.3, more=1.0, sharpness=5.0),
}
_LOOSE = 0.4  # the draft that picks candidates is this much flatter than the draft that decides,
_SEVERAL = 0.3  # and kinder to beads of several sentences on both sides
_WORTH = 0.48  # probability below which a bead costs more expected F1 than it brings: half the F1 to be expected


@dataclass(frozen=True, slots=True)
class MatchingOptions:
    """How to match.

    Attributes:
        source_language, target_language: ISO 639-1 codes; they are named in the signature and change nothing else,
            since the core of matching knows no language.
        pins: decided beads, hard constraints.
        boundaries: (i, j), 0-based, rising: no bead reaches over the place before source sentence i and target
            sentence j.
        landmarks: what else is to be a boundary where both texts show it.
        model: the learned bead model; None for the one that belongs to the encoder, "draft" for weights set by hand
            (all there is without an encoder).
    """

    source_language: str = "de"
    target_language: str = "en"
    pins: tuple[Bead, ...] = ()
    boundaries: tuple[tuple[int, int], ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    model: BeadModel | Literal["draft"] | None = None


@dataclass(frozen=True, slots=True)
class Sure:
    """A step of a ladder with its probability."""

    step: Step
    probability: float


def _decode(prepared: Prepared, grid: Grid, scores: Scores, found: Posteriors) -> tuple[Sure, ...]:
    """The ladder of the greatest expected gain, runs of null sentences slid, each step with its probability."""

    def allowed(step: Step) -> bool:
        node = int(grid.at(np.array(step.i), np.array(step.j)))
        return bool(node < grid.nodes and scores.links[node, KIND_OF[step.a, step.b]] > NEVER)

    n, m = grid.shape
    null_source: Reals = np.bincount(grid.row, found.source, minlength=n + 1)[1:].astype(np.float64)
    null_target: Reals = np.bincount(grid.column, found.target, minlength=m + 1)[1:].astype(np.float64)
    gains = np.where(scores.links > NEVER, found.links - _WORTH, NEVER)
    steps = best_ladder(grid, gains, null_source - _WORTH, null_target - _WORTH)
    source, target = (Texture(*text) for text in zip(prepared.encoded, prepared.sides, strict=True))
    steps = slide(steps, source, target, allowed)
    return tuple(map(Sure, steps, _probabilities(grid, found, steps, null_source, null_target)))


def _probabilities(
    grid: Grid, found: Posteriors, steps: Sequence[Step], null_source: Reals, null_target: Reals
) -> list[float]:
    """Of each step of a ladder."""
    i, j, a, b = np.array(steps, dtype=np.int64).reshape(-1, 4).T
    alone, added = b == 0, a == 0
    linked = ~(alone | added)
    values = np.empty(len(steps))
    values[alone], values[added] = null_source[i[alone]], null_target[j[added]]
    values[linked] = found.links[grid.at(i[linked], j[linked]), KIND_OF[a[linked], b[linked]]]
    clipped: list[float] = values.clip(0.0, 1.0).tolist()
    return clipped


def _model(encoder: Encoder, options: MatchingOptions) -> BeadModel | Literal["draft"]:
    if options.model:
        return options.model
    return "draft" if isinstance(encoder, LexicalEncoder) else packaged_model(encoder_kind(encoder))


def weights_for(encoder: Encoder) -> DraftWeights:
    """Weights of the draft that picks candidates: flatter than those that decide alone."""
    weights = _DRAFTS[encoder_kind(encoder)]
    return replace(weights, sharpness=weights.sharpness * _LOOSE, several=_SEVERAL)


def _match_window(
    prepared: Prepared, stretch: Stretch, anchors: Sequence[tuple[int, int]], options: MatchingOptions, ratio: float
) -> tuple[Sure, ...]:
    """Match texts that fit into memory at once; places count from the beginning of the stretch."""
    n, m = len(stretch.source), len(stretch.target)
    if not n or not m:
        return tuple(Sure(Step(k if n else 0, k if m else 0, int(n > 0), int(m > 0)), 1.0) for k in range(n or m))
    grid, likely = corridor(anchors, n, m), likely_runs(anchors, n, m)
    model = _model(prepared.encoder, options)
    weights = _DRAFTS[encoder_kind(prepared.encoder)]
    if isinstance(model, BeadModel):
        loose = weights_for(prepared.encoder)
        verses = verses_of(prepared.encoded, prepared.sides)
        found = candidates(
            prepared,
            grid,
            likely,
            corners=sure_corners(anchors, n),
            weights=loose,
            ratio=ratio,
            stretch=stretch,
            verses=verses,
        )
        grid, scores = found.grid, adapted_scores(model, found)
    else:
        alike = similarities(prepared.encoder, *prepared.encoded, grid, likely)
        scores = draft_scores(grid, alike, *prepared.sides, weights, ratio=ratio)
        forbid_holes(scores, grid, stretch)
    return _decode(prepared, grid, scores, posteriors(grid, scores))


def _match_stretch(prepared: Prepared, stretch: Stretch, options: MatchingOptions, ratio: float) -> list[Bead]:
    """Match a stretch, a long one window by window: each goes on from a sure place inside the one before."""
    part = prepared.part(stretch)
    n, m = len(stretch.source), len(stretch.target)
    anchors = anchors_of(part)
    beads: list[Bead] = []
    i = j = 0
    while i < n or j < m:
        window = window_end(anchors, (i, j), (n, m))
        end = window.place
        within = anchors_within(anchors, (i, j), end)
        inner = Stretch(tuple(range(i, end[0])), tuple(range(j, end[1])))
        real = Stretch(stretch.source[i : end[0]], stretch.target[j : end[1]])
        steps = _match_window(part.part(inner), real, within, options, ratio)
        if not window.sure:
            steps = steps[: _sure_place(steps)]
        for sure in steps:
            source = real.source[sure.step.i : sure.step.i + sure.step.a]
            target = real.target[sure.step.j : sure.step.j + sure.step.b]
            beads.append(Bead(source, target, sure.probability))
        last = steps[-1].step
        i, j = i + last.i + last.a, j + last.j + last.b
    return beads


def _sure_place(steps: tuple[Sure, ...]) -> int:
    """Where to cut a window: behind the last of the surest links before the overlap begins."""
    stop = steps[-1].step.i - OVERLAP
    inner = [k for k, sure in enumerate(steps) if sure.step.i < stop and sure.step.a and sure.step.b]
    recent = inner[-OVERLAP:]
    return max(recent, key=lambda k: (round(steps[k].probability, 3), k), default=len(steps) - 1) + 1


def _in_order(beads: list[Bead]) -> tuple[Bead, ...]:
    """Source order; a bead without source stands behind the bead that ends with the target sentence before its own."""
    links = sorted((bead for bead in beads if bead.source), key=lambda bead: bead.source)
    after: dict[int, list[Bead]] = {}
    owners = sorted((j, k) for k, bead in enumerate(links) for j in bead.target)
    for bead in sorted((bead for bead in beads if not bead.source), key=lambda bead: bead.target):
        before = bisect_left(owners, (bead.target[0], 0))
        after.setdefault(owners[before - 1][1] if before else -1, []).append(bead)
    ordered = list(after.get(-1, []))
    for k, bead in enumerate(links):
        ordered += [bead, *after.get(k, [])]
    return tuple(ordered)


def signature(encoder: Encoder, options: MatchingOptions) -> str:
    """How an alignment comes about: version, encoder, model, languages and number of constraints."""
    pair = f"{options.source_language}-{options.target_language}"
    constraints = f"pins:{len(options.pins)}|boundaries:{len(options.boundaries)}"
    model = _model(encoder, options)
    name = model.name if isinstance(model, BeadModel) else model
    return f"align/{__version__}|{encoder.signature}|{name}|{pair}|{constraints}"


def with_landmarks(
    options: MatchingOptions, source: Sequence[Sentence], target: Sequence[Sentence], prepared: Prepared
) -> tuple[MatchingOptions, tuple[Finding, ...]]:
    """The options with boundaries in place of landmarks, and a finding on each sort of them.

    Boundaries of all sorts, those that were given among them, must rise; the first sort goes before the second.
    """
    boundaries = set(options.boundaries)
    findings = []
    anchors = anchors_of(prepared) if options.landmarks else []
    for sort in dict.fromkeys(options.landmarks):
        found = find_landmarks(source, target, sort, anchors)
        fitting = [place for place in found.places if all(_rise(place, other) for other in boundaries)]
        boundaries |= set(fitting)
        findings.append(_told(sort, len(fitting), found.left_out + len(found.places) - len(fitting)))
    return replace(options, boundaries=tuple(sorted(boundaries)), landmarks=()), tuple(findings)


def _rise(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one == other or (one[0] < other[0] and one[1] < other[1]) or (one[0] > other[0] and one[1] > other[1])


def _told(sort: Landmark, used: int, left_out: int) -> Finding:
    message = f"Boundaries at {sort} of both sides: {used}."
    if left_out:
        message += f" Left out, since they contradict other boundaries or the sentences around them: {left_out}."
    return Finding("boundaries", Severity.INFO, message)


def align_sentences(
    source: Sequence[Sentence],
    target: Sequence[Sentence],
    encoder: Encoder | None,
    options: MatchingOptions,
    *,
    prepared: Prepared | None = None,
) -> Alignment:
    """Find the ladder of beads between two texts.

    Args:
        source: all sentences of both texts; either may be empty.
        target: see `source`.
        encoder: None for the way out without one (numbers, names, cognates and lengths); the signature says so.
        options: languages, constraints, weights.
        prepared: what `prepare` made of these sentences with this encoder; made here if not given.

    Returns:
        Beads that cover every sentence once, each with its posterior probability; decided beads unchanged with
        confidence 1. Crossings are findings, and how many landmarks there are.

    Raises:
        UsageError: pins or boundaries that contradict each other or lie outside the texts.
    """
    ready = prepared or prepare(source, target, encoder)
    options, findings = with_landmarks(options, source, target, ready)
    plan = make_plan(len(source), len(target), options.pins, options.boundaries)
    ratio = length_ratio(*ready.sides)
    found = [Bead(pin.source, pin.target, 1.0, decided=True) for pin in options.pins]
    for stretch in plan.stretches:
        found += _match_stretch(ready, stretch, options, ratio)
    beads = _in_order(found)
    findings += tuple(
        Finding("boundary-overruled", Severity.INFO, f"A decided bead reaches over the boundary at {i + 1}/{j + 1}.")
        for i, j in plan.overruled
    )
    findings += find_crossings(beads, ready)
    return Alignment(tuple(source), tuple(target), beads, findings, signature(ready.encoder, options))
