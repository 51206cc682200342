"""Parts of `align pair` that need no files."""

from hypothesis import given
from hypothesis import strategies as st

from align.matching.crossing import moved
from align.model import Bead, Document, Finding, Page, Severity
from align.pipeline.pairing import renumbered, with_blanks
from align.pipeline.recipe import notes_on


def test_blank_lines_become_null_beads_at_their_place() -> None:
    ladder = with_blanks([Bead((0,), (0,)), Bead((2, 3), (1,))], 5, 3)
    assert [(bead.source, bead.target) for bead in ladder] == [
        ((0,), (0,)),
        ((1,), ()),
        ((2, 3), (1,)),
        ((4,), ()),
        ((), (2,)),
    ]


def test_findings_go_with_their_beads_where_blank_lines_come_between() -> None:
    beads = [Bead((1,), ()), Bead((2,), (1,)), Bead((), (3,))]
    ladder = with_blanks(beads, 4, 5)
    inside = Finding("crossing", Severity.INFO, "The two sentences answer each other in the opposite order.", (1,))
    found = list(renumbered([moved(beads, (0, 2)), inside], beads, ladder))
    assert [tuple(ladder[k] for k in finding.beads) for finding in found] == [(beads[0], beads[2]), (beads[1],)]
    assert f"bead {ladder.index(beads[2]) + 1}." in found[0].message
    assert found[1].message == inside.message


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_every_line_is_in_one_bead_and_in_order(lines: list[tuple[bool, bool]]) -> None:
    pairs = [k for k, (source, target) in enumerate(lines) if source and target]
    ladder = with_blanks([Bead((k,), (k,)) for k in pairs], len(lines), len(lines))
    assert [i for bead in ladder for i in bead.source] == list(range(len(lines)))
    assert [j for bead in ladder for j in bead.target] == list(range(len(lines)))


def test_a_mended_file_and_pages_that_failed_are_told() -> None:
    pages = (Page(1), Page(2, failure="It took too long."))
    document = Document(pages, metadata={"damage": "The file was damaged."}, source="minutes.pdf")
    assert notes_on(document) == (
        "minutes.pdf: The file was damaged.",
        "minutes.pdf: page 2: It took too long.",
    )
    assert notes_on(Document((Page(1),), source="whole.pdf")) == ()
