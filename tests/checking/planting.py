"""Errors planted into alignments that are right, to see how many of them the checks find.

Run as a program (`python -m tests.checking.planting`) it prints the figures that DESIGN.md quotes. Each planter takes
the texts of one bead and gives the texts with one error in them, or None where the bead has no room for such an error.
An error counts as found if the bead has a warning or an error that it did not have before; kinds named in `HINTS` may
be found by a mere hint.
"""

import random
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align.checking import check
from align.measuring import load_set
from align.model import Alignment, Bead, Finding, Sentence, Severity, plain_sentences

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SETS = ("agreement-1973", "udhr", "kafka", "luke", "basic-law-hard")

NAMES = {
    "exercise": "Brandtner:Brandtner Hövelmann:Hövelmann Quast:Quast Siebenrogg:Siebenrogg Chernyshov:Tschernyschow "
    "Shcherbinin:Schtscherbinin Klyuyeva:Kljujewa Yevseyev:Jewsejew Klippenhagen:Klippenhagen Mayachnoye:Majatschnoje "
    "VLN:VLN GLP:GLP",
    "agreement-1973": "Mielke:Mielke Andropov:Andropow KGB:KfS MfS:MfS GDR:DDR USSR:UdSSR NATO:NATO Warsaw:Warschau",
    "kafka": "Gregor:Gregor Samsa:Samsa Grete:Grete",
    "luke": "Jesus:Jes John:Johannes Mary:Maria Peter:Petrus Simon:Simon Herod:Herodes Zacharias:Zacharias "
    "Elizabeth:Elisabeth Joseph:Joseph Galilee:Galiläa Jerusalem:Jerusalem Moses:Moses Abraham:Abraham Elijah:Elias "
    "Capernaum:Kapernaum Nazareth:Nazareth Pilate:Pilatus David:David Judea:Judäa Bethlehem:Bethlehem Satan:Satan "
    "Martha:Martha Jericho:Jericho Israel:Israel Jacob:Jakob James:Jakobus Jonah:Jonas",
    "basic-law-hard": "Bundestag:Bundestag Bundesrat:Bundesrat",
    "udhr": "",
}
"""Names of each set, English and as the German word begins, none of them rare."""

INVENTED = ("Orlow", "Makarov", "Steinbach", "Volkov", "Delmore", "Ashby")
MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
CONFUSED = {"e": "c", "n": "u", "u": "n", "h": "b", "ö": "6", "i": "l", "t": "f", "m": "rn", "l": "1", "c": "e"}
SHARE = 0.03
"""Share of the beads with room for an error that get one at the same time."""

HINTS = ("misread letter", "negation")

Planter = Callable[[random.Random, str, str, Sequence[str]], tuple[str, str] | None]


def one_digit(rng: random.Random, source: str, target: str, names: Sequence[str]) -> tuple[str, str] | None:
    """One digit of a number of the translation is another digit."""
    places = [match.start() for match in re.finditer(r"\d", target)]
    if not places:
        return None
    at = rng.choice(places)
    other = rng.choice([digit for digit in "123456789" if digit != target[at]])
    return source, target[:at] + other + target[at + 1 :]


def two_digits(rng: random.Random, source: str, target: str, names: Sequence[str]) -> tuple[str, str] | None:
    """Two neighbouring digits of the translation change places."""
    places = [m.start() for m in re.finditer(r"\d(?=\d)", target) if target[m.start()] != target[m.start() + 1]]
    if not places:
        return None
    at = rng.choice(places)
    return source, target[:at] + target[at + 1] + target[at] + target[at + 2 :]


def number_word(rng: random.Random, source: str, target: str, names: Sequence[str]) -> tuple[str, str] | None:
    """A number word of the translation is another number word."""
    places = list(re.finditer(rf"\b(?:{'|'.join(WORDS)})\b", target))
    if not places:
        return None
    match = rng.choice(places)
    other = rng.choice([word for word in WORDS if word not in target])
    return source, target[: match.start()] + other + target[match.end() :]


def month(rng: random.Random, source: str, target: str, names: Sequence[str]) -> tuple[str, str] | None:
    """A date of the translation has another month."""
    places = list(re.finditer(rf"(?:(?<=\d )|\b)(?:{'|'.join(MONTHS)})\b(?= \d|,|\.)", target))
    if not places:
        return None
    match = rng.choice(places)
    other = rng.choice([name for name in MONTHS if name not in target])
    return source, target[: match.start()] + other + target[match.end() :]


def name(rng: random.Random, source: str, target: str, names: Sequence[str]) -> tuple[str, str] | None:
    """A name of the translation that the original has too is another name, of the same document or of none."""
    known = dict(pair.split(":") for pair in names)
    here = [ours for ours, theirs in known.items() if theirs in source and re.search(rf"\b{ours}\b", target)]
    if not here:
        return None
    wrong = rng.choice(here)
    others = [other for other in (*known, *INVENTED) if other not in target and other.isupper() == wrong.isupper()]
    return (source, re.sub(rf"\b{wrong}\b", rng.choice(others), target)) if others else None


