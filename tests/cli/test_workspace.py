"""The journey of a workspace from the command line: status, read, run, export, show, new, add."""

import json
from pathlib import Path

import pytest

from align.cli.main import COMMANDS as BY_MODULE
from align.reviewing import Result, now, open_store
from align.reviewing.operations import Accept
from tests.cli.conftest import Align, contents
from tests.conftest import ROOT

COMMANDS = [command for commands in BY_MODULE.values() for command in commands]


def test_run_reads_aligns_and_exports(align: Align, workspace: Path) -> None:
    done = align("run", "--workspace", workspace, "--json")
    assert done.code == 0, done.err
    first, second = json.loads(done.out)
    assert (first["state"], first["beads"], first["omissions"], first["additions"]) == ("aligned", 8, 0, 0)
    assert second["beads"] == 8
    assert {path.name for path in (workspace / "exports").iterdir()} >= {"1.jsonl", "1.tmx", "1.tsv", "1.html"}


def test_a_second_run_changes_nothing(align: Align, workspace: Path) -> None:
    align("run", "--workspace", workspace)
    before = contents(workspace)
    done = align("run", "--workspace", workspace, "--json")
    assert done.code == 0
    assert {one["state"] for one in json.loads(done.out)} == {"unchanged"}
    assert contents(workspace) == before


def test_documents_in_processes_come_out_as_one_by_one(align: Align, workspace: Path) -> None:
    align("run", "--workspace", workspace, "--jobs", 2)
    side_by_side = align("show", 2, "--workspace", workspace, "--json").out
    align("run", "--workspace", workspace, "--jobs", 1, "--again")
    assert align("show", 2, "--workspace", workspace, "--json").out == side_by_side


def test_a_decision_survives_a_changed_file_and_a_new_run(align: Align, workspace: Path) -> None:
    first = align("run", 1, "--workspace", workspace)
    assert first.code == 0, first.err
    with open_store(workspace) as store:
        bead = store.alignment("1").beads[3]
        outcome = store.apply(Accept(bead.id), stamp=now("anna"), base={bead.id: bead.revision})
    assert outcome.result is Result.ACKNOWLEDGED
    original = workspace / "originals" / "1.txt"
    text = original.read_text(encoding="utf-8")
    original.write_text(text.replace("Über die Kosten", "Eine neue Zeile. Über die Kosten"), encoding="utf-8")
    done = align("run", 1, "--workspace", workspace, "--json")
    assert json.loads(done.out)[0]["kept"] == 1
    statuses = [one["status"] for one in json.loads(align("show", 1, "--workspace", workspace, "--json").out)]
    assert statuses.count("accepted") == 1
    assert statuses[3] == "accepted"


def test_status_tells_what_to_do_next(align: Align, workspace: Path) -> None:
    (workspace / "translations" / "2.txt").unlink()
    steps = {one["number"]: one["step"] for one in json.loads(align("status", "-w", workspace, "--json").out)}
    assert steps == {"1": "run", "2": "add translation"}
    align("run", "-w", workspace)
    steps = {one["number"]: one["step"] for one in json.loads(align("status", "-w", workspace, "--json").out)}
    assert steps == {"1": "review", "2": "add translation"}
    table = align("status", "-w", workspace).out
    assert "Report" in table
    assert "0/8" in table


def test_asking_for_the_status_makes_no_database(align: Align, workspace: Path) -> None:
    align("status", "--workspace", workspace)
    assert {path.name for path in workspace.iterdir()} == {"collection.toml", "originals", "translations"}


def test_read_alone_does_not_match(align: Align, workspace: Path) -> None:
    done = align("read", 1, "--workspace", workspace, "--json")
    assert done.code == 0
    (outcome,) = json.loads(done.out)
    assert outcome["state"] == "read"
    assert "8 sentences" in outcome["notes"][0]
    shown = align("show", 1, "--workspace", workspace)
    assert shown.code == 7
    assert "align run 1" in shown.err


