"""What the rules know of a language: its abbreviations, the words that open sentences, the words that number things."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from align.text.wordlists import lines_of, word_list

APOSTROPHE = re.compile("['’]")
"""Parts a word from what is contracted with it (`I'll`)."""

LONGEST_ABBREVIATION = 5
"""Parts of the longest abbreviation with blanks that is looked for (`u. v. a. m.`, with one to spare)."""


RULED = ("de", "en")
"""Languages with data of their own."""

SHORTEST_STEM = 3
"""Letters before the ending of an abbreviated compound (`Goethestr.`)."""


class Usage(StrEnum):
    """What may follow an abbreviation; the data files explain the classes."""

    BEFORE = "before"
    NUMBER = "number"
    AFTER = "after"
    END = "end"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one language.

    Attributes:
        abbreviations: by spelling without blanks and with stops ("z.B.", "Gen."); how each is used.
        endings: abbreviations that end longer words ("str."); how each is used.
        spaced: abbreviations of several parts, one tuple of parts each ("z.", "B.").
        openers: words that open sentences and are neither names nor nouns, capitalised.
        designators: words after which a letter or number is a name, not an initial or an ordinal.
        months: names of months.
        ordinals_have_stops: `1. Sekretär`, as in German.
        own_marks: whether marks that need no blank after them (`。`, `؟`) end sentences; not in German and English,
            whose texts at most quote them.
    """

    abbreviations: dict[str, Usage] = field(default_factory=dict)
    endings: dict[str, Usage] = field(default_factory=dict)
    spaced: frozenset[tuple[str, ...]] = frozenset()
    openers: frozenset[str] = frozenset()
    designators: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    ordinals_have_stops: bool = False
    own_marks: bool = False

    def usage(self, word: str) -> Usage | None:
        """How an abbreviation (its parts joined without blanks) is used, None for other words.

        The first letter may be a capital, as at the start of a sentence.
        """
        found = self.abbreviations.get(word)
        if found is None and len(word) > len("z."):
            found = self.abbreviations.get(word[:1].lower() + word[1:])
        if found is None and word[:1].isupper():
            found = next((usage for ending, usage in self.endings.items() if _ends_compound(word, ending)), None)
        return found

    def opens(self, word: str) -> bool:
        """Whether a word (quotes, brackets and stops around it allowed) opens a sentence."""
        bare = word.strip("\"'„“”‚‘’»«›‹([{/.,:;!?–-")
        return bare in self.openers or APOSTROPHE.split(bare)[0] in self.openers


def _ends_compound(word: str, ending: str) -> bool:
    return word.endswith(ending) and len(word) >= len(ending) + SHORTEST_STEM


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of an ISO 639-1 language; without own data for languages that have none."""
    months = word_list("months.txt")
    if language not in RULED:
        return Lexicon(months=months, own_marks=True)
    rows = [line.split("\t") for line in lines_of(f"abbreviations-{language}.tsv")]
    abbreviations = {row[0]: Usage(row[1]) for row in rows}
    return Lexicon(
        abbreviations={name.replace(" ", ""): usage for name, usage in abbreviations.items() if name[0] != "-"},
        endings={name[1:]: usage for name, usage in abbreviations.items() if name[0] == "-"},
        spaced=frozenset(tuple(name.split()) for name in abbreviations if " " in name),
        openers=word_list(f"openers-{language}.txt"),
        designators=word_list(f"designators-{language}.txt"),
        months=months,
        ordinals_have_stops=language == "de",
    )


def extended(base: Lexicon, abbreviations: Iterable[str]) -> Lexicon:
    """The lexicon with a user's abbreviations added ("Gen.", "i. G."), each standing before something."""
    added = [" ".join(name.split()) for name in abbreviations]
    added = [name if name.endswith(".") else f"{name}." for name in added if name]
    return replace(
        base,
        abbreviations=base.abbreviations | {name.replace(" ", ""): Usage.BEFORE for name in added},
        spaced=base.spaced | {tuple(name.split()) for name in added if " " in name},
    )
