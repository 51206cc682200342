"""Which language a text is in, for telling a swapped pair or a wrong file from a right one.

Rests on py3langid (byte n-grams, naive Bayes), asked about a sample from the middle of the text, where there are no
title pages. Short texts get no answer: a wrong alarm would be worse than none.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import py3langid.langid

SAMPLE = 6000
"""Characters looked at."""

ENOUGH = 120
"""Characters below which no answer is given."""

LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
"""The languages that the encoder knows, ISO 639-1."""


@cache
def _identifier() -> py3langid.langid.LanguageIdentifier:
    identifier = py3langid.langid.LanguageIdentifier.from_model_file(py3langid.langid.MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier


def sample(texts: Iterable[str], size: int = SAMPLE) -> str:
    """At most `size` characters from the middle of the texts, joined by blanks."""
    whole = " ".join(texts)
    start = max(0, (len(whole) - size) // 2)
    return whole[start : start + size]


def detect_language(texts: Sequence[str]) -> str | None:
    """The most likely language of `LANGUAGES`, None for less than `ENOUGH` characters."""
    text = sample(texts)
    if len(text) < ENOUGH:
        return None
    return str(_identifier().classify(text)[0])
