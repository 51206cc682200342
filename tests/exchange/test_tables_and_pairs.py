import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from align.errors import UsageError
from align.exchange import FORMATS, PAIR_FORMATS, Bitext, pair_lines, write_pairs, write_tsv, write_vecalign, writer
from align.exchange.tables import COLUMNS, cell
from align.measuring import read_ladder
from align.model import Alignment, Bead, Box, Finding, Place, Sentence, Severity, Word, plain_sentences
from tests.exchange.samples import bitexts, sample

PLAIN = Alignment(
    plain_sentences(["Eins. ", "=Zwei"]),
    plain_sentences(["One.\u2028", "Extra"]),
    (Bead((0, 1), (0,), 0.97314159), Bead((), (1,), 0.5)),
)


@given(bitexts())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_table_has_one_line_for_each_bead_whatever_the_texts(tmp_path: Path, bitext: Bitext) -> None:
    report = write_tsv(bitext, tmp_path / "a.tsv")
    content = (tmp_path / "a.tsv").read_bytes().decode("utf-8")
    lines = content.splitlines()
    assert len(lines) == 1 + report.written == 1 + len(bitext.alignment.beads)
    assert "\r" not in content
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}


@given(bitexts())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_cell_of_a_table_is_a_formula(tmp_path: Path, bitext: Bitext) -> None:
    write_tsv(bitext, tmp_path / "a.tsv")
    content = (tmp_path / "a.tsv").read_text(encoding="utf-8")
    assert not [one for line in content.split("\n") for one in line.split("\t") if one.lstrip()[:1] in set("=+-@")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("- erstens", "'- erstens"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        ("a\tb\r\nc", "a b c"),
        ("", ""),
    ],
)
def test_a_cell_is_one_line_and_no_formula(text: str, expected: str) -> None:
    assert cell(text) == expected


