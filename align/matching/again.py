"""A part of a text matched again, around a pair that a person has set; all other beads stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.matching.aligning import MatchingOptions, align_sentences, with_landmarks
from align.matching.constraints import Stretch
from align.matching.preparing import Prepared
from align.model import Alignment, Bead

_AROUND = 30  # sentences of each side before and behind the pair
_SURE = 0.9  # confidence of the links between which a part begins and ends


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where all sentences before belong to the beads before: number of beads, source and target sentences."""

    beads: int
    source: int
    target: int


def match_around(pair: Bead, alignment: Alignment, prepared: Prepared, options: MatchingOptions) -> tuple[Bead, ...]:
    """Match what lies around a pair again.

    Args:
        pair: the pair that was set; it is one of the pins of `options`.
        alignment: the ladder as it stands.
        prepared: what `prepare` made of its sentences.
        options: all pins of the document; places count from the beginning of the texts.

    Returns:
        The beads of the whole text: outside of the part as they stand, inside matched anew under the pins. The part
        reaches to sure links some thirty sentences before and behind the pair, or to the ends of the texts.

    Raises:
        UsageError: see `align_sentences`.
    """
    options, _ = with_landmarks(options, alignment.source, alignment.target, prepared)
    start, stop = _part(pair, alignment)
    ours, theirs = range(start.source, stop.source), range(start.target, stop.target)
    inner = replace(
        options,
        pins=tuple(_moved(pin, -start.source, -start.target) for pin in options.pins if _inside(pin, ours, theirs)),
        boundaries=tuple(
            (i - start.source, j - start.target)
            for i, j in options.boundaries
            if start.source < i < stop.source and start.target < j < stop.target
        ),
    )
    found = align_sentences(
        alignment.source[start.source : stop.source],
        alignment.target[start.target : stop.target],
        prepared.encoder,
        inner,
        prepared=prepared.part(Stretch(tuple(ours), tuple(theirs))),
    )
    again = [_moved(bead, start.source, start.target) for bead in found.beads]
    return (*alignment.beads[: start.beads], *again, *alignment.beads[stop.beads :])


def _part(pair: Bead, alignment: Alignment) -> tuple[_Cut, _Cut]:
    """Where the part begins and ends."""
    beads = alignment.beads
    first, *inner, last = _cuts(beads)
    sure = [cut for cut in inner if _is_sure(beads[cut.beads - 1]) and _is_sure(beads[cut.beads])]
    before = (
        cut for cut in reversed(sure) if _reaches(pair.source, cut.source, -1) and _reaches(pair.target, cut.target, -1)
    )
    behind = (cut for cut in sure if _reaches(pair.source, cut.source, 1) and _reaches(pair.target, cut.target, 1))
    return next(before, first), next(behind, last)


def _reaches(places: tuple[int, ...], cut: int, side: int) -> bool:
    """Whether a cut lies far enough before (-1) or behind (1) these sentences, if there are any."""
    return not places or (cut + _AROUND <= places[0] if side < 0 else cut - _AROUND > places[-1])


def _is_sure(bead: Bead) -> bool:
    return not bead.is_null and (bead.decided or bead.confidence >= _SURE)


def _cuts(beads: Sequence[Bead]) -> list[_Cut]:
    """The places, first and last included, where no bead reaches over and none crosses."""
    found = [_Cut(0, 0, 0)]
    source = target = top_source = top_target = 0
    for k, bead in enumerate(beads, 1):
        source, target = source + len(bead.source), target + len(bead.target)
        top_source = max(top_source, *(i + 1 for i in bead.source), 0)
        top_target = max(top_target, *(j + 1 for j in bead.target), 0)
        if (top_source, top_target) == (source, target):
            found.append(_Cut(k, source, target))
    return found


def _inside(pin: Bead, ours: range, theirs: range) -> bool:
    return all(i in ours for i in pin.source) and all(j in theirs for j in pin.target)


def _moved(bead: Bead, source: int, target: int) -> Bead:
    """The bead with its places counted from elsewhere."""
    return replace(bead, source=tuple(i + source for i in bead.source), target=tuple(j + target for j in bead.target))
