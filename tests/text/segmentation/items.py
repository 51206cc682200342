"""The hard items, and boundary F1 on them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from align.text.segmentation.lexicon import lexicon
from align.text.segmentation.splitting import punkt_ends, sentence_ends

DATA = Path(__file__).parent / "data"


class Item(NamedTuple):
    """A paragraph of words, and the indices of the words that end a sentence inside it."""

    group: str
    trap: str
    words: tuple[str, ...]
    ends: frozenset[int]


def items(language: str, group: str) -> list[Item]:
    """Items of a language and set ("tuned" or "held-out")."""
    rows = (DATA / f"{language}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [item for item in map(_item, rows) if item.group == group]


def _item(row: str) -> Item:
    group, trap, text = row.split("\t")
    words: list[str] = []
    ends = set()
    for sentence in text.split("||"):
        words += sentence.split()
        ends.add(len(words) - 1)
    return Item(group, trap, tuple(words), frozenset(ends - {len(words) - 1}))


def boundary_f1(chosen: Sequence[Item], split: Callable[[tuple[str, ...]], Sequence[int] | frozenset[int]]) -> float:
    """F1 of the boundaries inside the items; the end of an item is no boundary."""
    hits = found = gold = 0
    for item in chosen:
        ends = set(split(item.words)) - {len(item.words) - 1}
        hits += len(ends & item.ends)
        found += len(ends)
        gold += len(item.ends)
    return 2 * hits / (found + gold)


def report() -> None:
    """Print the figures of DESIGN.md: `python -m tests.text.segmentation.items`."""
    for language in ("de", "en"):
        known = lexicon(language)
        for group in ("tuned", "held-out"):
            chosen = items(language, group)
            ruled = boundary_f1(chosen, partial(sentence_ends, language=language, known=known))
            bare = boundary_f1(chosen, partial(punkt_ends, language=language))
            untrained = boundary_f1(chosen, partial(punkt_ends, language="untrained"))
            scores = f"rules {ruled:.4f}  Punkt {bare:.4f}  untrained {untrained:.4f}"
            print(f"{language} {group:8} {len(chosen):3} items  {scores}")


if __name__ == "__main__":
    report()