def lost_sentence(rng: random.Random, source: str, target: str, names: Sequence[str]) -> tuple[str, str] | None:
    """The translation of a bead ends after its first sentence, half of it or less."""
    sentences = re.split(r"(?<=[.!?;]) (?=[A-Z])", target)
    if len(sentences) < 2 or len(sentences[0]) > len(target) / 2 or len(target) < 80:
        return None
    return source, sentences[0]


def misread_letter(rng: random.Random, source: str, target: str, names: Sequence[str]) -> tuple[str, str] | None:
    """A letter of the original is one that looks like it."""
    places = [at for at, letter in enumerate(source) if letter in CONFUSED]
    if not places:
        return None
    at = rng.choice(places)
    return source[:at] + CONFUSED[source[at]] + source[at + 1 :], target


def negation(rng: random.Random, source: str, target: str, names: Sequence[str]) -> tuple[str, str] | None:
    """A `not` of the translation is gone."""
    return (source, target.replace(" not ", " ", 1)) if target.count(" not ") == 1 else None


PLANTERS: Mapping[str, Planter] = {
    "one digit": one_digit,
    "two digits": two_digits,
    "number word": number_word,
    "month": month,
    "name": name,
    "lost sentence": lost_sentence,
    "misread letter": misread_letter,
    "negation": negation,
}


@dataclass(frozen=True)
class Planted:
    """An alignment with errors, and the beads that have them."""

    alignment: Alignment
    beads: frozenset[int]


def load(name_of_set: str) -> Alignment:
    """A gold alignment of `SETS`, or the exercise of this project."""
    folder = ROOT / "tests" / "exercise" if name_of_set == "exercise" else SHARED / "eval" / name_of_set
    loaded = load_set(folder)
    return Alignment(plain_sentences(loaded.source), plain_sentences(loaded.target), tuple(loaded.gold))


def plant(alignment: Alignment, planter: Planter, seed: int, share: float, names: Sequence[str]) -> Planted:
    """Plant an error into a share of the beads that have room for it, at least into one of them."""
    rng = random.Random(seed)
    source, target = list(alignment.source), list(alignment.target)
    beads = []
    room = [k for k, bead in enumerate(alignment.beads) if not bead.is_null]
    rng.shuffle(room)
    changed = [
        (k, texts) for k in room if (texts := planter(rng, *_texts(alignment, alignment.beads[k]), names)) is not None
    ]
    for k, texts in changed[: max(1, round(share * len(changed)))]:
        _put(source, alignment.beads[k].source, texts[0])
        _put(target, alignment.beads[k].target, texts[1])
        beads.append(k)
    return Planted(replace(alignment, source=tuple(source), target=tuple(target)), frozenset(beads[: len(changed)]))


def _texts(alignment: Alignment, bead: Bead) -> tuple[str, str]:
    return alignment.source_text(bead), alignment.target_text(bead)


def _put(sentences: list[Sentence], places: Sequence[int], text: str) -> None:
    """All of a bead's text goes into its first sentence; the others are emptied, so that indices stay."""
    sentences[places[0]] = Sentence(text)
    for place in places[1:]:
        sentences[place] = Sentence("")


def recall(
    alignment: Alignment, kind: str, names: Sequence[str], seeds: Sequence[int], share: float = SHARE
) -> list[bool]:
    """For each planted error whether it was found."""
    before = _marks(check(alignment), hints=kind in HINTS)
    found = []
    for seed in seeds:
        planted = plant(alignment, PLANTERS[kind], seed, share, names)
        after = _marks(check(planted.alignment), hints=kind in HINTS)
        found += [any(mark[0] == bead for mark in after - before) for bead in sorted(planted.beads)]
    return found


def _marks(findings: Sequence[Finding], *, hints: bool) -> set[tuple[int, str, str]]:
    return {
        (bead, finding.code, finding.message)
        for finding in findings
        if hints or finding.severity is not Severity.INFO
        for bead in finding.beads
    }


def alarms(alignment: Alignment) -> Iterator[Finding]:
    """Warnings and errors on a gold alignment, its true omissions and additions left out."""
    return (
        finding
        for finding in check(alignment)
        if finding.severity is not Severity.INFO and finding.code not in ("omission", "addition")
    )


def report() -> Iterator[str]:
    """Lines of a table: false alarms and recall of each set."""
    yield f"{'set':16}{'beads':>6}{'alarms':>8}{'per 1000':>9}" + "".join(f"{kind:>16}" for kind in PLANTERS)
    totals: dict[str, list[bool]] = {kind: [] for kind in PLANTERS}
    for name_of_set in ("exercise", *SETS):
        alignment = load(name_of_set)
        false = len(list(alarms(alignment)))
        cells = []
        for kind in PLANTERS:
            found = recall(alignment, kind, NAMES[name_of_set].split(), range(20))
            totals[kind] += found
            cells.append(f"{sum(found):>8}/{len(found):<7}")
        beads = len(alignment.beads)
        yield f"{name_of_set:16}{beads:>6}{false:>8}{1000 * false / beads:>9.1f}" + "".join(cells)
    yield f"{'all':39}" + "".join(f"{sum(f) / len(f):>15.3f} " for f in totals.values())


if __name__ == "__main__":
    for line in report():
        sys.stdout.write(line + "\n")
