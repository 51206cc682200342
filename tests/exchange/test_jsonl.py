import json
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from align.errors import FormatError, UnreadableFileError
from align.exchange import Bitext, read_jsonl, write_jsonl
from align.model import Alignment, Annotation, Bead, Finding, Place, Sentence, Word
from tests.exchange.samples import bitexts, sample


@given(bitexts())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_bitext_reads_back_equal(tmp_path: Path, bitext: Bitext) -> None:
    path = tmp_path / "any.jsonl"
    report = write_jsonl(bitext, path)
    assert read_jsonl(path) == bitext
    assert report.written == len(bitext.alignment.beads)


def test_writing_what_was_read_gives_the_same_bytes(tmp_path: Path) -> None:
    write_jsonl(sample(), tmp_path / "one.jsonl")
    write_jsonl(read_jsonl(tmp_path / "one.jsonl"), tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


@given(bitexts())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_reader_that_splits_at_every_line_end_finds_whole_objects(tmp_path: Path, bitext: Bitext) -> None:
    write_jsonl(bitext, tmp_path / "any.jsonl")
    lines = (tmp_path / "any.jsonl").read_bytes().decode("utf-8").splitlines()
    assert [json.loads(line).get("bead") for line in lines] == [None, *range(len(bitext.alignment.beads))]


def test_a_bead_is_one_object_that_explains_itself(tmp_path: Path) -> None:
    write_jsonl(sample(), tmp_path / "a.jsonl")
    head, *beads = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
    assert head["schema"] == 1
    assert head["entry"]["shelfmark"] == "BStU, MfS, ZAIG 0000"
    assert head["sentences"] == [6, 5]
    assert beads[1]["type"] == "2-1"
    assert [sentence["id"] for sentence in beads[1]["source"]] == ["s1", "s2"]
    assert [sentence["folios"] for sentence in beads[1]["source"]] == [["1"], ["2"]]
    assert beads[1]["source"][0]["words"][0]["places"][0]["box"] == [0.1, 0.2, 0.14, 0.22]
    assert "review" not in beads[1]
    assert beads[3]["review"]["history"][1]["reason"] == "read twice"


def _lines(tmp_path: Path) -> list[str]:
    write_jsonl(sample(), tmp_path / "a.jsonl")
    return (tmp_path / "a.jsonl").read_text(encoding="utf-8").split("\n")[:-1]


def _written(tmp_path: Path, lines: list[str]) -> Path:
    (tmp_path / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "b.jsonl"


def test_a_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="announced"):
        read_jsonl(_written(tmp_path, _lines(tmp_path)[:-1]))


def test_a_line_cut_in_the_middle_is_refused_with_its_number(tmp_path: Path) -> None:
    lines = _lines(tmp_path)
    with pytest.raises(FormatError, match="line 7"):
        read_jsonl(_written(tmp_path, [*lines[:-1], lines[-1][:40]]))


def test_a_newer_schema_is_refused_with_advice(tmp_path: Path) -> None:
    lines = _lines(tmp_path)
    lines[0] = lines[0].replace('"schema": 1', '"schema": 2')
    with pytest.raises(FormatError, match="later one"):
        read_jsonl(_written(tmp_path, lines))


@pytest.mark.parametrize(
    ("line", "old", "new", "fault"),
    [
        (2, '"text": "Der', '"txt": "Der', "line 3: 'text' is missing"),
        (2, '"confidence": 0.8125', '"confidence": 1.5', "line 3: the confidence is 1.5"),
        (2, '"confidence": 0.8125', '"confidence": "high"', "line 3"),
        (2, '"id": "s2"', '"id": "s1"', "stands twice"),
        (2, '"id": "s2"', '"id": "s9"', "Sentence 2 of the source is in no bead"),
        (2, '"id": "s2"', '"id": "t2"', "no sentence id of this side"),
        (2, '"kind": "paragraph"', '"kind": "poem"', "line 3: 'poem'"),
        (2, '"text": "Der Garten wurde umgegraben."', '"text": 5', "not a string"),
        (0, '"record": "document"', '"record": "letter"', "not a parallel text"),
        (0, '"signature"', '"autograph"', "line 1: 'signature' is missing"),
        (4, '"changed": "2024', '"changed": "noon', "line 5"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: int, old: str, new: str, fault: str) -> None:
    lines = _lines(tmp_path)
    assert old in lines[line]
    lines[line] = lines[line].replace(old, new, 1)
    with pytest.raises(FormatError, match=fault):
        read_jsonl(_written(tmp_path, lines))


def test_unknown_keys_are_passed_over(tmp_path: Path) -> None:
    lines = [line.replace("{", '{"of later": 1, ', 1) for line in _lines(tmp_path)]
    assert read_jsonl(_written(tmp_path, lines)) == sample()


@pytest.mark.parametrize("content", [b"", b"\n\n", b"[]\n", b"5", b"[" * 100_000])
def test_what_is_no_such_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.jsonl").write_bytes(content)
    with pytest.raises(FormatError):
        read_jsonl(tmp_path / "x.jsonl")


def test_a_missing_file_and_one_of_another_encoding_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"\xff\xfe{")
    for name in ("none.jsonl", "x.jsonl"):
        with pytest.raises(UnreadableFileError):
            read_jsonl(tmp_path / name)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Sentence, {"text", "words", "kind", "block", "annotations", "label"}),
        (Word, {"text", "places", "confidence", "earlier"}),
        (Place, {"page", "folio", "box"}),
        (Bead, {"source", "target", "confidence", "decided"}),
        (Finding, {"code", "severity", "message", "beads"}),
        (Annotation, {"mark", "start", "end", "text"}),
        (Alignment, {"source", "target", "beads", "findings", "signature"}),
    ],
)
def test_no_field_of_the_model_is_forgotten(kind: type, written: set[str]) -> None:
    # A field that is new in the model must be written, read back and named here.
    assert {field.name for field in fields(kind)} == written
