"""Which names of one text have no answer in the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.checking.languages import read_lines
from align.checking.names.registry import Registry
from align.checking.names.words import WORD, NameWord, stem_keys, stems
from align.text.names import same_name

CACHED = 1 << 15
SHORT = 4
"""Letters that two keys must at least share at the beginning to be akin."""

LONG = 5
"""Letters of a key that may be found inside a longer word."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name without an answer.

    Attributes:
        word: the name.
        sure: it is a name beyond doubt, and not merely an unknown word with a capital.
    """

    word: NameWord
    sure: bool


def unmatched(
    names: Sequence[NameWord], others: Sequence[NameWord], text: str, registry: Registry
) -> tuple[Unmatched, ...]:
    """Names that the other text does not have, each key once.

    Args:
        names: of one text.
        others: of the other.
        text: the whole other text, for names inside its words.
        registry: the document's names.
    """
    keys = {word.key for word in others}
    found: dict[str, Unmatched] = {}
    for word in names:
        if word.loose or not word.key or word.key in found or word.key in keys:
            continue
        if not registry.partners.get(word.key, frozenset()).isdisjoint(keys):
            continue
        sure = word.key in registry.known or (word.titled and registry.nouns.isdisjoint(stems(word.text)))
        if (sure or word.telling or word.abbreviation) and not _inside(word, text):
            found[word.key] = Unmatched(word, sure)
    return tuple(found.values())


def _inside(name: NameWord, text: str) -> bool:
    """Whether some word of a text is, contains or is made of a name, or is that name misread."""
    small = text.lower()
    if any(stem in small for stem in _people(name.text.lower())):
        return True
    return any(_answers(name.text, name.key, word) for word in WORD.findall(text) if len(word) > 1)


@lru_cache(maxsize=CACHED)
def _answers(text: str, key: str, word: str) -> bool:
    ours, theirs = stem_keys(text), stem_keys(word)
    if any(_akin(a, b) for a in (key, *ours) for b in theirs):
        return True
    return word[:1].isupper() and same_name(text, word)


def _akin(a: str, b: str) -> bool:
    """Equal, one inside the other, or the same but for the ending (Chile, chilenisch)."""
    if a == b or (len(a) >= LONG and a in b) or (len(b) >= LONG and b in a):
        return True
    alike = max(SHORT, min(len(a), len(b)) - 2)
    return a[:alike] == b[:alike] and min(len(a), len(b)) >= SHORT


@lru_cache(maxsize=CACHED)
def _people(word: str) -> tuple[str, ...]:
    """What answers a word for a people or country, in either direction; () for other words."""
    rows = [line.split("\t") for line in read_lines("peoples.tsv")]
    for english, german in rows:
        if word in (english, english + "s"):
            return tuple(german.split())
    return tuple(english for english, german in rows if word.startswith(tuple(german.split())))
