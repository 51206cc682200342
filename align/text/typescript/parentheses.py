"""Typewriters without parentheses: `/MfS der DDR/` becomes `(MfS der DDR)`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from align.model import Word

LONGEST = 40
"""Words between the slashes; more is a slash left over, not a parenthesis."""

OPENING = re.compile(r"[„\"»]?/(?=[\w„\"»…§])")
CLOSING = re.compile(r"(?<=[\w.!?…%\"“«])/(?=[.,:;!?\"“«]*$)")


def with_parentheses(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one block with pairs of slashes around words read as parentheses.

    A pair opens at the start of a word and closes at the end of one; slashes inside words (`und/oder`,
    `30.11./1.12.`) and slashes without a partner stay.
    """
    texts = [word.text for word in words]
    position = 0
    while position < len(texts):
        end = _closing(texts, position) if OPENING.match(texts[position]) else None
        if end is not None:
            texts[position] = texts[position].replace("/", "(", 1)
            texts[end] = CLOSING.sub(")", texts[end])
            position = end
        position += 1
    return tuple(
        word if word.text == text else replace(word, text=text) for word, text in zip(words, texts, strict=True)
    )


def _closing(texts: Sequence[str], start: int) -> int | None:
    """Where the parenthesis opened at `start` closes; None if another opens first, or none closes."""
    for index in range(start, min(len(texts), start + LONGEST)):
        if index > start and OPENING.match(texts[index]):
            return None
        if CLOSING.search(texts[index][1:] if index == start else texts[index]):
            return index
    return None
