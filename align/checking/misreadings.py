"""The check of words that were likely misread: unsure, oddly made, or one confusion away from a frequent word."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from align.checking.case import Case
from align.checking.languages import Language
from align.model import Finding, Sentence, Severity
from align.text.confusions import readings_of

UNSURE, UNSURE_SHARE = 0.5, 0.02
"""A reader's confidence below which a word is unsure, and the share of a text's words that may be so at most."""

DOUBTFUL_SHARE = 0.1
"""Share of a text's words, the least sure ones, for which a hint is enough."""

FREQUENT, TIMES = 5, 8
"""Uses that a word needs, and how many times as many as its double, to be what was meant."""

RARE = 2
"""Uses up to which a word may be a misreading."""

SHORTEST = 3
"""Letters of the shortest word that is compared."""

SHOWN = 3
"""Words that a message names."""

EDGES = " .,;:!?…\"'„“”‚‘’»«›‹()[]{}/–—-*"
ODD = re.compile(
    r"[^\W\d_]{2}\d[^\W\d_]|[^\W\d_]\d[^\W\d_]{2}"  # a digit inside: k6nnen
    r"|[^\W\d_][~|\\•^¬<>{}][^\W\d_]"  # a sign inside: Mos~au
    r"|[a-zäöüß]{3}[A-ZÄÖÜ][a-zäöüß]{2}"  # a capital inside: ParteifDhrung
)


class Doubt(Enum):
    """How doubtful a word is."""

    HINT = 1  # some common word looks like it
    DOUBLE = 2  # a frequent word of the same text looks like it
    ODD = 3  # no word looks so


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a word is likely misread.

    Attributes:
        doubt: how doubtful it is.
        meant: what it may stand for; "" where nothing suggests itself.
    """

    doubt: Doubt
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader's confidence means in one text.

    Attributes:
        unsure: up to this a word is unsure by itself; -1 for never.
        doubtful: up to this a hint is enough; -1 where there are no confidences.
    """

    unsure: float = -1.0
    doubtful: float = -1.0


def misread(case: Case) -> Iterator[Finding]:
    """Likely misread on the {language} side: {words}."""
    alignment = case.alignment
    for of_source in (True, False):
        sentences = alignment.source if of_source else alignment.target
        language = case.source_language if of_source else case.target_language
        tokens = Counter(token for sentence in sentences for token in sentence.text.split())
        suspects, limits = suspicions(_bare_counts(tokens), language), limits_of(sentences)
        printed = {token: suspects[bare] for token in tokens if (bare := token.strip(EDGES)) in suspects}
        for pair in case.pairs:
            side = pair.source if of_source else pair.target
            found = [said for sentence in side.sentences for said in _suspicious(sentence, printed, limits)]
            if found:
                names = ", ".join(list(dict.fromkeys(name for name, _ in found))[:SHOWN])
                severity = Severity.WARNING if any(grave for _, grave in found) else Severity.INFO
                message = f"Likely misread on the {language.name} side: {names}."
                yield Finding("misread", severity, message, (pair.index,))


def _bare_counts(tokens: Mapping[str, int]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for token, count in tokens.items():
        counts[token.strip(EDGES)] += count
    return counts


def _suspicious(sentence: Sentence, suspects: Mapping[str, Suspicion], limits: Limits) -> Iterator[tuple[str, bool]]:
    """What to say of each suspicious word, and whether that is more than a hint.

    A text without a reader's confidence was typed by somebody, and a rare word in it is mostly just that.
    """
    if not sentence.words:
        for token in sentence.text.split():
            if token in suspects and suspects[token].doubt is not Doubt.HINT:
                yield _said(token, suspects[token]), suspects[token].doubt is Doubt.ODD
        return
    for word in sentence.words:
        if word.earlier is not None:
            continue
        sure = 2.0 if word.confidence is None else word.confidence
        suspicion = suspects.get(word.text)
        if suspicion is not None and (suspicion.doubt is not Doubt.HINT or sure <= limits.doubtful):
            read = word.confidence is not None
            yield (
                _said(word.text, suspicion),
                suspicion.doubt is Doubt.ODD or (read and suspicion.doubt is Doubt.DOUBLE),
            )
        elif sure <= limits.unsure and word.text.strip(EDGES):
            yield _said(word.text, None), any(map(str.isdigit, word.text))


def _said(word: str, suspicion: Suspicion | None) -> str:
    meant = suspicion.meant if suspicion else ""
    return f"“{word.strip(EDGES)}”" + (f" (perhaps “{meant}”)" if meant else "")


def limits_of(sentences: Sequence[Sentence]) -> Limits:
    """What the confidences of a text's words say; shares of the text, since readers differ in their confidence."""
    values = sorted(word.confidence for s in sentences for word in s.words if word.confidence is not None)
    below = [value for value in values if value < UNSURE]
    return Limits(
        min(values[int(UNSURE_SHARE * len(values))], below[-1]) if below else -1.0,
        values[int(DOUBTFUL_SHARE * len(values))] if values else -1.0,
    )


def suspicions(counts: Mapping[str, int], language: Language) -> dict[str, Suspicion]:
    """Words of a text that look misread.

    Args:
        counts: how often each word, as printed, stands in the text.
        language: without data only oddly made words are found.
    """
    found = {}
    for word, count in counts.items():
        if count > RARE or len(word) < SHORTEST:
            continue
        if ODD.search(word):
            meant, _ = _double(word, counts, language)
            found[word] = Suspicion(Doubt.ODD, meant)
        elif language.known and word.isalpha() and word.lower() not in language.common:
            meant, uses = _double(word, counts, language)
            if meant:
                sure = uses >= max(FREQUENT, TIMES * count)
                found[word] = Suspicion(Doubt.DOUBLE if sure else Doubt.HINT, meant)
    return found


def _double(word: str, counts: Mapping[str, int], language: Language) -> tuple[str, int]:
    """What a word most likely stands for, and how often the text has that; ("", 0) for nothing."""
    best, most = "", 0
    for other in readings_of(word):
        uses = counts.get(other, 0)
        if uses > most or (not best and other.lower() in language.common):
            best, most = other, uses
    return (best, most) if most >= FREQUENT or best.lower() in language.common else ("", 0)
