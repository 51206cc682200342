"""Long texts with known alignment, made from pairs, to measure what matching costs."""

import gzip
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import IO

from align.errors import UnreadableFileError, UsageError
from align.measuring.sets import AlignmentSet
from align.model import Bead

Pair = tuple[str, str]

_OMITTED, _ADDED, _JOINED = 0.03, 0.03, 0.05  # about what natural translations have


@dataclass(frozen=True, slots=True)
class LongText:
    """Two made-up long texts with their gold; `repeated` if sentences had to be used more than once.

    `asked` is the number of source sentences that it was to have; fewer where the pairs ended early.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    gold: tuple[Bead, ...]
    repeated: bool
    asked: int


def long_text(pairs: Iterator[Pair], size: int, chance: random.Random, *, repeated: bool = False) -> LongText:
    """A text of `size` source sentences with its translation; a few sentences omitted, added, joined.

    Args:
        pairs: sentences and their translations in running order; may end early, then the text is shorter.
        size: number of source sentences, at least 1.
        chance: where all chance comes from.
        repeated: goes into the result.
    """
    source: list[str] = []
    target: list[str] = []
    beads: list[Bead] = []
    for ours, theirs in pairs:
        if len(source) >= size:
            break
        lot = chance.random()
        i, j = len(source), len(target)
        if lot < _OMITTED:
            source.append(ours)
            beads.append(Bead((i,), ()))
        elif lot < _OMITTED + _ADDED:
            target.append(theirs)
            beads.append(Bead((), (j,)))
        elif lot < _OMITTED + _ADDED + _JOINED and beads and not beads[-1].is_null:
            source.append(ours)
            target[-1] = f"{target[-1]} {theirs}"
            beads[-1] = Bead((*beads[-1].source, i), beads[-1].target)
        else:
            source.append(ours)
            target.append(theirs)
            beads.append(Bead((i,), (j,)))
    return LongText(tuple(source), tuple(target), tuple(beads), repeated, size)


def pairs_of_sets(sets: Sequence[AlignmentSet]) -> tuple[Pair, ...]:
    """The linked beads of the sets as pairs of texts, in order."""
    return tuple(
        (" ".join(one.source[i] for i in bead.source), " ".join(one.target[j] for j in bead.target))
        for one in sets
        for bead in one.gold
        if not bead.is_null
    )


def pairs_of_files(paths: Iterable[Path]) -> Iterator[Pair]:
    """Pairs of running text (source TAB target, one a line; `.gz` is unpacked), file after file.

    Raises:
        UnreadableFileError: if a file cannot be read.
    """
    for path in paths:
        try:
            with _opened(path) as stream:
                for line in stream:
                    ours, _, theirs = line.rstrip("\n").partition("\t")
                    if ours.strip() and theirs.strip():
                        yield ours, theirs
        except (OSError, UnicodeDecodeError, EOFError) as exc:
            raise UnreadableFileError(f"{path} cannot be read: {exc}.") from exc


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")


def check_material(sets: Sequence[AlignmentSet], running_text: Sequence[Path]) -> None:
    """Refuse what `make_text` could make no text from.

    Raises:
        UnreadableFileError: if a file cannot be read or holds no pairs.
        UsageError: if there is no file, and the sets have no linked bead.
    """
    for path in running_text:
        if next(pairs_of_files((path,)), None) is None:
            raise UnreadableFileError(f"{path} holds no pairs.", "One pair a line: source TAB target.")
    if not running_text and not pairs_of_sets(sets):
        advice = "Give running text (--text), or leave the cost out (--no-cost)."
        raise UsageError("The sets have no linked bead to make a long text from.", advice)


def make_text(size: int, sets: Sequence[AlignmentSet], running_text: Sequence[Path], seed: int) -> LongText:
    """A text of `size` source sentences: from the files of running text if there are any, else from the sets.

    The sets are gone through again and again if need be, which makes the text harder than any natural one, since every
    sentence has doubles.

    Args:
        size: number of source sentences, at least 1.
        sets: alignment sets of one language pair.
        running_text: files of pairs.
        seed: of all chance.

    Raises:
        UnreadableFileError, UsageError: as `check_material`.
    """
    check_material(sets, running_text)
    chance = random.Random(seed)  # noqa: S311 (a reproducible text, no secret)
    if running_text:
        return long_text(pairs_of_files(running_text), size, chance)
    once = pairs_of_sets(sets)
    return long_text(chain.from_iterable(repeat(once)), size, chance, repeated=size > len(once))
