"""The word lists of `data/`: one or more words a line, `#` begins a comment line."""

from functools import cache
from importlib import resources


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """Lines of a data file, without empty ones and comments."""
    text = (resources.files("align.text") / "data" / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def word_list(name: str) -> frozenset[str]:
    """All words of a data file."""
    return frozenset(word for line in lines_of(name) for word in line.split())
