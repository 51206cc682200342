"""What the checks cannot see between two languages, in plain sentences: silence of a check is no praise of the text.

German and English have data (`languages.KNOWN`); between others some checks see less, and some nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from align.checking.languages import language

_FIGURES = "only numbers from 100 on, written in figures, are compared"
_NAMES = "whatever it finds is a hint at most"

SILENT: Mapping[str, str] = {
    "negation-differs": "which words of {name} deny is not known",
    "number-form": "how {name} writes decimals is not known",
}
"""Checks that find nothing unless both languages have data, and why."""

LESS: Mapping[str, str] = {
    "number-differs": _FIGURES,
    "number-missing": _FIGURES,
    "number-moved": _FIGURES,
    "date-differs": "only years are compared; days and months of {name} are not known",
    "name-differs": _NAMES,
    "name-missing": _NAMES,
    "omission": "stamps and security marks of {name} count as text",
    "addition": "stamps and security marks of {name} count as text",
    "misread": "in {name}, only oddly made and unsure words are found",
}
"""Checks that see less unless both languages have data, and what; those that stand nowhere need no data."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one check reaches between two languages.

    Attributes:
        code: of the check.
        silent: it cannot find anything at all.
        why: what is lacking, words without a capital and a stop.
    """

    code: str
    silent: bool
    why: str


def limits(source_language: str, target_language: str) -> tuple[Reach, ...]:
    """The checks that are silent or see less between two languages (ISO 639-1 codes); () where all see everything."""
    lacking = [one.name for one in map(language, (source_language, target_language)) if not one.known]
    name = " and ".join(dict.fromkeys(lacking))
    if not name:
        return ()
    silent = [Reach(code, silent=True, why=why.format(name=name)) for code, why in SILENT.items()]
    return (*silent, *(Reach(code, silent=False, why=why.format(name=name)) for code, why in LESS.items()))


def silent_checks(source_language: str, target_language: str) -> tuple[str, ...]:
    """Codes of the checks that cannot find anything between two languages."""
    return tuple(one.code for one in limits(source_language, target_language) if one.silent)


def languages_of(source_language: str, target_language: str) -> str:
    """A pair of languages for people: "German and French"."""
    return f"{language(source_language).name} and {language(target_language).name}"


def silence(source_language: str, target_language: str) -> str:
    """One sentence on the checks that are silent; "" if none is."""
    silent = [one.replace("-", " ") for one in silent_checks(source_language, target_language)]
    if not silent:
        return ""
    pair = languages_of(source_language, target_language)
    return f"Between {pair} these checks cannot find anything: {', '.join(silent)}; others see less."
