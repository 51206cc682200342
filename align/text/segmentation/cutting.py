"""Where a sentence ends inside a word: scripts without blanks, and sentences longer than can be matched.

Everywhere else a gap between two words is the unit of splitting. Here a word is cut in two first; a sentence always
ends at such a cut, so the two halves never stand in one sentence with a blank between them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from align.model import Word

CLOSERS = "\"'”’»›」』）】》〉〕］)]"
"""Quotes and brackets that belong to the mark before them."""

MARK = re.compile(f"[。｡！？؟۔]+[{re.escape(CLOSERS)}]*")
"""Chinese, Japanese, Arabic, Persian and Urdu ends of sentences, which need no blank after them."""

GOES_ON = re.compile("[、，,]|(?<=[」』”])(?:と|って)")
"""What follows a quotation whose sentence goes on (`「待て！」と言った`)."""


@dataclass(frozen=True, slots=True)
class CutWords:
    """Words of a block, some of them cut.

    Attributes:
        words: in order; the parts of a cut word share its places.
        cuts: 0-based indices of the words that the next one follows without a blank.
    """

    words: tuple[Word, ...]
    cuts: frozenset[int] = frozenset()

    @property
    def texts(self) -> list[str]:
        """The words without their places."""
        return [word.text for word in self.words]


def cut_at_marks(words: Sequence[Word]) -> CutWords:
    """Cut words behind every mark that ends a sentence."""
    return _joined([_parts(word, _mark_ends(word.text)) for word in words])


def ends_with_mark(word: str) -> bool:
    """Whether a word ends with such a mark, quotes and brackets behind it allowed."""
    return any(found.end() == len(word) for found in MARK.finditer(word))


def is_closing(word: str) -> bool:
    """Whether a word is nothing but closing quotes and brackets, which belong to what is before them."""
    return not word.strip(CLOSERS)


def _mark_ends(text: str) -> Iterator[int]:
    for found in MARK.finditer(text):
        end = found.end() - _opens_next(text[: found.end()])
        if end < len(text) and not GOES_ON.match(text, end):
            yield end


def _opens_next(text: str) -> bool:
    """Whether a text ends with a straight quotation mark that opens: it is the first, third, fifth … of its kind."""
    return text.endswith('"') and text.count('"') % 2 == 1


def _parts(word: Word, ends: Iterator[int]) -> tuple[Word, ...]:
    spans = pairwise((0, *ends, len(word.text)))
    return tuple(replace(word, text=word.text[start:stop]) for start, stop in spans)


def _joined(parted: Sequence[tuple[Word, ...]]) -> CutWords:
    words: list[Word] = []
    cuts: set[int] = set()
    for parts in parted:
        cuts.update(range(len(words), len(words) + len(parts) - 1))
        words += parts
    return CutWords(tuple(words), frozenset(cuts))
