"""Numbers and dates that differ or are missing, and the many that only look as if they did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.checking.numbers.roman import roman_value
from align.model import Severity
from tests.checking.beads import found, messages

CODES = ("number-differs", "date-differs", "number-missing", "number-moved", "number-form")

SAME = [
    ("am 6. Dezember 1973", "on 6 December 1973"),
    ("am 6. Dezember 1973", "on December 6, 1973"),
    ("am 6. Dezember 1973", "on the 6th of December 1973"),
    ("am 6. 12. 1973", "on 6 December 1973"),
    ("am 6.12.73", "on December 6th, 1973"),
    ("am 06.12.1973", "on 6/12/1973"),
    ("am 06.12.1973", "on 12/6/73"),
    ("am 06.12.1973", "on 1973-12-06"),
    ("vom 14.–18. August", "from 14 to 18 August"),
    ("vom 14. bis 18. August", "from August 14-18"),
    ("am 14. und 15. September 1976", "on September 14 and 15, 1976"),
    ("30. November - 1. Dezember 1964", "30 November – 1 December 1964"),
    ("am 1.5. und am 7.10.", "on 1 May and on October 7"),
    ("Das war im Mai.", "That was in May."),
    ("Es mag sein. Im März kam er.", "May it be so. He came in March."),
    ("Es waren 1.000 Mann.", "There were 1,000 men."),
    ("Eine Lampe von 1 500 Watt", "a lamp of 1,500 watts"),
    ("2,5 Prozent", "2.5 percent"),
    ("2,50 Mark", "2.5 marks"),
    ("3 Millionen", "three million"),
    ("2,5 Mrd.", "2.5 billion"),
    ("je zwei Millionen", "two each, that is 2,000,000"),
    ("zwei Türme", "2 towers"),
    ("zwölf Türme", "a dozen towers"),
    ("drei Dutzend Lampen", "36 lamps"),
    ("fünfundzwanzig Wärter", "twenty-five keepers"),
    ("fuenfundzwanzig Waerter", "25 keepers"),
    ("zweihundertfünf Bojen", "two hundred and five buoys"),
    ("fünftausend Lichter", "five thousand lights"),
    ("neunzehnhundertdreiundsiebzig", "in 1973"),
    ("die 5. Verwaltung", "the 5th Directorate"),
    ("die 5. Verwaltung", "the Fifth Directorate"),
    ("die fünfte Verwaltung", "the 5 th Directorate"),
    ("der 1. Stellvertreter", "the First Deputy"),
    ("zum zweiten Mal", "for the second time"),
    ("zweimal im Jahr", "twice a year"),
    ("eine dreiseitige Vereinbarung von 3 Seiten", "a three-page agreement"),
    ("Artikel IV", "Article IV"),
    ("Artikel IV", "Article 4"),
    ("die II. Hauptverwaltung", "the Second Main Directorate"),
    ("im III. Quartal", "in the third quarter"),
    ("W. I. Lenin und V. A. Krjutschkow", "Lenin and Kryuchkov"),
    ("CD und DM", "discs and marks"),
    ("90 %", "90 percent"),
    ("um 9.30 Uhr", "at 9:30"),
    ("um 9.30 Uhr", "at 9.30 a.m."),
    ("um 17.00 Uhr", "at 5 p.m."),
    ("um 17.15 Uhr", "at 5:15 p.m."),
    ("um 18 Uhr", "at six o'clock in the evening"),
    ("um halb sieben", "at half past six"),
    ("um halb zehn", "at 9:30"),
    ("um 12.00 Uhr", "at noon"),
    ("in den 50er Jahren", "in the 1950s"),
    ("in den fünfziger Jahren", "in the fifties"),
    ("im Winter 1954/55", "in the winter of 1954-1955"),
    ("Im Jahre l964", "In 1964"),
    ("Artikel 12a Abs. 3", "paragraph 3 of Article 12a"),
    ("Nr. 12/73, Bl. 4", "No. 12/73, p. 4"),
    ("Absatz 1 Satz 1", "the first sentence of paragraph (1)"),
    ("im 19. Jahrhundert", "in the nineteenth century"),
    ("3. Kriegsverbrechen;", "war crimes;"),
    ("Kriegsverbrechen;", "3. war crimes;"),
    ("beide Seiten", "the two sides"),
    ("ein Turm", "one tower"),
    ("1 Turm", "a tower"),
    ("Das MfS sagt ab.", "The MfS [see note 12] declines."),
    ("Er kam zurück.", "He came back in two or three days."),
]


@pytest.mark.parametrize(("german", "english"), SAME, ids=[german for german, _ in SAME])
def test_forms_of_the_same_number_are_no_findings(german: str, english: str) -> None:
    assert [messages(found(code, (german, english))) for code in CODES] == [[], [], [], [], []]


@pytest.mark.parametrize(
    ("german", "english", "message"),
    [
        ("Seit 1964 steht er.", "It dates from 1946.", "Number 1964 on the German side, 1946 on the English."),
        ("Artikel IV gilt.", "Article VI applies.", "Number IV on the German side, VI on the English."),
        ("Es gilt Artikel 12a.", "Article 12b applies.", "Number 12a on the German side, 12b on the English."),
        ("Punkt 5 gilt.", "The sixth item applies.", "Number 5 on the German side, sixth on the English."),
        ("um 9.30 Uhr", "at 9:50 a.m.", "Number 9.30 Uhr on the German side, 9:50 a.m. on the English."),
        ("mit 1.500 Watt", "with 1.5 watts", "Number 1.500 on the German side, 1.5 on the English."),
        ("nach zwei Tagen", "after three days", "Number zwei on the German side, three on the English."),
        ("vierzig Türme", "fourteen towers", "Number vierzig on the German side, fourteen on the English."),
    ],
)
def test_a_number_that_differs_is_named_with_both_forms(german: str, english: str, message: str) -> None:
    [finding] = found("number-differs", (german, english))
    assert (finding.message, finding.beads) == (message, (0,))


def test_figures_against_figures_are_an_error_and_words_a_warning() -> None:
    assert found("number-differs", ("um 14 Jahre", "by 40 years"))[0].severity is Severity.ERROR
    assert found("number-differs", ("um zwei Jahre", "by 40 years"))[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("german", "english", "message"),
    [
        (
            "Er kam am 6. Dezember 1973.",
            "He came on 16 December 1973.",
            "Date 6. Dezember 1973 on the German side, 16 December 1973 on the English.",
        ),
        (
            "Er kam am 6. 12. 1973.",
            "He came on December 6, 1937.",
            "Date 6. 12. 1973 on the German side, December 6, 1937 on the English.",
        ),
        (
            "Er kam im Juni 1973.",
            "He came in July 1973.",
            "Date Juni 1973 on the German side, July 1973 on the English.",
        ),
        ("bis Januar", "until June", "Date Januar on the German side, June on the English."),
    ],
)
def test_a_date_that_differs_is_named_whole_and_once(german: str, english: str, message: str) -> None:
    assert messages(found("date-differs", (german, english))) == [message]
    assert found("number-differs", (german, english)) == ()


def test_a_number_that_only_one_side_has_is_missing() -> None:
    assert messages(found("number-missing", ("Es sind 64 Türme.", "There are towers."))) == [
        "Number 64 stands on the German side only."
    ]
    assert messages(found("number-missing", ("Es war kalt.", "It was cold on 3 May."))) == [
        "Date 3 May stands on the English side only."
    ]


def test_a_number_word_alone_is_never_missing() -> None:
    assert found("number-missing", ("Sie haben sieben Sachen gepackt.", "They packed up.")) == ()


def test_a_number_beside_the_boundary_has_moved_and_is_not_missing() -> None:
    pairs = (("Er kam. Es war 1964.", "He came."), ("Sie ging.", "It was 1964. She left."))
    [finding] = found("number-moved", *pairs)
    assert finding.message == "Number 1964 of the German side stands in bead 2 on the English side."
    assert finding.beads == (0, 1)
    assert found("number-missing", *pairs) == ()


def test_a_number_two_beads_away_has_not_moved() -> None:
    pairs = (("Es war 1964.", "He came."), ("Sie ging.", "She left."), ("Sie kam.", "It was 1964."))
    assert found("number-moved", *pairs) == ()


def test_the_numbers_of_an_omission_are_not_missing() -> None:
    assert found("number-missing", ("Es war 1964.", ""), ("Sie ging.", "She left.")) == ()


def test_a_number_left_in_the_source_languages_form_is_only_noted() -> None:
    [finding] = found("number-form", ("Es waren 17,5 Tonnen.", "It was 17,5 tons."))
    assert finding.message == "Number 17,5 on the English side is written as in German."
    assert finding.severity is Severity.INFO
    assert found("number-differs", ("Es waren 17,5 Tonnen.", "It was 17,5 tons.")) == ()


def test_without_data_of_a_language_only_long_numbers_are_compared() -> None:
    pair = ("Am 3. Mai 1956 kamen 12 Leute auf 8848 m.", "Le trois mai 1956, douze personnes arrivèrent à 8484 m.")
    findings = found("number-differs", pair, target_language="fr")
    assert messages(findings) == ["Number 8848 on the German side, 8484 on the French."]
    assert found("date-differs", pair, target_language="fr") == ()


def test_decimals_of_an_unknown_language_may_be_written_either_way() -> None:
    assert found("number-differs", ("Es sind 8839,8 m.", "Il y a 8839.8 m."), target_language="fr") == ()


@given(st.integers(1, 3999))
def test_roman_numerals_have_the_value_they_are_built_from(value: int) -> None:
    tokens = {
        1000: "M",
        900: "CM",
        500: "D",
        400: "CD",
        100: "C",
        90: "XC",
        50: "L",
        40: "XL",
        10: "X",
        9: "IX",
        5: "V",
        4: "IV",
        1: "I",
    }
    rest, form = value, ""
    for worth, token in tokens.items():
        form += token * (rest // worth)
        rest %= worth
    assert roman_value(form) == value


@given(st.integers(13, 999_999), st.integers(13, 999_999))
def test_two_different_whole_numbers_are_always_found_in_any_form(ours: int, theirs: int) -> None:
    german = f"Es waren {ours:,} Stück.".replace(",", ".")
    for english in (f"There were {theirs:,} of them.", f"There were {theirs} of them."):
        assert bool(found("number-differs", (german, english))) == (ours != theirs)
