"""Parts of `align pair` that need no files."""

from hypothesis import given
from hypothesis import strategies as st

from align.model import Bead
from align.pipeline.pairing import with_blanks


def test_blank_lines_become_null_beads_at_their_place() -> None:
    ladder = with_blanks([Bead((0,), (0,)), Bead((2, 3), (1,))], 5, 3)
    assert [(bead.source, bead.target) for bead in ladder] == [
        ((0,), (0,)),
        ((1,), ()),
        ((2, 3), (1,)),
        ((4,), ()),
        ((), (2,)),
    ]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_every_line_is_in_one_bead_and_in_order(lines: list[tuple[bool, bool]]) -> None:
    pairs = [k for k, (source, target) in enumerate(lines) if source and target]
    ladder = with_blanks([Bead((k,), (k,)) for k in pairs], len(lines), len(lines))
    assert [i for bead in ladder for i in bead.source] == list(range(len(lines)))
    assert [j for bead in ladder for j in bead.target] == list(range(len(lines)))
