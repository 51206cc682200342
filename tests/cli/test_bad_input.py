"""Whatever a user gives by mistake ends in a plain message and an exit code, and nothing is lost."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen import canvas

from tests.cli.conftest import GERMAN, Align, contents

UNRELATED = """\
Timetable of the island ferry

The ferry leaves the harbor every day at 7:15, 11:40 and 18:05.
Bicycles travel free of charge, horses pay the price of two grown-ups.
On the ice days of January the boat stays in the dock.

The captain's cat must not be fed by passengers.
Lost umbrellas are kept for one year in the office at the pier.
After a storm the bridge is closed until noon.

Children may ring the bell on Sundays.
Tickets are sold by the baker next to the church.
"""


def pdf(path: Path, pages: int = 1, text: str = "Ein Satz steht hier.", size: tuple[float, float] = (595, 842)) -> Path:
    """A born-digital PDF with the text at the top of each page."""
    sheet = canvas.Canvas(str(path), pagesize=size)
    for number in range(pages):
        sheet.drawString(72, size[1] - 72, f"{text} Seite {number + 1}.")
        sheet.showPage()
    sheet.save()
    return path


def test_a_missing_file(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    done = align("pair", tmp_path / "nowhere.pdf", pair[1])
    assert done.code == 3
    assert "nowhere.pdf" in done.err


def test_a_file_that_is_no_pdf(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    fake = tmp_path / "fake.pdf"
    fake.write_bytes(b"\x00\x01\x02\xff\xfe not a PDF at all" * 50)
    done = align("pair", fake, pair[1])
    assert done.code == 3
    assert "fake.pdf" in done.err


def test_an_empty_file(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    done = align("pair", empty, pair[1])
    assert done.code == 3
    assert "empty" in done.err


def test_a_truncated_pdf(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    whole = pdf(tmp_path / "whole.pdf", pages=3).read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole[: len(whole) // 3])
    done = align("pair", cut, pair[1])
    assert done.code in {3, 5}
    assert "cut.pdf" in done.err


def test_an_encrypted_pdf(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    with pikepdf.open(pdf(tmp_path / "open.pdf")) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    done = align("pair", locked, pair[1])
    assert done.code == 3
    assert "password" in done.err or "encrypted" in done.err


def test_a_page_of_200000_points_does_not_eat_the_machine(
    align: Align, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    huge = pdf(tmp_path / "huge.pdf", size=(200_000, 200_000), text=" ".join(GERMAN.split()))
    done = align("pair", huge, pair[1], "--anyway", "--ocr", "always")
    assert done.code in {0, 3, 4, 5}
    assert "Traceback" not in done.err


def test_swapped_languages(align: Align, pair: tuple[Path, Path]) -> None:
    done = align("pair", pair[1], pair[0])
    assert done.code == 6
    assert "swapped" in done.err


def test_the_translation_of_another_document(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(UNRELATED, encoding="utf-8")
    done = align("pair", pair[0], other)
    assert done.code == 6
    assert "not one text" in done.err
    assert align("pair", pair[0], other, "--anyway").code == 0


def test_an_empty_translation(align: Align, workspace: Path) -> None:
    align("run", "-w", workspace, 2)
    (workspace / "translations" / "1.txt").write_text("\n \n", encoding="utf-8")
    done = align("run", "-w", workspace)
    assert done.code in {3, 5}
    assert "1.txt" in done.err
    assert align("show", 2, "-w", workspace).code == 0


def test_an_unknown_document_number_lists_the_known_ones(align: Align, workspace: Path) -> None:
    done = align("run", "99", "-w", workspace)
    assert done.code == 7
    assert "1, 2" in done.err


def test_a_folder_that_is_no_workspace(align: Align, tmp_path: Path) -> None:
    done = align("status", "-w", tmp_path)
    assert done.code == 8
    assert "align new" in done.err


def test_a_catalogue_with_a_fault_names_the_line(align: Align, workspace: Path) -> None:
    path = workspace / "collection.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[[document]\n", encoding="utf-8")
    done = align("status", "-w", workspace)
    assert done.code == 7
    assert "line" in done.err or ":1" in done.err


def test_a_database_of_a_newer_version_is_left_alone(align: Align, workspace: Path) -> None:
    align("run", "-w", workspace)
    with sqlite3.connect(workspace / "align.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_from_the_future'")
    before = contents(workspace)
    done = align("run", "-w", workspace)
    assert done.code == 8
    assert "newer version" in done.err
    assert contents(workspace) == before


def test_a_file_that_is_no_database(align: Align, workspace: Path) -> None:
    (workspace / "align.sqlite").write_text("Liebes Tagebuch, " * 100, encoding="utf-8")
    done = align("run", "-w", workspace)
    assert done.code == 8
    assert (workspace / "align.sqlite").read_text(encoding="utf-8").startswith("Liebes Tagebuch")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(align: Align, workspace: Path) -> None:
    workspace.chmod(0o555)
    try:
        done = align("run", "-w", workspace)
    finally:
        workspace.chmod(0o755)
    assert done.code == 8
    assert "read-only" in done.err


def test_a_full_disk_while_writing_a_result(align: Align, pair: tuple[Path, Path]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = align("pair", *pair, "--output", "/dev/full")
    assert done.code == 8
    assert "space" in done.err


def test_a_full_disk_under_the_workspace_leaves_what_was_there(workspace: Path) -> None:
    """A file size limit stands for the full disk: both make a write fail half-way."""
    command = [sys.executable, "-m", "align", "run", "-w", str(workspace)]
    limited = subprocess.run(
        ["bash", "-c", 'trap "" XFSZ; ulimit -f 40; exec "$@"', "limited", *command],
        capture_output=True,
        text=True,
        check=False,
    )
    assert limited.returncode not in {0, 70}, limited.stderr
    assert "Traceback" not in limited.stderr
    free = subprocess.run(command, capture_output=True, text=True, check=False)
    assert free.returncode == 0, free.stderr


def test_a_line_file_that_is_not_utf8(align: Align, pair: tuple[Path, Path], tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Über die Brücke\n".encode("latin-1"))
    done = align("pair", "--sentences", latin, pair[1])
    assert done.code == 3
    assert "UTF-8" in done.err


def test_an_unknown_option_is_a_wrong_call(align: Align) -> None:
    assert align("run", "--fast").code == 2


def test_gold_with_a_fault_names_the_line(align: Align, tmp_path: Path) -> None:
    gold, bad = tmp_path / "gold.txt", tmp_path / "bad.txt"
    gold.write_text("[0]:[0]\n[1]:[1]\n", encoding="utf-8")
    bad.write_text("[0]:[0]\n[1;[1]\n", encoding="utf-8")
    done = align("evaluate", gold, bad)
    assert done.code == 12
    assert "2" in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--address", "0.0.0.0"], "everybody on the network could decide under any name"),
        (["--trust-header", "Cookie"], "cannot name a person"),
        (["--proxy", "10.0.0.1"], "A proxy is named, but not its header."),
        (["--trust-header", "X-Remote-User", "--proxy", "the proxy"], "This is no address of the network"),
    ],
)
def test_a_server_on_which_anybody_could_be_anyone_is_not_started(
    align: Align, workspace: Path, options: list[str], said: str
) -> None:
    done = align("review", "-w", workspace, "--no-browser", *options)
    assert (done.code, said in done.err) == (2, True), done.err


def test_a_login_that_cannot_be_read_keeps_the_server_from_starting(align: Align, workspace: Path) -> None:
    (workspace / ".streamlit").mkdir()
    (workspace / ".streamlit" / "secrets.toml").write_text("[auth]\nclient_secret = geheim\n")
    done = align("review", "-w", workspace, "--no-browser")
    assert (done.code, "geheim" in done.err) == (8, False)
    assert "cannot be read as TOML" in done.err
