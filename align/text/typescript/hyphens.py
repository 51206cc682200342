"""Hyphens at line ends: which belong to the word, which to the line.

They come as `-`, U+2010, U+2011, U+00AD, and, from some text layers, as U+0002 (which reading turns into `-` and the
line break that was dropped after it). Three kinds stand at line ends:

- the typist's, cutting a word: dropped, and the word joined (`Sozialisti-` `schen`);
- a suspended one: kept, and nothing joined (`Aufklärungs-` `und Abwehrarbeit`);
- one of a true compound: kept, and the word joined (`politisch-` `operativ`, `KGB-` `Vertretung`).

Which it is follows from what comes next and, before all, from how the document spells the word elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from align.model import Line, Word
from align.text.plausibility import gain
from align.text.segmentation.lexicon import lexicon
from align.text.wordlists import lines_of

HYPHENS = "-\u2010\u2011\u00ad"
"""Everything that is a hyphen; U+00AD is one only at a line's end."""

MISREAD = ".,_=~:;'’*+"
"""What OCR makes of a hyphen at a line's end."""

STOPS = "._=~"
"""Those of them that do not end a clause before a small letter."""

LIKELY = 4.5
"""Bits by which a word must be likelier than its halves; see `align.text.plausibility.gain`."""

EDGES = "\"'„“”‚‘’»«()[]/.,:;!?…"


class Joint(StrEnum):
    """What to do with the last word of a line and the first of the next."""

    APART = "apart"
    JOINED = "joined"
    COMPOUND = "compound"


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words as the document spells them inside its lines, where nothing is cut.

    Attributes:
        seen: how often, by casefolded word without punctuation around it.
    """

    seen: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "Spellings":
        """Count the words of all lines but the last of each, and the first, which may be the rest of a cut word."""
        return cls(Counter(bare(word.text) for line in lines for word in line.words[1:-1]))

    def knows(self, text: str) -> bool:
        """Whether the word occurs uncut."""
        return self.seen[bare(text)] > 0


def bare(text: str) -> str:
    """Casefolded, without punctuation around it and soft hyphens in it; `ß` becomes `ss`."""
    return text.replace("\u00ad", "").strip(EDGES).casefold()


@cache
def _words(name: str) -> tuple[str, ...]:
    prefix = f"{name}:"
    return tuple(
        word for line in lines_of("hyphens-de.txt") if line.startswith(prefix) for word in line[len(prefix) :].split()
    )


def joint(before: str, after: str, spellings: Spellings) -> Joint:
    """How the last word of a line and the first of the next belong together."""
    if before[-1:] not in HYPHENS or len(before) < 2 or not after:
        return _without_hyphen(before, after, spellings)
    stem = before[:-1]
    if not stem[-1:].isalnum():
        return Joint.APART
    if before[-1] == "\u00ad":
        return Joint.JOINED
    if after[0].islower():
        return _lower(stem, after, spellings)
    if after[0].isdigit():
        return Joint.COMPOUND
    if not after[0].isalpha():
        return Joint.APART
    if spellings.knows(f"{stem}-{after}"):
        return Joint.COMPOUND
    whole = (stem + after).strip(EDGES)
    known = any(whole.startswith(short) for short in _words("abbreviations"))
    return Joint.JOINED if known or spellings.knows(stem + after) else Joint.COMPOUND


def _lower(stem: str, after: str, spellings: Spellings) -> Joint:
    """The next line goes on in lower case."""
    if spellings.knows(stem + after):
        return Joint.JOINED
    if after.rstrip(",;:") in _words("companions") or after in _words("companions"):
        return Joint.APART
    if spellings.knows(f"{stem}-{after}"):
        return Joint.COMPOUND
    head = re.split(f"[{HYPHENS}]", stem.strip(EDGES))[-1].casefold()
    tail = bare(after)
    if head in _words("heads") and any(tail.startswith(word) for word in _words("tails")):
        return Joint.COMPOUND
    return Joint.JOINED


def _without_hyphen(before: str, after: str, spellings: Spellings) -> Joint:
    """A cut word whose hyphen was misread or lost.

    Seen where the whole word occurs elsewhere and its parts do not; and, for a hyphen that was read as a stop, where
    the next line goes on in lower case with something that is no word of the document, and both are more likely one
    word than two.
    """
    stem = before.rstrip(MISREAD)
    marks = before[len(stem) :]
    if not after[:1].islower() or len(marks) > 2 or len(bare(stem)) < 2 or len(bare(after)) < 2:
        return Joint.APART
    if spellings.knows(after) or spellings.knows(stem):
        return Joint.APART
    if spellings.knows(stem + after):
        return Joint.JOINED
    words = lexicon("de")
    misread = bool(marks) and set(marks) <= set(STOPS) and stem[-1].islower()
    if not misread or words.usage(f"{stem}.") is not None or words.opens(bare(after).capitalize()):
        return Joint.APART
    return Joint.JOINED if (gain(bare(stem), bare(after), "de") or 0.0) > LIKELY else Joint.APART


def join(before: Word, after: Word, how: Joint) -> Word:
    """One word of two, with the places of both and the lower confidence."""
    stem = before.text if how is Joint.COMPOUND else before.text.rstrip(HYPHENS + MISREAD)
    if how is Joint.COMPOUND:
        stem = stem[:-1] + "-"
    known = [word.confidence for word in (before, after) if word.confidence is not None]
    return Word(stem + after.text, before.places + after.places, min(known, default=None))


def words_of(lines: Iterable[Line], spellings: Spellings) -> tuple[Word, ...]:
    """The words of lines that belong together, cut words joined, soft hyphens inside words dropped."""
    words: list[Word] = []
    for line in lines:
        rest = list(line.words)
        while words and rest:
            how = joint(words[-1].text, rest[0].text, spellings)
            if how is Joint.APART:
                break
            words[-1] = join(words[-1], rest.pop(0), how)
            if rest:
                break
        words += rest
    return tuple(_without_soft(word) for word in words)


def _without_soft(word: Word) -> Word:
    if "\u00ad" not in word.text:
        return word
    return Word(word.text.replace("\u00ad", ""), word.places, word.confidence, word.earlier)
