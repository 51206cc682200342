"""What a text shows of its order: numbered lists, headings, the names of those who speak, paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from numpy.random import Generator

from align.matching.learning.synthetic.habits import Habits
from align.matching.learning.synthetic.pieces import Piece, plain
from align.model import Kind

_HEADS = (("Artikel", "Article"), ("Kapitel", "Chapter"), ("Abschnitt", "Section"), ("Teil", "Part"), ("§", "§"))
_TITLES = (("Genosse", "Comrade"), ("Herr", "Mr."), ("Frau", "Ms."), ("Dr.", "Dr."), ("Minister", "Minister"))
_NAMES = ("Albrecht", "Berger", "Falk", "Hoffmann", "Ivanov", "Keller", "Lindner", "Novak", "Petersen", "Sommer")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_LONGEST_HEAD = 60  # characters
_END = re.compile(r"[.!?;:,]\W*$")
_MARK = re.compile(r"\(?(\d+|§)\W")
_LABEL = re.compile(r"(\w[\w.]* ){0,2}\w+\W?:")


def mark_lists(pieces: list[Piece], chance: Generator) -> list[Piece]:
    """Some stretches become numbered, now and then on one side only."""
    done = list(pieces)
    at = int(chance.integers(1, 30))
    while at < len(done):
        style = str(chance.choice(["{}.", "({})", "{})", "§ {}", "{} ."]))
        both, number = chance.random() < 0.8, int(chance.integers(1, 4))
        for k in range(at, min(at + int(chance.integers(2, 12)), len(done))):
            if done[k].source and done[k].target:
                mark = style.format(number)
                source = (f"{mark} {done[k].source[0]}", *done[k].source[1:])
                target = (f"{mark} {done[k].target[0]}", *done[k].target[1:]) if both else done[k].target
                done[k] = replace(done[k], source=source, target=target)
                number += 1
        at += int(chance.integers(10, 80))
    return done


def add_headings(pieces: list[Piece], chance: Generator, *, turned: bool) -> list[Piece]:
    """Numbered headings, here and there.

    Args:
        pieces: a document.
        chance: where all chance comes from.
        turned: its source is English.
    """
    heads = _HEADS[int(chance.integers(len(_HEADS)))]
    roman, number = chance.random() < 0.5, int(chance.integers(0, 4))
    done: list[Piece] = []
    at = int(chance.integers(0, 8))
    for k, piece in enumerate(pieces):
        if k == at and number < len(_ROMAN):
            text = _ROMAN[number] if roman else str(number + 1)
            done.append(_both(f"{heads[0]} {text}", f"{heads[1]} {text}", turned=turned))
            at, number = at + int(chance.integers(4, 25)), number + 1
        done.append(piece)
    return done


def add_speakers(pieces: list[Piece], chance: Generator, *, turned: bool) -> list[Piece]:
    """A conversation: now and then the name of who speaks stands before what is said; see `add_headings`."""
    speakers = chance.choice(_NAMES, size=int(chance.integers(2, 5)), replace=False).tolist()
    titles = _TITLES[int(chance.integers(len(_TITLES)))] if chance.random() < 0.6 else ("", "")
    done: list[Piece] = []
    for piece in pieces:
        if chance.random() < 0.25:
            name = speakers[int(chance.integers(len(speakers)))]
            done.append(_both(f"{titles[0]} {name}:".strip(), f"{titles[1]} {name}:".strip(), turned=turned))
        done.append(piece)
    return done


def _both(german: str, english: str, *, turned: bool) -> Piece:
    return Piece((english,), (german,)) if turned else Piece((german,), (english,))


def kinds_of(texts: Sequence[str], habits: Habits, chance: Generator) -> list[Kind]:
    """What each sentence of one side is taken for: running text where kinds are not told."""
    if not habits.told:
        return [Kind.PARAGRAPH] * len(texts)
    return [_kind(text) if chance.random() < habits.told else Kind.PARAGRAPH for text in texts]


def _kind(text: str) -> Kind:
    if _LABEL.fullmatch(text):
        return Kind.SPEAKER
    if len(text) <= _LONGEST_HEAD and not _END.search(text):
        return Kind.HEADING
    return Kind.ITEM if _MARK.match(text) else Kind.PARAGRAPH


def blocks_of(pieces: Sequence[Piece], habits: Habits, chance: Generator) -> list[int]:
    """Paragraph number of each bead, headings and names alone in theirs where told; all 0 without structure."""
    number, numbers = 0, []
    ended = False
    for piece in pieces:
        alone = habits.told > 0 and plain(piece) and _kind(piece.source[0]) in (Kind.HEADING, Kind.SPEAKER)
        if habits.structure and (chance.random() < 0.35 or alone or ended):
            number += 1
        ended = alone
        numbers.append(number)
    return numbers
