"""The lossless master: JSON lines that read back into an equal `Bitext`.

The first line is the document: `record` ("document"), `schema` (1), `entry` (of the catalogue), `files`, `changed`,
`signature`, `findings`, `sentences` (their number on both sides). Each line after it is one bead, in order:

- `bead` (0-based), `id`, `type`, `confidence`, `decided`;
- `source`, `target`: lists of sentences, each with `id` ("s3", "t0": side and 0-based index), `text`, `kind`, `block`
  and, where there are any, `label`, `annotations`, `words` (`text`, `confidence`, `earlier`, `places` with `page`,
  `folio`, `box` as [left, top, right, bottom]) and `folios` (for the eye; the words decide);
- `review`, if there is one: `status`, `reviewer`, `approver`, `nature`, `flagged`, `remark`, `suggestion`, `bead_id`,
  `changed`, `history`.

Keys whose value is the default of the data model are left out. Times are ISO 8601. A reader of this schema refuses
a higher `schema` number and ignores keys that it does not know.
"""

import json
from collections.abc import Iterator
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from align.collection import Entry
from align.errors import FormatError, UnreadableFileError, UsageError
from align.exchange.bitext import Bitext, Change, Review, SideFile
from align.exchange.pairs import json_line
from align.exchange.writing import WriteReport, write_text
from align.model import Alignment, Annotation, Bead, Box, Finding, Kind, Mark, Place, Sentence, Severity, Word

SCHEMA = 1


def write_jsonl(bitext: Bitext, path: Path) -> WriteReport:
    """Write everything that the bitext holds.

    Raises:
        WorkspaceError: if the file cannot be written.
    """
    write_text(path, _lines(bitext))
    return WriteReport(written=len(bitext.alignment.beads))


def read_jsonl(path: Path) -> Bitext:
    """Read back what `write_jsonl` wrote: an equal `Bitext`.

    Raises:
        UnreadableFileError: if the file cannot be opened or is not UTF-8.
        FormatError: if it is not such a file, or was written by a newer version; the message names the line.
    """
    try:
        # newline="\n": other line ends may stand inside a text and are no line ends of the format.
        with path.open(encoding="utf-8", newline="\n") as stream:
            lines = [(number, line) for number, line in enumerate(stream, 1) if line.strip()]
    except OSError as exc:
        raise UnreadableFileError(f"{path} cannot be opened: {exc.strerror or exc}.") from exc
    except UnicodeDecodeError as exc:
        raise UnreadableFileError(f"{path} is not a text in UTF-8.", "Export the document again.") from exc
    if not lines:
        raise FormatError(f"{path} is empty.", "Export the document again.")
    head = _parse(path, *lines[0])
    _check_head(path, head)
    return _assemble(path, head, [(number, _parse(path, number, line)) for number, line in lines[1:]])


def _lines(bitext: Bitext) -> Iterator[str]:
    alignment = bitext.alignment
    yield json_line(
        {
            "record": "document",
            "schema": SCHEMA,
            "entry": _entry_out(bitext.entry),
            "files": {"source": asdict(bitext.source_file), "target": asdict(bitext.target_file)},
            "changed": _time_out(bitext.changed),
            "signature": alignment.signature,
            "findings": [asdict(finding) for finding in alignment.findings],
            "sentences": [len(alignment.source), len(alignment.target)],
        }
    )
    for index, bead, _ in bitext.rows():
        record: dict[str, Any] = {
            "bead": index,
            "id": bitext.bead_id(index),
            "type": bead.type,
            "confidence": bead.confidence,
            "decided": bead.decided,
            "source": [_sentence_out(f"s{i}", alignment.source[i]) for i in bead.source],
            "target": [_sentence_out(f"t{j}", alignment.target[j]) for j in bead.target],
        }
        if index in bitext.reviews:
            record["review"] = _review_out(bitext.reviews[index])
        yield json_line(record)


def _entry_out(entry: Entry) -> dict[str, Any]:
    return {
        key: value.as_posix() if isinstance(value, Path) else value
        for key, value in asdict(entry).items()
        if value not in (None, "", ())
    }


def _sentence_out(sentence_id: str, sentence: Sentence) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": sentence_id,
        "text": sentence.text,
        "kind": sentence.kind,
        "block": sentence.block,
        "label": sentence.label,
        "annotations": [asdict(annotation) for annotation in sentence.annotations],
        "words": [_word_out(word) for word in sentence.words],
        "folios": list(sentence.folios),
    }
    return {key: value for key, value in record.items() if value not in ("", []) or key == "text"}


def _word_out(word: Word) -> dict[str, Any]:
    record: dict[str, Any] = {"text": word.text, "confidence": word.confidence, "earlier": word.earlier}
    record = {key: value for key, value in record.items() if value is not None}
    return record | ({"places": [_place_out(place) for place in word.places]} if word.places else {})


def _place_out(place: Place) -> dict[str, Any]:
    box = None if place.box is None else [place.box.left, place.box.top, place.box.right, place.box.bottom]
    record: dict[str, Any] = {"page": place.page, "folio": place.folio, "box": box}
    return {key: value for key, value in record.items() if value is not None}


def _review_out(review: Review) -> dict[str, Any]:
    record = _without_defaults(review)
    record["changed"] = _time_out(review.changed)
    record["history"] = [asdict(change) | {"time": _time_out(change.time)} for change in review.history]
    return {key: value for key, value in record.items() if value is not None and value != []}


def _without_defaults(review: Review) -> dict[str, Any]:
    """Its fields by name, those that have their default value left out."""
    return {
        field.name: getattr(review, field.name)
        for field in fields(review)
        if field.default is MISSING or getattr(review, field.name) != field.default
    }


