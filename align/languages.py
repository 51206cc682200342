"""Languages by ISO 639-1 codes: their names, what is written for them by mistake, which of them the encoder knows."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from align.errors import UsageError

ENCODED = ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh")
"""Languages that the encoder was made for; Chinese counts twice, for it knows both scripts (Yang et al. 2019)."""


def language_name(code: str) -> str:
    """The English name of a language; the code in quotes for what is none."""
    return _names().get(code, f"“{code}”")


def fault_of_code(code: str) -> tuple[str, str]:
    """What is wrong with a code, and what to do about it; ("", "") for an ISO 639-1 code."""
    if code in _names():
        return "", ""
    meant = _codes().get(code.casefold()) or _codes().get(code.casefold().replace("_", "-").split("-")[0])
    advice = f"Write {meant} for {language_name(meant)}." if meant else "For example de, en or fr."
    return f"{code!r} is no ISO 639-1 code of a language.", advice


def require_codes(*codes: str) -> None:
    """Raise UsageError for the first that is no ISO 639-1 code."""
    for code in codes:
        what, advice = fault_of_code(code)
        if what:
            raise UsageError(what, advice)


def beyond_encoder(*codes: str) -> tuple[str, ...]:
    """One plain sentence for each language that the encoder was not made for."""
    return tuple(
        f"The encoder was not made for {language_name(code)} ({code}); expect worse pairs, and look at them all."
        for code in dict.fromkeys(codes)
        if code not in ENCODED
    )


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows()}


@cache
def _codes() -> dict[str, str]:
    """Codes by all that is written for them, in lower case."""
    return {name.casefold(): row[0] for row in _rows() for name in row}


def _rows() -> Iterator[list[str]]:
    text = (files("align") / "data" / "languages.tsv").read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
