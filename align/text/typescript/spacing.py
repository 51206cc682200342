"""Letter-spaced words (`N o t i z`, and one letter a line) put together again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from align.model import Line, Page, Word
from align.text.typescript.strips import surround

LETTER = re.compile(r"[^\W_]")
"""A word of one letter; the stops of an abbreviation (`z. B.`) tell that it is none."""

FIRST = re.compile(r"[\"'„“»(\[]?[^\W_]")
"""The same at the beginning of a spaced word."""

LAST = re.compile(r"[^\W_]?[.,:;!?\"'“”«)\]]{0,3}")
"""The same at its end; a stop may stand apart."""

SHORTEST = 4
"""Single letters in a row that make a spaced word; three (`A B C`) may be anything."""


def close_spaced(page: Page) -> Page:
    """The page with every spaced word closed; a closed word has the box around its letters."""
    lines = tuple(_close_line(line) for line in page.lines)
    return replace(page, lines=tuple(_close_columns(lines)))


def _close_line(line: Line) -> Line:
    tokens = list(re.finditer(r"\S+", line.text))
    text, words, at, after = "", list[Word](), 0, 0
    for start, end in _spaced_runs([token[0] for token in tokens]):
        text += line.text[after : tokens[start].start()]
        words += line.words[at:start]
        closed = [(group, "".join(tokens[i][0] for i in group)) for group in _words_of(tokens[start:end], start)]
        text += " ".join(word for _, word in closed)
        words += [joined([line.words[i] for i in group], word) for group, word in closed]
        at, after = end, tokens[end - 1].end()
    return replace(line, text=text + line.text[after:], words=(*words, *line.words[at:]))


def _spaced_runs(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last (exclusive) of each row of single letters that is long enough."""
    start = 0
    while start < len(tokens):
        end = start
        if FIRST.fullmatch(tokens[start]):
            end += 1
            while end < len(tokens) and LETTER.fullmatch(tokens[end]):
                end += 1
            if end < len(tokens) and LAST.fullmatch(tokens[end]):
                end += 1
        if sum(any(map(str.isalpha, token)) for token in tokens[start:end]) >= SHORTEST:
            yield start, end
        start = max(end, start + 1)


def _words_of(tokens: Sequence[re.Match[str]], first: int) -> list[range]:
    """The letters grouped into words: between words there are more blanks than between letters."""
    gaps = [after.start() - before.end() for before, after in pairwise(tokens)]
    narrow = min(gaps)
    cuts = [0, *(index + 1 for index, gap in enumerate(gaps) if gap > narrow), len(tokens)]
    return [range(first + start, first + end) for start, end in pairwise(cuts)]


def _close_columns(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of one letter each, four or more, become one line; an empty line between them parts two words."""
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and _is_letter(lines[end]):
            end += 1
        if end - position >= SHORTEST:
            yield _column(lines[position:end])
            position = end
        else:
            yield lines[position]
            position += 1


def _is_letter(line: Line) -> bool:
    return len(line.words) == 1 and line.text.isalpha() and len(line.text) == 1


def _column(lines: Sequence[Line]) -> Line:
    gaps = [line.gap for line in lines[1:]]
    cuts = [0, *(index + 1 for index, gap in enumerate(gaps) if gap > min(gaps)), len(lines)]
    groups = [lines[start:end] for start, end in pairwise(cuts)]
    words = tuple(joined([line.words[0] for line in group], "".join(line.text for line in group)) for group in groups)
    boxes = [line.box for line in lines if line.box is not None]
    return replace(lines[0], text=" ".join(word.text for word in words), words=words, box=surround(boxes))


def joined(words: Sequence[Word], text: str) -> Word:
    """One word from several, with the box around them."""
    boxes = [place.box for word in words for place in word.places if place.box is not None]
    places = tuple(replace(place, box=surround(boxes)) for place in words[0].places[:1])
    known = [word.confidence for word in words if word.confidence is not None]
    return Word(text, places, sum(known) / len(known) if known else None)
