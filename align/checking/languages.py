"""What the checks know of a language: how it writes numbers, which words deny, which lines are furniture.

The data are in `data/`, one file a language. A language without a file is known by its name alone, and the checks that
need more stay silent.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from align.languages import language_name

KNOWN = ("de", "en")
"""Languages with a data file."""


@dataclass(frozen=True, slots=True)
class Numerals:
    """Number words of one language, in lower case, with their values.

    Attributes:
        cardinals: from two up to the tens, none that other words are joined of.
        ordinals: those that no rule makes of a cardinal.
        scales: words that multiply the number before them.
        loose: words that may answer a number but ask for no answer (an article, "both", "century").
        clock: regular expressions of what stands after a time of day.
        joined_by: what joins ones and tens in one word (`fünfundzwanzig`); "" where they are words of their own.
        one: forms of one inside longer numbers.
        spellings: parts of words to be replaced first, where a typewriter had no umlauts.
        ordinal_ending, ordinal_suffix: what an ordinal ends in, and what stands between it and a long cardinal.
        inflections: endings that a short cardinal may take.
        derived: second parts of words that begin with a number (`zweifach`).
        decade: what tens end in where they mean ten years (`fünfziger`, `fifties`).
        half_hours: words before an hour that make a time of it (`halb`, `past`).
        half_hour_goes_back: `halb sieben` is half past six.
    """

    cardinals: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    loose: Mapping[str, int] = field(default_factory=dict)
    clock: tuple[str, ...] = ()
    joined_by: str = ""
    one: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)
    ordinal_ending: str = ""
    ordinal_suffix: str = ""
    inflections: str = ""
    derived: str = ""
    decade: str = ""
    half_hours: frozenset[str] = frozenset()
    half_hour_goes_back: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Attributes:
        code: ISO 639-1.
        name: in English.
        known: whether there is a data file; if not, all that follows is empty.
        decimal: the separator of decimals; "" where unknown.
        nouns_are_capitalised: so that a capital makes no name.
        dots_make_ordinals: `5. Verwaltung`.
        months: names and abbreviations without stop, in lower case, to 1 to 12.
        ambiguous_months: those of them that are other words or names as well.
        before_months: words before a month that show that it is one.
        weekdays: names, in lower case, to 1 for Monday to 7.
        numerals: the number words.
        designators: words before a number or Roman numeral that names a thing.
        negations: words that deny.
        near_negations: words that may answer a denial.
        near_negation_starts: beginnings of words that may.
        near_negation_ends: endings of words that may.
        pronouns: words that may stand for a name.
        articles: words after which a capital makes a noun, where nouns have capitals.
        titles: words before a name.
        common: words that are no names even where they are capitalised, in lower case.
        furniture: matches a whole sentence that nobody owes a translation.
    """

    code: str
    name: str
    known: bool = False
    decimal: str = ""
    nouns_are_capitalised: bool = False
    dots_make_ordinals: bool = False
    months: Mapping[str, int] = field(default_factory=dict)
    ambiguous_months: frozenset[str] = frozenset()
    before_months: frozenset[str] = frozenset()
    weekdays: Mapping[str, int] = field(default_factory=dict)
    numerals: Numerals = field(default_factory=Numerals)
    designators: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    near_negations: frozenset[str] = frozenset()
    near_negation_starts: tuple[str, ...] = ()
    near_negation_ends: tuple[str, ...] = ()
    pronouns: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    furniture: re.Pattern[str] | None = None


@cache
def language(code: str) -> Language:
    """The language of an ISO 639-1 code; without data for languages that have none."""
    name = language_name(code)
    if code not in KNOWN:
        return Language(code, name)
    data = tomllib.loads(_read(f"{code}.toml"))
    words = {group: frozenset(data["words"][group]) for group in data["words"]}
    return Language(
        code,
        name,
        known=True,
        decimal=data["decimal"],
        nouns_are_capitalised=data["nouns_are_capitalised"],
        dots_make_ordinals=data["dots_make_ordinals"],
        months=data["months"],
        ambiguous_months=frozenset(data["ambiguous_months"]),
        before_months=words["before_months"],
        weekdays=data["weekdays"],
        numerals=_numerals(data["numbers"]),
        designators=words["designators"],
        negations=words["negations"],
        near_negations=words["near_negations"],
        near_negation_starts=tuple(data["words"]["near_negation_starts"]),
        near_negation_ends=tuple(data["words"]["near_negation_ends"]),
        pronouns=words["pronouns"],
        articles=words["articles"],
        titles=words["titles"],
        common=frozenset(word for line in read_lines(f"common-{code}.txt") for word in line.split()),
        furniture=re.compile("|".join(data["furniture"]["patterns"]), re.IGNORECASE),
    )


def read_lines(name: str) -> tuple[str, ...]:
    """Lines of a data file, without empty ones and comments."""
    return tuple(line for line in _read(name).splitlines() if line and line[0] != "#")


def _read(name: str) -> str:
    return (resources.files("align.checking") / "data" / name).read_text(encoding="utf-8")


def _numerals(data: Mapping[str, Any]) -> Numerals:
    sets = {name: frozenset(data[name]) for name in ("one", "half_hours")}
    return Numerals(**{**data, **sets, "clock": tuple(data["clock"])})
