"""The checks of numbers and dates."""

from collections.abc import Iterator, Sequence

from align.checking.case import Case, Pair
from align.checking.numbers import Mention, Settled, Strength
from align.model import Finding, Severity


def number_differs(case: Case) -> Iterator[Finding]:
    """Number {source} on the {source language} side, {target} on the {target language}."""
    for pair, settled in _settled(case):
        for ours, theirs in settled.compared.differing:
            if not (ours.date or theirs.date):
                message = _differing("Number", ours.text, theirs.text, case)
                yield Finding("number-differs", _severity(ours, theirs), message, (pair.index,))


def date_differs(case: Case) -> Iterator[Finding]:
    """Date {source} on the {source language} side, {target} on the {target language}."""
    for pair, settled in _settled(case):
        seen = set()
        for ours, theirs in settled.compared.differing:
            dates = ours.date or ours.text, theirs.date or theirs.text
            if (ours.date or theirs.date) and dates not in seen:
                seen.add(dates)
                yield Finding("date-differs", _severity(ours, theirs), _differing("Date", *dates, case), (pair.index,))


def number_missing(case: Case) -> Iterator[Finding]:
    """{What} {number} stands on the {language} side only."""
    for pair, settled in _settled(case):
        for side, lang in (
            (settled.compared.source, case.source_language),
            (settled.compared.target, case.target_language),
        ):
            for mention in _once(side):
                what = f"Date {mention.date}" if mention.date else f"Number {mention.text}"
                message = f"{what} stands on the {lang.name} side only."
                yield Finding("number-missing", Severity.WARNING, message, (pair.index,))


def number_moved(case: Case) -> Iterator[Finding]:
    """Number {number} of the {language} side stands in bead {number of the bead} on the {other language} side."""
    for pair, settled in zip(case.pairs, case.settled, strict=True):
        for mention, there in settled.moved:
            message = (
                f"Number {mention.text} of the {case.source_language.name} side stands in bead {there + 1} "
                f"on the {case.target_language.name} side."
            )
            yield Finding("number-moved", Severity.WARNING, message, (pair.index, there))


def number_form(case: Case) -> Iterator[Finding]:
    """Number {number} on the {language} side is written as in {other language}."""
    for pair, settled in _settled(case):
        for mention in _once(settled.foreign):
            message = (
                f"Number {mention.text} on the {case.target_language.name} side is written "
                f"as in {case.source_language.name}."
            )
            yield Finding("number-form", Severity.INFO, message, (pair.index,))


def _settled(case: Case) -> Iterator[tuple[Pair, Settled]]:
    """The beads that have both sides, with what is left of their numbers."""
    return ((pair, case.settled[pair.index]) for pair in case.linked)


def _differing(what: str, ours: str, theirs: str, case: Case) -> str:
    return f"{what} {ours} on the {case.source_language.name} side, {theirs} on the {case.target_language.name}."


def _severity(ours: Mention, theirs: Mention) -> Severity:
    """Figures against figures cannot be a matter of style."""
    return Severity.ERROR if ours.strength is theirs.strength is Strength.SURE else Severity.WARNING


def _once(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """One mention for each date and each number."""
    seen: set[str] = set()
    for mention in mentions:
        name = mention.date or mention.text
        if name not in seen:
            seen.add(name)
            yield mention
