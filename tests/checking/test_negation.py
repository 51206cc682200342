"""Negations that one side has and the other lacks: never more than a hint."""

import pytest

from align.model import Severity
from tests.checking.beads import found, messages


@pytest.mark.parametrize(
    ("german", "english", "message"),
    [
        ("Er kommt nicht.", "He comes.", "“nicht” on the German side, no negation on the English."),
        ("Er kommt.", "He doesn't come.", "“not” on the English side, no negation on the German."),
        ("Niemand kommt.", "Everybody comes.", "“niemand” on the German side, no negation on the English."),
        ("Ohne uns geht es.", "It works with us.", "“ohne” on the German side, no negation on the English."),
        (
            "Er will nicht, daß keiner kommt.",
            "He wants none to come.",
            "2 negations on the German side, 1 at most on the English.",
        ),
    ],
)
def test_a_missing_negation_is_a_hint(german: str, english: str, message: str) -> None:
    [finding] = found("negation-differs", (german, english))
    assert (finding.message, finding.severity) == (message, Severity.INFO)


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Er kommt nicht.", "He does not come."),
        ("Der Wärter des Turmes Nr. 12 kam.", "The keeper of tower No. 12 came."),
        ("Die Lampen Nr. 3 und 4", "Lamps nos. 3 and 4"),
        ("Er kommt nicht.", "He won’t come."),
        ("Kein Turm steht leer.", "No tower stands empty."),
        ("Das ist nicht möglich.", "That is impossible."),
        ("Das ist unmöglich.", "That is not possible."),
        ("Er kam nicht.", "He failed to come."),
        ("Weder er noch sie kam.", "Neither he nor she came."),
        ("Nicht nur er, sondern auch sie kam.", "Not only he but also she came."),
        ("Sie lehnte ab.", "She refused."),
        ("Das ist nutzlos und nicht recht.", "That is useless and not right."),
        ("Er kam.", "He came [not at once, note of the translator]."),
        ("Er kam, wie verhindert wurde.", "He was prevented."),
    ],
)
def test_what_denies_by_other_means_is_no_finding(german: str, english: str) -> None:
    assert messages(found("negation-differs", (german, english))) == []


def test_without_data_of_both_languages_nothing_is_found() -> None:
    assert found("negation-differs", ("Er kommt nicht.", "Il vient."), target_language="fr") == ()
