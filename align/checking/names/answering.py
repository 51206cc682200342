"""Which names of one text have no answer in the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from align.checking.languages import read_lines
from align.checking.names.registry import Registry
from align.checking.names.words import WORD, NameWord, stem_keys, stems
from align.text.names import same_name

CACHED = 1 << 15
ADJECTIVE = "sch"
"""What words in lower case have that are made of names (chilenisch, leninsche)."""

SHORT = 4
"""Letters that two keys must at least share at the beginning to be akin."""

TAIL = 6
"""Letters that may follow what two akin keys share."""

LONG = 5
"""Letters of a key that may be found inside a longer word."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name without an answer.

    Attributes:
        word: the name.
        sure: it is a name beyond doubt, and not merely an unknown word with a capital.
        likely: nothing speaks against its being a name of its own, rather than a noun or a first name.
    """

    word: NameWord
    sure: bool
    likely: bool


def unmatched(
    names: Sequence[NameWord], others: Sequence[NameWord], text: str, registry: Registry, *, thorough: bool = False
) -> tuple[Unmatched, ...]:
    """Names that the other text does not have, each key once.

    Args:
        names: of one text.
        others: of the other.
        text: the whole other text, for names inside its words.
        registry: the document's names.
        thorough: take words too that may have their capital from their place.
    """
    keys = {key for word in others for key in (word.key, word.place)}
    found: dict[str, Unmatched] = {}
    for word in names:
        if word.loose or not word.key or word.key in found or word.key in keys or word.place in keys - {""}:
            continue
        if not registry.partners.get(word.key, frozenset()).isdisjoint(keys):
            continue
        noun = not registry.nouns.isdisjoint(stems(word.text))
        sure = registry.knows(word) or (word.titled and not noun)
        if (sure or word.telling or word.abbreviation or thorough) and not _inside(word, text):
            first = bool(word.leads) and (word.telling or word.leads in registry.known)
            found[word.key] = Unmatched(word, sure, likely=not first and (sure or not noun))
    return tuple(found.values())


def _inside(name: NameWord, text: str) -> bool:
    """Whether some word of a text is, contains or is made of a name, or is that name misread."""
    people = _people(name.text.lower())
    if people is not None and people.search(text.lower()):
        return True
    return any(_answers(name.text, name.key, word) for word in WORD.findall(text) if len(word) > 1)


@lru_cache(maxsize=CACHED)
def _answers(text: str, key: str, word: str) -> bool:
    if word.islower() and ADJECTIVE not in word:
        return False
    ours, theirs = stem_keys(text), stem_keys(word)
    if any(_akin(a, b) for a in (key, *ours) for b in theirs):
        return True
    return word[:1].isupper() and same_name(text, word)


def _akin(a: str, b: str) -> bool:
    """Equal, one inside the other, or the same but for the ending (Chile, chilenisch)."""
    if a == b or (len(a) >= LONG and a in b) or (len(b) >= LONG and b in a):
        return True
    short, long = sorted((len(a), len(b)))
    alike = max(SHORT, short - 2)
    return short >= SHORT and long - alike <= TAIL and a[:alike] == b[:alike]


@lru_cache(maxsize=CACHED)
def _people(word: str) -> re.Pattern[str] | None:
    """What answers a word for a people or country, in either direction; None for other words."""
    answers = [theirs for ours, theirs in _peoples() if ours.match(word)]
    return re.compile("|".join(pattern.pattern for pattern in answers)) if answers else None


@cache
def _peoples() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = [[_beginnings(side) for side in line.split("\t")] for line in read_lines("peoples.tsv")]
    return tuple(pair for german, english in rows for pair in ((german, english), (english, german)))


def _beginnings(stems: str) -> re.Pattern[str]:
    ends = [re.escape(stem.replace("_", " ")) + (r"(?!\w)" if len(stem) < SHORT else "") for stem in stems.split()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ends)})")
