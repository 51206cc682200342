"""Is the confidence honest? Calibration, and the errors that reviewing the least sure beads would catch. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

BINS = 10
REVIEW_SHARES = (0.05, 0.10, 0.20)


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicted bead as measuring sees it: how sure the aligner was (0 to 1), and whether gold has the same bead."""

    confidence: float
    correct: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The beads whose confidence lies in one stretch.

    Attributes:
        low, high: the stretch; `high` belongs to the next one, but 1.0 to the last.
        count: beads in it.
        confidence: their mean confidence; 0 for an empty bin.
        accuracy: the share of them that is right; 0 for an empty bin.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(judged: Sequence[Judged], bins: int = BINS) -> tuple[Bin, ...]:
    """Confidence against accuracy in `bins` (>= 1) stretches of equal width, empty ones too."""
    groups: list[list[Judged]] = [[] for _ in range(bins)]
    for one in judged:
        groups[min(int(one.confidence * bins), bins - 1)].append(one)
    return tuple(
        Bin(
            low=k / bins,
            high=(k + 1) / bins,
            count=len(group),
            confidence=sum(one.confidence for one in group) / max(1, len(group)),
            accuracy=sum(one.correct for one in group) / max(1, len(group)),
        )
        for k, group in enumerate(groups)
    )


def expected_calibration_error(judged: Sequence[Judged], bins: int = BINS) -> float:
    """Mean distance of confidence and accuracy over the bins, weighted by their beads (Guo et al. 2017, eq. 3).

    Returns:
        0 (honest) to 1; 0 for no beads.
    """
    total = max(1, len(judged))
    return sum(one.count * abs(one.confidence - one.accuracy) for one in reliability(judged, bins)) / total


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """Reviewing the least sure `share` of the beads (0 to 1) finds the share `caught` of all errors (0 to 1)."""

    share: float
    caught: float


def errors_caught(judged: Sequence[Judged], share: float) -> float:
    """The share of all errors among the least sure `share` of the beads.

    The number of beads reviewed is `share` of all, rounded up. Beads that are equally sure come in random order, so the
    expected number of errors is counted for them; otherwise the order of the file would decide.

    Args:
        judged: predicted beads, in any order.
        share: 0 to 1.

    Returns:
        0 to 1; 1 where there is no error.
    """
    errors = sum(not one.correct for one in judged)
    if not errors:
        return 1.0
    # The subtraction keeps 0.1 * 30 = 3.0000000000000004 from counting as 4.
    return _expected_errors(judged, -int(-(share * len(judged) - 1e-9) // 1)) / errors


def review_curve(judged: Sequence[Judged], steps: int = 100) -> tuple[ReviewPoint, ...]:
    """Points from nothing reviewed to everything reviewed, `steps` + 1 of them."""
    return tuple(ReviewPoint(k / steps, errors_caught(judged, k / steps)) for k in range(steps + 1))


def _expected_errors(judged: Sequence[Judged], reviewed: int) -> float:
    """Expected errors among the `reviewed` least sure beads, equally sure ones in random order."""
    left, expected = reviewed, 0.0
    for _, tied in groupby(sorted(judged, key=lambda one: one.confidence), key=lambda one: one.confidence):
        group = list(tied)
        taken = min(left, len(group))
        expected += sum(not one.correct for one in group) * taken / len(group)
        left -= taken
        if not left:
            break
    return expected
