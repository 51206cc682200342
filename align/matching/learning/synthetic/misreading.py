"""Misread characters, old spelling and false ends of sentences."""

import re
from collections.abc import Sequence
from dataclasses import replace

from numpy.random import Generator

from align.matching.learning.synthetic.habits import Habits
from align.matching.learning.synthetic.pieces import Pair, Piece

SOUP = list("abcdefghilmnorstuväöü.,;:'*^_-|/\\()»«!?0123456789IlJ ")
"""Signs that stand where none should."""
_LOOKALIKE = dict(zip("ecnuhstraoäöüßSIB.,fli", "ceunbfrto0aouB5l8,.t1l", strict=True)) | {"m": "rn", "d": "cl"}


def misread(text: str, share: float, chance: Generator) -> str:
    """Misread a share of the characters: look-alikes, losses, stray signs, lost and false blanks."""
    hit = chance.random(len(text)) < share
    if not hit.any():
        return text
    letters = []
    for sign, wrong in zip(text, hit, strict=True):
        lot = chance.random() if wrong else 1.0
        if lot < 0.15:
            continue
        if lot < 0.25:
            letters.append(sign + str(chance.choice(SOUP)))
        elif lot < 0.35:
            letters.append(sign + " ")
        else:
            letters.append(_LOOKALIKE.get(sign, "i") if wrong else sign)
    return "".join(letters).strip() or text


def misread_at_times(pairs: Sequence[Pair], often: float, chance: Generator) -> list[Pair]:
    """The pairs as they are or, so often, with 1, 3 or 8 % misread characters in all sources."""
    share = float(chance.choice([0.01, 0.03, 0.08])) if chance.random() < often else 0.0
    return [(misread(source, share, chance), target) for source, target in pairs]


def _old_spelling(text: str, lot: float) -> str:
    if lot < 0.1:
        return text.replace("ß", "ss").replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    if lot < 0.2:
        return text.replace("ss", "ß")
    return text


def _cut_falsely(text: str, chance: Generator) -> tuple[str, ...]:
    """Two sentences where there is one, cut behind a short word or a number if there is one."""
    blanks = [found.start() for found in re.finditer(r" ", text)][2:-2]
    likely = [k for k in blanks if re.search(r"(\d|\b\w{1,3})[.]?$", text[:k])]
    options = likely or blanks
    if not options:
        return (text,)
    at = options[int(chance.integers(len(options)))]
    return text[:at], text[at + 1 :]


def spoil(pieces: list[Piece], habits: Habits, chance: Generator) -> list[Piece]:
    """Misread characters and false ends of sentences on one side."""
    spelling, hyphens = chance.random(), chance.random() < 0.1
    done = []
    for piece in pieces:
        source = tuple(_old_spelling(misread(text, habits.noise, chance), spelling) for text in piece.source)
        if hyphens:
            source = tuple(re.sub(r"(\w{5})(\w{4})", r"\1- \2", t, count=1) for t in source)
        if len(source) == 1 and piece.target and chance.random() < habits.false_ends:
            source = _cut_falsely(source[0], chance)
        done.append(replace(piece, source=source))
    return done
