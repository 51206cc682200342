"""Omissions and additions, and what nobody owes a translation."""

from dataclasses import replace

import pytest

from align.checking import check
from align.model import Alignment, Annotation, Bead, Kind, Mark, Sentence, Severity, plain_sentences
from tests.checking.beads import found, messages

BOTH = ("Es regnet.", "It rains.")


def test_an_omission_quotes_what_was_left_out() -> None:
    [finding] = found("omission", BOTH, ("Bei der Aufbewahrung gelten die Bestimmungen der anderen Seite.", ""), BOTH)
    assert finding.message == (
        "One sentence of the German text has no English: “Bei der Aufbewahrung gelten die Bestimmungen der anderen …”."
    )
    assert (finding.severity, finding.beads) == (Severity.WARNING, (1,))


def test_an_addition_is_named_from_the_other_side() -> None:
    [finding] = found("addition", BOTH, ("", "Nobody had said this."))
    assert finding.message == "One sentence of the English text has no German: “Nobody had said this”."


def test_a_long_run_is_one_error_with_all_its_beads() -> None:
    [finding] = found("omission", BOTH, ("Erstens.", ""), ("Zweitens.", ""), ("Drittens.", ""), BOTH)
    assert finding.message == "3 sentences in a row of the German text have no English: “Erstens”."
    assert (finding.severity, finding.beads) == (Severity.ERROR, (1, 2, 3))


def test_runs_that_a_pair_parts_are_two_findings() -> None:
    assert len(found("omission", ("Erstens.", ""), BOTH, ("Zweitens.", ""))) == 2


def test_an_addition_does_not_part_the_omissions_around_it() -> None:
    pairs = (("Erstens.", ""), ("", "Something else."), ("Zweitens.", ""))
    assert [finding.beads for finding in found("omission", *pairs)] == [(0, 2)]
    assert [finding.beads for finding in found("addition", *pairs)] == [(1,)]


@pytest.mark.parametrize(
    "german",
    [
        "Geheime Verschlußsache!",
        "Streng geheim!",
        "Vertraulich",
        "GVS MfS 0008 Nr. 12/73",
        "BStU 000012",
        "2. Ausfertigung",
        "Kopie BStU AR 8",
        "- 2 -",
        "* * *",
        "Blatt 3",
        "[…]",
        "[unleserlich]",
    ],
)
def test_stamps_and_security_marks_are_no_omissions(german: str) -> None:
    assert found("omission", BOTH, (german, ""), BOTH) == ()


@pytest.mark.parametrize(
    "german", ["Das ist geheim zu halten.", "Beide Seiten wahren das.", "Geheime Mitarbeiter der Seite B"]
)
def test_a_sentence_that_speaks_of_secrets_is_no_stamp(german: str) -> None:
    assert len(found("omission", BOTH, (german, ""), BOTH)) == 1


@pytest.mark.parametrize("english", ["[Signed]", "[Translator's note: sic]", "Strictly confidential!", "…", "Page 3"])
def test_a_translators_brackets_are_no_additions(english: str) -> None:
    assert found("addition", BOTH, ("", english), BOTH) == ()


def test_an_annotated_insertion_is_no_addition_even_without_brackets() -> None:
    text = "Translator's remark"
    marked = Sentence(text, annotations=(Annotation(Mark.INSERTION, 0, len(text), text),))
    alignment = Alignment(
        plain_sentences(["Es regnet."]), (Sentence("It rains."), marked), (Bead((0,), (0,)), Bead((), (1,)))
    )
    assert check(alignment, codes=("addition",)) == ()
    plain = replace(alignment, target=plain_sentences(["It rains.", text]))
    assert len(check(plain, codes=("addition",))) == 1


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.SPEAKER, Kind.SIGNATURE])
def test_a_lonely_heading_is_only_a_hint_since_layouts_drop_them(kind: Kind) -> None:
    alignment = Alignment((Sentence("Zur Lage", kind=kind),), (), (Bead((0,), ()),))
    assert [finding.severity for finding in check(alignment, codes=("omission",))] == [Severity.INFO]


def test_gaps_are_found_in_any_language() -> None:
    assert messages(found("omission", BOTH, ("Noch etwas.", ""), target_language="fr")) == [
        "One sentence of the German text has no French: “Noch etwas”."
    ]
