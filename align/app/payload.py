"""What the component is sent, as JSON values. Pure: rows in, plain dicts out; nothing here knows Streamlit or SQL.

Keys of what is sent often are single letters. Offsets count UTF-16 units, as JavaScript does; boxes are fractions of
the page times 10,000.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from align.exchange.places import line_boxes
from align.model import Finding, Page, Sentence
from align.reviewing.state import BeadState, SentenceState

Json = dict[str, Any]

UNIT = 10_000
REACH = 60
"""Beads that are sent on either side of the cursor."""
AHEAD = 8
AROUND = (3, 6)
"""How many of the next beads in the queue are sent besides, and how many neighbours before and after each."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead with everything that is shown of it.

    Attributes:
        revision: number of the event that last changed the bead or one of its sentences.
        findings: open ones; the indices in them are not used.
    """

    bead: BeadState
    revision: int
    source: tuple[SentenceState, ...]
    target: tuple[SentenceState, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as far as the scan pane needs it; `sha256` is of the file that can be drawn, "" where none can."""

    page: Page
    folio: str = ""
    typed: str = ""
    sha256: str = ""


def window(count: int, cursor: int, queue: Sequence[int]) -> tuple[int, ...]:
    """Positions of the beads to send: those around the cursor, and the neighbourhoods of the next in the queue.

    Args:
        count: number of beads.
        cursor: 0-based position of the current bead.
        queue: positions, the least sure first.

    Returns:
        Ascending, each once; at most about 2 * REACH + AHEAD * 10 of them.
    """
    wanted = set(range(cursor - REACH, cursor + REACH + 1))
    place = queue.index(cursor) + 1 if cursor in queue else 0
    for position in queue[place : place + AHEAD]:
        wanted |= set(range(position - AROUND[0], position + AROUND[1] + 1))
    return tuple(sorted(position for position in wanted if 0 <= position < count))


def pair_json(pair: Pair) -> Json:
    """One bead of the window."""
    bead = pair.bead
    return {
        "id": bead.id,
        "r": pair.revision,
        "c": bead.confidence,
        "status": bead.status.value,
        "reviewer": bead.reviewer,
        "approver": bead.approver,
        "author": bead.author,
        "nature": bead.nature.value,
        "flagged": bead.flagged,
        "remark": bead.remark,
        "suggestion": bead.suggestion,
        "partner": bead.partner,
        "s": [sentence_json(row.id, row.sentence) for row in pair.source],
        "t": [sentence_json(row.id, row.sentence) for row in pair.target],
        "findings": [finding_json(finding) for finding in pair.findings],
    }


def finding_json(finding: Finding) -> Json:
    """A finding of a bead."""
    return {"code": finding.code, "severity": finding.severity.value, "message": finding.message}


def sentence_json(identity: str, sentence: Sentence) -> Json:
    """A sentence: text, kind, marks, places; what is empty is left out."""
    value: Json = {"i": identity, "t": sentence.text, "k": sentence.kind.value}
    lines = [[line.page, *units(line.box)] for line in line_boxes([(0, sentence)])]
    optional = {
        "l": sentence.label,
        "m": marks_json(sentence),
        "f": list(sentence.folios),
        "p": list(sentence.pages),
        "x": lines,
    }
    return {**value, **{key: content for key, content in optional.items() if content}}


def units(box: Any) -> tuple[int, int, int, int]:
    """A box in units of the page."""
    return round(box.left * UNIT), round(box.top * UNIT), round(box.right * UNIT), round(box.bottom * UNIT)


def marks_json(sentence: Sentence) -> list[list[Any]]:
    """The annotations as [name, start, end, text]."""
    at = utf16_offsets(sentence.text)
    return [
        [mark.mark.value, at(mark.start), at(mark.end), mark.text]
        for mark in sentence.annotations
        if 0 <= mark.start <= mark.end <= len(sentence.text)
    ]


def utf16_offsets(text: str) -> Any:
    """A function from code points to UTF-16 units of `text`."""
    if text.isascii() or max(map(ord, text), default=0) < 0x10000:
        return lambda offset: offset
    return lambda offset: len(text[:offset].encode("utf-16-le")) // 2


def sheets_json(sheets: Iterable[Sheet], pictures: str) -> list[Json]:
    """The pages of the scan pane; `pictures` is the address under which pictures are served."""
    return [
        {
            "number": sheet.page.number,
            "folio": sheet.folio,
            "typed": sheet.typed,
            "width": sheet.page.width,
            "height": sheet.page.height,
            "image": f"{pictures}/{sheet.sha256}/{sheet.page.number}" if sheet.sha256 else "",
            "failure": sheet.page.failure or "",
        }
        for sheet in sheets
    ]


def histogram(confidences: Sequence[float]) -> Json | None:
    """Ten bins of equal width and a sentence on them; None for no beads."""
    if not confidences:
        return None
    bins = [0] * 10
    for confidence in confidences:
        bins[min(9, int(confidence * 10))] += 1
    half = sum(confidence < 0.5 for confidence in confidences)
    median = sorted(confidences)[len(confidences) // 2]
    return {"bins": bins, "words": f"median {int(median * 100)} %, {half or 'none'} below 50 %"}


def index_json(rows: Mapping[str, Sequence[Any]]) -> Json:
    """The light index as columns; every column holds one value for each bead, in order."""
    return {name: list(column) for name, column in rows.items()}
