"""Where a sentence ends inside a word: scripts without blanks, and sentences longer than can be matched.

Everywhere else a gap between two words is the unit of splitting. Here a word is cut in two first; a sentence always
ends at such a cut, so the two halves never stand in one sentence with a blank between them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from align.model import LONGEST_SENTENCE, Word, written_out

CLOSERS = "\"'”’»›」』）】》〉〕］)]"
"""Quotes and brackets that belong to the mark before them."""

MARK = re.compile(f"[。｡！？؟۔]+[{re.escape(CLOSERS)}]*")
"""Chinese, Japanese, Arabic, Persian and Urdu ends of sentences, which need no blank after them."""

GOES_ON = re.compile("[、，,]|(?<=[」』”])(?:と|って)")
"""What follows a quotation whose sentence goes on (`「待て！」と言った`)."""

COMMAS = ",;–—，、；،؛"
"""Marks inside a sentence, where one that is too long is cut. No colon: what ends with one may be a speaker's label."""

PIECE = 250
"""Characters of the pieces of such a sentence; even written out (18 times as many) they can be matched."""


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


def cut_long_words(part: CutWords) -> CutWords:
    """Cut words that are longer than a sentence may be (no blanks in the script), behind commas if possible."""
    cut = [_parts(word, _comma_ends(word.text) if _is_too_long(word.text) else iter(())) for word in part.words]
    after = list(accumulate(map(len, cut)))
    found = _joined(cut)
    return replace(found, cuts=found.cuts | {after[i] - 1 for i in part.cuts})


def with_ends_in_long(texts: Sequence[str], ends: Sequence[int]) -> tuple[int, ...]:
    """Ends of sentences, with more of them inside sentences that are too long to be matched.

    Args:
        texts: all words, none of them too long in itself.
        ends: 0-based indices of the words that end a sentence, ascending.
    """
    found: list[int] = []
    for first, last in pairwise((-1, *ends)):
        if _is_too_long(" ".join(texts[first + 1 : last + 1])):
            found += _piece_ends(texts, first + 1, last)
        found.append(last)
    return tuple(found)


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
    places = list(ends)
    if not places:
        return (word,)
    return tuple(replace(word, text=word.text[i:j]) for i, j in pairwise((0, *places, len(word.text))))


def _is_too_long(text: str) -> bool:
    return written_out(text) > LONGEST_SENTENCE


def _comma_ends(text: str) -> Iterator[int]:
    """Where to cut a long word: behind the last comma that a piece can reach, else where it is full."""
    start = 0
    while len(text) - start > PIECE:
        reached = range(start + PIECE, start + PIECE // 2, -1)
        start = next((end for end in reached if text[end - 1] in COMMAS), start + PIECE)
        yield start


def _piece_ends(texts: Sequence[str], first: int, last: int) -> Iterator[int]:
    """Last words of pieces: the last one with a comma in the second half of a piece, else the last one that fits."""
    while True:
        lengths = accumulate(len(text) + 1 for text in texts[first : min(last, first + PIECE) + 1])
        fitting = [(first + k, length) for k, length in enumerate(lengths) if length <= PIECE + 1]
        if fitting and fitting[-1][0] == last:
            return
        full = fitting[-1][0] if fitting else first
        end = next((i for i, n in reversed(fitting) if n > PIECE // 2 and texts[i][-1] in COMMAS), full)
        if end == last:
            return
        yield end
        first = end + 1


def _joined(parted: Sequence[tuple[Word, ...]]) -> CutWords:
    words: list[Word] = []
    cuts: set[int] = set()
    for parts in parted:
        cuts.update(range(len(words), len(words) + len(parts) - 1))
        words += parts
    return CutWords(tuple(words), frozenset(cuts))
