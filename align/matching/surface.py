"""What a sentence shows on its face: length, numbers, words that look alike in both languages, marks and punctuation.

No word of any language is known here. Words are folded to keys that survive transliteration, accents and the commonest
differences in spelling between European languages.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.matching.grid import Grid
from align.model import Kind, Sentence

Reals = NDArray[np.float64]
Integers = NDArray[np.int64]

# Patterns that begin with a single character of a class are looked for several times faster than those with a count.
_NUMBER = re.compile(r"\d\d*(?:(?:[.,'\u00a0\u202f]\d{3})+(?!\d))?")
WORD = re.compile(r"[^\W\d_][^\W\d_]+")
_MARK = re.compile(r"^\W*(\d{1,3}|[a-zA-Z]|[IVXLivxl]{1,6})\s?[.)°]")
_SOUNDS = "tsch:c tch:c dsch:j sch:s ch:k sh:s ph:f th:t qu:k ck:k ß:ss ae:a oe:o ue:u c:k z:s w:v y:i j:i x:ks"
_FOLDS = tuple(pair.split(":") for pair in _SOUNDS.split() if pair[1] != ":")
_LETTERS = str.maketrans(dict(pair.split(":") for pair in _SOUNDS.split() if pair[1] == ":"))
_DOUBLE = re.compile(r"(.)\1+")
_RARE = 60  # a key in more sentences than this tells nothing about a place
_PREFIX = 5
_TEXTS_AT_ONCE = 4096  # texts whose characters are counted together, few enough to need little room


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A key that alike-sounding spellings share: no accents, no double letters, one letter per sound class."""
    plain = word.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    for spelling, sound in _FOLDS:
        plain = plain.replace(spelling, sound)
    plain = plain.translate(_LETTERS)
    return _DOUBLE.sub(r"\1", plain) if _DOUBLE.search(plain) else plain  # most words have none


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a text in order, without separators of thousands and leading zeros ("1.500" is "1500")."""
    return tuple(re.sub(r"\D", "", found).lstrip("0") or "0" for found in _NUMBER.findall(text))


def cognates(text: str) -> frozenset[str]:
    """Keys of all words of four letters and more, cut after five letters of the key."""
    return frozenset([fold(word)[:_PREFIX] for word in WORD.findall(text) if len(word) > 3])


def is_kin(one: str, other: str) -> bool:
    """Whether two words may be one in two languages, or one cut short (*Artikel*, *Article*, *Art*)."""
    ours, theirs = fold(one)[:_PREFIX], fold(other)[:_PREFIX]
    return ours.startswith(theirs) or theirs.startswith(ours)


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, in lower case, without numbers."""
    return tuple(word.casefold() for word in WORD.findall(text))


def list_mark(sentence: Sentence) -> str:
    """The list mark or item number a sentence begins with ("3", "a", "iv"), or ""."""
    found = _MARK.match(sentence.label or sentence.text)
    return found[1].casefold() if found else ""


