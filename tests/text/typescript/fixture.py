"""The agreement of 1973 as typed by a program: what was typed, and how far reading and cleaning get it back.

usage: python -m tests.text.typescript.fixture [--engine NAME] [FILE.pdf ...]

Prints for each PDF the character error rate of the cleaned text, whether all folios are right, and the share of typed
lines that the boxes of words cover.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.model import Box, CleanText
from align.reading import ReadingOptions, read
from align.text.typescript import clean_original

FOLDER = Path(__file__).resolve().parents[4] / "shared/fixtures/agreement-1973"
PDFS = ("layer.pdf", "scan.pdf", "searchable.pdf", "noisy-scan.pdf")

WIDTH, HEIGHT, LEFT, LETTER, STEP = 1654, 2339, 230, 20.4, 52
"""Of a scanned page in pixels: its size, where lines begin, from letter to letter, from line to line."""


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as typed: page and folio, top in pixels (points in layer.pdf), text with leading blanks."""

    page: int
    folio: int
    y: float
    text: str


def typed_lines(pdf: str, folder: Path = FOLDER) -> list[TypedLine]:
    """What was typed."""
    rows = json.loads((folder / pdf.replace(".pdf", ".lines.json")).read_text(encoding="utf-8"))
    return [TypedLine(row["page"], row["folio"], row["y"], row["text"]) for row in rows]


def distance(one: str, other: str) -> int:
    """Levenshtein distance, row by row: the textbook recurrence with the insertions done by a running minimum."""
    codes = np.array([ord(char) for char in other])
    steps = np.arange(len(other) + 1)
    row = steps
    for number, char in enumerate(one, 1):
        best = np.minimum(row[:-1] + (codes != ord(char)), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([number], best)) - steps) + steps
    return int(row[-1])


def plain(text: str) -> str:
    """White space as one blank, letter-spaced words closed, parentheses and slashes equal."""
    closed = text.replace("G e h e i m e   V e r s c h l u ß s a c h e", "Geheime Verschlußsache")
    return re.sub(r"[()]", "/", " ".join(closed.split()))


def text_of(clean: CleanText) -> str:
    """All blocks with their labels."""
    return " ".join(f"{block.label} {block.text}" if block.label else block.text for block in clean.blocks)


def error_rate(clean: CleanText, folder: Path = FOLDER) -> float:
    """Character error rate of a whole document."""
    gold = plain((folder / "original.txt").read_text(encoding="utf-8"))
    return distance(plain(text_of(clean)), gold) / len(gold)


def covered(clean: CleanText, lines: Sequence[TypedLine]) -> list[bool]:
    """For each line typed on a scan whether boxes of words at its height cover at least 60 % of its length."""
    boxes: dict[int, list[Box]] = {}
    for block in clean.blocks:
        for word in block.words:
            for place in word.places:
                if place.box is not None:
                    boxes.setdefault(place.page, []).append(place.box)
    return [_covers(boxes.get(line.page, []), line) for line in lines]


def _covers(boxes: Sequence[Box], line: TypedLine) -> bool:
    middle = (line.y + STEP / 2 - 6) / HEIGHT
    at_height = [box for box in boxes if box.top - 0.004 < middle < box.bottom + 0.004]
    length = len(line.text.strip()) * LETTER / WIDTH
    return sum(box.right - box.left for box in at_height) > 0.6 * length


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", nargs="*", default=PDFS)
    parser.add_argument("--engine", default="")
    arguments = parser.parse_args()
    for pdf in arguments.pdf:
        clean = clean_original(read(FOLDER / pdf, ReadingOptions(engine=arguments.engine)))
        lines = typed_lines(pdf)
        right = dict(clean.folios) == {line.page: str(line.folio) for line in lines}
        report = f"{pdf:15} errors {100 * error_rate(clean):.2f} %  folios {'right' if right else 'WRONG'}"
        if pdf != "layer.pdf":
            found = covered(clean, lines)
            report += f"  lines covered {sum(found)} of {len(found)}"
        print(report, flush=True)


if __name__ == "__main__":
    main()
