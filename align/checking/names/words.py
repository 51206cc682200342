"""Words of a text that may be names: capitalised, and what their place says about the capital."""

import re
from collections.abc import Collection, Iterator, Sequence
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
ROMAN = re.compile(r"[IVX]+")
POSSESSIVE = re.compile(r"['’]s?$")
CACHED = 1 << 15
PEOPLE = "er"
"""The ending with which German makes people of places."""

INFLECTIONS = ("s", "es", "n", "en", "e")
"""Endings of German nouns."""

HEADLINE = 0.6
"""Share of capitalised words from which on a capital says nothing; likewise of words in capitals throughout."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """A capitalised word.

    Attributes:
        text: as printed, without genitive.
        key: its `name_key`.
        place: the key of the place that a word for its people is made of (Moskauer), "" for other words.
        titled: follows a title or initials.
        telling: the capital is not owed to the place (start of a sentence, headline) nor to the language's nouns.
        abbreviation: has two capitals or more.
        noun: follows an article in a language whose nouns have capitals.
        loose: stands in brackets; may answer, asks for nothing.
        leads: another capitalised word follows at once (a first name, or part of an office).
    """

    text: str
    key: str
    place: str
    titled: bool
    telling: bool
    abbreviation: bool
    noun: bool
    loose: bool
    leads: bool


ENDINGS = ("er", "ern", "ers", "sche", "schen", "scher", "sches", "schem", "isch", "s", "es", "e", "en", "n")
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


def name_words(
    text: str,
    starts: Sequence[int],
    language: Language,
    asides: Sequence[Span] = (),
    wanted: Collection[str] = frozenset(),
) -> Iterator[NameWord]:
    """The words that may be names, in order.

    Args:
        text: of one side of a bead.
        starts: where its sentences start.
        language: its common words and titles are left out.
        asides: stretches in brackets.
        wanted: words in lower case that count although they are common (Bundestag).
    """
    headline, shouting = _headline(text)
    matches = [
        match
        for match in CAPITALISED.finditer(text)
        if not _is_common(bare(match[0]), language, shouting=shouting) or _is_wanted(match[0].lower(), wanted)
    ]
    followers = {match.start() for match in matches}
    for match in matches:
        start, end = match.span()
        word = bare(match[0])
        before = text[max(0, start - 12) : start]
        last = WORD_BEFORE.search(before)
        preceding = last[1].lower() if last else ""
        opening = start in starts or OPENING.search(before) is not None
        yield NameWord(
            word,
            name_key(word),
            name_key(word.removesuffix(PEOPLE)) if word.endswith(PEOPLE) else "",
            titled=preceding in language.titles or INITIALS_BEFORE.search(before) is not None,
            telling=not (headline or opening or language.nouns_are_capitalised),
            abbreviation=_is_abbreviation(word) and not shouting,
            noun=preceding in language.articles,
            loose=any(a <= start < b for a, b in asides),
            leads=end + 1 in followers and text[end : end + 1] in (" ", "-"),
        )


def _is_wanted(small: str, wanted: Collection[str]) -> bool:
    return any(small.removesuffix(end) in wanted for end in ("", *INFLECTIONS))


def _headline(text: str) -> tuple[bool, bool]:
    """Whether most words of a text have a capital, and whether most are in capitals throughout."""
    words = WORD.findall(text)
    enough = HEADLINE * max(2, len(words))
    return sum(word[0].isupper() for word in words) > enough, sum(map(str.isupper, words)) > enough


def _is_abbreviation(word: str) -> bool:
    return sum(map(str.isupper, word)) > 1


def _is_common(word: str, language: Language, *, shouting: bool) -> bool:
    if _is_abbreviation(word) and not shouting:
        return ROMAN.fullmatch(word) is not None
    small = word.lower()
    if language.nouns_are_capitalised and any(small.removesuffix(end) in language.common for end in INFLECTIONS):
        return True
    return any(small in words for words in (language.common, language.titles, language.months, language.weekdays))
