"""Where a run of null sentences begins, if sentences that read the same stand at both of its ends.

A missing article leaves the same text whether its own closing clause is gone or the equal one of the article before it:
the run can slide along the ladder, as a hunk of a line-by-line difference can (the sliders of git's `diff`). Then the
ladder says nothing of what happened, and the run is made to begin where something begins: a heading, a list mark, a
paragraph.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from align.matching.encoding import Encoded
from align.matching.lattice import Step
from align.matching.surface import Side

Ladder = tuple[Step, ...]
Allowed = Callable[[Step], bool]


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """What sliding needs to know of a text.

    Attributes:
        encoded: n sentences; those that read the same have the same pieces.
        side: their surface.
    """

    encoded: Encoded
    side: Side

    def same(self, one: int, other: int) -> bool:
        """Whether two sentences read the same."""
        ids, starts = self.encoded.pieces.ids, self.encoded.pieces.starts
        here, there = (ids[starts[place] : starts[place + 1]] for place in (one, other))
        return np.array_equal(here, there)

    def opens(self, place: int) -> int:
        """How much a sentence looks like a beginning: 2 for a heading or list mark, and 1 for a new paragraph."""
        side = self.side
        heading = bool(side.special[place] or side.marks[place] or side.ending[place] < 0)
        return 2 * heading + int(place > 0 and side.block[place] != side.block[place - 1])


def slide(steps: Ladder, source: Texture, target: Texture, allowed: Allowed) -> Ladder:
    """Let the runs of null sentences begin where something begins.

    Args:
        steps: a ladder.
        source: both texts.
        target: see `source`.
        allowed: whether a link may stand in the ladder.

    Returns:
        A ladder that leaves the same text; run by run the one whose first sentence looks most like a beginning, that
        of `steps` among equals.
    """
    steps = _slid(steps, source, allowed)
    turned = _slid(_turned(steps), target, lambda step: allowed(_turned((step,))[0]))
    return _turned(turned)


def _turned(steps: Ladder) -> Ladder:
    """The ladder with source and target changed."""
    return tuple(Step(step.j, step.i, step.b, step.a) for step in steps)


def _slid(steps: Ladder, text: Texture, allowed: Allowed) -> Ladder:
    """With the runs that leave source sentences alone slid."""
    for first, stop in _runs(steps):
        if shift := _best_shift(steps, first, stop, text, allowed):
            steps = _shifted(steps, first, stop, shift)
    return steps


def _runs(steps: Ladder) -> list[tuple[int, int]]:
    """(first, end) of each run of steps that leave source sentences alone."""
    alone = groupby(range(len(steps)), key=lambda k: steps[k].b == 0)
    runs = [list(group) for is_null, group in alone if is_null]
    return [(run[0], run[-1] + 1) for run in runs]


def _best_shift(steps: Ladder, first: int, stop: int, text: Texture, allowed: Allowed) -> int:
    """By how many sentences to let a run slide, up (below 0) or down; 0 where none of its places is a better one."""
    begin, length = steps[first].i, stop - first
    shifts = [0]
    above, below = steps[max(0, first - length) : first], steps[stop : stop + length]
    for way, beside in ((-1, above[::-1]), (1, below)):
        for count, step in enumerate(beside, 1):
            swapped = step.i - way * length
            link = Step(swapped, step.j, 1, 1)
            if (step.a, step.b) != (1, 1) or not text.same(step.i, swapped) or not allowed(link):
                break
            shifts.append(way * count)
    return max(shifts, key=lambda shift: (text.opens(begin + shift), -abs(shift)))


def _shifted(steps: Ladder, first: int, stop: int, shift: int) -> Ladder:
    """The ladder in which a run has changed places with the links behind it, or before it if the shift is below 0."""
    length = stop - first
    run = [Step(step.i + shift, step.j + shift, 1, 0) for step in steps[first:stop]]
    if shift < 0:
        above = [Step(step.i + length, step.j, 1, 1) for step in steps[first + shift : first]]
        return (*steps[: first + shift], *run, *above, *steps[stop:])
    below = [Step(step.i - length, step.j, 1, 1) for step in steps[stop : stop + shift]]
    return (*steps[:first], *below, *run, *steps[stop + shift :])
