"""Words of a text that may be names: capitalised, and what their place says about the capital."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.checking.languages import Language, language
from align.text.names import name_key

Span = tuple[int, int]

LETTERS = r"[^\W\d_]+(?:[~|\\•\d][^\W\d_]+)*"
"""Letters, with what a reader may have put for one of them."""

WORD = re.compile(rf"{LETTERS}(?:['’](?=[^\W\d_]){LETTERS})?")
SMALL = "a-zäöüßàâçéèêëîïôûœæñáíóúøåžšč"
CAPITALISED = re.compile(
    rf"(?<![^\W_])(?:[A-Z]\.){{2,}}|(?<![^\W_])[^\W\d_{SMALL}]{LETTERS}(?:['’](?=[^\W\d_]){LETTERS})?"
)
OPENING = re.compile(r"(?:^|[?!:„“\"«»(]|\.\.\.|…)[\s\"„“”‚‘’'«»(\[-]*$")
WORD_BEFORE = re.compile(r"([^\W\d_]+)\.? $")
INITIALS_BEFORE = re.compile(r"(?:\b[^\W\d_a-zIVX][a-z]?\. ?|(?:\b[^\W\d_a-z][a-z]?\. ?){2,})$")
ROMAN = re.compile(r"[IVX]+")
POSSESSIVE = re.compile(r"['’]s?$")
CACHED = 1 << 15
SHORTEST = 3
"""Letters of the shortest key that is compared."""

PEOPLE = "er"
"""The ending with which German makes people of places."""

INFLECTIONS = ("s", "es", "n", "en", "e")
"""Endings of German nouns."""

ENDINGS = ("er", "ern", "ers", "sche", "schen", "scher", "sches", "schem", "isch", "s", "es", "e", "en", "n")
"""Endings with which German makes other words of names: Moskauer, Leninsche."""

HEADLINE = 0.6
"""Share of capitalised words from which on a capital says nothing; likewise of words in capitals throughout."""

STOPS, CLOSERS = (".", "!", "?", ";"), " \"'”’)]»"

ABBREVIATIONS = 6
"""Letters in capitals that may still be abbreviations."""


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
        leads: key of the capitalised word that follows at once (after a first name, or part of an office), or "".
    """

    text: str
    key: str
    place: str
    titled: bool
    telling: bool
    abbreviation: bool
    noun: bool
    loose: bool
    leads: str


@lru_cache(maxsize=CACHED)
def stem_keys(word: str) -> tuple[str, ...]:
    """Keys of a word as it stands and without the endings that German gives to names."""
    return tuple({key for stem in stems(word) if len(key := name_key(stem)) >= SHORTEST})


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
    lang: Language,
    asides: Sequence[Span] = (),
    wanted: Collection[str] = frozenset(),
) -> Iterator[NameWord]:
    """The words that may be names, in order.

    Args:
        text: of one side of a bead.
        starts: where its sentences start.
        lang: its language; common words and titles are left out.
        asides: stretches in brackets.
        wanted: words in lower case that count although they are common (Bundestag).
    """
    headline, shouting = _headline(text)
    matches = []
    for match in CAPITALISED.finditer(text):
        facts = _facts(match[0], lang.code)
        if not (facts.common if shouting or not facts.abbreviation else facts.roman) or _is_wanted(match[0], wanted):
            matches.append((match, facts))
    followers = {match.start(): facts.key for match, facts in matches}
    for match, facts in matches:
        start, end = match.span()
        before = text[max(0, start - 12) : start]
        last = WORD_BEFORE.search(before)
        preceding = last[1].lower() if last else ""
        opening = start in starts or OPENING.search(before) is not None
        yield NameWord(
            facts.word,
            facts.key,
            facts.place,
            titled=preceding in lang.titles or INITIALS_BEFORE.search(before) is not None,
            telling=not (headline or opening or lang.nouns_are_capitalised),
            abbreviation=facts.abbreviation and not shouting,
            noun=preceding in lang.articles,
            loose=any(a <= start < b for a, b in asides),
            leads=followers.get(end + 1, "") if text[end : end + 1] in (" ", "-") else "",
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What a capitalised word is wherever it stands."""

    word: str
    key: str
    place: str
    abbreviation: bool
    roman: bool
    common: bool


@lru_cache(maxsize=CACHED)
def _facts(printed: str, code: str) -> Facts:
    word = bare(printed)
    return Facts(
        word,
        name_key(word),
        name_key(word.removesuffix(PEOPLE)) if word.endswith(PEOPLE) else "",
        sum(map(str.isupper, word)) > 1,
        ROMAN.fullmatch(word) is not None,
        _is_common(word.lower(), language(code)),
    )


def _is_wanted(word: str, wanted: Collection[str]) -> bool:
    return bool(wanted) and any(word.lower().removesuffix(end) in wanted for end in ("", *INFLECTIONS))


def _headline(text: str) -> tuple[bool, bool]:
    """Whether most words of a text have a capital, and whether most are in capitals throughout."""
    words = WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    shouted = [word for word in words if word.isupper()]
    shouting = len(shouted) > HEADLINE * len(words) and sum(map(len, shouted)) > ABBREVIATIONS
    headline = capitals > HEADLINE * max(2, len(words)) and not text.rstrip(CLOSERS).endswith(STOPS)
    return headline, shouting


def _is_common(small: str, lang: Language) -> bool:
    if lang.nouns_are_capitalised and any(small.removesuffix(end) in lang.common for end in INFLECTIONS):
        return True
    return any(small in words for words in (lang.common, lang.titles, lang.months, lang.weekdays))
