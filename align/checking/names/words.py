"""Words of a text that may be names: capitalised, and what their place says about the capital."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.checking.languages import Language
from align.text.names import name_key

Span = tuple[int, int]

WORD = re.compile(r"[^\W\d_]+(?:['’](?=[^\W\d_])[^\W\d_]+)?")
CAPITALISED = re.compile(
    r"(?<![^\W_])(?:[A-Z]\.){2,}|"
    r"(?<![^\W_])[^\W\d_a-zäöüßàâçéèêëîïôûœæñáíóúøåžšč][^\W\d_]+(?:['’](?=[^\W\d_])[^\W\d_]+)?"
)
OPENING = re.compile(r"(?:^|[?!:„“\"«»(]|\.\.\.|…)[\s\"„“”‚‘’'«»(\[-]*$")
WORD_BEFORE = re.compile(r"([^\W\d_]+)\.? $")
INITIALS_BEFORE = re.compile(r"(?:\b[^\W\d_]{1,2}\. ?)+$")
JOINED_BEFORE = re.compile(r"[^\W\d_]['’\u2010-]?$|[^\W\d_]\.? $")
ROMAN = re.compile(r"[IVX]+")
POSSESSIVE = re.compile(r"['’]s?$")
CACHED = 1 << 15
HEADLINE = 0.6
"""Share of capitalised words from which on a capital says nothing."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """A capitalised word.

    Attributes:
        text: as printed, without genitive.
        key: its `name_key`.
        titled: follows a title or initials.
        telling: the capital is not owed to the place (start of a sentence, headline) nor to the language's nouns.
        abbreviation: has two capitals or more.
        noun: follows an article in a language whose nouns have capitals.
        loose: stands in brackets; may answer, asks for nothing.
        leads: another capitalised word follows at once (a first name, or part of an office).
    """

    text: str
    key: str
    titled: bool
    telling: bool
    abbreviation: bool
    noun: bool
    loose: bool
    leads: bool


ENDINGS = ("er", "ern", "ers", "sche", "schen", "scher", "sches", "schem", "ische", "ischen", "ischer", "s", "es", "n")
"""Endings with which German makes other words of names: Moskauer, Leninsche."""


@lru_cache(maxsize=CACHED)
def stem_keys(word: str) -> tuple[str, ...]:
    """Keys of a word as it stands and without the endings that German gives to names."""
    return tuple({name_key(stem) for stem in stems(word)} - {""})


def stems(word: str) -> list[str]:
    """A word as it stands and without the endings that German gives to names."""
    return [word, *(word[: -len(end)] for end in ENDINGS if word.endswith(end) and len(word) > len(end) + 2)]


@lru_cache(maxsize=CACHED)
def bare(word: str) -> str:
    """A word without English genitive ending, an abbreviation without its stops."""
    return POSSESSIVE.sub("", word).replace(".", "")


def name_words(text: str, starts: Sequence[int], language: Language, asides: Sequence[Span]) -> Iterator[NameWord]:
    """The words that may be names, in order.

    Args:
        text: of one side of a bead.
        starts: where its sentences start.
        language: its common words and titles are left out.
        asides: stretches in brackets.
    """
    headline = _is_headline(text)
    matches = list(CAPITALISED.finditer(text))
    followers = {match.start() for match in matches}
    for match in matches:
        start, end = match.span()
        word = bare(match[0])
        abbreviation = not headline and sum(map(str.isupper, word)) > 1
        if ROMAN.fullmatch(word) or (not abbreviation and _is_common(word.lower(), language)):
            continue
        before = text[max(0, start - 12) : start]
        last = WORD_BEFORE.search(before)
        preceding = last[1].lower() if last else ""
        titled = preceding in language.titles or bool(INITIALS_BEFORE.search(before))
        opening = start in starts or bool(OPENING.search(before))
        yield NameWord(
            word,
            name_key(word),
            titled=titled,
            telling=not (headline or opening or language.nouns_are_capitalised),
            abbreviation=abbreviation,
            noun=preceding in language.articles,
            loose=any(a <= start < b for a, b in asides),
            leads=end + 1 in followers and text[end : end + 1] in (" ", "-"),
        )


def _is_headline(text: str) -> bool:
    words = WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 1 and capitals > HEADLINE * len(words)


def _is_common(small: str, language: Language) -> bool:
    return any(small in words for words in (language.common, language.titles, language.months, language.weekdays))
