"""Reading ladders: `[0,1]:[0]`, one bead a line, 0-based indices; a third field is the confidence, or a cost."""

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
_LONGEST_LINE = 100_000
_ADVICE = "A bead is written [0,1]:[0] or [0,1]:[0]:0.97, with indices from 0."


Texts = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line: a bead, its third field, its texts."""

    bead: Bead
    value: float | None
    texts: Texts | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Beads as read from a file.

    Attributes:
        beads: in the order of the file; their confidence is 1 where the file has none.
        texts: for each bead the sentences of both sides, where the file has them (JSON lines do); else ().
        has_confidence: every bead of the file has one. Vecalign writes costs in that place, which go beyond 1: a file
            with such a number in it has costs, and no confidence.
    """

    beads: tuple[Bead, ...]
    has_confidence: bool
    texts: tuple[Texts, ...] = ()


def read_beads(path: Path, *, sources: int | None = None, targets: int | None = None) -> tuple[Bead, ...]:
    """The beads of `read_ladder`, which see for arguments and errors."""
    return read_ladder(path, sources=sources, targets=targets).beads


def read_ladder(path: Path, *, sources: int | None = None, targets: int | None = None) -> Ladder:
    """Read a ladder: lines like `[0,1]:[0]:0.97`, or JSON lines with `source_index`, `target_index`, `confidence`.

    Empty lines and lines that begin with `#` are passed over.

    Args:
        path: the file.
        sources: number of sentences of the source text, where known, to check the indices against.
        targets: likewise of the target text.

    Returns:
        The ladder; without beads for an empty file.

    Raises:
        UnreadableFileError: if the file cannot be read.
        FormatError: for a line that is no bead (with its number), or a ladder that cannot be (see `metrics.validate`).
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise UnreadableFileError(f"{path} cannot be read: {exc.strerror or exc}.") from exc
    except UnicodeDecodeError as exc:
        raise UnreadableFileError(f"{path} is not a text in UTF-8.", _ADVICE) from exc
    lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    rows = [_row(path, number, line) for number, line in lines if not line.startswith("#")]
    ladder = _ladder(rows)
    validate(ladder.beads, str(path), sources=sources, targets=targets)
    return ladder


def _ladder(rows: Sequence[_Row]) -> Ladder:
    """Decide what the third fields are: confidences only if each bead has one, from 0 to 1."""
    values = [row.value for row in rows if row.value is not None and 0.0 <= row.value <= 1.0]
    texts = [row.texts for row in rows if row.texts is not None]
    beads = [row.bead for row in rows]
    sure = bool(rows) and len(values) == len(rows)
    if sure:
        beads = [replace(bead, confidence=value) for bead, value in zip(beads, values, strict=True)]
    return Ladder(tuple(beads), sure, tuple(texts) if len(texts) == len(rows) else ())


def _row(path: Path, number: int, line: str) -> _Row:
    try:
        row = _json_row(line) if line.lstrip().startswith("{") else _text_row(line)
    except (ValueError, KeyError, TypeError) as exc:
        raise FormatError(f"{path}, line {number}: {line.strip()[:60]!r} is not a bead.", _ADVICE) from exc
    if not row.bead.source and not row.bead.target:
        raise FormatError(f"{path}, line {number}: a bead that is empty on both sides.", "Take the line out.")
    return row


def _text_row(line: str) -> _Row:
    match = _LINE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    if match is None:
        raise ValueError(line)
    source, target = (tuple(sorted(int(digits) for digits in re.findall(r"\d+", part))) for part in match.group(1, 2))
    value = match.group(3)
    return _Row(Bead(source, target), None if value is None else float(value))


def _json_row(line: str) -> _Row:
    record = json.loads(line)
    source, target = record["source_index"], record["target_index"]
    if not all(isinstance(index, int) for index in [*source, *target]):
        raise TypeError(line)
    bead = Bead(tuple(sorted(source)), tuple(sorted(target)))
    value = record.get("confidence")
    return _Row(bead, None if value is None else float(value), _texts(record, bead))


def _texts(record: dict[str, Any], bead: Bead) -> Texts | None:
    """The sentences of a bead in a JSON line; None if it has none."""
    if "source" not in record or "target" not in record:
        return None
    source, target = ([str(text) for text in record[side]] for side in ("source", "target"))
    if (len(source), len(target)) != (len(bead.source), len(bead.target)):
        raise ValueError("not as many sentences as indices")
    return tuple(source), tuple(target)
