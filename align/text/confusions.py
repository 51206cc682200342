"""Letters that readers of typescript take for each other, and the words that one such error may have hidden."""

from collections.abc import Iterator
from functools import cache

from align.text.wordlists import lines_of

ENDING = 5
"""Letters of a word from which on its last letter is an ending and no misreading."""


def readings_of(word: str) -> Iterator[str]:
    """All words that one confusion turns into `word`; a capital stays one, a long word's last letter is left alone."""
    small = word.lower()
    last = len(word) - 1 if len(word) >= ENDING else len(word)
    for read, meant in confusions().items():
        at = small.find(read)
        while at >= 0:
            if at + len(read) <= last:
                for letters in meant:
                    put = letters.capitalize() if word[at].isupper() else letters
                    yield word[:at] + put + word[at + len(read) :]
            at = small.find(read, at + 1)


@cache
def confusions() -> dict[str, tuple[str, ...]]:
    """What is read -> what it may stand for."""
    rows = [line.split("\t") for line in lines_of("confusions.txt")]
    return {read: tuple(meant.split()) for read, meant in rows}
