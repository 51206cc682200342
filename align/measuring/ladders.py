"""Reading ladders: `[0,1]:[0]`, one bead a line, 0-based indices; a third field is a cost, or the confidence.

Vecalign writes costs there, with six digits behind the point (`print_alignments` in its `dp_utils.py`), and none of
them need be above 1. So a number is a confidence only where the file says so: `"confidence"` in JSON lines, four digits
in all lines of a ladder, as this program writes them (`exchange.pairs.vecalign_line`).
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from align.errors import FormatError, UnreadableFileError
from align.measuring.metrics import validate
from align.model import Bead

_LIST = r"\[\s*((?:\d{1,9}\s*(?:,\s*\d{1,9}\s*)*)?)\]"
_LINE = re.compile(rf"\s*{_LIST}\s*:\s*{_LIST}\s*(?::\s*([-+.\deE]{{1,30}})\s*)?", re.ASCII)
_CONFIDENCE = re.compile(r"0\.\d{4}|1\.0000", re.ASCII)
_LONGEST_LINE = 100_000
_ADVICE = "A bead is written [0,1]:[0] or [0,1]:[0]:0.9731, with indices from 0."


Texts = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the file: a bead, the number behind it and whether it is written as a confidence, its texts."""

    line: int
    bead: Bead
    value: float | None
    says_confidence: bool
    texts: Texts | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Beads as read from a file.

    Attributes:
        beads: in the order of the file; their confidence is 1 where the file has none.
        lines: for each bead its line in the file, from 1.
        texts: for each bead the sentences of both sides, where the file has them (JSON lines do); else ().
        has_confidence: every bead of the file has one.
        unsaid: every bead has a number from 0 to 1 that may be a confidence, but was taken for a cost.
    """

    beads: tuple[Bead, ...]
    lines: tuple[int, ...]
    has_confidence: bool
    texts: tuple[Texts, ...] = ()
    unsaid: bool = False


def read_beads(path: Path, *, sources: int | None = None, targets: int | None = None) -> tuple[Bead, ...]:
    """The beads of `read_ladder`, which see for arguments and errors."""
    return read_ladder(path, sources=sources, targets=targets).beads


def read_ladder(
    path: Path, *, sources: int | None = None, targets: int | None = None, confidence: bool | None = None
) -> Ladder:
    """Read a ladder: lines like `[0,1]:[0]:0.9731`, or JSON lines with `source_index`, `target_index`, `confidence`.

    Empty lines and lines that begin with `#` are passed over.

    Args:
        path: the file.
        sources: number of sentences of the source text, where known, to check the indices against.
        targets: likewise of the target text.
        confidence: whether the numbers behind the beads are confidences; None for what the file says (see the module).

    Returns:
        The ladder; without beads for an empty file.

    Raises:
        UnreadableFileError: if the file cannot be read.
        FormatError: for a line that is no bead or, if `confidence`, has none (with its number), or a ladder that cannot
            be (see `metrics.validate` and `check_ends`).
    """
    try:
        rows = [_row(path, number, line) for number, line in _lines(path)]
    except OSError as exc:
        raise UnreadableFileError(f"{path} cannot be read: {exc.strerror or exc}.") from exc
    except UnicodeDecodeError as exc:
        raise UnreadableFileError(f"{path} is not a text in UTF-8.", _ADVICE) from exc
    ladder = _ladder(path, rows, confidence=confidence)
    validate(ladder.beads, str(path))
    check_ends(ladder, path, sources, targets)
    return ladder


def check_ends(ladder: Ladder, path: Path, sources: int | None, targets: int | None) -> None:
    """Check that a ladder speaks only of sentences that there are.

    Args:
        ladder: as read.
        path: where from, for the message.
        sources: number of sentences of the source text; None where it is not known.
        targets: likewise of the target text.

    Raises:
        FormatError: for an index past the end of a text, with its line.
    """
    for line, bead in zip(ladder.lines, ladder.beads, strict=True):
        for side, indices, count in (("source", bead.source, sources), ("target", bead.target, targets)):
            if count is not None and indices and max(indices) >= count:
                raise FormatError(
                    f"{path}, line {line}, speaks of {side} sentence {max(indices)}, but there are {count} sentences.",
                    "Indices count from 0; is it the right text?",
                )


def looks_like_ladder(path: Path) -> bool:
    """Whether at least half of the lines of a file are beads: a ladder with a fault does, a README does not.

    A file without lines is a ladder without beads; and one that cannot be read may be one, which reading it will tell.
    """
    try:
        lines = _lines(path)
    except UnicodeDecodeError:
        return False
    except OSError:
        return True
    return 2 * sum(_is_bead(path, number, line) for number, line in lines) >= len(lines)


def _is_bead(path: Path, number: int, line: str) -> bool:
    try:
        _row(path, number, line)
    except FormatError:
        return False
    return True


def _lines(path: Path) -> list[tuple[int, str]]:
    """The lines of a file with their numbers, without empty ones and comments."""
    lines = enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1)
    return [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]


def _ladder(path: Path, rows: Sequence[_Row], *, confidence: bool | None) -> Ladder:
    """Put the lines together, and decide what the numbers behind the beads are."""
    unfit = [row.line for row in rows if row.value is None or not 0.0 <= row.value <= 1.0]
    if confidence and unfit:
        advice = "If the numbers are costs, leave --confidence out."
        raise FormatError(f"{path}, line {unfit[0]}, has no confidence from 0 to 1.", advice)
    fit = bool(rows) and not unfit
    sure = fit and (all(row.says_confidence for row in rows) if confidence is None else confidence)
    beads = [replace(row.bead, confidence=row.value) if sure and row.value is not None else row.bead for row in rows]
    texts = [row.texts for row in rows if row.texts is not None]
    return Ladder(
        tuple(beads),
        tuple(row.line for row in rows),
        sure,
        tuple(texts) if len(texts) == len(rows) else (),
        unsaid=confidence is None and fit and not sure,
    )


def _row(path: Path, number: int, line: str) -> _Row:
    try:
        row = _json_row(number, line) if line.lstrip().startswith("{") else _text_row(number, line)
    except (ValueError, KeyError, TypeError) as exc:
        raise FormatError(f"{path}, line {number}: {line.strip()[:60]!r} is not a bead.", _ADVICE) from exc
    if not row.bead.source and not row.bead.target:
        raise FormatError(f"{path}, line {number}: a bead that is empty on both sides.", "Take the line out.")
    return row


def _text_row(number: int, line: str) -> _Row:
    match = _LINE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    if match is None:
        raise ValueError(line)
    source, target = (tuple(sorted(int(digits) for digits in re.findall(r"\d+", part))) for part in match.group(1, 2))
    value = match.group(3)
    if value is None:
        return _Row(number, Bead(source, target), None, says_confidence=False)
    return _Row(number, Bead(source, target), float(value), _CONFIDENCE.fullmatch(value) is not None)


def _json_row(number: int, line: str) -> _Row:
    record = json.loads(line)
    source, target = record["source_index"], record["target_index"]
    if not all(isinstance(index, int) for index in [*source, *target]):
        raise TypeError(line)
    bead = Bead(tuple(sorted(source)), tuple(sorted(target)))
    value = record.get("confidence")
    return _Row(number, bead, None if value is None else float(value), says_confidence=True, texts=_texts(record, bead))


def _texts(record: dict[str, Any], bead: Bead) -> Texts | None:
    """The sentences of a bead in a JSON line; None if it has none."""
    if "source" not in record or "target" not in record:
        return None
    source, target = ([str(text) for text in record[side]] for side in ("source", "target"))
    if (len(source), len(target)) != (len(bead.source), len(bead.target)):
        raise ValueError("not as many sentences as indices")
    return tuple(source), tuple(target)
