"""`align backup`, `restore`, `replay`."""

import json
import sqlite3
from pathlib import Path

from align.reviewing import now, open_store
from align.reviewing.operations import Accept
from tests.cli.conftest import Align


def statuses(align: Align, workspace: Path) -> list[str]:
    return [bead["status"] for bead in json.loads(align("show", 1, "-w", workspace, "--json").out)]


def accept_first(workspace: Path) -> None:
    with open_store(workspace) as store:
        bead = store.alignment("1").beads[0]
        store.apply(Accept(bead.id), stamp=now("anna"), base={bead.id: bead.revision})


def test_a_backup_brings_decisions_back(align: Align, workspace: Path) -> None:
    align("run", 1, "-w", workspace)
    accept_first(workspace)
    made = align("backup", "-w", workspace, "--json")
    assert made.code == 0, made.err
    with open_store(workspace) as store:
        store.undo("1", stamp=now("anna"))
    assert statuses(align, workspace)[0] == "auto"
    back = align("restore", json.loads(made.out)["file"], "-w", workspace, "--json")
    assert back.code == 0, back.err
    assert statuses(align, workspace)[0] == "accepted"


def test_an_archive_holds_the_whole_workspace(align: Align, workspace: Path, tmp_path: Path) -> None:
    align("run", 1, "-w", workspace)
    accept_first(workspace)
    archive, copy = tmp_path / "all.zip", tmp_path / "copy"
    assert align("backup", "-w", workspace, "--archive", archive).code == 0
    assert align("restore", archive).code == 2
    assert align("restore", archive, "--into", copy).code == 0
    assert statuses(align, copy) == statuses(align, workspace)
    assert (copy / "originals" / "1.txt").read_bytes() == (workspace / "originals" / "1.txt").read_bytes()
    assert align("restore", archive, "--into", copy).code == 8


def test_replay_proves_a_sound_database_and_finds_a_touched_one(align: Align, workspace: Path) -> None:
    align("run", 1, "-w", workspace)
    accept_first(workspace)
    assert align("replay", "-w", workspace).code == 0
    with sqlite3.connect(workspace / "align.sqlite") as connection:
        connection.execute("UPDATE beads SET status = 'rejected' WHERE status = 'accepted'")
    touched = align("replay", "-w", workspace, "--json")
    assert touched.code == 1
    assert len(json.loads(touched.out)) == 1
