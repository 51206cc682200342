"""Copies of the database that can be gone back to."""

import hashlib
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from align.errors import WorkspaceError

BACKUP_FOLDER = "backups"


def backup_name(at: datetime, reason: str) -> str:
    """For example "align-20260331T120000Z-before-migration.sqlite"."""
    return f"align-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{reason}.sqlite"


def copy_sqlite(source: Path, copy: Path) -> str:
    """Copy a live SQLite database through its backup interface and check the copy; returns its SHA-256.

    Raises:
        WorkspaceError: the copy cannot be written or is not whole.
    """
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(source) as original, sqlite3.connect(copy) as target:
            original.backup(target)
            found = target.execute("PRAGMA integrity_check").fetchone()[0]
    except (sqlite3.Error, OSError) as fault:
        what = f"The database {source} cannot be copied to {copy}: {fault}."
        raise WorkspaceError(what, "Free space there or choose another folder.") from fault
    if found != "ok":
        raise WorkspaceError(f"The database {source} is damaged: {found}.", "Restore an earlier backup.")
    return hashlib.sha256(copy.read_bytes()).hexdigest()