def test_a_table_says_where_each_bead_stands_and_what_people_said(tmp_path: Path) -> None:
    write_tsv(sample(), tmp_path / "a.tsv")
    with (tmp_path / "a.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[1]["folios"] == "1, 2"
    assert rows[1]["confidence"] == "0.8125"
    assert rows[1]["source_index"] == "[1,2]"
    assert rows[3]["status"] == "accepted"
    assert rows[3]["remark"] == "Check the name."
    assert rows[4]["source"] == ""
    assert rows[5]["source"] == "'=SUMME(A1)"


def test_vecalign_lines_carry_the_confidence() -> None:
    assert list(pair_lines(PLAIN, "vecalign")) == ["[0,1]:[0]:0.9731\n", "[]:[1]:0.5000\n"]


def test_a_ladder_is_read_back_by_the_measuring_room(tmp_path: Path) -> None:
    write_vecalign(sample(), tmp_path / "a.txt")
    ladder = read_ladder(tmp_path / "a.txt", sources=6, targets=5)
    assert ladder.has_confidence
    assert [(bead.source, bead.target, bead.confidence) for bead in ladder.beads] == [
        (bead.source, bead.target, bead.confidence) for bead in sample().alignment.beads
    ]


def test_json_lines_without_places_have_the_five_keys_and_one_line_each() -> None:
    lines = list(pair_lines(PLAIN, "jsonl"))
    assert len("".join(lines).splitlines()) == 2
    assert json.loads(lines[0]) == {
        "source_index": [0, 1],
        "target_index": [0],
        "source": ["Eins. ", "=Zwei"],
        "target": ["One.\u2028"],
        "confidence": 0.973142,
    }


FOUND = replace(
    PLAIN,
    findings=(
        Finding("crossing", Severity.WARNING, "It moved.", (1, 0)),
        Finding("crossing", Severity.INFO, "It crosses.", (1,)),
        Finding("reading", Severity.WARNING, "The file was damaged."),
    ),
)


def test_json_lines_hold_the_findings_where_they_are_shown() -> None:
    first, second = [json.loads(line) for line in pair_lines(FOUND, "jsonl")]
    assert "findings" not in first
    assert second["findings"] == [
        {"code": "crossing", "severity": "warning", "message": "It moved.", "beads": [1, 0]},
        {"code": "crossing", "severity": "info", "message": "It crosses.", "beads": [1]},
    ]


def test_a_table_of_pairs_has_a_column_of_findings() -> None:
    rows = list(csv.DictReader(pair_lines(FOUND, "tsv"), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["findings"] for row in rows] == ["", "It moved. It crosses."]


def _word(text: str, left: float, top: float, page: int = 1, folio: str | None = "7") -> Word:
    return Word(text, (Place(page, folio, Box(left, top, left + 0.1, top + 0.02)),))


def test_boxes_are_one_rectangle_for_each_printed_line() -> None:
    broken = Word("Vereinbarung", (_word("", 0.5, 0.1).places[0], _word("", 0.1, 0.14).places[0]))
    words = (
        _word("Die", 0.3, 0.101),
        _word("schöne", 0.4, 0.099),
        broken,
        _word("gilt.", 0.22, 0.14),
        _word("Ja", 0.1, 0.1, 2, "8"),
    )
    alignment = Alignment((Sentence("Die schöne Vereinbarung gilt. Ja", words),), (), (Bead((0,), ()),))
    (record,) = [json.loads(line) for line in pair_lines(alignment, "jsonl")]
    assert record["folios"] == ["7", "8"]
    assert record["pages"] == [1, 2]
    assert record["boxes"] == [
        {"sentence": 0, "page": 1, "folio": "7", "left": 0.3, "top": 0.099, "right": 0.6, "bottom": 0.121},
        {"sentence": 0, "page": 1, "folio": "7", "left": 0.1, "top": 0.14, "right": 0.32, "bottom": 0.16},
        {"sentence": 0, "page": 2, "folio": "8", "left": 0.1, "top": 0.1, "right": 0.2, "bottom": 0.12},
    ]


def test_two_columns_side_by_side_are_two_boxes() -> None:
    # The second column begins higher up and further right: it is another line although it lies to the right.
    words = (_word("links", 0.1, 0.5), _word("rechts", 0.6, 0.2))
    alignment = Alignment((Sentence("links rechts", words),), (), (Bead((0,), ()),))
    (record,) = [json.loads(line) for line in pair_lines(alignment, "jsonl")]
    assert len(record["boxes"]) == 2


def test_the_places_of_the_translation_have_keys_of_their_own() -> None:
    alignment = Alignment((), (Sentence("Yes", (_word("Yes", 0.1, 0.1, 3, None),)),), (Bead((), (0,)),))
    (record,) = [json.loads(line) for line in pair_lines(alignment, "jsonl")]
    assert record["target_pages"] == [3]
    assert record["target_boxes"][0]["page"] == 3
    assert not {"pages", "boxes", "folios", "target_folios"} & record.keys()


@pytest.mark.parametrize("name", PAIR_FORMATS)
def test_every_form_of_a_pairing_is_written_as_printed(tmp_path: Path, name: str) -> None:
    write_pairs(PLAIN, tmp_path / "out", name)
    assert (tmp_path / "out").read_bytes().decode("utf-8") == "".join(pair_lines(PLAIN, name))


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="html, jsonl, tmx, tsv, vecalign"):
        writer("docx")
    with pytest.raises(UsageError, match="jsonl, tsv, vecalign"):
        pair_lines(PLAIN, "csv")


@pytest.mark.parametrize("name", FORMATS)
def test_every_writer_makes_a_file_and_counts_its_beads(tmp_path: Path, name: str) -> None:
    report = writer(name)(sample(), tmp_path / "deep" / f"a.{name}")
    assert (tmp_path / "deep" / f"a.{name}").stat().st_size > 0
    assert report.written + report.left_out == len(sample().alignment.beads)