ENDINGS = ".?!:;,"
_WESTERN = str.maketrans("。｡．？！：；，、؟۔؛،", "...?!:;,,?.;,")  # marks of other scripts as those that mean the same
_OPENING, _BRACKET = "([（［", re.compile(r"[()\[\]（）［］]")
_GOING_ON = 2  # sentences in which a bracket that is open is closed
_CLOSING = " \"'„“”«»‟’)]\u00a0」』）】》〉〕］"


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One text as arrays, one row for each of its n sentences.

    Attributes:
        length: (n,) characters without blanks, at least 1.
        ending: (n,) index into ENDINGS of the last mark of punctuation, in any script (brackets and quotes skipped), -1
            for none.
        lower: (n,) 1 where the first letter is a small one.
        letters: (n,) share of letters among the characters, 0 to 1.
        capitals: (n,) share of capitals among the letters.
        quotes, brackets: (n,) how many there are.
        inside: (n,) 1 where a bracket that opens within the sentence is closed in one of the next two, so that it
            likely goes on.
        special: (n,) 1 for headings, speakers, signatures, rows and items.
        block: (n,) number of the block.
        marks: list mark of each sentence or "".
        numbers: of each sentence, each once; equal ones are one object.
    """

    length: Reals
    ending: Integers
    lower: Reals
    letters: Reals
    capitals: Reals
    quotes: Reals
    brackets: Reals
    inside: Reals
    special: Reals
    block: Integers
    marks: tuple[str, ...]
    numbers: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.length)

    def part(self, pick: Sequence[int]) -> "Side":
        """Some of the sentences, by their 0-based numbers."""
        if len(pick) and len(pick) == pick[-1] - pick[0] + 1:
            run = slice(pick[0], pick[-1] + 1)
            return Side(**{name: getattr(self, name)[run] for name in self.__slots__})
        chosen = np.asarray(pick, dtype=np.int64)
        arrays: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        chosen_only: dict[str, Any] = {
            name: value[chosen] if isinstance(value, np.ndarray) else tuple(value[i] for i in pick)
            for name, value in arrays.items()
        }
        return Side(**chosen_only)


def look_at(sentences: Sequence[Sentence]) -> Side:
    """Take the surface of a text apart.

    Args:
        sentences: n of them; none is fine.

    Returns:
        Its arrays.
    """
    texts = [sentence.text for sentence in sentences]
    blanks, letters, capitals, quotes, brackets = _counts(
        texts, (" ".__eq__, str.isalpha, str.isupper, '"„“”«»‟'.__contains__, "()".__contains__)
    )
    length = np.maximum(1, np.array([len(text) for text in texts], dtype=np.float64) - blanks)
    return Side(
        length=length,
        ending=np.array([_ending(text) for text in texts], dtype=np.int64),
        lower=np.array([_starts_small(text) for text in texts], dtype=np.float64),
        letters=letters / length,
        capitals=capitals / np.maximum(1, letters),
        quotes=quotes,
        brackets=brackets,
        inside=_inside(texts),
        special=np.array([sentence.kind is not Kind.PARAGRAPH for sentence in sentences], dtype=np.float64),
        block=np.array([sentence.block for sentence in sentences], dtype=np.int64),
        marks=tuple(list_mark(sentence) for sentence in sentences),
        numbers=tuple(_once(numbers(text)) for text in texts),
    )


def _counts(texts: Sequence[str], sorts: Sequence[Callable[[str], bool]]) -> list[Reals]:
    """For each sort of character (n,) how many of them each of n texts has."""
    parts = [_counted(texts[low : low + _TEXTS_AT_ONCE], sorts) for low in range(0, max(1, len(texts)), _TEXTS_AT_ONCE)]
    return [np.concatenate(counts) for counts in zip(*parts, strict=True)]


def _counted(texts: Sequence[str], sorts: Sequence[Callable[[str], bool]]) -> list[Reals]:
    """What `_counts` gives for some of the texts; each different character is asked once."""
    whole = "".join(texts)
    codes = np.frombuffer(f"\0{whole}".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)  # none before the first
    ends = np.cumsum([len(text) for text in texts], dtype=np.int64)
    different = sorted(set(whole))
    counts = []
    for of_sort in sorts:
        table = np.zeros(ord(different[-1]) + 1 if different else 1, dtype=np.int8)
        table[[ord(c) for c in different if of_sort(c)]] = 1
        seen = np.cumsum(table[codes], dtype=np.int32)[ends]
        counts.append(np.diff(seen, prepend=0).astype(np.float64))
    return counts


def _once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({intern(key) for key in keys}))


def _ending(text: str) -> int:
    bare = text.rstrip(_CLOSING)
    return ENDINGS.find(bare[-1].translate(_WESTERN)) if bare else -1


def _inside(texts: Sequence[str]) -> Reals:
    """(n,) 1 where a bracket that opens within a text is closed in one of the next two, 0 elsewhere.

    One that is not closed so soon was likely misread.
    """
    found = np.zeros(len(texts))
    for k in filter(lambda k: _leaves_open(texts[k]), range(len(texts))):
        brackets = map(_BRACKET.search, texts[k + 1 : k + 1 + _GOING_ON])
        for last, bracket in enumerate(brackets, k + 1):
            if bracket:
                found[k:last] = float(bracket[0] not in _OPENING)
                break
    return found


def _leaves_open(text: str) -> bool:
    """Whether a bracket that opens within a text is open at its end; one that begins it may well hold several texts."""
    brackets = list(_BRACKET.finditer(text))
    return bool(brackets) and brackets[-1][0] in _OPENING and bool(text[: brackets[-1].start()].strip())


def _starts_small(text: str) -> bool:
    first = next((c for c in text if c.isalpha()), "A")
    return first.islower()


def weights(texts: Iterable[Iterable[str]], count: int) -> dict[str, float]:
    """How much a key tells about a place: the logarithm of `count` over its sentences; common ones left out."""
    seen = Counter(chain.from_iterable(map(set, texts)))
    most = max(_RARE, count // 50)
    worth = np.log((count + 1) / np.arange(1, most + 1)).tolist()
    return {key: worth[have - 1] for key, have in seen.items() if have <= most}


def totals(texts: Sequence[Iterable[str]], worth: Mapping[str, float]) -> Reals:
    """(n,) sum of the weights of the keys of each sentence."""
    return np.array([sum(worth.get(key, 0.0) for key in set(keys)) for keys in texts], dtype=np.float64)


def shared(
    source: Sequence[Iterable[str]], target: Sequence[Iterable[str]], worth: Mapping[str, float], grid: Grid
) -> Reals:
    """Weight of the keys that two sentences share.

    Args:
        source: keys of each sentence.
        target: see `source`.
        worth: weight of a key; keys not in it do not count.
        grid: only its nodes are filled.

    Returns:
        (nodes + 1,) for node (i, j) the weight shared by source sentence i and target sentence j; 0 for "outside".
    """
    places: dict[str, list[int]] = {}
    for j, keys in enumerate(target):
        for key in set(keys):
            if key in worth:
                places.setdefault(key, []).append(j)
    found = np.zeros(grid.nodes + 1)
    for i, keys in enumerate(source):
        low, high = int(grid.low[i]), int(grid.high[i])
        start = int(grid.offsets[i]) - low
        for key in set(keys):
            for j in places.get(key, ()):
                if low <= j <= high:
                    found[start + j] += worth[key]
    return found
