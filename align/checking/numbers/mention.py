"""One number, month or time of day in a text, with all values it may mean."""

from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """How much a mention asks for an answer on the other side."""

    SURE = "sure"  # written in figures: the other side owes it
    SPOKEN = "spoken"  # a number word: owed only where the other side has another number to offer
    LOOSE = "loose"  # may answer, asks for nothing (an article, "both", a list mark, a number in brackets)


@dataclass(frozen=True, slots=True)
class Mention:
    """A number, month or time of day.

    Attributes:
        text: as printed.
        keys: what it may mean: "1973", "2.5", "m12" for a month, "w1" for a Monday, "t9:30" for a time of day.
        strength: how much it asks for an answer.
        start, end: 0-based character offsets, end exclusive.
        foreign: what it would mean if it were written as in another language (`2,5` in English).
        parts: other numbers that together may answer it ("1 500" as 1 and 500).
        suffix: the letter of a number such as "12a".
        date: the whole date that it belongs to, as printed; "" for none.
        named: the word before it where that names a thing with a number ("Artikel").
    """

    text: str
    keys: frozenset[str]
    strength: Strength
    start: int
    end: int
    foreign: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
    suffix: str = ""
    date: str = ""
    named: str = ""

    @property
    def kind(self) -> str:
        """What it can only be: "m" for a month, "w" for a weekday, "" for the rest."""
        kinds = {key[0] for key in self.keys}
        return kinds.pop() if kinds in ({"m"}, {"w"}) else ""

    @property
    def value(self) -> float | None:
        """Its value, where it has exactly one that is a plain number."""
        if len(self.keys) != 1:
            return None
        key = next(iter(self.keys))
        return float(key) if key[0].isdigit() else None
