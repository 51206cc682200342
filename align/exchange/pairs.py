"""The beads of two files that belong to no workspace, as lines of text: what `align pair` prints."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from align.errors import UsageError
from align.exchange import places
from align.exchange.tables import indices, row
from align.exchange.writing import write_text
from align.model import Alignment, Bead, Sentence

_PAIR_COLUMNS = (
    "type",
    "confidence",
    "source",
    "target",
    "folios",
    "pages",
    "source_index",
    "target_index",
    "findings",
)
_BOX_DIGITS = 4
_UNSAFE_IN_A_LINE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def pair_jsonl(alignment: Alignment) -> Iterator[str]:
    """One JSON object a line for each bead.

    Keys: `source_index`, `target_index` (0-based), `source`, `target` (lists of texts), `confidence`. Where known
    besides: `folios`, `pages` (1-based) and `boxes` of the source; `target_folios`, `target_pages`, `target_boxes`. A
    box is one printed line of one sentence: `sentence` (0-based), `page`, `folio`, `left`, `top`, `right`, `bottom`
    (fractions of the page, origin top left). `findings` are those that are shown at the bead, if there are any: `code`,
    `severity`, `message`, `beads` (0-based numbers of lines, that of the bead itself first).
    """
    findings = alignment.findings_by_bead()
    for number, bead in enumerate(alignment.beads):
        source = [(i, alignment.source[i]) for i in bead.source]
        target = [(j, alignment.target[j]) for j in bead.target]
        record: dict[str, Any] = {
            "source_index": list(bead.source),
            "target_index": list(bead.target),
            "source": [sentence.text for _, sentence in source],
            "target": [sentence.text for _, sentence in target],
            "confidence": round(bead.confidence, 6),
        }
        record |= _whereabouts(source, "") | _whereabouts(target, "target_")
        if number in findings:
            record["findings"] = [asdict(finding) for finding in findings[number]]
        yield json_line(record)


def pair_tsv(alignment: Alignment) -> Iterator[str]:
    """A header and one row for each bead; the sentences of one side, and the findings, are joined by a blank."""
    yield row(_PAIR_COLUMNS)
    findings = alignment.findings_by_bead()
    for number, bead in enumerate(alignment.beads):
        source = [alignment.source[i] for i in bead.source]
        yield row(
            (
                bead.type,
                f"{bead.confidence:.4f}",
                alignment.source_text(bead),
                alignment.target_text(bead),
                ", ".join(places.folios(source)),
                ", ".join(map(str, places.pages(source))),
                indices(bead.source),
                indices(bead.target),
                " ".join(finding.message for finding in findings.get(number, ())),
            )
        )


def pair_vecalign(alignment: Alignment) -> Iterator[str]:
    """One line for each bead: `[0,1]:[0]:0.9731`, the last field being the confidence."""
    return (vecalign_line(bead) for bead in alignment.beads)


PairLines = Callable[[Alignment], Iterator[str]]

PAIR_FORMATS: dict[str, PairLines] = {"jsonl": pair_jsonl, "tsv": pair_tsv, "vecalign": pair_vecalign}


def pair_lines(alignment: Alignment, format_name: str) -> Iterator[str]:
    """The lines of a pairing, each with its line end.

    Raises:
        UsageError: for a format that is not in `PAIR_FORMATS`.
    """
    try:
        lines = PAIR_FORMATS[format_name]
    except KeyError as exc:
        raise UsageError(f"There is no format {format_name!r}.", f"Known are {', '.join(PAIR_FORMATS)}.") from exc
    return lines(alignment)


def write_pairs(alignment: Alignment, path: Path, format_name: str = "jsonl") -> None:
    """Write the lines of a pairing to a file, whole or not at all.

    Raises:
        UsageError: for a format that is not in `PAIR_FORMATS`.
        WorkspaceError: if the file cannot be written.
    """
    write_text(path, pair_lines(alignment, format_name))


def vecalign_line(bead: Bead) -> str:
    """`[0,1]:[0]:0.9731` and a line end: source indices, target indices, confidence."""
    return f"{indices(bead.source)}:{indices(bead.target)}:{bead.confidence:.4f}\n"


def json_line(record: dict[str, Any]) -> str:
    """The record as one line of JSON that every reader takes for one line.

    Beside line feeds, which JSON escapes itself, the other line ends of Unicode and lone surrogates are escaped.
    """
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return _UNSAFE_IN_A_LINE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def _whereabouts(indexed: list[tuple[int, Sentence]], prefix: str) -> dict[str, Any]:
    """Folios, pages and boxes of the sentences under keys with the prefix; unknown ones have no key."""
    sentences = [sentence for _, sentence in indexed]
    known: dict[str, Any] = {
        "folios": list(places.folios(sentences)),
        "pages": list(places.pages(sentences)),
        "boxes": [_flat(line) for line in places.line_boxes(indexed)],
    }
    return {prefix + key: value for key, value in known.items() if value}


def _flat(line: places.LineBox) -> dict[str, Any]:
    edges = {name: round(value, _BOX_DIGITS) for name, value in asdict(line.box).items()}
    return {"sentence": line.sentence, "page": line.page, "folio": line.folio, **edges}
