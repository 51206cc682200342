"""The checks of what has no partner: omissions and additions."""

import re
from collections.abc import Iterator

from align.checking.case import Case, Pair, SideText
from align.model import Finding, Kind, Severity

LONG_RUN = 3
"""Sentences in a row from which on a gap is an error and no slip."""

SHOWN = 8
"""Words of a gap that the message quotes."""

LETTER = re.compile(r"[^\W\d_]")
OUTER = " .,;:!?-–—_*=~•|/\\()\"'„“”"


def omission(case: Case) -> Iterator[Finding]:
    """{Count} of the {source language} text {has} no {target language}: “{first words}”."""
    yield from _gaps(case, "omission", of_source=True)


def addition(case: Case) -> Iterator[Finding]:
    """{Count} of the {target language} text {has} no {source language}: “{first words}”."""
    yield from _gaps(case, "addition", of_source=False)


def _gaps(case: Case, code: str, *, of_source: bool) -> Iterator[Finding]:
    languages = (case.source_language, case.target_language)
    ours, theirs = languages if of_source else languages[::-1]
    for run in _runs(case, of_source=of_source):
        texts = [pair.source if of_source else pair.target for pair in run]
        count = sum(len(text.sentences) for text in texts)
        what = "One sentence of the" if count == 1 else f"{count} sentences in a row of the"
        verb = "has" if count == 1 else "have"
        message = f"{what} {ours.name} text {verb} no {theirs.name}: “{_first_words(texts[0])}”."
        yield Finding(code, _severity(texts), message, tuple(pair.index for pair in run))


def _runs(case: Case, *, of_source: bool) -> Iterator[list[Pair]]:
    """Null beads of one side, neighbours together; those of the other side do not part them, nor does furniture."""
    run: list[Pair] = []
    for pair in case.pairs:
        text = pair.source if of_source else pair.target
        if not pair.bead.is_null:
            if run:
                yield run
            run = []
        elif text.sentences and not is_furniture(text):
            run.append(pair)
    if run:
        yield run


def _severity(texts: list[SideText]) -> Severity:
    """Long runs are errors; a heading, a speaker or a signature alone may be layout."""
    sentences = [sentence for text in texts for sentence in text.sentences]
    if len(sentences) >= LONG_RUN:
        return Severity.ERROR
    layout = (Kind.HEADING, Kind.SPEAKER, Kind.SIGNATURE)
    return Severity.INFO if all(sentence.kind in layout for sentence in sentences) else Severity.WARNING


def _first_words(text: SideText) -> str:
    words = text.text.split()
    return f"{' '.join(words[:SHOWN])} …" if len(words) > SHOWN else " ".join(words).rstrip(".")


def is_furniture(text: SideText) -> bool:
    """Whether nobody owes it a translation: brackets only, no letters, a stamp, a security mark."""
    return all(_is_furniture(part, text) for part in _parts(text))


def _parts(text: SideText) -> Iterator[str]:
    """Its sentences without what stands in brackets."""
    for sentence in text.sentences:
        yield SideText((sentence,), text.language).own


def _is_furniture(own: str, text: SideText) -> bool:
    if not LETTER.search(own):
        return True
    pattern = text.language.furniture
    return pattern is not None and pattern.fullmatch(" ".join(own.strip(OUTER).split())) is not None
