"""Texts that came on one line: converters drop line ends, and a whole document may be one paragraph.

The breaks are put back where the text itself shows them: lost bullets, letter-spaced headings, headings of articles,
speakers' labels, rolls of participants. What shows nothing stays one paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from align.model import Line
from align.text.speakers import label_length
from align.text.wordlists import word_list

LONG = 150
"""Words from which on a line is taken to hold several paragraphs."""

SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
BREAKS_BEFORE = re.compile(r"(?<=\s)(?:□+(?=\s)|(?<=[;:.]\s)[-–—•]\s|\[Signed\])")
ARTICLE = re.compile(r"(?<=[.;:!?]\s)(?:Article|Section|Chapter)\s+(?:[IVXLC]+|\d{1,3})(?=\s+[A-Z])")
WARNING = re.compile(r"^[A-Z][A-Z ]+!(?=\s)")
ROLL = re.compile(
    r"(?:\[\w+\] )?\b(?:Participants|Present|Attendees):(?=\s)|\bfrom the [A-Z]\w+(?: \[[^\]]*\])?:(?=\s)"
)
RANKS_ALONE = frozenset(("comrade", "colleague", "mr", "mrs"))
BEFORE_RANK = frozenset(("army", "vice"))


def unfold(line: Line) -> tuple[Line, ...]:
    """A long line as the paragraphs that it holds, each with a blank line before it; any other line as it is.

    Words go with their part; boxes of parts are the line's.
    """
    if len(line.words) < LONG:
        return (line,)
    cuts = sorted({0, len(line.text), *_cuts(line.text)})
    parts = [line.text[a:b].strip() for a, b in pairwise(cuts)]
    lines: list[Line] = []
    start = 0
    for part in filter(None, parts):
        count = len(part.split())
        words = line.words[start : start + count]
        lines.append(replace(line, text=part, words=words, gap=max(1, line.gap), indent=0))
        start += count
    return tuple(lines)


def _cuts(text: str) -> Iterator[int]:
    """Offsets at which a paragraph begins."""
    for pattern in (SPACED, ARTICLE, WARNING, ROLL):
        for found in pattern.finditer(text):
            yield found.start()
            yield found.end()
    yield from (found.start() for found in BREAKS_BEFORE.finditer(text))
    yield from _rolls(text)
    yield from _speakers(text)


def _speakers(text: str) -> Iterator[int]:
    """Starts of speakers' labels after the end of a sentence."""
    words = [(found.start(), found[0]) for found in re.finditer(r"\S+", text)]
    for i in range(1, len(words)):
        ended = words[i - 1][1].rstrip("\"'”’)]")[-1:] in tuple(".!?…:")
        if ended and label_length([word for _, word in words[i : i + 6]]):
            yield words[i][0]


def _rolls(text: str) -> Iterator[int]:
    """Starts of the entries of rolls, and of the sentence after each roll."""
    heads = list(ROLL.finditer(text))
    for i, head in enumerate(heads):
        stop = heads[i + 1].start() if i + 1 < len(heads) else len(text)
        yield from _entries(text, head.end(), stop)


def _entries(text: str, start: int, stop: int) -> Iterator[int]:
    titles, openers = word_list("titles-en.txt"), word_list("openers-en.txt")
    words = [(found.start(), found[0]) for found in re.compile(r"\S+").finditer(text, start, stop)]
    if not words or words[0][1].lower() not in titles:
        return
    marks = {words[0][1].lower()} if words[0][1].lower() in RANKS_ALONE else titles
    for (_, before), (position, word) in pairwise(words):
        if word in openers:
            yield position
            return
        small = before.lower()
        rank = word.lower() in marks and small not in titles and small not in BEFORE_RANK
        if rank and before[0] not in "–-" and not before.endswith(",") and not before.islower():
            yield position
