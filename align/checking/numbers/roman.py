"""Roman numerals, told from initials and abbreviations."""

import re
from collections.abc import Iterator

from align.checking.languages import Language
from align.checking.numbers.mention import Mention, Strength

ROMAN = re.compile(r"(?<![\w.])[IVXLCDM]+(?!\w)")
ROMAN_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
INITIAL_BEFORE = re.compile(r"\b[A-ZÄÖÜ][a-z]?\. ?$")
INITIAL_AFTER = re.compile(r"\. ?[A-ZÄÖÜ][a-z]?\.")
ROMAN_ORDINAL = re.compile(r"\. ?[^\W\d_]{2}")
WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?[\s(]*$")


def designator(text: str, start: int, lang: Language) -> str:
    """The word before a place if it names things by numbers (`Artikel`), or ""."""
    word = WORD_BEFORE.search(text[max(0, start - 30) : start])
    return word[1] if word and word[1].lower() in lang.designators else ""


def romans(text: str, lang: Language) -> Iterator[list[Mention]]:
    """`Artikel IV`, `II. Hauptverwaltung`; a single letter alone is no more than a number word."""
    for match in ROMAN.finditer(text):
        form = match[0]
        named = designator(text, match.start(), lang)
        if not ROMAN_FORM.fullmatch(form) or not (named or _is_roman_here(text, match, lang)):
            continue
        strength = Strength.SURE if named or len(form) > 1 else Strength.SPOKEN
        yield [Mention(form, frozenset([str(roman_value(form))]), strength, *match.span(), named=named)]


def _is_roman_here(text: str, match: re.Match[str], lang: Language) -> bool:
    """Without a word such as Article before it: two letters of I, V and X, or in German an ordinal before a word."""
    before, after = text[: match.start()], text[match.end() : match.end() + 5]
    if INITIAL_BEFORE.search(before) or INITIAL_AFTER.match(after) or set(match[0]) - set("IVX"):
        return False
    if len(match[0]) > 1:
        return True
    return lang.dots_make_ordinals and ROMAN_ORDINAL.match(after) is not None


def roman_value(form: str) -> int:
    """The value of a well-formed Roman numeral, 1 to 3999."""
    values = ["IVXLCDM".index(letter) for letter in form]
    worths = [10 ** (v // 2) * (5 if v % 2 else 1) for v in values]
    return sum(-w if w < max(worths[k:]) else w for k, w in enumerate(worths))
