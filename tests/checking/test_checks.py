"""The register: every check is documented, told apart by its code, and quick."""

import re
from itertools import product

import pytest

from align.checking import CHECKS, check
from align.errors import UsageError
from align.model import Alignment, Finding
from tests.checking.beads import aligned
from tests.checking.planting import NAMES, PLANTERS, load, plant

ALL_KINDS = tuple(PLANTERS)


def _pattern(code: str) -> re.Pattern[str]:
    """The first line of a check's docstring, anything allowed where it has braces."""
    line = (CHECKS[code].__doc__ or "").splitlines()[0]
    alternatives = [re.sub(r"\\\{[^{}]*\\\}", ".+", re.escape(part)) for part in line.split(", or: ")]
    return re.compile("|".join(alternatives))


@pytest.fixture(scope="module")
def spoilt() -> Alignment:
    """The exercise with every kind of error in some of its beads, and things out of order."""
    alignment = load("exercise")
    for kind in ALL_KINDS:
        alignment = plant(alignment, PLANTERS[kind], 5, 0.2, NAMES["exercise"].split()).alignment
    return alignment


@pytest.fixture(scope="module")
def findings(spoilt: Alignment) -> tuple[Finding, ...]:
    odd = aligned(
        ("Es waren 17,5 Tonnen.", "It was 17,5 tons."),
        ("Er kam. Es war 1964.", "He came."),
        ("Sie ging.", "It was 1964. She left."),
        ("Er bleibt nicht.", "He stays."),
        ("der Turm (alt)", "the tower (old"),
        ("Wir k6nnen das.", "We can do that."),
        ("Im Jahre 1964 kam der KGB.", "The KGB came."),
        ("Der KGB kam.", "The KGB came."),
        *[("Es regnet.", "It rains.")] * 5,
        ("Der KGB kam.", "Everybody came."),
    )
    return check(spoilt) + check(odd)


def test_every_message_follows_the_pattern_that_its_check_documents(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        assert _pattern(finding.code).fullmatch(finding.message), (finding.code, finding.message)


def test_every_check_finds_something_in_a_spoilt_text(findings: tuple[Finding, ...]) -> None:
    assert {finding.code for finding in findings} | {"crossing"} == set(CHECKS)


def test_a_check_finds_only_its_own_code(spoilt: Alignment) -> None:
    for code in CHECKS:
        assert {finding.code for finding in check(spoilt, codes=(code,))} <= {code}


def test_all_findings_are_those_of_the_single_checks(spoilt: Alignment) -> None:
    alone = [finding for code in CHECKS for finding in check(spoilt, codes=(code,))]
    assert sorted(map(repr, alone)) == sorted(map(repr, check(spoilt)))


def test_findings_come_in_the_order_of_their_beads(findings: tuple[Finding, ...], spoilt: Alignment) -> None:
    places = [finding.beads[0] for finding in check(spoilt)]
    assert places == sorted(places)


def test_messages_are_sentences(findings: tuple[Finding, ...]) -> None:
    assert all(finding.message[0].isupper() or not finding.message[0].isalpha() for finding in findings)
    assert all(finding.message.endswith(".") for finding in findings)


def test_an_unknown_code_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no check spelling.*number-differs"):
        check(aligned(("Eins.", "One.")), codes=("spelling",))


@pytest.mark.parametrize(("source", "target"), list(product(("de", "en", "fr", "xx"), repeat=2)))
def test_empty_and_one_sided_texts_are_checked_in_any_language(source: str, target: str) -> None:
    for pairs in ((), (("Es war 1964.", ""),), (("", "It was 1964."),)):
        check(aligned(*pairs), source_language=source, target_language=target)


def test_both_directions_find_the_same_beads_for_numbers(spoilt: Alignment) -> None:
    turned = Alignment(spoilt.target, spoilt.source, tuple(type(b)(b.target, b.source) for b in spoilt.beads))
    one = check(spoilt, codes=("number-differs",))
    other = check(turned, source_language="en", target_language="de", codes=("number-differs",))
    assert {finding.beads for finding in one} == {finding.beads for finding in other}
