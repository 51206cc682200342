"""What is installed, what is missing, and what that costs (`align doctor`)."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from align import __version__
from align.errors import AlignError
from align.matching import load_encoder
from align.pipeline.workspace import open_workspace
from align.reading import available_engines


@dataclass(frozen=True, slots=True)
class Check:
    """One part that was looked for.

    Attributes:
        name: of the part.
        found: whether it is there and works.
        detail: version or place if found; else what its absence costs and how to get it.
        needed: whether nothing goes without it.
    """

    name: str
    found: bool
    detail: str
    needed: bool = False

    def record(self) -> dict[str, object]:
        """For a table or JSON."""
        state = "yes" if self.found else ("MISSING" if self.needed else "no")
        return {"part": self.name, "there": state, "detail": self.detail}


def examine(folder: Path) -> tuple[Check, ...]:
    """Look for every part, the needed ones first, and at the workspace in `folder`."""
    return (
        Check("Python", found=True, detail=f"{sys.version.split()[0]}, align {__version__}", needed=True),
        _works("encoder", lambda: load_encoder().signature, "Matching is worse: length, numbers and names alone."),
        *_engines(),
        _package("streamlit", "align review", "pip install 'align[app]'"),
        _package("authlib", "logging in by OpenID on a server", "pip install 'align[login]'"),
        _package("psycopg", "a database on PostgreSQL", "pip install 'align[postgresql]'"),
        _disk(folder),
        _works("workspace", lambda: _workspace(folder), "Commands on a workspace cannot run here."),
        _works("database", lambda: _database(folder), "Decisions cannot be kept."),
    )


def _works(name: str, probe: Callable[[], str], cost: str) -> Check:
    try:
        return Check(name, found=True, detail=probe())
    except AlignError as error:
        return Check(name, found=False, detail=f"{cost} {error.what} {error.advice}".strip())


def _engines() -> tuple[Check, ...]:
    engines = available_engines("de")
    if not engines:
        cost = "Scans cannot be read; PDFs with a text layer can."
        return (
            Check(
                "OCR", found=False, detail=f"{cost} Install Debian's tesseract-ocr-deu, or pip install 'align[ocr]'."
            ),
        )
    checks = [
        Check("OCR, besides" if number else "OCR", found=True, detail=e.description) for number, e in enumerate(engines)
    ]
    if all(engine.origin == "PyPI" for engine in engines):
        better = "Debian's data misreads a third less on clean pages: apt-get install tesseract-ocr-deu (root)."
        checks.append(Check("OCR data of Debian", found=False, detail=better))
    return tuple(checks)


def _package(name: str, purpose: str, advice: str) -> Check:
    try:
        return Check(name, found=True, detail=f"{version(name)}, for {purpose}")
    except PackageNotFoundError:
        return Check(name, found=False, detail=f"Needed for {purpose}: {advice}")


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(folder if folder.is_dir() else Path()).free
    detail = f"{free / 1e9:.1f} GB free; a scanned page takes about 1 MB in the cache"
    return Check("disk", found=free > 500_000_000, detail=detail)


def _workspace(folder: Path) -> str:
    workspace = open_workspace(folder)
    return f"{workspace.folder}, {len(workspace.collection.entries)} documents"


def _database(folder: Path) -> str:
    """Where decisions are kept; looking must not make a database."""
    workspace = open_workspace(folder)
    if "://" not in workspace.database and not Path(workspace.database).is_file():
        return f"{workspace.database}, made by the first run"
    with workspace.store() as store:
        return store.database.place
