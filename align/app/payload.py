"""What the component is sent, as JSON values. Pure: rows in, plain dicts out; nothing here knows Streamlit or SQL.

Keys of what is sent often are single letters. Offsets count UTF-16 units, as JavaScript does; boxes are fractions of
the page times 10,000.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from align.collection import Entry, cite_original, english_date
from align.exchange.places import line_boxes
from align.model import Box, Finding, Sentence
from align.pipeline.status import Status
from align.reviewing.app_queries import SideFacts
from align.reviewing.counts import Bar
from align.reviewing.queries import BeadRow, Pair
from align.reviewing.state import CommentState, OrphanState, SentenceState

Json = dict[str, Any]

UNIT = 10_000
REACH = 24
"""Beads that are sent at first on either side of where the person is."""
AHEAD = 8
AROUND = (2, 3)
"""How many of the next beads of the queue are sent besides, and how many neighbours before and after each."""


def window(count: int, centres: Sequence[int], following: Sequence[int]) -> tuple[int, ...]:
    """Positions of the beads to send first; the browser fetches all others itself.

    Args:
        count: number of beads.
        centres: 0-based positions where the person is or may go.
        following: positions to which the walk leads next, in that order.

    Returns:
        Ascending, each once; at most (2 * REACH + 1) * len(centres) + AHEAD * 6 of them.
    """
    wanted = {at for centre in centres for at in range(centre - REACH, centre + REACH + 1)}
    for position in following[:AHEAD]:
        wanted |= set(range(position - AROUND[0], position + AROUND[1] + 1))
    return tuple(sorted(position for position in wanted if 0 <= position < count))


def index_json(rows: Sequence[BeadRow]) -> Json:
    """The light index as columns of equal length, in reading order."""
    return {
        "ids": [row.id for row in rows],
        "confidence": [int(row.confidence * 100) for row in rows],
        "status": [row.status.value for row in rows],
        "type": [row.type for row in rows],
        "flagged": [int(row.flagged) for row in rows],
        "reviewer": [row.reviewer for row in rows],
        "author": [row.author for row in rows],
        "codes": [list(row.codes) for row in rows],
        "severe": [int(row.severe) for row in rows],
        "page": [row.page for row in rows],
        "folio": [row.folio for row in rows],
    }


def pair_json(pair: Pair, thread: Sequence[tuple[CommentState, int]] = ()) -> Json:
    """One bead of the window, with the comments on it and their revisions."""
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
        "s": [sentence_json(row, pair.sentence_revisions.get(row.id, 0)) for row in pair.source],
        "t": [sentence_json(row, pair.sentence_revisions.get(row.id, 0)) for row in pair.target],
        "findings": [finding_json(finding) for finding in pair.findings],
        "dismissed": [
            {"id": one.id, "message": one.message, "reason": one.reason, "user": one.user} for one in pair.dismissed
        ],
        "thread": [
            {"id": one.id, "r": revision, "author": one.author, "at": one.at, "text": one.text, "settled": one.settled}
            for one, revision in thread
        ],
    }


def orphan_json(orphan: OrphanState) -> Json:
    """A decision that no longer fits."""
    names = ("id", "person", "decision", "at", "reason", "remark", "suggestion")
    texts = {name: list(getattr(orphan, name)) for name in ("source", "target", "folios")}
    return {**{name: getattr(orphan, name) for name in names}, **texts}


def finding_json(finding: Finding) -> Json:
    """A finding of a bead."""
    return {"code": finding.code, "severity": finding.severity.value, "message": finding.message}


def sentence_json(row: SentenceState, revision: int) -> Json:
    """A sentence: text, kind, marks, places, words that were put right; what is empty is left out."""
    sentence = row.sentence
    value: Json = {"i": row.id, "r": revision, "t": sentence.text, "k": sentence.kind.value}
    lines = [[line.page, *units(line.box)] for line in line_boxes([(0, sentence)])]
    optional = {
        "l": sentence.label,
        "m": marks_json(sentence),
        "f": list(sentence.folios),
        "p": list(sentence.pages),
        "x": lines,
        "w": [[at, word.earlier] for at, word in enumerate(sentence.words) if word.earlier is not None],
    }
    return {**value, **{key: content for key, content in optional.items() if content}}


def units(box: Box) -> tuple[int, int, int, int]:
    """A box in units of the page."""
    return round(box.left * UNIT), round(box.top * UNIT), round(box.right * UNIT), round(box.bottom * UNIT)


def marks_json(sentence: Sentence) -> list[list[Any]]:
    """The annotations as [name, start, end, text]; those that reach beyond the text are left out."""
    at = utf16_offsets(sentence.text)
    return [
        [mark.mark.value, at(mark.start), at(mark.end), mark.text]
        for mark in sentence.annotations
        if 0 <= mark.start <= mark.end <= len(sentence.text)
    ]


def utf16_offsets(text: str) -> Callable[[int], int]:
    """A function from offsets in code points to offsets in UTF-16 units of `text`."""
    if max(map(ord, text), default=0) < 0x10000:
        return lambda offset: offset
    return lambda offset: len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def pages_json(facts: SideFacts, pictures: str) -> list[Json]:
    """The pages of the scan pane.

    Args:
        facts: of the side.
        pictures: address under which the pictures of its pages are served, "" if there are none.
    """
    return [
        {
            "number": page.number,
            "folio": page.folio,
            "typed": page.typed,
            "width": page.width,
            "height": page.height,
            "image": f"{pictures}/{facts.sha256}/{page.number}" if pictures else "",
            "failure": page.failure,
        }
        for page in facts.pages
        if page.width and page.height
    ]


def cites_json(entry: Entry, pairs: Iterable[Pair]) -> dict[str, str]:
    """The citation of the original for each group of folios among the beads, by the folios joined with "|"."""
    groups = {tuple(dict.fromkeys(folio for row in pair.source for folio in row.sentence.folios)) for pair in pairs}
    return {"|".join(group): cite_original(entry, group) for group in sorted(groups)}


def document_json(entry: Entry, status: Status, bars: Sequence[Bar]) -> Json:
    """A document on the screen of all documents."""
    words, command = _next(status)
    return {
        "number": entry.number,
        "title": entry.title_de,
        "title_translation": entry.title_en,
        "languages": list(entry.languages),
        "date": english_date(entry.date),
        "shelfmark": entry.shelfmark,
        "folios": entry.folios.replace("-", "–"),
        "translator": entry.translator,
        "remarks": list(entry.remarks),
        "steps": _steps(status),
        "confidence": histogram_json(bars),
        "next": {"words": words, "command": command},
        "open": status.beads > 0,
    }


def _steps(status: Status) -> dict[str, Json]:
    """State and detail of the five steps; the state is "done", "part" or "todo"."""
    lacking = [side for side, name in zip(("original", "translation"), status.files, strict=True) if not name]
    read = sum(count > 0 for count in status.sentences)
    details = {
        "present": (2 - len(lacking), 2, f"no {lacking[0]}" if len(lacking) == 1 else "" if lacking else "both"),
        "read": (read, 2, f"{status.sentences[0]:,} + {status.sentences[1]:,} sentences" if read else ""),
        "aligned": (status.beads, status.beads, f"{status.beads:,} beads" if status.beads else ""),
        "reviewed": (status.decided, status.beads, f"{status.decided:,} of {status.beads:,}" if status.beads else ""),
        "exported": (int(status.exported), 1, ""),
    }
    return {
        name: {"state": "todo" if not done else "done" if done == whole else "part", "detail": detail}
        for name, (done, whole, detail) in details.items()
    }


def _next(status: Status) -> tuple[str, str]:
    """What to do next: a sentence, and a command where it is one for the terminal."""
    if status.beads and (waiting := status.beads - status.decided) and not status.orphans:
        return f"{waiting:,} beads wait for review.", ""
    if status.advice.startswith("align "):
        return "In a terminal:", status.advice
    advice = status.advice.removesuffix(": align review")
    return f"{advice[:1].upper()}{advice[1:]}." if advice else "Nothing left to do.", ""


def histogram_json(bars: Sequence[Bar]) -> Json | None:
    """How sure the aligner is, and a sentence on it; None for no beads."""
    total = sum(bar.total for bar in bars)
    if not total:
        return None
    low = sum(bar.total for bar in bars if bar.high <= 0.5)
    words = f"{low:,} of {total:,} beads below 50 %" if low else f"all {total:,} beads at least 50 %"
    return {"bins": [bar.total for bar in bars], "words": words}