def test_show_finds_text_and_ranges(align: Align, workspace: Path) -> None:
    align("run", 1, "--workspace", workspace)
    found = json.loads(align("show", 1, "-w", workspace, "--find", "CHERNOV", "--json").out)
    assert [bead["bead"] for bead in found] == [4]
    some = json.loads(align("show", 1, "-w", workspace, "--from", 2, "--to", 3, "--json").out)
    assert [bead["bead"] for bead in some] == [2, 3]
    assert align("show", 1, "-w", workspace, "--from", 3, "--to", 2).code == 2


def test_export_writes_the_wanted_format_into_the_wanted_folder(align: Align, workspace: Path, tmp_path: Path) -> None:
    align("run", 1, "--workspace", workspace)
    done = align("export", "-w", workspace, "--format", "tmx", "--output", tmp_path / "out", "--json")
    assert done.code == 0
    assert [one["no"] for one in json.loads(done.out)] == ["1"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["1.tmx"]
    wrong = align("export", 1, "-w", workspace, "--format", "docx")
    assert wrong.code == 2
    assert "tmx" in wrong.err


def test_a_new_workspace_takes_a_pair_and_aligns_it(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    assert align("new", folder).code == 0
    added = align("add", *pair, "--title", "Bees", "--date", "1974-05-03", "--workspace", folder, "--json")
    assert json.loads(added.out)["number"] == "1"
    done = align("run", "--workspace", folder, "--json")
    assert json.loads(done.out)[0]["beads"] == 8
    assert align("new", folder).code == 8


def test_doctor_names_every_part(align: Align, workspace: Path) -> None:
    done = align("doctor", "--workspace", workspace, "--json")
    assert done.code == 0
    parts = {one["part"]: one["there"] for one in json.loads(done.out)}
    assert parts["Python"] == parts["encoder"] == parts["workspace"] == "yes"
    assert {"OCR", "streamlit", "psycopg", "disk"} <= parts.keys()


@pytest.mark.parametrize(
    "command",
    ["status", "read", "run", "export", "show", "pair", "evaluate", "add", "new", "fetch", "review", "doctor"],
)
def test_every_command_helps_with_an_example(align: Align, command: str) -> None:
    done = align(command, "--help")
    assert done.code == 0
    assert f"align {command}" in done.out
    assert "Example" in done.out


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"align {command}" not in readme] == []


def test_a_run_says_which_language_the_encoder_was_not_made_for_and_which_reads_otherwise(
    align: Align, workspace: Path
) -> None:
    catalogue = workspace / "collection.toml"
    catalogue.write_text(
        catalogue.read_text()
        .replace("number = 1", 'number = 1\nlanguages = ["de", "el"]')
        .replace("number = 2", 'number = 2\nlanguages = ["it", "en"]')
    )
    one, two = json.loads(align("run", 1, 2, "--jobs", 1, "-w", workspace, "--json").out)
    assert any("was not made for Greek" in note for note in one["notes"])
    assert any(note.startswith("The original reads like German (de), not like Italian (it)") for note in two["notes"])


def test_a_document_in_a_language_that_is_none_is_not_added(
    align: Align, workspace: Path, pair: tuple[Path, Path]
) -> None:
    before = (workspace / "collection.toml").read_bytes()
    done = align("add", *pair, "--source-language", "german", "-w", workspace)
    assert done.code == 7
    assert "Write de for German." in done.err
    assert (workspace / "collection.toml").read_bytes() == before


def test_a_run_says_which_checks_are_silent_between_two_languages(align: Align, workspace: Path) -> None:
    catalogue = workspace / "collection.toml"
    catalogue.write_text(catalogue.read_text().replace("number = 2", 'number = 2\nlanguages = ["de", "fr"]'))
    one, two = json.loads(align("run", 1, 2, "--anyway", "--jobs", 1, "-w", workspace, "--json").out)
    assert one["notes"] == []
    assert any(note.startswith("Between German and French these checks cannot find anything") for note in two["notes"])
