"""What is said of the reach of the checks is true: a fault of each kind is planted between German and French."""

import pytest

from align.checking import CHECKS, limits, silence, silent_checks
from align.model import Severity
from tests.checking.beads import found

Pair = tuple[str, str]

USUAL = tuple(
    (
        f"Der Punkt {i} wird in der Gruppe {200 + i} {'genau ' * (i % 4)}beraten und danach beschlossen.",
        f"Le point {i} est discuté dans le groupe {200 + i} {'bien ' * (i % 3)}et ensuite décidé.",
    )
    for i in range(24)
)
HARTOG = (("Hartog kam.", "Hartog est venu."),) * 6

PLANTED: dict[str, tuple[Pair, ...]] = {
    "number-differs": (("Es war 1964.", "C'était en 1946."),),
    "date-differs": (("Am 6. Dezember 1973 kam er.", "Il est venu le 6 décembre 1937."),),
    "number-missing": (("Es war 1964 so.", "C'était ainsi."),),
    "number-moved": (("Es war 1964 so.", "C'était ainsi."), ("Danach war es aus.", "Après 1964 c'était fini.")),
    "number-form": (("Es sind 8839,8 m.", "Il y a 8839,8 m."),),
    "name-differs": (("Genosse Hartmann kam.", "Le camarade Petrov est venu."),) * 3,
    "name-missing": (*HARTOG, ("Das war alles.", "Tout pour Hartog.")),
    "omission": (("Noch etwas war da.", ""),),
    "addition": (("", "Encore une chose."),),
    "length-far-off": (
        (
            "Das ist ein Satz von gewöhnlicher Länge, wie er hier oft vorkommt.",
            "C'est une phrase extrêmement longue, et elle continue encore. " * 9,
        ),
    ),
    "misread": (("Das k6nnen wir.", "Nous pouvons."),),
    "negation-differs": (("Er kommt nicht.", "Il vient."),),
    "unbalanced": (("Das (war alles.", "C'était tout."),),
}
"""A fault for each check but that of crossings, which matching or people find."""

UNSEEN: dict[str, tuple[Pair, ...]] = {
    "number-differs": (("Es waren 14 Leute.", "Il y avait 40 personnes."), ("Drei Leute.", "Cinq personnes.")),
    "date-differs": (
        ("Am 6. Dezember 1973 kam er.", "Il est venu le 7 mars 1973."),
        ("Am 06.12.1973.", "Le 07.12.1973."),
    ),
}
"""What a check that sees less does not see."""


def test_a_fault_is_planted_for_every_check() -> None:
    assert set(PLANTED) | {"crossing"} == set(CHECKS)
    assert {one.code for one in limits("de", "fr")} <= set(PLANTED)


@pytest.mark.parametrize("code", PLANTED)
def test_a_check_finds_its_fault_unless_it_is_said_to_be_silent(code: str) -> None:
    findings = found(code, *USUAL, *PLANTED[code], target_language="fr")
    assert bool(findings) == (code not in silent_checks("de", "fr"))


@pytest.mark.parametrize("code", UNSEEN)
def test_what_is_said_not_to_be_seen_is_not(code: str) -> None:
    assert found(code, *USUAL, *UNSEEN[code], target_language="fr") == ()


def test_names_are_hints_at_most_where_a_language_is_unknown() -> None:
    for code in ("name-differs", "name-missing"):
        findings = found(code, *USUAL, *PLANTED[code], target_language="fr")
        assert {finding.severity for finding in findings} == {Severity.INFO}


def test_stamps_of_an_unknown_language_count_as_text() -> None:
    assert found("addition", *USUAL, ("", "Streng geheim"), source_language="fr", target_language="de") == ()
    assert len(found("addition", *USUAL, ("", "Strictement confidentiel"), target_language="fr")) == 1


def test_between_german_and_english_nothing_is_lacking() -> None:
    assert limits("de", "en") == limits("en", "de") == ()
    assert silence("de", "en") == ""


def test_the_sentence_names_the_languages_and_the_silent_checks() -> None:
    assert silence("de", "fr") == (
        "Between German and French these checks cannot find anything: negation differs, number form; others see less."
    )
    (first, *_) = limits("fr", "it")
    assert first.why == "which words of French and Italian deny is not known"
