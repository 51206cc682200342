"""Passages that changed places."""

from dataclasses import replace

from align.checking import check
from align.model import Bead, Finding, Severity
from tests.checking.beads import aligned, messages


def test_what_matching_found_is_taken_up_again() -> None:
    crossing = Finding("crossing", Severity.WARNING, "Its likely partner is bead 2.", (0, 1))
    other = Finding("pairing-odd", Severity.WARNING, "Something else.", (0,))
    alignment = replace(aligned(("Eins.", ""), ("", "One.")), findings=(crossing, other))
    assert check(alignment, codes=("crossing",)) == (crossing,)


def test_an_explicit_crossing_is_noted_with_both_beads() -> None:
    alignment = aligned(("Eins.", "One."), ("Zwei.", "Two."), ("Drei.", "Three."))
    swapped = replace(alignment, beads=(Bead((0,), (1,)), Bead((1,), (0,)), Bead((2,), (2,))))
    [finding] = check(swapped, codes=("crossing",))
    assert finding.message == "Stands before bead 1 in the English text."
    assert (finding.severity, finding.beads) == (Severity.INFO, (1, 0))


def test_a_ladder_with_gaps_crosses_nowhere() -> None:
    alignment = aligned(("Eins.", "One."), ("Zwei.", ""), ("", "Three."), ("Vier.", "Four."))
    assert messages(check(alignment, codes=("crossing",))) == []
