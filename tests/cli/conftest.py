"""A command line that tests can call, and a small workspace for it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from align.cli.main import run as run_command

GERMAN = """\
Bericht über die Imkertagung

Der Vorstand des Imkervereins trat am 3. Mai 1974 in Birkenau zusammen.
Anwesend waren 14 Mitglieder und zwei Gäste aus der Nachbargemeinde.

Koll. Tschernow berichtete über die Lage der Bienenvölker an der Küste.
Er sagte, daß der Winter lang und der Frühling kalt gewesen sei.
Von 220 Völkern hätten nur 187 überlebt.

Der Verein beschloß, im Herbst 40 neue Völker zu kaufen.
Über die Kosten wird in der nächsten Sitzung beraten.
"""

ENGLISH = """\
Report on the Beekeepers' Conference

The board of the beekeepers' association met in Birkenau on 3 May 1974.
Present were 14 members and two guests from the neighboring community.

Colleague Chernov reported on the condition of the bee colonies on the coast.
He said that the winter had been long and the spring cold.
Of 220 colonies only 187 had survived.

The association decided to buy 40 new colonies in the fall.
The costs will be discussed at the next meeting.
"""


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    code: int
    out: str
    err: str


Align = Callable[..., Done]


@pytest.fixture
def align(capfd: pytest.CaptureFixture[str]) -> Align:
    """`align("status", "--json")` runs the command and gives exit code and output."""

    def call(*arguments: object) -> Done:
        capfd.readouterr()
        code = run_command([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Done(code, captured.out, " ".join(captured.err.split()))

    return call


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A German text file and its English translation, eight beads."""
    german, english = tmp_path / "bericht.txt", tmp_path / "report.txt"
    german.write_text(GERMAN, encoding="utf-8")
    english.write_text(ENGLISH, encoding="utf-8")
    return german, english


@pytest.fixture
def workspace(tmp_path: Path, pair: tuple[Path, Path]) -> Path:
    """A workspace with two documents of the same text, not yet read."""
    folder = tmp_path / "workspace"
    for side in ("originals", "translations"):
        (folder / side).mkdir(parents=True)
    (folder / "collection.toml").write_text(
        '[collection]\ntitle = "Bees"\n'
        '[[document]]\nnumber = 1\ntitle_en = "Report"\ndate = "1974-05-03"\n'
        '[[document]]\nnumber = 2\ntitle_en = "The same again"\n',
        encoding="utf-8",
    )
    for number in (1, 2):
        shutil.copy(pair[0], folder / "originals" / f"{number}.txt")
        shutil.copy(pair[1], folder / "translations" / f"{number}.txt")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its name, but for what a database keeps for itself while it is open."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }
