"""How often a known pair of terms that occurs in a bead is linked: `python -m tests.matching.words.glossary GLOSSARY`.

The glossary has German TAB English in its first two columns; a cell may hold several forms, apart by `;`, `/` or `,`,
with remarks in brackets. A form occurs where its words stand in a row, endings of up to three letters aside. A pair
counts as linked if a word of the German form links to a word of the English one where both occur, as wholly linked if
every German word of four letters and more does.
"""

import csv
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.matching import Encoder, link_words, load_encoder
from align.matching.wordlinks import learn_lexicon

Form = tuple[str, ...]
Bead = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class TermTally:
    """Counts over beads.

    Attributes:
        seen: places at which a bead holds both forms of a pair.
        linked: those of them with a link between the two.
        wholly: those with a link for every long German word.
    """

    seen: int = 0
    linked: int = 0
    wholly: int = 0

    def __add__(self, other: "TermTally") -> "TermTally":
        return TermTally(self.seen + other.seen, self.linked + other.linked, self.wholly + other.wholly)


def forms(cell: str) -> tuple[Form, ...]:
    """The forms of a cell, without remarks and quotes, in lower case."""
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]|[\"“”…]", " ", cell)
    parts = (tuple(re.findall(r"[\w-]+", part.casefold())) for part in re.split(r"[;/,–]", bare))
    return tuple(part for part in parts if part and max(map(len, part)) > 3)


def read_glossary(path: Path) -> tuple[tuple[tuple[Form, ...], tuple[Form, ...]], ...]:
    """(German forms, English forms) of each row."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return tuple((forms(row[0]), forms(row[1])) for row in rows)


def _alike(word: str, form: str) -> bool:
    """Equal but for an ending: "operativen" is "operativ"."""
    stem = form[: max(4, len(form) - 2)]
    return word.startswith(stem) and abs(len(word) - len(form)) <= 3


def places(words: Sequence[str], form: Form) -> Iterator[range]:
    """Where the words of a form stand in a row."""
    bare = [re.sub(r"^\W+|\W+$", "", word).casefold() for word in words]
    for start in range(len(bare) - len(form) + 1):
        if all(_alike(bare[start + k], form[k]) for k in range(len(form))):
            yield range(start, start + len(form))


def measure(
    beads: Sequence[Bead], glossary: Sequence[tuple[tuple[Form, ...], tuple[Form, ...]]], encoder: Encoder
) -> TermTally:
    """Link the beads of a text and look up the terms."""
    lexicon = learn_lexicon(beads, encoder)
    total = TermTally()
    for source, target in beads:
        links = {(link.source, link.target) for link in link_words(source, target, encoder, lexicon)}
        for german, english in glossary:
            here = [place for form in german for place in places(source, form)]
            there = {j for form in english for place in places(target, form) for j in place}
            for place in here if there else ():
                long = [i for i in place if len(source[i]) > 3]
                found = [any((i, j) in links for j in there) for i in long]
                total += TermTally(1, int(any(found)), int(all(found)))
    return total


def main() -> None:
    """Print the counts for the exercise, and for `agreement-1973` where the alignment sets lie beside the glossary."""
    from tests.checking.planting import load

    path = Path(sys.argv[1])
    glossary, encoder = read_glossary(path), load_encoder()
    for name in ("exercise", "agreement-1973"):
        text = load(name)
        beads = [(text.source_text(bead).split(), text.target_text(bead).split()) for bead in text.beads]
        found = measure([bead for bead in beads if all(bead)], glossary, encoder)
        sys.stdout.write(f"{name}: {found.seen} places, {found.linked} linked, {found.wholly} wholly\n")


if __name__ == "__main__":
    main()
