"""How good links between words are, against links made by hand."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from align.model import Alignment

Link = tuple[int, int]

GOLD = Path(__file__).with_name("gold.jsonl")
AGREEMENT = Path(__file__).with_name("agreement.jsonl")
"""Links of twelve beads of the set `agreement-1973`, by numbers of sentences and words: the words stay there."""


@dataclass(frozen=True)
class GoldBead:
    """A bead with its true links (0-based word numbers, source first); `sure` and `possible` have nothing in common."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    sure: frozenset[Link]
    possible: frozenset[Link]


@dataclass(frozen=True)
class LinkTally:
    """Counts of links, to be added up over beads.

    Attributes:
        found: links that were made.
        allowed: those of them that are sure or possible.
        sure: true links.
        hit: those of them that were made.
    """

    found: int = 0
    allowed: int = 0
    sure: int = 0
    hit: int = 0

    def __add__(self, other: "LinkTally") -> "LinkTally":
        return LinkTally(
            self.found + other.found, self.allowed + other.allowed, self.sure + other.sure, self.hit + other.hit
        )

    @property
    def precision(self) -> float:
        """Share of the links made that are sure or possible; 1 where none was made."""
        return self.allowed / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the sure links that were made; 1 where there are none."""
        return self.hit / self.sure if self.sure else 1.0

    @property
    def error(self) -> float:
        """The alignment error rate of Och and Ney (2000); 0 where nothing is to be linked and nothing was."""
        total = self.found + self.sure
        return 1 - (self.allowed + self.hit) / total if total else 0.0


def tally(links: Collection[Link], gold: GoldBead) -> LinkTally:
    """Count the links of one bead."""
    made = set(links)
    return LinkTally(len(made), len(made & (gold.sure | gold.possible)), len(gold.sure), len(made & gold.sure))


def read_gold(path: Path = GOLD) -> tuple[GoldBead, ...]:
    """The beads of `gold.jsonl`, one a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(
        GoldBead(
            tuple(row["source"]),
            tuple(row["target"]),
            frozenset((i, j) for i, j in row["sure"]),
            frozenset((i, j) for i, j in row["possible"]),
        )
        for row in rows
    )


def read_agreement(text: Alignment) -> tuple[GoldBead, ...]:
    """The beads of `agreement.jsonl` with the words of their sentences.

    Raises:
        ValueError: a sentence has not as many words as when its links were made.
    """
    found = []
    for row in map(json.loads, AGREEMENT.read_text(encoding="utf-8").splitlines()):
        sides = text.source[row["source"]], text.target[row["target"]]
        source, target = (tuple(sentence.text.split()) for sentence in sides)
        if [len(source), len(target)] != row["words"]:
            raise ValueError(f"Sentences {row['source']} and {row['target']} are others than those that were linked.")
        sure, possible = (frozenset((i, j) for i, j in row[kind]) for kind in ("sure", "possible"))
        found.append(GoldBead(source, target, sure, possible))
    return tuple(found)
