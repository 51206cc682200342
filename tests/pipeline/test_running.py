"""A workspace run on scans: killed half-way, too long to wait for, partly unreadable."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

import align.pipeline.running as running
from align.pipeline.running import RunOptions, run_documents
from align.pipeline.workspace import open_workspace
from align.reading import available_engines
from align.reviewing import open_store
from align.reviewing.history import of_document
from tests.conftest import ROOT

WORDS = ("Leuchtturm", "Nebelhorn", "Lampe", "Signalbuch", "Möwe", "Hafen")
THINGS = ("lighthouse", "foghorn", "lamp", "signal book", "seagull", "harbor")


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    """A workspace with nothing but the exercise pair."""
    folder = tmp_path / "one"
    for side in ("originals", "translations"):
        (folder / side).mkdir(parents=True)
    shutil.copy(ROOT / "originals" / "exercise.pdf", folder / "originals" / "1.pdf")
    shutil.copy(ROOT / "translations" / "exercise.txt", folder / "translations" / "1.txt")
    (folder / "collection.toml").write_text('[[document]]\nnumber = 1\ntitle_en = "Exercise"\n', encoding="utf-8")
    return folder


def long_pair(folder: Path, pages: int) -> None:
    """A workspace with a born-digital original of one sentence a page, and its translation."""
    for side in ("originals", "translations"):
        (folder / side).mkdir(parents=True)
    (folder / "collection.toml").write_text('[[document]]\nnumber = 1\ntitle_en = "Long"\n', encoding="utf-8")
    sheet = canvas.Canvas(str(folder / "originals" / "1.pdf"))
    english = []
    for number in range(1, pages + 1):
        which = number % len(WORDS)
        sheet.drawString(72, 700, f"Auf Seite {number} steht, daß der Gegenstand Nr. {number} ({WORDS[which]})")
        sheet.drawString(72, 680, f"im Jahre {1900 + number} von {number + 3} Wärtern der Nordküste geprüft wurde.")
        sheet.showPage()
        english.append(
            f"Page {number} says that object No. {number} ({THINGS[which]}) was examined in {1900 + number} "
            f"by {number + 3} keepers of the North Coast."
        )
    sheet.save()
    (folder / "translations" / "1.txt").write_text("\n\n".join(english) + "\n", encoding="utf-8")


def run_once(folder: Path) -> None:
    workspace = open_workspace(folder)
    (outcome,) = run_documents(workspace, workspace.collection.entries, RunOptions())
    assert outcome.exit_code == 0, outcome.notes


def table(folder: Path) -> str:
    """The export without ids and times."""
    lines = (folder / "exports" / "1.tsv").read_text(encoding="utf-8").split("\n")
    dropped = [k for k, name in enumerate(lines[0].split("\t")) if name in {"id", "bead", "bead_id", "changed"}]
    return "\n".join("\t".join(cell for k, cell in enumerate(line.split("\t")) if k not in dropped) for line in lines)


def test_a_run_killed_while_reading_ends_like_an_undisturbed_one(exercise: Path, tmp_path: Path) -> None:
    if not available_engines("de"):
        pytest.skip("no OCR engine with German data is installed")
    undisturbed = tmp_path / "two"
    shutil.copytree(exercise, undisturbed)
    command = [sys.executable, "-m", "align", "run", "--workspace", str(exercise)]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and len(list((exercise / "cache").rglob("*.json"))) < 3:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "it was finished before it could be killed"
    kept = len(list((exercise / "cache").rglob("*.json")))
    assert kept >= 3
    run_once(exercise)
    run_once(undisturbed)
    assert table(exercise) == table(undisturbed)


def test_the_first_pages_of_a_long_original_can_be_used_before_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "FIRST_PAGES", 10)
    folder = tmp_path / "long"
    long_pair(folder, 24)
    run_once(folder)
    with open_store(folder) as store:
        reviewed = store.alignment("1")
        reading = store.reading("1", "source")
    assert reading is not None
    assert len(reading.document.pages) == len(reviewed.alignment.source) == 24
    assert sum(not bead.is_null for bead in reviewed.alignment.beads) == 24
    with open_store(folder) as store:
        events = [entry.event for entry in of_document(store, "1")]
    assert [event.operation for event in events].count("run") == 2


def test_without_processes_documents_are_done_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(running, "process_pool", refused)
    long_pair(tmp_path / "two", 12)
    for side, suffix in (("originals", "pdf"), ("translations", "txt")):
        shutil.copy(tmp_path / "two" / side / f"1.{suffix}", tmp_path / "two" / side / f"2.{suffix}")
    with (tmp_path / "two" / "collection.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[[document]]\nnumber = 2\ntitle_en = "Long again"\n')
    workspace = open_workspace(tmp_path / "two")
    outcomes = run_documents(workspace, workspace.collection.entries, RunOptions(jobs=2))
    assert [outcome.state for outcome in outcomes] == ["aligned", "aligned"]
