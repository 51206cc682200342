"""Names across languages: one key for `Tschebrikow` and `Chebrikov`, for `Moskau` and `Moscow`.

A key is what is left of a name when the spellings that German and English use for the same sound are made one. It is
coarse on purpose: German `ch` and `tsch` and English `ch` and `kh` fall together, since a word alone does not tell in
which language it is spelt (German `Sacharow` is `Sakharov`, German `Tschernenko` is `Chernenko`).
"""

import re
import unicodedata
from functools import cache, lru_cache
from types import MappingProxyType

from align.text.wordlists import lines_of, word_list

CACHED = 1 << 18
"""Words whose keys are remembered; a document of 100,000 sentences has fewer different ones."""

SOUNDS = (
    *(("ae", "a"), ("oe", "o"), ("ue", "u")),
    *(("schtsch", "S"), ("shtsh", "S"), ("shch", "S"), ("stsch", "S"), ("dsch", "dS"), ("dzh", "dS"), ("dj", "dS")),
    *(("tsch", "X"), ("tch", "X"), ("sch", "S"), ("sh", "S"), ("zh", "S"), ("kh", "X"), ("ch", "X"), ("chs", "ks")),
    *(("ph", "f"), ("th", "t"), ("ck", "k"), ("dt", "t"), ("tz", "s"), ("ts", "s"), ("qu", "kv")),
    *(("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("q", "k"), ("x", "ks")),
    *(("w", "v"), ("z", "s"), ("j", "i"), ("y", "i")),
    *(("oie", "o"), ("eie", "e"), ("aie", "a"), ("io", "e"), ("eo", "e")),
)
"""Spellings and the sign for their sound, applied in this order; S and X stand for hissing and throaty sounds."""

LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "a",
        "œ": "o",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "þ": "t",
        "ð": "d",
        "č": "tsch",
        "ć": "tsch",
        "š": "sch",
        "ž": "zh",
        "ż": "zh",
        "ş": "sch",
    }
)
DIGITS_IN_WORDS = str.maketrans("015683", "olsobe")
"""Digits that readers of typescript put for letters."""

NOISE = "?"
"""Stands in a key for a sign that is no letter inside a word (`Tscheb~ikow`)."""

EDGES = "\"'“”„‚‘’»«›‹()[]{}.,:;!?…/–—-*"
GENITIVE = re.compile(r"(?:['’]s|(?<=s)['’]|(?<=[^\W\d_]{4})(?<![sßxz])s)$")
INSIDE = re.compile(r"[^a-z]")
APOSTROPHE = re.compile(r"['’`´-]")
PATRONYMIC_ENDING = re.compile(r"i*(?:[eo]v|[eo]ff?)(a?)$")
DOUBLED = re.compile(r"(.)\1+")
SYLLABIC_ENDING = re.compile(r"(?<=[^aeiou])er$")

CONFUSED = frozenset(map(frozenset, word_list("confused-letters.txt")))
"""Letters that readers of typescript take for each other."""

TOLERANT = 5
"""Letters of a key from which on one letter misread for a similar one does not matter."""

VERY_TOLERANT = 8
"""Letters of a key from which on any one letter may differ, be missing or too many."""


@lru_cache(maxsize=CACHED)
def name_key(word: str) -> str:
    """The key that spellings of one name share, whatever their language; "" for a word without letters.

    Args:
        word: one word as printed; punctuation around it and a genitive ending do not count.
    """
    bare = GENITIVE.sub("", word.strip(EDGES))
    exonym = _exonyms().get(_plain(bare))
    return exonym if exonym is not None else _sound_key(_plain(bare))


def name_similarity(first: str, second: str) -> float:
    """How alike two names are as read, 0 to 1; 1 for equal keys, and symmetric.

    Edit distance of the keys over the longer one's length, where letters that readers confuse cost a half and a sign
    that is no letter a quarter.
    """
    a, b = name_key(first), name_key(second)
    if not a or not b:
        return 0.0
    return 1.0 if a == b else 1.0 - min(1.0, _distance(a, b) / max(len(a), len(b)))


