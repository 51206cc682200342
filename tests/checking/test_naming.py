"""Names that differ or are missing, and capitals that make no name."""

import pytest

from align.model import Severity
from tests.checking.beads import found, messages

USUAL = (
    ("Gen. Tschebrikow eröffnet.", "Comrade Chebrikov opens."),
    ("Dann spricht Gen. Mielke.", "Then Comrade Mielke speaks."),
    ("Gen. Tschebrikow dankt dem Gen. Mielke.", "Comrade Chebrikov thanks Comrade Mielke."),
    ("Das KfS meldet das.", "It is reported by the KGB."),
    ("Das KfS gibt Hilfe.", "The KGB gives help."),
    ("Das KfS hat Akten.", "The KGB has files."),
)
"""What makes two people and an abbreviation known."""


def test_a_name_that_stands_for_another_is_named_with_both() -> None:
    wrong = ("Das hat Gen. Tschebrikow gesagt.", "Comrade Mielke said so.")
    [finding] = found("name-differs", *USUAL, wrong)
    assert finding.message == "Name Tschebrikow on the German side, Mielke on the English."
    assert (finding.severity, finding.beads) == (Severity.WARNING, (len(USUAL),))
    assert found("name-missing", *USUAL, wrong) == ()


def test_an_unknown_name_may_stand_for_a_known_one() -> None:
    wrong = ("Das hat Gen. Tschebrikow gesagt.", "Orlov said so.")
    assert messages(found("name-differs", *USUAL, wrong)) == [
        "Name Tschebrikow on the German side, Orlov on the English."
    ]


def test_an_abbreviation_stands_only_for_an_abbreviation() -> None:
    wrong = ("Das KfS kommt.", "The CIA comes.")
    assert messages(found("name-differs", *USUAL, wrong)) == ["Name KfS on the German side, CIA on the English."]


def test_a_name_without_any_counterpart_is_missing() -> None:
    far = [("Es regnet.", "It rains.")] * 4
    [finding] = found("name-missing", *USUAL, *far, ("Das Fest der Familie Mielke beginnt.", "Festivities begin."))
    assert finding.message == "Name Mielke stands on the German side only."
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("english", ["He begins.", "His feast begins."])
def test_a_name_for_which_a_pronoun_stands_is_only_a_hint(english: str) -> None:
    far = [("Es regnet.", "It rains.")] * 4
    [finding] = found("name-missing", *USUAL, *far, ("Mielke beginnt.", english))
    assert finding.severity is Severity.INFO


def test_a_name_that_stands_in_the_next_bead_is_only_a_hint() -> None:
    [finding] = found("name-missing", *USUAL, ("Mielke beginnt.", "Festivities begin."), ("Es folgt:", "Next Mielke:"))
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Tschebrikows Bericht", "the report of Chebrikov"),
        ("die Tschebrikowsche Linie", "the line of Chebrikov"),
        ("eine KfS-Vertretung", "a KGB representation"),
        ("Gen. Tscheb~ikow dankt.", "Comrade Chebrikov expresses thanks."),
        ("Er fuhr nach Moskau.", "He went to Moscow."),
        ("die Moskauer Presse", "the press of Moscow"),
        ("die sowjetische Presse", "the Soviet press"),
        ("Die Deutschen kamen.", "The Germans came."),
        ("Die USA kamen.", "The U.S. came."),
        ("Die Leitung der Vertretung", "The leadership of the Representation"),
        ("die II. Hauptverwaltung", "the Second Main Directorate"),
        ("Gen. Minister!", "Comrade Minister!"),
        ("am Montag im Mai", "on Monday in May"),
        ("Mielke spricht.", "[Erich] Mielke speaks."),
        ("Mielke spricht.", "Comrade Mielke [Minister of State Security] speaks."),
        ("Erich Mielke spricht.", "Mielke speaks."),
        ("VEREINBARUNG", "AGREEMENT"),
        ("Über die Zusammenarbeit", "Of Cooperation"),
        ("W. I. Lenin", "V. I. Lenin"),
    ],
)
def test_what_only_looks_like_another_name_is_no_finding(german: str, english: str) -> None:
    pairs = (*USUAL, (german, english))
    assert messages([*found("name-differs", *pairs), *found("name-missing", *pairs)]) == []


def test_partners_are_learnt_from_the_document() -> None:
    usual = [("Das ist Johannes.", "This is John."), ("Da kam Johannes.", "Here came John.")] * 3
    wrong = ("Das sagte Johannes.", "Peter said so.")
    assert found("name-differs", *usual) == ()
    assert messages(found("name-differs", *usual, wrong)) == ["Name Johannes on the German side, Peter on the English."]


def test_without_data_of_a_language_names_are_hints_at_most() -> None:
    usual = [("Hier sprach Hartog.", "Ici parla Hartog."), ("Dort war Hartog.", "Voilà encore Hartog.")] * 3
    findings = found("name-missing", *usual, ("Das war alles.", "Tout pour Hartog."), target_language="fr")
    assert [finding.severity for finding in findings] == [Severity.INFO]
