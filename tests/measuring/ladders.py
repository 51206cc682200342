"""Ladders to test with."""

from hypothesis import strategies as st

from align.model import Bead


def beads(*pairs: tuple[tuple[int, ...], tuple[int, ...]], confidence: float = 1.0) -> tuple[Bead, ...]:
    return tuple(Bead(source, target, confidence) for source, target in pairs)


@st.composite
def ladders(draw: st.DrawFn, sources: int, targets: int) -> tuple[Bead, ...]:
    """Any ladder that covers both texts in order, null beads of any length among its beads."""
    made: list[Bead] = []
    i = j = 0
    while i < sources or j < targets:
        a, b = draw(st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 2), (2, 2), (1, 0), (0, 1), (2, 0)]))
        a, b = min(a, sources - i), min(b, targets - j)
        if a or b:
            made.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), draw(st.floats(0, 1))))
        i, j = i + a, j + b
    return tuple(made)
