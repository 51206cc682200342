"""The checks of names."""

from collections.abc import Iterator, Sequence

from align.checking.case import Case, SideText
from align.checking.names import Unmatched
from align.model import Finding, Severity

NEAR = 3
"""Beads before and after in which a name may stand instead, so that its lack is no more than a hint."""


def name_differs(case: Case) -> Iterator[Finding]:
    """Name {source} on the {source language} side, {target} on the {target language}."""
    for pair, unmatched in zip(case.linked, case.unmatched_names, strict=True):
        for ours, theirs in _replaced(*unmatched):
            message = (
                f"Name {ours.word.text} on the {case.source_language.name} side, "
                f"{theirs.word.text} on the {case.target_language.name}."
            )
            severity = Severity.WARNING if case.both_known and (ours.sure or theirs.sure) else Severity.INFO
            yield Finding("name-differs", severity, message, (pair.index,))


def name_missing(case: Case) -> Iterator[Finding]:
    """Name {name} stands on the {language} side only."""
    for place, (pair, (ours, theirs)) in enumerate(zip(case.linked, case.unmatched_names, strict=True)):
        taken = {name for two in _replaced(ours, theirs) for name in two}
        around = case.linked[max(0, place - NEAR) : place + NEAR + 1]
        for names, side, others in (
            (ours, pair.source, [pair.target, *(near.target for near in around)]),
            (theirs, pair.target, [pair.source, *(near.source for near in around)]),
        ):
            for name in names:
                if name.sure and name.likely and name not in taken:
                    severity = Severity.WARNING if case.both_known and not _excused(name, others) else Severity.INFO
                    message = f"Name {name.word.text} stands on the {side.language.name} side only."
                    yield Finding("name-missing", severity, message, (pair.index,))


def _replaced(ours: Sequence[Unmatched], theirs: Sequence[Unmatched]) -> Iterator[tuple[Unmatched, Unmatched]]:
    """Pairs of names that stand for each other, the surest first.

    An abbreviation stands for an abbreviation, or for an unknown word where there is none.
    """
    free = [name for name in theirs if name.likely]
    for name in sorted(ours, key=lambda name: not name.sure):
        partners = [other for other in free if _may_replace(name, other)]
        if partners and name.likely:
            partner = min(partners, key=lambda other: (_kinds_differ(name, other), not other.sure))
            free.remove(partner)
            yield name, partner


def _may_replace(a: Unmatched, b: Unmatched) -> bool:
    return not _kinds_differ(a, b) or a.sure != b.sure


def _kinds_differ(a: Unmatched, b: Unmatched) -> bool:
    return a.word.abbreviation != b.word.abbreviation


def _excused(name: Unmatched, others: Sequence[SideText]) -> bool:
    """Whether a pronoun may stand for a name, or a bead near by has it; the first of `others` should have it."""
    words = others[0].text.lower().split()
    near = any(name.word.key == word.key for text in others for word in text.names)
    return near or not others[0].language.pronouns.isdisjoint(words)
