"""Five kinds of square brackets, told apart: insertion, gloss, footnote number, mark of the document, omission."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.model import Annotation, Mark, Word
from align.text.wordlists import word_list

FOOTNOTE = re.compile(r"\[(?:\d{1,3}|\*{1,3}|[†‡])\]|(?<=\S)[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
OMISSION = re.compile(r"[\s.…]*(?:omitted|omission|excerpt|gap in (?:the )?text)?[\s.…]*", re.IGNORECASE)
DOCUMENT = re.compile(
    r"(?:signed|signature|sgd|seal|stamp(?:ed)?|handwritten|hand-written|initial(?:s|ed)?|illegible|unreadable|"
    r"underlined|crossed out|marginal|margin note|page \d|p\. ?\d|sheet \d|letterhead|enclosure|attachment)\b",
    re.IGNORECASE,
)
EXPLAINS = re.compile(r"(?:i\.\s?e\.|that is|=|viz\.|abbr)", re.IGNORECASE)
ABBREVIATION = re.compile(r"(?=(?:[^\s]*[A-ZÄÖÜ]){2})[A-Za-zÄÖÜäöü./-]{2,8}s?")
ARTICLES = ("a", "an", "the")
PUNCTUATION = "\"'“”‘’()[].,;:!?"


@dataclass(frozen=True, slots=True)
class Taken:
    """A footnote number taken out of the text: it stood `offset` characters into the remaining text."""

    offset: int
    text: str


def take_footnotes(words: Sequence[Word]) -> tuple[tuple[Word, ...], tuple[Taken, ...], tuple[int, ...]]:
    """Take footnote numbers out of the words.

    Returns:
        The words that remain; what was taken, with offsets into their text; for each word given, the index of the
        word that stands in its place now (for marks that point to words).
    """
    remaining: list[Word] = []
    taken: list[Taken] = []
    indices: list[int] = []
    offset = 0
    for word in words:
        indices.append(len(remaining))
        start = offset + 1 if remaining else 0
        text, cut = word.text, 0
        for found in FOOTNOTE.finditer(word.text):
            position = start + found.start() - cut
            whole = found[0] == word.text
            taken.append(Taken(offset if whole else position, found[0]))
            cut += len(found[0])
        text = FOOTNOTE.sub("", word.text) if cut else text
        if text:
            remaining.append(replace(word, text=text) if cut else word)
            offset = start + len(text)
    return tuple(remaining), tuple(taken), (*indices, len(remaining))


def bracket_annotations(text: str) -> tuple[Annotation, ...]:
    """Annotations of all square brackets of a text, nested ones too, by their start.

    A bracket that is never closed ends before the next stop, or at the end of the text.
    """
    return tuple(
        Annotation(_kind(text, start, stop), start, stop, text[start:stop]) for start, stop in sorted(_spans(text))
    )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for i, letter in enumerate(text):
        if letter == "[":
            opened.append(i)
        elif letter == "]" and opened:
            yield opened.pop(), i + 1
    for start in opened:
        stop = re.compile(r"[.!?;](?=\s|$)").search(text, start)
        yield start, stop.start() if stop else len(text)


def _kind(text: str, start: int, stop: int) -> Mark:
    content = text[start:stop].strip("[] ")
    if OMISSION.fullmatch(content):
        return Mark.OMISSION
    if DOCUMENT.match(content):
        return Mark.DOCUMENT
    before = text[:start].split()
    previous = before[-1].strip(PUNCTUATION) if before else ""
    explains = ABBREVIATION.fullmatch(previous) and _names_something(content.split())
    return Mark.GLOSS if EXPLAINS.match(content) or ABBREVIATION.fullmatch(content) or explains else Mark.INSERTION


def _names_something(words: Sequence[str]) -> bool:
    """Several words that are no adverbial: `Ministry for State Security`, not `in Berlin` or `Chairman`."""
    return len(words) > 1 and (words[0] in ARTICLES or words[0] not in word_list("function-words-en.txt"))