def _time_out(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _time_in(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _parse(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as exc:
        raise FormatError(f"{path}, line {number}: not a line of JSON.", "Export the document again.") from exc
    if not isinstance(record, dict):
        raise FormatError(f"{path}, line {number}: not a JSON object.", "Export the document again.")
    return record


def _check_head(path: Path, head: dict[str, Any]) -> None:
    if head.get("record") != "document" or not isinstance(head.get("schema"), int):
        raise FormatError(
            f"{path}, line 1: this is not a parallel text of this program.",
            'The first line must be an object with "record": "document" and a "schema" number.',
        )
    if head["schema"] > SCHEMA:
        raise FormatError(
            f"{path}, line 1: written in schema {head['schema']}, and this version knows {SCHEMA}.",
            "Install the version that wrote it, or a later one.",
        )


def _assemble(path: Path, head: dict[str, Any], records: list[tuple[int, dict[str, Any]]]) -> Bitext:
    texts = _Texts({}, {}, [], {})
    line = 1
    try:
        for line, record in records:  # noqa: B007 (named in the message)
            texts.add(record)
        line = 1
        return _bitext_in(head, texts)
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        fault = f"{exc} is missing" if isinstance(exc, KeyError) else str(exc)
        raise FormatError(f"{path}, line {line}: {fault}.", "Export the document again.") from exc
    except UsageError as exc:
        raise FormatError(f"{path}: {exc.what}", "Export the document again.") from exc


@dataclass
class _Texts:
    """What the lines read so far hold: sentences by index, beads in order, reviews by index of the bead."""

    source: dict[int, Sentence]
    target: dict[int, Sentence]
    beads: list[Bead]
    reviews: dict[int, Review]

    def add(self, record: dict[str, Any]) -> None:
        """Take in the line of one bead."""
        source, target = _sentences_in(record["source"], "s"), _sentences_in(record["target"], "t")
        self.source |= source
        self.target |= target
        if "review" in record:
            self.reviews[len(self.beads)] = _review_in(record["review"])
        self.beads.append(Bead(tuple(source), tuple(target), _share_in(record["confidence"]), bool(record["decided"])))


def _bitext_in(head: dict[str, Any], texts: _Texts) -> Bitext:
    if head["sentences"] != [len(texts.source), len(texts.target)]:
        raise ValueError(f"{head['sentences']} sentences announced, {[len(texts.source), len(texts.target)]} found")
    # Sorting closes gaps in the indices, but then a bead speaks of a sentence that is not there, which Bitext refuses.
    source, target = (tuple(side[index] for index in sorted(side)) for side in (texts.source, texts.target))
    findings = tuple(_finding_in(record) for record in head["findings"])
    alignment = Alignment(source, target, tuple(texts.beads), findings, str(head["signature"]))
    source_file, target_file = (SideFile(**head["files"][side]) for side in ("source", "target"))
    entry, changed = _entry_in(head["entry"]), _time_in(head["changed"])
    return Bitext(entry, alignment, texts.reviews, source_file, target_file, changed)


def _share_in(value: Any) -> float:
    if not 0.0 <= (share := float(value)) <= 1.0:
        raise ValueError(f"the confidence is {value!r}, not a number from 0 to 1")
    return share


def _entry_in(record: dict[str, Any]) -> Entry:
    known = {field.name: value for field in fields(Entry) if (value := record.get(field.name)) is not None}
    for name in {"original", "translation"} & known.keys():
        known[name] = Path(known[name])
    for name in {"languages", "remarks"} & known.keys():
        known[name] = tuple(known[name])
    return Entry(**known)


def _finding_in(record: dict[str, Any]) -> Finding:
    return Finding(record["code"], Severity(record["severity"]), record["message"], tuple(record["beads"]))


def _sentences_in(records: list[dict[str, Any]], side: str) -> dict[int, Sentence]:
    """Index -> sentence, in the order of the bead."""
    sentences: dict[int, Sentence] = {}
    for record in records:
        sentence_id = record["id"]
        if not (sentence_id.startswith(side) and sentence_id[1:].isdecimal()):
            raise ValueError(f"{sentence_id!r} is no sentence id of this side")
        if int(sentence_id[1:]) in sentences:
            raise ValueError(f"{sentence_id!r} stands twice in one bead")
        sentences[int(sentence_id[1:])] = _sentence_in(record)
    return sentences


def _sentence_in(record: dict[str, Any]) -> Sentence:
    return Sentence(
        text=_text_in(record),
        words=tuple(_word_in(word) for word in record.get("words", ())),
        kind=Kind(record["kind"]),
        block=int(record["block"]),
        annotations=tuple(
            Annotation(Mark(mark["mark"]), int(mark["start"]), int(mark["end"]), mark["text"])
            for mark in record.get("annotations", ())
        ),
        label=record.get("label", ""),
    )


def _word_in(record: dict[str, Any]) -> Word:
    places = tuple(_place_in(place) for place in record.get("places", ()))
    return Word(_text_in(record), places, record.get("confidence"), record.get("earlier"))


def _text_in(record: dict[str, Any]) -> str:
    if not isinstance(text := record["text"], str):
        raise TypeError(f"the text is {text!r}, not a string")
    return text


def _place_in(record: dict[str, Any]) -> Place:
    box = None if "box" not in record else Box(*record["box"])
    return Place(int(record["page"]), record.get("folio"), box)


def _review_in(record: dict[str, Any]) -> Review:
    known = {field.name for field in fields(Review)} - {"flagged", "changed", "history"}
    plain = {key: str(value) for key, value in record.items() if key in known}
    history = tuple(_change_in(change) for change in record.get("history", ()))
    changed = _time_in(record.get("changed"))
    return Review(**plain, flagged=bool(record.get("flagged")), changed=changed, history=history)


def _change_in(record: dict[str, Any]) -> Change:
    known = {field.name for field in fields(Change)} - {"time"}
    return Change(**{key: str(value) for key, value in record.items() if key in known}, time=_required_time(record))


def _required_time(record: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(record["time"])
