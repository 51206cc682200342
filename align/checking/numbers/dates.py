"""Dates, weekdays and times of day, in figures and in words."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from align.checking.languages import Language, language
from align.checking.numbers.mention import Mention, Strength
from align.checking.numbers.values import canonical, times

YEAR = r"(?:1[5-9]|20)\d\d"
NUMERIC_DATE = re.compile(rf"(?<![\d.])(\d{{1,2}})\. ?(\d{{1,2}})\.(?: ?({YEAR}|\d\d))?(?!\d|[.,]\d)")
ISO_DATE = re.compile(rf"(?<![\d-])({YEAR})-(\d\d)-(\d\d)(?![\d-])")
SLASH_DATE = re.compile(rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}})/({YEAR}|\d\d)(?![\d/])")
FORENOON, AFTERNOON = "a", "p"


def _sure(match: re.Match[str], group: int, keys: Iterable[str], date: str = "") -> Mention:
    return Mention(match[group], frozenset(keys), Strength.SURE, match.start(group), match.end(group), date=date)


def year_keys(year: str) -> frozenset[str]:
    """What a year of four or two digits means."""
    return frozenset([year] if len(year) == 4 else [year.lstrip("0") or "0", f"19{year}", f"20{year}"])


def _date(match: re.Match[str], *, year: int, month: int, day: int) -> list[Mention]:
    if not (1 <= int(match[month]) <= 12 and 1 <= int(match[day]) <= 31):
        return []
    parts = [
        _sure(match, day, [canonical(match[day])], match[0]),
        _sure(match, month, [f"m{int(match[month])}"], match[0]),
    ]
    if match[year]:
        parts.append(_sure(match, year, year_keys(match[year]), match[0]))
    return sorted(parts, key=lambda part: part.start)


def iso_dates(text: str, lang: Language) -> Iterator[list[Mention]]:
    """`1973-12-06`."""
    for match in ISO_DATE.finditer(text):
        yield _date(match, year=1, month=2, day=3)


def numeric_dates(text: str, lang: Language) -> Iterator[list[Mention]]:
    """`6. 12. 1973`, and in a language of dotted ordinals `6. 12.` too."""
    for match in NUMERIC_DATE.finditer(text):
        if not match[3] and not lang.dots_make_ordinals:
            continue
        yield _date(match, year=3, month=2, day=1)


def slash_dates(text: str, lang: Language) -> Iterator[list[Mention]]:
    """The day may stand first or second, so each of the two may be either."""
    for match in SLASH_DATE.finditer(text):
        if max(int(match[1]), int(match[2])) <= 31 and 1 <= min(int(match[1]), int(match[2])) <= 12:
            either = [[canonical(match[k]), f"m{int(match[k])}"] for k in (1, 2)]
            days = [_sure(match, k, either[k - 1], match[0]) for k in (1, 2)]
            yield [*days, _sure(match, 3, year_keys(match[3]), match[0])]


def _capitalised(months: tuple[str, ...]) -> str:
    written = {form for month in months for form in (month.capitalize(), month.upper())}
    return "|".join(sorted(map(re.escape, written), key=len, reverse=True))


@cache
def _month(months: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_capitalised(months)})\b")


@cache
def _spoken_date(months: tuple[str, ...]) -> re.Pattern[str]:
    names = _capitalised(months)
    day = r"\d{1,2}(?!\d)(?:\.|,(?=\s\w{3})|\s?(?:st|nd|rd|th|ST|ND|RD|TH|te[nrs]?)\b)?"
    more = rf"(?:\s?(?:[-–—/,+]|bis|to|und|and|sowie|or|oder|until|through)\s?(?:the\s)?{day}){{0,4}}"
    year = r"(?:1[5-9]|20)\d\d(?!\d)|['’]?\d\d(?![\d.:%]|,\d|\s?(?:st|nd|rd|th)\b)"
    return re.compile(
        rf"(?:(?<![\d.,:])(?P<days>{day}{more})\s?(?:of\s)?)?(?<!\w)(?P<month>{names})(?!\w)\.?"
        rf"(?:\s(?P<after>{day}{more})(?!\d))?(?:,?\s(?P<year>{year}))?"
    )


@cache
def _before_month(code: str) -> re.Pattern[str]:
    """What stands before a month that could be another word."""
    words = "|".join(sorted(language(code).before_months))
    return re.compile(rf"(?:\b(?:{words})[\s-]|[-–(/])$", re.IGNORECASE)


def spoken_dates(text: str, lang: Language) -> Iterator[list[Mention]]:
    """`6. Dezember 1973`, `December 6, 1973`, `14.–18. August`, and months alone."""
    if not lang.known or not _month(tuple(lang.months)).search(text):
        return
    for match in _spoken_date(tuple(lang.months)).finditer(text):
        alone = not (match["days"] or match["after"] or match["year"])
        doubtful = alone and match["month"].lower() in lang.ambiguous_months
        if doubtful and not _before_month(lang.code).search(text[: match.start("month")]):
            continue
        yield list(_parts_of_date(match, lang, alone=alone))


def _parts_of_date(match: re.Match[str], lang: Language, *, alone: bool) -> Iterator[Mention]:
    whole = match[0].strip().rstrip(".,")
    for group in ("days", "after"):
        for day in re.finditer(r"\d+", match[group] or ""):
            start = match.start(group) + day.start()
            yield Mention(day[0], frozenset([canonical(day[0])]), Strength.SURE, start, start + len(day[0]), date=whole)
        if group == "days":
            key = f"m{lang.months[match['month'].lower()]}"
            strength = Strength.SPOKEN if alone else Strength.SURE
            yield Mention(match["month"], frozenset([key]), strength, *match.span("month"), date=whole)
    if match["year"]:
        keys = year_keys(match["year"].strip("'’"))
        yield Mention(match["year"], keys, Strength.SURE, *match.span("year"), date=whole)


def weekdays(text: str, lang: Language) -> Iterator[list[Mention]]:
    """Names of weekdays, which count as dates."""
    if not lang.known:
        return
    for match in _month(tuple(lang.weekdays)).finditer(text):
        key = f"w{lang.weekdays[match[0].lower()]}"
        yield [Mention(match[0], frozenset([key]), Strength.SPOKEN, *match.span(), date=match[0])]


@cache
def _clock(code: str) -> re.Pattern[str]:
    """A time: hour, minutes, what the language puts after it, and minutes after that (`9 Uhr 30`)."""
    words = "|".join(language(code).numerals.clock) or r"(?!)"
    return re.compile(
        rf"(?<![\d.,:])(\d{{1,2}})(?:[:.](\d\d))?(?![\d:])(?:\s?({words}))?(?:(?<=Uhr)\s(\d\d)(?!\S))?", re.IGNORECASE
    )


def clock_times(text: str, lang: Language) -> Iterator[list[Mention]]:
    """Times with a colon or with a word such as `Uhr` or `p.m.` after them."""
    for match in _clock(lang.code).finditer(text):
        hour, unit = int(match[1]), (match[3] or "").lower()
        minutes = match[2] or match[4] or ""
        colon = bool(match[2]) and text[match.end(1)] == ":"
        if hour > 24 or int(minutes or 0) > 59 or not (colon or unit) or (unit == "hours" and not minutes):
            continue
        half = unit[0] if unit[:1] in (FORENOON, AFTERNOON) else ""
        keys = times(hour, int(minutes or 0), half)
        if not int(minutes or 0):
            keys |= {str(h - 12 * less) for h in _hours(keys) for less in (0, 1) if h - 12 * less > 0}
        end = max(match.end(group) for group in (1, 2, 3, 4))
        yield [Mention(text[match.start() : end], keys, Strength.SURE, match.start(), end)]


def _hours(keys: Iterable[str]) -> list[int]:
    return [int(key[1:].split(":")[0]) for key in keys]
