"""Pairs of texts, taken apart at their ends of sentences."""

import re
from dataclasses import dataclass

from align.matching.grid import TYPES
from align.model import Bead, Sentence

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A bead in the making: the sentences of both sides."""

    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A document with its gold.

    Attributes:
        source: sentences of one side.
        target: sentences of the other.
        beads: the gold ladder.
    """

    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    beads: tuple[Bead, ...]


_INNER_END = re.compile(r"(?<=[.!?;:])[\"”“»'’)]*\s+(?=[\"„“«(]*\w)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”“»'’)]*\s+(?=[\"„“«(]*\w)")
COMMA = re.compile(r"(?<=[,–—])\s+(?=\w)")


def split_at(pattern: re.Pattern[str], text: str, least: int) -> tuple[str, ...]:
    """Parts of at least `least` characters."""
    parts: list[str] = []
    start = 0
    for found in pattern.finditer(text):
        if found.start() - start >= least and len(text) - found.end() >= least:
            parts.append(text[start : found.end()].strip())
            start = found.end()
    return (*parts, text[start:].strip())


def sentences_of(text: str) -> tuple[str, ...]:
    """A text at its ends of sentences; colons and semicolons end none."""
    return split_at(_SENTENCE_END, text, 12)


def split_pair(pair: Pair) -> list[Piece]:
    """A pair at its inner ends of sentences, where the parts answer each other beyond doubt; else one side alone."""
    ours, theirs = (split_at(_INNER_END, text, 12) for text in pair)
    if len(ours) == len(theirs) > 1:
        ratio = len(pair[1]) / len(pair[0])
        if all(0.6 < len(b) / (ratio * len(a)) < 1.67 for a, b in zip(ours, theirs, strict=True)):
            return [Piece((a,), (b,)) for a, b in zip(ours, theirs, strict=True)]
        return [Piece((pair[0],), (pair[1],))]
    if min(len(ours), len(theirs)) == 1 and max(len(ours), len(theirs)) <= 5:
        return [Piece(ours, theirs)]
    return [Piece((pair[0],), (pair[1],))]


def split_coarsely(pair: Pair, *, inner: bool) -> list[Piece]:
    """A pair at its ends of sentences: one to one where there are as many on both sides, else one bead of them all.

    Args:
        pair: both sides.
        inner: whether colons and semicolons end sentences.

    Returns:
        The pieces; the pair as it is where there is no bead for so many.
    """
    ours, theirs = (split_at(_INNER_END, text, 12) if inner else sentences_of(text) for text in pair)
    if len(ours) == len(theirs):
        return [Piece((a,), (b,)) for a, b in zip(ours, theirs, strict=True)]
    return [Piece(ours, theirs) if (len(ours), len(theirs)) in TYPES else Piece((pair[0],), (pair[1],))]


def plain(piece: Piece) -> bool:
    """Whether one sentence answers one."""
    return len(piece.source) == len(piece.target) == 1


def singles(piece: Piece) -> list[Piece]:
    """Null beads of one sentence each."""
    return [Piece((s,), ()) for s in piece.source] + [Piece((), (t,)) for t in piece.target]
