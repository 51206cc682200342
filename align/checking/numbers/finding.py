"""All numbers, dates and times of a text: dates first, then figures, Roman numerals and words in what is left."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from align.checking.languages import Language
from align.checking.numbers.dates import (
    YEAR,
    clock_times,
    iso_dates,
    numeric_dates,
    slash_dates,
    spoken_dates,
    weekdays,
    year_keys,
)
from align.checking.numbers.mention import Mention, Strength
from align.checking.numbers.roman import designator, romans
from align.checking.numbers.spelled import spelled
from align.checking.numbers.values import BLANKS, READ_AS_DIGITS, Figure, canonical, read_figures

Span = tuple[int, int]

GROUP = rf"[{BLANKS}]\d{{3}}(?!\d)"
FIGURES = re.compile(rf"\d+(?:[.,]\d+|['’]\d{{3}}(?!\d)|(?:(?<=(?<!\d)\d)|(?<=(?<!\d)\d\d)|(?<=\d\d\d)){GROUP})*")
MISREAD = re.compile(r"(?<!\w)(?=[\dlIOo]*\d)(?:[lIOo]\d[\dlIOo]+|\d+[lIO][\dlIOo]*)(?!\w)")
DIGIT = re.compile(r"\d")
SUFFIX = re.compile(r"[a-f](?!\w)")
ORDINAL = re.compile(r" ?(?:st|nd|rd|th|s|er|ers|ste[nrs]?|te[nrs]?)(?!\w)")
YEAR_PAIR = re.compile(rf"(?<!\d){YEAR} ?[-–—/] ?$")
LIST_MARK = re.compile(r"\W*(?:\d{1,2}[.)]|\(\d{1,2}\)|[IVX]{1,4}[.)])(?=\s)")
BRACKETS = re.compile(r"\[[^\[\]]*\]")


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
            figure = replace(figure, keys=year_keys(match[0]))
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
                named=designator(text, match.start(), lang),
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


WITHOUT_FIGURES = (spoken_dates, weekdays, romans)
WITH_FIGURES = (iso_dates, numeric_dates, slash_dates, spoken_dates, weekdays, clock_times, _figures, romans)
