"""Numbers written as words: `zwölf`, `fünfundzwanzig`, `zweifach`, `twenty-five`, `two hundred and five`, `a dozen`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from align.checking.languages import Language, Numerals, language
from align.checking.numbers.mention import Mention, Strength
from align.checking.numbers.values import times

CACHED = 1 << 14
STEM = 3
"""Letters by which words that may be numbers are told from others at first sight."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What one word contributes: a value, what it may mean besides, and how much it asks for an answer."""

    value: int
    also: tuple[int, ...] = ()
    strength: Strength = Strength.SPOKEN
    joins: bool = True
    scale: bool = False


@lru_cache(maxsize=CACHED)
def worth(word: str, code: str) -> Worth | None:
    """The value of a word in lower case in the language of an ISO 639-1 code; None for a word that is no number."""
    numerals = language(code).numerals
    if (value := numerals.scales.get(word)) is not None:
        return Worth(value, scale=True)
    if (value := numerals.cardinals.get(word)) is not None:
        return Worth(value)
    if (value := numerals.loose.get(word)) is not None:
        return Worth(value, strength=Strength.LOOSE, joins=word in numerals.one)
    if (value := numerals.ordinals.get(word)) is not None:
        return Worth(value)
    if (value := _decades(code).get(word)) is not None:
        return Worth(value, (1900 + value,), joins=False)
    return _compound(word, numerals)


@cache
def _decades(code: str) -> dict[str, int]:
    """`fünfziger`, `fifties`."""
    numerals = language(code).numerals
    tens = {word: value for word, value in numerals.cardinals.items() if value in range(20, 100, 10)}
    return {word.removesuffix("y") + numerals.decade: value for word, value in tens.items()}


@cache
def _candidates(code: str) -> re.Pattern[str]:
    """Matches every word of a language that may be a number, and others that begin alike."""
    numerals = language(code).numerals
    words = {*numerals.cardinals, *numerals.ordinals, *numerals.scales, *numerals.loose, *numerals.one}
    words |= {*numerals.half_hours, *numerals.spellings}
    whole = sorted(re.escape(word) for word in words if len(word) < STEM)
    stems = sorted({re.escape(word[:STEM]) for word in words if len(word) >= STEM})
    return re.compile(rf"(?<![^\W\d_])(?:(?:{'|'.join(whole)})(?![^\W\d_])|(?:{'|'.join(stems)})[^\W\d_]*)")


def _compound(word: str, numerals: Numerals) -> Worth | None:
    """Numbers that are written in one word, with their inflections and derived words."""
    for typed, spelling in numerals.spellings.items():
        word = word.replace(typed, spelling)
    if (value := _joined(word, numerals)) is not None:
        return Worth(value)
    if (found := re.fullmatch(rf"(.+?){numerals.derived}", word)) and (value := _joined(found[1], numerals)):
        return Worth(value, joins=False)
    if not numerals.joined_by:
        return None
    if found := re.fullmatch(rf"(.+){numerals.ordinal_ending}", word):
        stem = found[1]
        value = numerals.ordinals.get(stem) or _joined(stem.removesuffix(numerals.ordinal_suffix), numerals)
        if value is not None and stem[-1] == "t":
            return Worth(value)
    found = re.fullmatch(rf"(.+?){numerals.inflections}", word)
    value = _joined(found[1], numerals) if found else None
    return Worth(value) if value is not None and value > 1 else None


def _joined(word: str, numerals: Numerals) -> int | None:
    """The value of a cardinal, however long; None if it is none."""
    if (value := numerals.cardinals.get(word)) is not None or word in numerals.one:
        return 1 if value is None else value
    if not numerals.joined_by:
        return None
    for name in ("tausend", "hundert"):
        before, scale, after = word.partition(name)
        if scale:
            left = _joined(before, numerals) if before else 1
            right = _joined(after.removeprefix(numerals.joined_by), numerals) if after else 0
            return None if left is None or right is None else left * numerals.scales[name] + right
    ones, _, tens = word.partition(numerals.joined_by)
    low, high = (_joined(part, numerals) or 0 if part and tens else 0 for part in (ones, tens))
    return low + high if low in range(1, 10) and high in range(20, 100, 10) else None


@dataclass(frozen=True, slots=True)
class Part:
    """A number word with its place."""

    word: str
    worth: Worth
    start: int
    end: int


def spelled(text: str, lang: Language) -> list[Mention]:
    """All number words of a text; neighbours that make one number are one mention.

    Args:
        text: any text.
        lang: its language; without data there are none.
    """
    if not lang.known:
        return []
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    found: list[Mention] = []
    run: list[Part] = []
    before = ""
    for match in _candidates(lang.code).finditer(small):
        value = worth(match[0], lang.code)
        half = match[0] in lang.numerals.half_hours
        if value is None and not half:
            continue
        part = Part(match[0], value or Worth(0, strength=Strength.LOOSE, joins=False), match.start(), match.end())
        if run and not (_goes_on(run, part) and _adjacent(small, run[-1].end, part.start)):
            found += _close(run, lang, text, before)
            before = run[-1].word if _adjacent(small, run[-1].end, part.start) else ""
            run = []
        run.append(part)
    return found + (_close(run, lang, text, before) if run else [])


def _adjacent(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return len(gap) < 6 and gap.strip(" \u00a0-") in ("", "and")


def _goes_on(run: Sequence[Part], part: Part) -> bool:
    """Whether a number word belongs to the number before it."""
    last, value = run[-1].worth, part.worth.value
    if not (last.joins and part.worth.joins) or part.word in ("a", "an"):
        return False
    if part.worth.scale:
        return last.value < part.worth.value or last.strength is Strength.LOOSE
    if last.scale:
        return value < last.value != 12
    return last.value in range(20, 100, 10) and value < 10


def _close(run: Sequence[Part], lang: Language, text: str, before: str) -> list[Mention]:
    """The mention that a run of number words makes; `before` is the number-like word just before it."""
    value = _sum(run)
    if not value and run[0].word in lang.numerals.half_hours:
        return []
    keys = {str(value)} | {str(other) for other in run[0].worth.also if len(run) == 1}
    if len(run) == 2 and run[1].worth.value >= 1_000_000:
        keys.add(str(run[0].worth.value))
    if before in lang.numerals.half_hours and value <= 12:
        hour = value - 1 if lang.numerals.half_hour_goes_back else value
        keys |= {str(hour)} | times(hour, 30)
    strengths = [part.worth.strength for part in run]
    strength = Strength.SPOKEN if Strength.SPOKEN in strengths else Strength.LOOSE
    start, end = run[0].start, run[-1].end
    return [Mention(text[start:end], frozenset(keys), strength, start, end)]


def _sum(run: Sequence[Part]) -> int:
    total, current = 0, 0
    for part in run:
        if not part.worth.scale:
            current += part.worth.value
        elif part.worth.value < 1000:
            current = max(1, current) * part.worth.value
        else:
            total, current = total + max(1, current) * part.worth.value, 0
    return total + current
