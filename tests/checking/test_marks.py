"""Brackets and quotation marks without their partner."""

import pytest

from align.model import Severity
from tests.checking.beads import found


@pytest.mark.parametrize(
    ("german", "english", "message"),
    [
        ("der Turm (alt)", "the tower (old", "A bracket “(” is opened and not closed on the English side only."),
        ("der Turm alt)", "the tower (old)", "A bracket “)” is closed and not opened on the German side only."),
        (
            "„Halt“, rief er.",
            '"Stop, he called.',
            "A quotation mark is left without its partner on the English side only.",
        ),
        ("das Horn", "the horn [loud", "A bracket “[” is opened and not closed on the English side only."),
    ],
)
def test_a_mark_without_partner_is_a_hint(german: str, english: str, message: str) -> None:
    [finding] = found("unbalanced", (german, english))
    assert (finding.message, finding.severity) == (message, Severity.INFO)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("„Halt, rief er. Wer da?", '"Stop, he called. Who goes there?'),
        ("Mäntel (Größe 48 bis 56) und ein Boot", "coats (sizes 48 to 56) and one boat"),
        ("3) das Horn; b) die Lampe", "the horn; the lamp"),
        ("(Er kam.", "(He came."),
        ("a) der Turm", "the tower"),
        ("1) der Turm, 2) das Horn", "the tower, the horn"),
        ("Absatz 1", "paragraph (1)"),
        ("Er sagte: »Halt!", "He said: Stop!"),
        ("/der Turm/", "(the tower)"),
        ("der »alte« Turm", 'the "old" tower'),
    ],
)
def test_marks_that_both_sides_leave_open_or_that_number_lists_are_no_findings(german: str, english: str) -> None:
    assert found("unbalanced", (german, english)) == ()