def same_name(first: str, second: str) -> bool:
    """Whether two words are the same name, a letter misread in a long one allowed.

    `Pawlow` and `Pawlowa` are two people: a feminine ending is no misreading. `rn` and `m` look the same.
    """
    a, b = name_key(first), name_key(second)
    if not a or not b:
        return False
    if a == b:
        return True
    a, b = a.replace("rn", "m"), b.replace("rn", "m")
    longer, shorter = (a, b) if len(a) >= len(b) else (b, a)
    if longer == shorter + "a" or min(len(a), len(b)) < TOLERANT or len(longer) - len(shorter) > 1:
        return False
    return _distance(a, b) <= (1.0 if len(shorter) >= VERY_TOLERANT else 0.5)


def names_in(text: str, language: str) -> tuple[str, ...]:
    """Words that may be names, as printed, without genitive ending and punctuation, in order, repetitions included.

    Capitalised words and abbreviations, except those that open sentences in this language and months. German writes
    every noun so; a noun does no harm where a name counts only if the other side has its key too.

    Args:
        text: a sentence.
        language: ISO 639-1 code.
    """
    closed = word_list(f"openers-{language}.txt") if language in ("de", "en") else frozenset()
    months = word_list("months.txt")
    found = []
    for word in text.split():
        bare = word.strip(EDGES)
        if len(bare) > 1 and bare[0].isupper() and bare not in closed and bare not in months:
            found.append(GENITIVE.sub("", bare))
    return tuple(found)


def name_keys(text: str, language: str) -> frozenset[str]:
    """Keys of all words of a sentence that may be names."""
    return frozenset(key for word in names_in(text, language) if (key := name_key(word)))


@cache
def _exonyms() -> MappingProxyType[str, str]:
    """Plain form of either language -> key; names of several words by their last one are left out."""
    keys: dict[str, str] = {}
    for line in lines_of("exonyms.tsv"):
        german, english = (_plain(name) for name in line.split("\t"))
        if " " not in german and " " not in english:
            key = keys.get(german) or keys.get(english) or _sound_key(english)
            keys[german] = keys[english] = key
    return MappingProxyType(keys)


def _plain(word: str) -> str:
    """Lower case, without diacritics and apostrophes."""
    small = APOSTROPHE.sub("", word).lower().translate(LETTERS)
    if not small.isascii():
        small = "".join(sign for sign in unicodedata.normalize("NFD", small) if not unicodedata.combining(sign))
    return small


def _sound_key(plain: str) -> str:
    if any(letter.isalpha() for letter in plain):
        plain = plain.translate(DIGITS_IN_WORDS)
    key = INSIDE.sub(NOISE, plain)
    if not key.strip(NOISE):
        return ""
    for spelling, sign in SOUNDS:
        if spelling in key:
            key = key.replace(spelling, sign)
    key = DOUBLED.sub(r"\1", key)
    if key[:1] == "i" and key[1:2] in tuple("aeou"):
        key = key[1:]
    if len(key) > len("ivov"):
        key = PATRONYMIC_ENDING.sub(r"ov\1", key)
    return SYLLABIC_ENDING.sub("r", key)


def _distance(a: str, b: str) -> float:
    """Weighted edit distance (Wagner and Fischer 1974)."""
    row = [float(j) for j in range(len(b) + 1)]
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], float(i)
        for j, y in enumerate(b, 1):
            cost = min(diagonal + _substitution(x, y), row[j] + 1.0, row[j - 1] + 1.0)
            diagonal, row[j] = row[j], cost
    return row[-1]


def _substitution(x: str, y: str) -> float:
    if x == y:
        return 0.0
    if NOISE in (x, y):
        return 0.25
    return 0.5 if frozenset((x, y)) in CONFUSED else 1.0
