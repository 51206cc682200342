"""All numbers, dates and times of a text: dates first, then figures, Roman numerals and words in what is left."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from align.checking.languages import Language
from align.checking.numbers.figures import BLANKS, READ_AS_DIGITS, Figure, canonical, read_figures, times
from align.checking.numbers.mention import Mention, Strength
from align.checking.numbers.spelled import spelled

Span = tuple[int, int]

FIGURES = re.compile(
    rf"\d+(?:[.,]\d+|['’]\d{{3}}(?!\d)|(?<=(?<!\d)\d)[{BLANKS}]\d{{3}}(?!\d)|(?<=(?<!\d)\d\d)[{BLANKS}]\d{{3}}(?!\d)|(?<=\d\d\d)[{BLANKS}]\d{{3}}(?!\d))*"
)
MISREAD = re.compile(r"(?<![\w])(?=[\dlIOo]*\d)(?:[lIOo]\d[\dlIOo]+|\d+[lIO][\dlIOo]*)(?!\w)")
DIGIT = re.compile(r"\d")
SUFFIX = re.compile(r"[a-f](?![\w])")
ORDINAL = re.compile(r" ?(?:st|nd|rd|th|s|er|ers|ste[nrs]?|te[nrs]?)(?!\w)")
YEAR_PAIR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d ?[-–—/] ?$")
ROMAN = re.compile(r"(?<![\w.])[IVXLCDM]+(?!\w)")
ROMAN_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
INITIAL_BEFORE = re.compile(r"\b[A-ZÄÖÜ][a-z]?\. ?$")
INITIAL_AFTER = re.compile(r"\. ?[A-ZÄÖÜ][a-z]?\.")
ROMAN_ORDINAL = re.compile(r"\. ?[^\W\d_]{2}")
WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?[\s(]*$")
LIST_MARK = re.compile(r"\W*(?:\d{1,2}[.)]|\(\d{1,2}\)|[IVX]{1,4}[.)])(?=[\s])")
BRACKETS = re.compile(r"\[[^\[\]]*\]")
NUMERIC_DATE = re.compile(r"(?<![\d.])(\d{1,2})\. ?(\d{1,2})\.(?: ?((?:1[5-9]|20)\d\d|\d\d))?(?!\d|[.,]\d)")
ISO_DATE = re.compile(r"(?<![\d-])((?:1[5-9]|20)\d\d)-(\d\d)-(\d\d)(?![\d-])")
SLASH_DATE = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:1[5-9]|20)\d\d|\d\d)(?![\d/])")
TIME = re.compile(
    r"(?<![\d.,:])(\d{1,2})(?:[:.](\d\d))?(?![\d:])(?:\s?(uhr\b|o['’]clock|[ap]\.?\s?m\b\.?|hrs\b|hours\b|h\b))?(?:\s(\d\d)(?!\S))?",
    re.IGNORECASE,
)


def mentions(text: str, lang: Language, loose: Iterable[Span] = ()) -> tuple[Mention, ...]:
    """All mentions of a text in order.

    Args:
        text: any text.
        lang: its language.
        loose: stretches whose numbers ask for no answer (what a translator put into brackets).

    Returns:
        Mentions; those of plain square brackets and of a list mark at the start are loose.
    """
    taken: list[Span] = []
    found: list[Mention] = []
    for finder in WITH_FIGURES if DIGIT.search(text) else WITHOUT_FIGURES:
        for new in _grouped(finder(text, lang)):
            span = (new[0].start, new[-1].end)
            if not any(start < span[1] and span[0] < end for start, end in taken):
                taken.append(span)
                found += new
    found += [word for word in spelled(text, lang) if not any(a < word.end and word.start < b for a, b in taken)]
    brackets = [*loose, *(match.span() for match in BRACKETS.finditer(text))]
    marks = _list_marks(text)
    found = [_loosened(mention, brackets if mention.date else [*brackets, *marks]) for mention in found]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _grouped(groups: Iterator[list[Mention]]) -> Iterator[list[Mention]]:
    return (group for group in groups if group)


def _loosened(mention: Mention, spans: Iterable[Span]) -> Mention:
    inside = any(start <= mention.start and mention.end <= end for start, end in spans)
    return replace(mention, strength=Strength.LOOSE) if inside else mention


def _list_marks(text: str) -> list[Span]:
    match = LIST_MARK.match(text)
    return [match.span()] if match and match.end() < len(text.rstrip()) else []


def _sure(match: re.Match[str], group: int, keys: Iterable[str], date: str = "") -> Mention:
    return Mention(match[group], frozenset(keys), Strength.SURE, match.start(group), match.end(group), date=date)


def _year_keys(year: str) -> frozenset[str]:
    return frozenset([year] if len(year) == 4 else [year.lstrip("0") or "0", f"19{year}", f"20{year}"])


def _date(match: re.Match[str], *, year: int, month: int, day: int) -> list[Mention]:
    if not (1 <= int(match[month]) <= 12 and 1 <= int(match[day]) <= 31):
        return []
    parts = [
        _sure(match, day, [canonical(match[day])], match[0]),
        _sure(match, month, [f"m{int(match[month])}"], match[0]),
    ]
    if match[year]:
        parts.append(_sure(match, year, _year_keys(match[year]), match[0]))
    return sorted(parts, key=lambda part: part.start)


def _iso_dates(text: str, lang: Language) -> Iterator[list[Mention]]:
    for match in ISO_DATE.finditer(text):
        yield _date(match, year=1, month=2, day=3)


def _numeric_dates(text: str, lang: Language) -> Iterator[list[Mention]]:
    """`6. 12. 1973`, and in a language of dotted ordinals `6. 12.` too."""
    for match in NUMERIC_DATE.finditer(text):
        if not match[3] and not lang.dots_make_ordinals:
            continue
        yield _date(match, year=3, month=2, day=1)


def _slash_dates(text: str, lang: Language) -> Iterator[list[Mention]]:
    """The day may stand first or second, so each of the two may be either."""
    for match in SLASH_DATE.finditer(text):
        if max(int(match[1]), int(match[2])) <= 31 and 1 <= min(int(match[1]), int(match[2])) <= 12:
            either = [[canonical(match[k]), f"m{int(match[k])}"] for k in (1, 2)]
            days = [_sure(match, k, either[k - 1], match[0]) for k in (1, 2)]
            yield [*days, _sure(match, 3, _year_keys(match[3]), match[0])]


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


PREPOSITIONS = re.compile(
    r"(?:\b(?:in|of|since|until|till|by|from|late|early|mid|last|next|this|between|during|before|after|"
    r"im|seit|bis|vom|zum|ende|anfang|mitte|ab)[\s-]|[-–(/])$",
    re.IGNORECASE,
)


def _spoken_dates(text: str, lang: Language) -> Iterator[list[Mention]]:
    if not lang.known or not _month(tuple(lang.months)).search(text):
        return
    for match in _spoken_date(tuple(lang.months)).finditer(text):
        alone = not (match["days"] or match["after"] or match["year"])
        doubtful = alone and match["month"].lower() in lang.ambiguous_months
        if doubtful and not PREPOSITIONS.search(text[: match.start("month")]):
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
        keys = _year_keys(match["year"].strip("'’"))
        yield Mention(match["year"], keys, Strength.SURE, *match.span("year"), date=whole)


def _weekdays(text: str, lang: Language) -> Iterator[list[Mention]]:
    if not lang.known:
        return
    for match in _month(tuple(lang.weekdays)).finditer(text):
        key = f"w{lang.weekdays[match[0].lower()]}"
        yield [Mention(match[0], frozenset([key]), Strength.SPOKEN, *match.span(), date=match[0])]


def _times(text: str, lang: Language) -> Iterator[list[Mention]]:
    for match in TIME.finditer(text):
        hour, unit = int(match[1]), (match[3] or "").lower()
        minutes = match[2] or (match[4] if unit == "uhr" else None)
        colon = match[2] and text[match.end(1)] == ":"
        if hour > 24 or int(minutes or 0) > 59 or not (colon or unit) or (unit in ("hours", "h") and not minutes):
            continue
        end = match.end(4) if minutes == match[4] and minutes else match.end(3) if unit else match.end(2)
        keys = times(hour, int(minutes or 0), unit[0] if unit[:1] in ("a", "p") else "")
        if not int(minutes or 0):
            keys |= {str(h - 12 * half) for h in _hours(keys) for half in (0, 1) if h - 12 * half > 0}
        yield [Mention(text[match.start() : end], keys, Strength.SURE, match.start(), end)]


def _hours(keys: Iterable[str]) -> list[int]:
    return [int(key[1:].split(":")[0]) for key in keys]


@cache
def _scaled(scales: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, scales), key=len, reverse=True))
    return re.compile(rf"[\s-]?({names})(?!\w)", re.IGNORECASE)


def _figures(text: str, lang: Language) -> Iterator[list[Mention]]:
    for match in MISREAD.finditer(text):
        value = canonical(match[0].translate(READ_AS_DIGITS))
        yield [Mention(match[0], frozenset([value]), Strength.SURE, *match.span())]
    for match in FIGURES.finditer(text):
        figure = read_figures(match[0], lang.decimal)
        end, suffix = match.end(), ""
        scale = _scaled(tuple(lang.numerals.scales)).match(text, end) if lang.known else None
        if scale:
            figure = _scaled_figure(figure, lang.numerals.scales[scale[1].lower()])
            end = scale.end()
        elif ordinal := ORDINAL.match(text, end):
            figure = replace(figure, keys=figure.keys | _decade(match[0], ordinal[0]))
            end = ordinal.end()
        elif letter := SUFFIX.match(text, end):
            suffix, end = letter[0], letter.end()
        elif len(match[0]) == 2 and YEAR_PAIR.search(text[: match.start()]):
            figure = replace(figure, keys=_year_keys(match[0]))
        yield [
            Mention(
                text[match.start() : end].strip(),
                figure.keys,
                Strength.SPOKEN if text[: match.start()][-1:].isalpha() else Strength.SURE,
                match.start(),
                end,
                foreign=figure.foreign,
                parts=figure.parts,
                suffix=suffix,
                named=_designator(text, match.start(), lang),
            )
        ]


def _scaled_figure(figure: Figure, factor: int) -> Figure:
    keys, foreign = (
        side | {_times_scale(key, factor) for key in side if key[0] != "t"} for side in (figure.keys, figure.foreign)
    )
    return replace(figure, keys=keys, foreign=foreign)


def _times_scale(key: str, factor: int) -> str:
    """`2.5` million is `2500000`; done with strings of digits, since floats would round."""
    whole, _, fraction = key.partition(".")
    power = len(str(factor)) - 1
    if str(factor) != "1" + "0" * power:
        return canonical(str(int(whole) * factor))
    return canonical(whole + fraction[:power].ljust(power, "0"), fraction[power:])


def _decade(figures: str, ending: str) -> frozenset[str]:
    """`1950s` and `50er` mean the same ten years."""
    if ending.strip() not in ("s", "er", "ers") or figures[-1] != "0":
        return frozenset()
    return frozenset([figures[-2:], f"19{figures[-2:]}"])


def _designator(text: str, start: int, lang: Language) -> str:
    word = WORD_BEFORE.search(text[max(0, start - 30) : start])
    return word[1] if word and word[1].lower() in lang.designators else ""


def _roman(text: str, lang: Language) -> Iterator[list[Mention]]:
    for match in ROMAN.finditer(text):
        form = match[0]
        named = _designator(text, match.start(), lang)
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


WITHOUT_FIGURES = (_spoken_dates, _weekdays, _roman)
WITH_FIGURES = (_iso_dates, _numeric_dates, _slash_dates, _spoken_dates, _weekdays, _times, _figures, _roman)


def roman_value(form: str) -> int:
    """The value of a well-formed Roman numeral, 1 to 3999."""
    values = ["IVXLCDM".index(letter) for letter in form]
    worths = [10 ** (v // 2) * (5 if v % 2 else 1) for v in values]
    return sum(-w if w < max(worths[k:]) else w for k, w in enumerate(worths))
