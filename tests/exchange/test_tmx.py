from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from translate.storage.tmx import tmxfile

from align.errors import FormatError, UnreadableFileError
from align.exchange import Bitext, check_tmx, write_tmx
from align.exchange.tmx import tmx_date
from align.exchange.tmx_rules import RULES
from tests.exchange.samples import bitexts, sample

DTD = Path(__file__).with_name("tmx14.dtd")


def _tree(path: Path) -> etree._Element:
    return etree.parse(path, etree.XMLParser(load_dtd=False, no_network=True)).getroot()


def _dtd() -> etree.DTD:
    with DTD.open("rb") as stream:
        return etree.DTD(stream)


@given(bitexts())
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_the_texts_the_file_keeps_the_dtd_and_all_rules(tmp_path: Path, bitext: Bitext) -> None:
    report = write_tmx(bitext, tmp_path / "any.tmx")
    root = _tree(tmp_path / "any.tmx")
    dtd = _dtd()
    assert dtd.validate(root), dtd.error_log
    assert check_tmx(tmp_path / "any.tmx") == ()
    assert len(root.findall("body/tu")) == report.written
    assert report.written + report.left_out == len(bitext.alignment.beads)


def test_an_independent_reader_finds_the_pairs_and_the_note(tmp_path: Path) -> None:
    write_tmx(sample(), tmp_path / "a.tmx")
    with (tmp_path / "a.tmx").open("rb") as stream:
        memory = tmxfile(stream, "de", "en")
    found = {unit.source: (unit.target, unit.getnotes()) for unit in memory.units}
    assert found["Gen. Birnbaum dankte."] == ("Comrade Birnbaum said his thanks.", "Check the name.")
    assert found["Der Garten wurde umgegraben. Die Beete sind fertig."] == (
        "The garden was dug over and the [flower] beds are ready.",
        "",
    )


def test_our_facts_travel_as_properties(tmp_path: Path) -> None:
    write_tmx(sample(), tmp_path / "a.tmx")
    root = _tree(tmp_path / "a.tmx")
    assert root.findtext("header/prop[@type='x-shelfmark']") == "BStU, MfS, ZAIG 0000"
    (unit,) = root.findall("body/tu[@tuid='b-0004']")
    assert {prop.get("type"): prop.text for prop in unit.findall("prop")} == {
        "x-document": "7",
        "x-bead": "b-0004",
        "x-type": "1-1",
        "x-status": "accepted",
        "x-confidence": "1.0000",
        "x-folios": "2",
        "x-pages": "2",
        "x-reviewer": "Ada",
        "x-approver": "Ben",
        "x-flagged": "yes",
        "x-suggestion": "thanked them",
    }
    assert unit.get("changedate") == "20240305T120400Z"
    assert unit.get("changeid") == "Ada"


def test_additions_and_rejected_beads_go_to_a_side_file_and_are_counted(tmp_path: Path) -> None:
    report = write_tmx(sample(), tmp_path / "a.tmx")
    side = tmp_path / "a.left-out.tsv"
    assert (report.written, report.left_out, report.side_files) == (4, 2, (side,))
    lines = side.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[2:4] for line in lines] == [["type", "status"], ["0-1", "auto"], ["1-1", "rejected"]]
    assert "tea & cake <afterwards>" in lines[1]


def test_the_side_file_of_an_earlier_export_goes_when_nothing_is_left_out(tmp_path: Path) -> None:
    write_tmx(sample(), tmp_path / "a.tmx")
    full = sample()
    everything = Bitext(full.entry, type(full.alignment)((), (), ()))
    assert write_tmx(everything, tmp_path / "a.tmx").side_files == ()
    assert [path.name for path in tmp_path.iterdir()] == ["a.tmx"]


def test_an_omission_is_a_unit_without_a_target(tmp_path: Path) -> None:
    write_tmx(sample(), tmp_path / "a.tmx")
    (unit,) = _tree(tmp_path / "a.tmx").findall("body/tu[prop='1-0']")
    assert [segment.text for segment in unit.iter("seg")] == ["Ein Apfelbaum fehlt."]


def test_codes_with_a_region_may_be_asked_for(tmp_path: Path) -> None:
    write_tmx(sample(), tmp_path / "a.tmx", languages=("de-DE", "en-US"))
    root = _tree(tmp_path / "a.tmx")
    assert [header.get("srclang") for header in root.iter("header")] == ["de-DE"]
    assert {next(iter(variant.values())) for variant in root.iter("tuv")} == {"de-DE", "en-US"}
    assert check_tmx(tmp_path / "a.tmx") == ()


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    write_tmx(sample(), tmp_path / "a.tmx")
    write_tmx(sample(), tmp_path / "b.tmx")
    assert (tmp_path / "a.tmx").read_bytes() == (tmp_path / "b.tmx").read_bytes()


def test_a_date_of_another_zone_is_written_in_utc() -> None:
    assert tmx_date(datetime(2024, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))) == "20231231T233000Z"


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("tmx-structure", 'version="1.4"', 'version="1.3"'),
        ("tmx-structure", "</header>", "</header><extra/>"),
        ("tmx-header", 'creationtool="align" ', ""),
        ("tmx-segtype", 'segtype="block"', 'segtype="verse"'),
        ("tmx-order", "</tu>", '<prop type="x-late">a</prop></tu>'),
        ("tmx-order", "<seg>Note</seg>", "<seg>Note</seg><seg>Notes</seg>"),
        ("tmx-content", "<seg>Note</seg>", "<seg><b>Note</b></seg>"),
        ("tmx-property", 'type="x-status"', 'type="status"'),
        ("tmx-language", 'xml:lang="en"', 'xml:lang="english language"'),
        ("tmx-language", 'adminlang="en"', 'adminlang="e"'),
        ("tmx-source", 'xml:lang="de"', 'xml:lang="nl"'),
        ("tmx-source", 'xml:lang="en"', 'xml:lang="de"'),
        ("tmx-date", "20240305T120400Z", "2024-03-05T12:04:00Z"),
        ("tmx-date", "20240305T120400Z", "20241305T120400Z"),
        ("tmx-id", 'tuid="7-2"', 'tuid="7-1"'),
        ("tmx-id", 'tuid="7-2"', 'tuid="7 2"'),
    ],
)
def test_each_rule_catches_its_fault_and_names_the_line(tmp_path: Path, code: str, old: str, new: str) -> None:
    path = tmp_path / "a.tmx"
    write_tmx(sample(), path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    before = text[: text.index(old)]
    line = before.count("\n") + 1
    unit_line = before[: before.rfind("<tu ")].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    findings = check_tmx(path)
    assert code in {finding.code for finding in findings}
    named = {int(finding.message.split()[1].rstrip(":")) for finding in findings if finding.code == code}
    assert named & {line - 1, line, line + 1, unit_line}


def test_every_rule_has_a_docstring_that_is_its_message() -> None:
    assert all(rule.__doc__ for rule in RULES.values())


def _entities(path: Path) -> None:
    path.write_text('<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]><tmx>&a;</tmx>', encoding="utf-8")


def _broken(path: Path) -> None:
    path.write_text("<tmx>\n<header>", encoding="utf-8")


@pytest.mark.parametrize("make", [_entities, _broken])
def test_what_is_not_xml_or_declares_entities_is_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a.tmx")
    with pytest.raises(FormatError):
        check_tmx(tmp_path / "a.tmx")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        check_tmx(tmp_path / "none.tmx")
