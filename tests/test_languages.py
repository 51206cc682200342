"""Languages by their codes."""

import pytest
from nltk.langnames import iso639short

from align.errors import UsageError
from align.languages import ENCODED, beyond_encoder, fault_of_code, language_name, require_codes

CODES = {three: two for three, two in iso639short.items() if two != "sh"}  # deprecated in 2000


def test_the_codes_are_those_of_the_standard() -> None:
    assert all(fault_of_code(code) == ("", "") for code in CODES.values())
    assert fault_of_code("sh")[0]
    assert set(ENCODED) < set(CODES.values())


def test_a_code_of_three_letters_leads_to_that_of_two() -> None:
    assert all(fault_of_code(three)[1].startswith(f"Write {two} for ") for three, two in CODES.items())


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("french", "Write fr for French."),
        ("Deutsch", "Write de for German."),
        ("DE", "Write de for German."),
        ("zh-Hans", "Write zh for Chinese."),
        ("pt_BR", "Write pt for Portuguese."),
        ("klingon", "For example de, en or fr."),
        ("", "For example de, en or fr."),
    ],
)
def test_what_is_no_code_is_refused_with_the_right_one_where_it_is_known(written: str, advice: str) -> None:
    with pytest.raises(UsageError, match="is no ISO 639-1 code") as refused:
        require_codes("de", written)
    assert refused.value.advice == advice


def test_a_language_beyond_the_encoder_is_named_once() -> None:
    assert beyond_encoder(*ENCODED) == ()
    (note,) = beyond_encoder("el", "el")
    assert "not made for Greek (el)" in note


def test_what_is_no_code_is_its_own_name() -> None:
    assert language_name("de") == "German"
    assert language_name("xx") == "“xx”"
