"""The house rules that a tool can check: imports go one way, rooms keep to their trade, files stay small."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "align").rglob("*.py"))


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def _users_of(package: str) -> set[str]:
    """Rooms (or files of the ground floor) of align/ that import `package`."""
    return {
        path.relative_to(ROOT / "align").parts[0]
        for path in SOURCES
        if any(name == package or name.startswith(package + ".") for name in _imports(path))
    }


def test_imports_go_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("streamlit", {"app"}),
        ("sqlalchemy", {"reviewing"}),
        ("sqlite3", {"reviewing"}),
        ("alembic", {"reviewing"}),
        ("pypdfium2", {"reading"}),
        ("pikepdf", {"reading"}),
        ("tesserocr", {"reading"}),
        ("subprocess", {"reading"}),
        ("typer", {"cli.py", "cli"}),
        ("rich", {"cli.py", "cli"}),
    ],
)
def test_a_library_stays_in_its_room(package: str, rooms: set[str]) -> None:
    assert _users_of(package) <= rooms


def test_matching_and_text_are_pure() -> None:
    outside = {"os", "time", "random", "datetime", "tempfile", "socket", "urllib", "httpx", "secrets", "uuid"}
    for path in SOURCES:
        if path.relative_to(ROOT / "align").parts[0] in {"matching", "text"}:
            assert not (_imports(path) & outside), f"{path.name} reaches outside"


def test_nothing_that_matches_looks_at_how_it_was_learnt() -> None:
    for path in SOURCES:
        room = path.relative_to(ROOT / "align").parts
        if room[0] == "matching" and room[1] != "learning":
            assert not any(name.startswith("align.matching.learning") for name in _imports(path)), path.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_stays_small_enough_to_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450
