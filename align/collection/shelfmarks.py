"""Shelfmarks of archives: the form given, today's form, and when two of them name the same file.

The shelfmark is the key of a document. The same file is written `BStU, MfS, ZAIG, Nr. 5306, Bl. 1-19`,
`BStU, MfS, ZAIG 5306, p. 1-19` and, since the Stasi Records Archive became part of the Bundesarchiv in June 2021,
`BArch, MfS, ZAIG 5306, Bl. 1–19` (no comma where letters meet a number).
"""

import re
from dataclasses import dataclass

_TODAY = {"BStU": "BArch"}  # the archive's name when the file was cited -> the one that holds it now
_HOLDING = "MfS"  # the records group whose numbers follow the rules above
_FOLIOS = re.compile(r"(?:Bl|Blatt|Blätter|fols?|pp?|pages?|S)\b\.?\s*(\d.*)", re.IGNORECASE)
_ARCHIVE_IN_WORDS = re.compile(r".*\((\w+)\)")
_NUMBER_WORD = re.compile(r"\bNr\.?\s*(?=\d)")
_RANGE = re.compile(r"(\d+)\s*(?:[-–]\s*(\d+))?")
MOST_FOLIOS = 2000
_ENDS_IN_LETTERS = re.compile(r"[^\W\d][./]?$")


@dataclass(frozen=True, slots=True)
class Shelfmark:
    """A shelfmark taken apart.

    Attributes:
        given: as it was written.
        archive: abbreviation of the archive as given ("BStU"); "" where the shelfmark begins with the records group.
        path: records group, series and number, from the widest to the narrowest ("MfS", "ZAIG 5306").
        folios: as given ("1-19"); "" where none are.
    """

    given: str
    archive: str = ""
    path: tuple[str, ...] = ()
    folios: str = ""

    @property
    def normal(self) -> str:
        """Today's form without folios: "BArch, MfS, ZAIG 5306"."""
        return ", ".join(part for part in (_TODAY.get(self.archive, self.archive), *self.path) if part)

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for two shelfmarks of the same file, whatever the archive's name, case and leading zeros."""
        archive = () if _HOLDING in self.path else (self.archive.casefold(),)
        return archive + tuple(re.sub(r"\b0+(?=\d)", "", part).casefold() for part in self.path)


def parse_shelfmark(text: str) -> Shelfmark:
    """Take a shelfmark apart; a form that is not known is kept, part by part, as it is (never an error).

    Args:
        text: one line; the archive may be spelt out, with its abbreviation in parentheses. Empty text gives an empty
            shelfmark.
    """
    parts = [" ".join(part.split()) for part in text.split(",")]
    parts = [part for part in parts if part]
    folios = _take_folios(parts)
    archive = "" if not parts or parts[0] == _HOLDING else parts.pop(0)
    in_words = _ARCHIVE_IN_WORDS.fullmatch(archive)
    path = tuple(_records_of_the_ministry(parts)) if _HOLDING in parts else tuple(parts)
    return Shelfmark(text, in_words[1] if in_words else archive, path, folios)


def _take_folios(parts: list[str]) -> str:
    """Remove the folios from the end of `parts`; a list like "Bl. 1-3, 7" was split at its comma as well."""
    for start in range(len(parts) - 1, 0, -1):
        match = _FOLIOS.fullmatch(parts[start])
        if match:
            folios = ", ".join([match[1], *parts[start + 1 :]])
            del parts[start:]
            return folios
    return ""


def _records_of_the_ministry(parts: list[str]) -> list[str]:
    """Drop "Nr.", a repeated neighbour ("MfS, MfS") and the comma between a series and its number."""
    path: list[str] = []
    for part in parts:
        part = _NUMBER_WORD.sub("", part)
        if path and path[-1] != _HOLDING and part[0].isdigit() and _ENDS_IN_LETTERS.search(path[-1]):
            path[-1] += f" {part}"
        elif not path or path[-1] != part:
            path.append(part)
    return path


def expand_folios(text: str) -> tuple[str, ...]:
    """Every folio of a range or list: "88-90, 95" gives ("88", "89", "90", "95").

    Raises:
        ValueError: not such a range, or one of more than 2,000 folios.
    """
    folios: list[str] = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, -1)
        if not 0 <= last - first < MOST_FOLIOS:
            raise ValueError(f"{text!r} is not a range of folios like 1-19")
        folios += map(str, range(first, last + 1))
    return tuple(dict.fromkeys(folios))
