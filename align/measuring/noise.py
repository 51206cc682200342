"""Character errors as OCR makes them on typescript, to measure how a matching bears them. All chance is an argument."""

import random
from collections.abc import Sequence

_CONFUSIONS = {
    "a": ("e", "o", "n"),
    "b": ("h", "6"),
    "c": ("e", "o"),
    "d": ("cl", "ä"),
    "e": ("c", "o", "a"),
    "f": ("t", "r"),
    "g": ("q", "9"),
    "h": ("b", "li"),
    "i": ("l", "1", "j"),
    "k": ("~", "h"),
    "l": ("1", "i", "t"),
    "m": ("rn", "in", "n"),
    "n": ("ri", "u", "r"),
    "o": ("6", "c", "0"),
    "r": ("n", "t", "i"),
    "s": ("e", "3"),
    "t": ("f", "l"),
    "u": ("n", "ii"),
    "v": ("y", "r"),
    "w": ("v", "vv"),
    "z": ("2", "s"),
    "ä": ("a", "ii", "ae"),
    "ö": ("o", "6"),
    "ü": ("D", "u", "ii"),
    "ß": ("B", "fi", "ss"),
    "0": ("O", "o"),
    "1": ("l", "I", "7"),
    "5": ("S", "3"),
    "8": ("3", "B"),
    ".": (",", "·"),
    ",": (".", ";"),
    "-": ("~", "."),
    "S": ("5", "8"),
    "B": ("8", "R"),
    "D": ("O", "I)"),
    "G": ("C", "6"),
    "I": ("l", "1"),
    "O": ("0", "D"),
}
_SPECKS = "~•\\)*^|'`"
_SUBSTITUTED, _DROPPED, _SPECKED = 0.75, 0.10, 0.10  # the rest: a blank comes or goes


def with_character_errors(texts: Sequence[str], rate: float, chance: random.Random) -> tuple[str, ...]:
    """The texts as a poor OCR would have read them.

    Args:
        texts: any texts.
        rate: probability that a character is misread, 0 to 1; 0 gives the texts back.
        chance: where all chance comes from.

    Returns:
        As many texts. No text that had a character becomes empty.
    """
    if rate <= 0:
        return tuple(texts)
    return tuple(_misread(text, rate, chance) for text in texts)


def _misread(text: str, rate: float, chance: random.Random) -> str:
    read = "".join(_error(char, chance) if chance.random() < rate else char for char in text)
    return read if read.strip() else text


def _error(char: str, chance: random.Random) -> str:
    kind = chance.random()
    if char.isspace():
        return "" if kind < _SUBSTITUTED else char + chance.choice(_SPECKS) + char
    if kind < _SUBSTITUTED:
        return _substitute(char, chance)
    if kind < _SUBSTITUTED + _DROPPED:
        return ""
    if kind < _SUBSTITUTED + _DROPPED + _SPECKED:
        return char + chance.choice(_SPECKS)
    return char + " "


def _substitute(char: str, chance: random.Random) -> str:
    options = _CONFUSIONS.get(char) or _CONFUSIONS.get(char.lower())
    return chance.choice(options) if options else chance.choice(_SPECKS)
