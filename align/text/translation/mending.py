"""Words of a converted page put right: spaced letters, broken ordinals, lost blanks, ligatures, line-end hyphens."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from align.model import Word
from align.text.wordlists import word_list

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), None)
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})
SPACED_LETTERS = 3
"""Single letters in a row from which on they are one letter-spaced word."""

ORDINAL_ENDING = re.compile(r"(?:st|nd|rd|th)(?=\W*$)")
LINE_END_HYPHENS = "-\u2010\u00ad\u0002\u00ac"
CERTAIN_HYPHENS = "\u00ad\u0002\u00ac"
"""Hyphens that only a line end puts there."""

PREFIXES = word_list("prefixes-en.txt")
"""First parts after which a hyphen at a line end may as well be a true one."""

LOST_BLANKS = (
    re.compile(r"(?<=[^\W\d_])(?=\[(?![a-z]{1,3}\])[^\W\d_])"),
    re.compile(r"(?<=[^\W_]{2}\])(?=[^\W\d_])"),
    re.compile(r"(?<=[a-zà-ÿ]{2}[.!?])(?=[A-Z][a-z]+)"),
    re.compile(r"(?<=[a-zà-ÿ]{2}[,;])(?=[^\W\d_]{2,})"),
)
ADDRESS = re.compile(r"://|www\.|@|\.(?:org|com|de|net|gov|edu)\b|/")


def mend_words(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a line with lost blanks put back, ordinals whole and glyph variants normal; places are kept."""
    clean = [part for word in words for part in _split_lost_blanks(replace(word, text=_normal(word.text)))]
    return tuple(_whole_ordinals(clean))


def join_spaced_letters(words: Sequence[Word], text: str) -> tuple[Word, ...]:
    """Join letter-spaced words: `N o t e` -> `Note`.

    Args:
        words: of one line.
        text: the line with its runs of blanks, from the first word on; a wider run parts two spaced words. Where all
            runs are of one width a capital after a small letter parts them.
    """
    gaps = [len(run) for run in re.findall(r"\s+", text.strip())]
    if len(gaps) != len(words) - 1:
        gaps = [1] * max(0, len(words) - 1)
    result: list[Word] = []
    start = 0
    while start < len(words):
        stop = start
        while stop < len(words) and _is_letter(words[stop].text, last=stop + 1 == len(words)):
            stop += 1
        if stop - start >= SPACED_LETTERS:
            result += _spaced_words(words[start:stop], gaps[start : stop - 1])
            start = stop
        else:
            result.append(words[start])
            start += 1
    return tuple(result)


def join_over_line_end(first: Word, second: Word, known: Collection[str]) -> tuple[Word, ...]:
    """The last word of a line and the first of the next, joined if a hyphen parts them, else both as they are.

    A number and the ending of its ordinal (`1` / `st`) are joined as well.

    The hyphen goes if the joined word occurs elsewhere in the text, or if nothing speaks for a true hyphen; it stays
    where the hyphenated word occurs, before a capital or a digit, and after a prefix (`counter-intelligence`).

    Args:
        first: `intel-`.
        second: `ligence,`.
        known: words of the text in lower case, without punctuation.
    """
    if is_broken_ordinal(first, second):
        return (Word(first.text + second.text, first.places + second.places, first.confidence),)
    if len(first.text) < 2 or first.text[-1] not in LINE_END_HYPHENS or not first.text[-2].isalpha():
        return first, second
    stem = first.text[:-1]
    together = stem + second.text
    bare = together.strip("\"'“”‘’()[].,;:!?").lower()
    hyphenated = f"{stem}-{second.text}"
    keep = not second.text[:1].islower() or (
        bare not in known and (_bare(hyphenated) in known or stem.lower().split("-")[-1] in PREFIXES or "-" in stem)
    )
    if first.text[-1] in CERTAIN_HYPHENS and second.text[:1].islower():
        keep = False
    confidences = [word.confidence for word in (first, second) if word.confidence is not None]
    return (
        Word(
            hyphenated if keep else together,
            first.places + second.places,
            min(confidences) if confidences else None,
        ),
    )


def is_broken_ordinal(first: Word, second: Word) -> bool:
    """Whether two words are a number and the ending of its ordinal: `5` and `th`."""
    return first.text.isdigit() and ORDINAL_ENDING.match(second.text) is not None


def _bare(word: str) -> str:
    return word.strip("\"'“”‘’()[].,;:!?").lower()


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(INVISIBLE).translate(LIGATURES))


def _split_lost_blanks(word: Word) -> Iterator[Word]:
    text = word.text
    if not ADDRESS.search(text):
        for pattern in LOST_BLANKS:
            text = pattern.sub(" ", text)
    return (replace(word, text=part) for part in text.split())


def _whole_ordinals(words: Sequence[Word]) -> Iterator[Word]:
    skip = False
    for word, following in zip(words, [*words[1:], None], strict=True):
        if skip:
            skip = False
        elif following is not None and is_broken_ordinal(word, following):
            skip = True
            yield Word(word.text + following.text, word.places + following.places, word.confidence)
        else:
            yield word


def _is_letter(text: str, *, last: bool) -> bool:
    core = text.rstrip(".,:;!?") if last else text
    return len(core) == 1 and core.isalpha()


def _spaced_words(letters: Sequence[Word], gaps: Sequence[int]) -> list[Word]:
    narrow, wide = min(gaps), max(gaps)
    words: list[list[Word]] = [[letters[0]]]
    for before, letter, gap in zip(letters, letters[1:], gaps, strict=False):
        parts = gap > narrow if wide > narrow else before.text.islower() and letter.text[0].isupper()
        if parts:
            words.append([letter])
        else:
            words[-1].append(letter)
    return [Word("".join(w.text for w in word), tuple(p for w in word for p in w.places)) for word in words]
