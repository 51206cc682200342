"""The check of negation: one side denies, the other does not. Only a hint: languages deny by other means too."""

import re
from collections.abc import Iterator

from align.checking.case import Case, SideText
from align.checking.languages import Language
from align.model import Finding, Severity

WORD = re.compile(r"[^\W\d_]+")
CONTRACTED = re.compile(r"(?<=n)['’]t\b")
LONG_ENOUGH = 5
"""Letters of a word whose first or last part may deny (`unmöglich`, `needless`)."""


def negation_differs(case: Case) -> Iterator[Finding]:
    """{Word} on the {language} side, no negation on the {other language}."""
    if not case.both_known:
        return
    for pair in case.linked:
        for side, other in ((pair.source, pair.target), (pair.target, pair.source)):
            words = negations(side)
            if words and not denies(other):
                message = f"“{words[0]}” on the {side.language.name} side, no negation on the {other.language.name}."
                yield Finding("negation-differs", Severity.INFO, message, (pair.index,))


def _words(text: SideText) -> list[str]:
    return WORD.findall(CONTRACTED.sub(" not", text.own.lower()))


def negations(text: SideText) -> list[str]:
    """The words of a text that deny beyond doubt, in order, in lower case."""
    return [word for word in _words(text) if word in text.language.negations]


def _is_negated(word: str, language: Language) -> bool:
    return word.startswith(language.near_negation_starts) or word.endswith(language.near_negation_ends)


def denies(text: SideText) -> bool:
    """Whether any word of a text may be a denial."""
    language = text.language
    return any(
        word in language.negations
        or word in language.near_negations
        or (len(word) >= LONG_ENOUGH and (_is_negated(word, language)))
        for word in _words(text)
    )
