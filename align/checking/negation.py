"""The check of negation: one side denies more often than the other. Only a hint: languages deny by other means too."""

import re
from collections.abc import Iterator
from functools import lru_cache

from align.checking.case import Case, SideText
from align.checking.languages import language
from align.model import Finding, Severity

WORD = re.compile(r"[^\W\d_]+")
CONTRACTED = re.compile(r"(?<=n)['’]t\b")
NUMBERED = re.compile(r"\bnos?\.?\s?(?=\d)")
"""The sign for a number, which denies nothing: `No. 12`."""

CACHED = 1 << 14
MANY = 2
"""Denials of the other side from which on counting tells nothing."""

LONG_ENOUGH = 4
"""Letters of the word that a denying part is put before or after (`unmöglich`, `needless`)."""


def negation_differs(case: Case) -> Iterator[Finding]:
    """{Negations} on the {language} side, {none or fewer} on the {other language}."""
    if not case.both_known:
        return
    for pair in case.linked:
        for side, other in ((pair.source, pair.target), (pair.target, pair.source)):
            words = negations(side)
            answers = denials(other) if words else 0
            if len(words) > answers and answers < MANY:
                what = f"“{words[0]}”" if len(words) == 1 else f"{len(words)} negations"
                fewer = f"{answers} at most" if answers else "no negation" if len(words) == 1 else "none"
                message = f"{what} on the {side.language.name} side, {fewer} on the {other.language.name}."
                yield Finding("negation-differs", Severity.INFO, message, (pair.index,))


def _words(text: SideText) -> list[str]:
    return WORD.findall(CONTRACTED.sub(" not", NUMBERED.sub("", text.own.lower())))


def negations(text: SideText) -> list[str]:
    """The words of a text that deny beyond doubt, in order, in lower case."""
    denying = text.language.negations
    return [word for word in _words(text) if word in denying]


def denials(text: SideText) -> int:
    """How many words of a text may be a denial."""
    return sum(_may_deny(word, text.language.code) for word in _words(text))


@lru_cache(maxsize=CACHED)
def _may_deny(word: str, code: str) -> bool:
    """Whether a word denies, nearly denies, or is a common one with a part that denies."""
    lang = language(code)
    if word in lang.negations or word in lang.near_negations:
        return True
    rests = [word.removeprefix(part) for part in lang.near_negation_starts if word.startswith(part)]
    rests += [word.removesuffix(part) for part in lang.near_negation_ends if word.endswith(part)]
    return any(len(rest) >= LONG_ENOUGH and rest in lang.common for rest in rests)
