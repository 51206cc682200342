"""The check of length, by the document's own proportions."""

from collections.abc import Iterator, Sequence
from statistics import median

from align.checking.case import Case, SideText
from align.model import Finding, Severity

ENOUGH = 20
"""Beads with both sides below which a document has no proportions of its own, and nothing is found."""

FAR, VERY_FAR = 4.0, 5.0
"""Robust deviations from which on a length is noted, and from which on it is a warning."""

SMOOTHING = 12.0
"""Characters added to a length, so that the shortest texts do not count as far off."""

SHORT = 30
"""Characters that the longer side must have for a length to be judged."""

GROWTH = 0.75
"""Power of the length with which its spread grows: between chance letter by letter (a half) and proportion (one)."""

NORMAL = 1.4826
"""Median absolute deviations in a standard deviation of a normal distribution."""


def length_far_off(case: Case) -> Iterator[Finding]:
    """The {target language} side is {factor} times as long as usual in this document."""
    sizes = [(_size(pair.source), _size(pair.target)) for pair in case.linked]
    if len(sizes) < ENOUGH:
        return
    usual = median(theirs / ours for ours, theirs in sizes)
    for pair, (ours, theirs), score in zip(case.linked, sizes, deviations(sizes), strict=True):
        if abs(score) >= FAR and max(ours, theirs) >= SHORT:
            severity = Severity.WARNING if abs(score) >= VERY_FAR else Severity.INFO
            name = case.target_language.name
            message = f"The {name} side is {theirs / ours / usual:.1f} times as long as usual in this document."
            yield Finding("length-far-off", severity, message, (pair.index,))


def _size(text: SideText) -> int:
    """Characters without blanks and without what stands in brackets, at least 1."""
    return max(1, len(text.own) - text.own.count(" "))


def deviations(sizes: Sequence[tuple[int, int]]) -> list[float]:
    """How far each pair of lengths lies from the proportion of all, in robust standard deviations.

    Args:
        sizes: (source, target) characters of each bead, at least 1; at least one bead.

    Returns:
        One number for each, negative where the target is short; all 0 if more than half of the beads agree exactly.
    """
    usual = median(theirs / ours for ours, theirs in sizes)
    raw = [(theirs - usual * ours) / ((usual * ours + theirs) / 2 + SMOOTHING) ** GROWTH for ours, theirs in sizes]
    centre = median(raw)
    spread = NORMAL * median(abs(value - centre) for value in raw)
    return [(value - centre) / spread if spread else 0.0 for value in raw]
