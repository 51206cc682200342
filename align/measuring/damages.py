"""What happens to the source side of a text before it is matched, to measure how a matching bears it.

Each damage takes an alignment set, a share (0 to 1) and a generator, and gives a set whose gold still says what belongs
together. All chance is an argument.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from align.measuring.noise import with_character_errors
from align.measuring.sets import AlignmentSet
from align.model import Bead

Harm = Callable[[AlignmentSet, float, random.Random], AlignmentSet]

_FEWEST_WORDS = 6  # of a sentence that is cut
_LONG_WORD = re.compile(r"[^\W\d_]{7,}")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_WORD = re.compile(r"[^\W\d_]+")
_OLD_SHARP_S = re.compile(r"(?<![Aa]u)ss(?=\b|t)")  # "dass", "musste", but not "Ausstellung"


@dataclass(frozen=True, slots=True)
class Damage:
    """One sort of damage.

    Attributes:
        name: what happens, as a heading has it.
        share: what it happens to a share of.
        rates: the shares to measure at; 0 is always measured.
        harm: does it.
        draws: how often chance is drawn anew; the beads of all draws are pooled.
    """

    name: str
    share: str
    rates: tuple[float, ...]
    harm: Harm
    draws: int = 3

    @property
    def key(self) -> str:
        """Short name, for files and signatures."""
        return self.harm.__name__

    def draws_at(self, rate: float) -> int:
        """Where everything is hit, or nothing, chance has no part in it."""
        return self.draws if 0 < rate < 1 else 1


def misread(one: AlignmentSet, rate: float, chance: random.Random) -> AlignmentSet:
    """Characters are misread as OCR does on typescript."""
    return replace(one, source=with_character_errors(one.source, rate, chance))


def lose_ends(one: AlignmentSet, rate: float, chance: random.Random) -> AlignmentSet:
    """A sentence and the next become one; never three, and never where one of them has no answer.

    Their beads become one as well, so they are left alone where the answers do not lie side by side.
    """
    place = {i: k for k, bead in enumerate(one.gold) for i in bead.source}
    parts: list[tuple[int, ...]] = []
    for i in range(len(one.source)):
        joinable = bool(parts) and len(parts[-1]) == 1 and _side_by_side(one.gold, place.get(i - 1), place.get(i))
        if joinable and chance.random() < rate:
            parts[-1] = (i - 1, i)
        else:
            parts.append((i,))
    number = {i: k for k, part in enumerate(parts) for i in part}
    texts = tuple(" ".join(one.source[i] for i in part) for part in parts)
    return replace(one, source=texts, gold=_grown_together(one.gold, number))


def _side_by_side(gold: Sequence[Bead], first: int | None, second: int | None) -> bool:
    """Whether two beads are one and the same, or two links whose answers follow each other."""
    if first is None or second is None or gold[first].is_null or gold[second].is_null:
        return False
    return first == second or gold[first].target[-1] + 1 == gold[second].target[0]


def _grown_together(gold: Sequence[Bead], number: dict[int, int]) -> tuple[Bead, ...]:
    """The beads with new numbers of source sentences; those that share one are one."""
    done: list[Bead] = []
    holder: dict[int, int] = {}
    for bead in gold:
        source = tuple(dict.fromkeys(number[i] for i in bead.source))
        if source and source[0] in holder:
            at = holder[source[0]]
            grown = (*done[at].source, *source[1:])
            done[at] = replace(bead, source=grown, target=(*done[at].target, *bead.target))
        else:
            at = len(done)
            done.append(replace(bead, source=source))
        holder |= dict.fromkeys(source, at)
    return tuple(done)


def cut_falsely(one: AlignmentSet, rate: float, chance: random.Random) -> AlignmentSet:
    """A sentence is cut in two at a blank of its middle third."""
    parts = [_parted(text, rate, chance) for text in one.source]
    ends = list(accumulate(map(len, parts)))
    gold: list[Bead] = []
    for bead in one.gold:
        source = tuple(k for i in bead.source for k in range(ends[i] - len(parts[i]), ends[i]))
        omitted = bead.source and not bead.target
        gold += [replace(bead, source=(k,)) for k in source] if omitted else [replace(bead, source=source)]
    return replace(one, source=tuple(chain.from_iterable(parts)), gold=tuple(gold))


def _parted(text: str, rate: float, chance: random.Random) -> tuple[str, ...]:
    words = text.split(" ")
    if len(words) < _FEWEST_WORDS or chance.random() >= rate:
        return (text,)
    at = chance.randint(len(words) // 3, 2 * len(words) // 3)
    return " ".join(words[:at]), " ".join(words[at:])


def leave_hyphens(one: AlignmentSet, rate: float, chance: random.Random) -> AlignmentSet:
    """Long words keep the hyphen and the blank of an end of a line ("Bundes- gesetz")."""

    def parted(found: re.Match[str]) -> str:
        word = found[0]
        if chance.random() >= rate:
            return word
        at = chance.randint(3, len(word) - 3)
        return f"{word[:at]}- {word[at:]}"

    return replace(one, source=tuple(_LONG_WORD.sub(parted, text) for text in one.source))


def spell_in_two_letters(one: AlignmentSet, rate: float, chance: random.Random) -> AlignmentSet:
    """Words lose their umlauts and ß, as on a typewriter without them ("Ueberpruefung", "grosse")."""
    return replace(one, source=_respelt(one.source, lambda word: word.translate(_TWO_LETTERS), rate, chance))


def spell_as_of_old(one: AlignmentSet, rate: float, chance: random.Random) -> AlignmentSet:
    """Words have the ß that they had before 1996 ("daß", "mußte")."""
    return replace(one, source=_respelt(one.source, lambda word: _OLD_SHARP_S.sub("ß", word), rate, chance))


def _respelt(texts: Sequence[str], spelt: Callable[[str], str], rate: float, chance: random.Random) -> tuple[str, ...]:
    """Texts in which a share of the words that another spelling changes have it."""

    def one(found: re.Match[str]) -> str:
        other = spelt(found[0])
        return other if other != found[0] and chance.random() < rate else found[0]

    return tuple(_WORD.sub(one, text) for text in texts)


MISREAD = Damage("Misread characters", "characters", (0.01, 0.03, 0.08), misread, draws=5)
DAMAGES = (
    MISREAD,
    Damage("Lost ends of sentences", "ends of sentences", (0.03, 0.1, 0.2), lose_ends),
    Damage("False ends of sentences", "sentences", (0.03, 0.1, 0.2), cut_falsely),
    Damage("Hyphens left in", "words of seven letters and more", (0.03, 0.1, 0.2), leave_hyphens),
    Damage("Umlauts and ß in two letters", "words that have them", (0.5, 1.0), spell_in_two_letters),
    Damage("Spelling before 1996 (daß)", "words that change", (0.5, 1.0), spell_as_of_old),
)
