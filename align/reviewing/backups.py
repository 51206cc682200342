"""Copies of the database that can be gone back to: by hand, on a timer, before every migration and every restore.

A backup is an SQLite file in the shape of its time, whatever engine the database runs on. Copies of SQLite go through
its backup interface, so people can go on working meanwhile.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.errors import UnreadableFileError, WorkspaceError
from align.files import file_hash
from align.reviewing import schema
from align.reviewing.ledger import last_seq
from align.reviewing.opening import VERSION_TABLE, Database, database_url, make_tables, migrate, shape_of

KEPT = 30
"""How many backups made by the timer are kept."""
TIMER = "timer"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database.

    Attributes:
        file: where it lies.
        at: when it was made (ISO 8601, UTC).
        reason: "by-hand", "timer", "before-restore", "before-migration-…".
        sha256: of its bytes, hexadecimal.
        size: in bytes.
    """

    file: Path
    at: str
    reason: str
    sha256: str
    size: int


def backup(
    database: Database, *, reason: str = "by-hand", at: datetime | None = None, folder: Path | None = None
) -> Backup:
    """Copy the database, check the copy, and record it.

    Args:
        database: `store.database`.
        reason: a word for the file's name.
        at: the present time.
        folder: where to put it; the database's own folder for backups if None.

    Raises:
        WorkspaceError: the copy cannot be written, the database is damaged, or no folder is known.
    """
    made = write_copy(database, reason, at or datetime.now(UTC), folder)
    record(database, [made])
    return made


def record(database: Database, made: Sequence[Backup]) -> None:
    """Note backups in the database."""
    if made:
        with database.writing() as connection:
            _record(connection, made)


def write_copy(database: Database, reason: str, at: datetime, folder: Path | None = None) -> Backup:
    """The copy alone, not recorded: for a database that is about to change its shape."""
    place = folder or database.backups
    if place is None:
        raise WorkspaceError("It is not known where to put the backup of this database.", "Name a folder.")
    stem = f"align-{at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}-{reason}"
    target = place / f"{stem}.sqlite"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place, prefix="unfinished-") as scratch:
            copy = Path(scratch) / target.name
            if database.file is not None:
                copy_sqlite(database.file, copy)
            else:
                _copy_to_sqlite(database, copy)
            with closing(sqlite3.connect(copy)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")  # one file, readable from any medium
            require_sound(copy)
            copy.replace(target)
    except (sqlite3.Error, OSError) as fault:
        what = f"The database {database.place} cannot be copied to {place}: {fault}."
        raise WorkspaceError(what, "Free some space there or choose another folder.") from fault
    time = at.astimezone(UTC).isoformat(timespec="microseconds")
    return Backup(target, time, reason, file_hash(target), target.stat().st_size)


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a live SQLite database; whatever the target was, it is the same as the source afterwards."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)


def require_sound(file: Path) -> None:
    """Let SQLite check a file.

    Raises:
        UnreadableFileError: it is not a database, or a damaged one.
    """
    try:
        with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    except sqlite3.Error as fault:
        raise UnreadableFileError(f"{file} is not a backup: {fault}.", "Choose another file.") from fault
    if found != ["ok"]:
        raise UnreadableFileError(f"The backup {file} is damaged: {found[0]}.", "Choose an earlier one.")


def backups(database: Database) -> tuple[Backup, ...]:
    """The recorded backups whose files are still there, oldest first."""
    with database.reading() as connection:
        return tuple(made for made in _recorded(connection) if made.file.is_file())


def backup_if_due(database: Database, every: timedelta, *, at: datetime | None = None) -> Backup | None:
    """Make a backup if the last one is older than `every` and something has happened since; keeps the last `KEPT`.

    Returns:
        The backup; None if none was due.
    """
    now = at or datetime.now(UTC)
    made = backups(database)
    with database.reading() as connection:
        seq, last = last_seq(connection), sa.select(sa.func.max(schema.events.c.at))
        changed = connection.execute(last).scalar_one_or_none() or ""
    recent = made and datetime.fromisoformat(made[-1].at) > now - every
    if not seq or recent or (made and made[-1].at > changed):
        return None
    due = backup(database, reason=TIMER, at=now)
    _forget([one for one in (*made, due) if one.reason == TIMER][:-KEPT], database)
    return due


def _forget(old: Sequence[Backup], database: Database) -> None:
    """Delete backups that the timer made."""
    for one in old:
        one.file.unlink(missing_ok=True)
    with database.writing() as connection:
        table = schema.backups
        connection.execute(sa.delete(table).where(table.c.file.in_([str(one.file) for one in old])))


def restore(
    location: Path | str, file: Path, *, at: datetime | None = None, folder: Path | None = None
) -> Backup | None:
    """Go back to a backup; what is there now is backed up before.

    A database file that can no longer be opened is moved aside, not deleted.

    Args:
        location: of the database, as for `open_store`; it need not exist.
        file: the backup; one of an older version is brought to the present shape.
        at: the present time.
        folder: where to put the backup of what is there now; as for `backup`.

    Returns:
        The backup of what was there; None if there was nothing, or nothing that could be opened.

    Raises:
        UnreadableFileError: the file is not a backup or is damaged; nothing was changed.
        WorkspaceError: the backup is of a newer version, or the database cannot be written.
    """
    now = at or datetime.now(UTC)
    if not file.is_file():
        raise UnreadableFileError(f"There is no backup {file}.", "Choose one that is there.")
    require_sound(file)
    with tempfile.TemporaryDirectory(prefix="align-restore-") as scratch:
        copy = Path(scratch) / "align.sqlite"
        shutil.copy(file, copy)
        _bring_up_to_date(copy, now)
        return _replace(Database(database_url(location)), copy, now, folder)


def _bring_up_to_date(copy: Path, now: datetime) -> None:
    database = Database(database_url(copy))
    try:
        migrate(database, lambda reason, at: None, now)
    finally:
        database.close()


def _replace(database: Database, copy: Path, now: datetime, folder: Path | None) -> Backup | None:
    try:
        made, known = _saved(database, now, folder)
        if database.file is not None:
            database.close()
            copy_sqlite(copy, database.file)
        else:
            _copy_into(database, copy)
        with database.writing() as connection:
            _record(connection, [*known, *([made] if made else [])])
        return made
    finally:
        database.close()


def _saved(database: Database, now: datetime, folder: Path | None) -> tuple[Backup | None, tuple[Backup, ...]]:
    """A backup of what is there, and the record of earlier ones; a file that cannot be opened is moved aside."""
    file = database.file
    fresh = file is not None and not file.exists()
    try:
        migrate(database, lambda reason, at: write_copy(database, reason, at, folder), now)
        with database.reading() as connection:
            known, seq = _recorded(connection), last_seq(connection)
        made = write_copy(database, "before-restore", now, folder) if seq and not fresh else None
    except (WorkspaceError, UnreadableFileError):
        if file is None or fresh:
            raise
        database.close()
        _move_aside(file, now)
        migrate(database, lambda reason, at: None, now)
        return None, ()
    return made, known


def _move_aside(file: Path, now: datetime) -> None:
    for part in ("", "-wal", "-shm"):
        piece = file.with_name(file.name + part)
        if piece.exists():
            piece.rename(file.with_name(f"{file.stem}-damaged-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{file.suffix}{part}"))


def _recorded(connection: Connection) -> tuple[Backup, ...]:
    b = schema.backups.c
    rows = connection.execute(sa.select(b.file, b.at, b.reason, b.sha256, b.bytes).order_by(b.at, b.file))
    return tuple(Backup(Path(row.file), row.at, row.reason, row.sha256, row.bytes) for row in rows)


def _record(connection: Connection, made: Sequence[Backup]) -> None:
    known = {str(one.file) for one in _recorded(connection)}
    rows = [
        {"file": str(one.file), "at": one.at, "reason": one.reason, "sha256": one.sha256, "bytes": one.size}
        for one in made
        if str(one.file) not in known
    ]
    if rows:
        connection.execute(sa.insert(schema.backups), rows)


def _copy_to_sqlite(database: Database, copy: Path) -> None:
    """All rows of another engine into a new SQLite file of the same shape, which may be an older one."""
    target = Database(database_url(copy))
    try:
        with database.reading() as rows:
            make_tables(target, shape_of(rows))
            with target.writing() as connection:
                _copy_rows(rows, connection, _reflected(rows))
    finally:
        target.close()


def _reflected(connection: Connection) -> sa.MetaData:
    """The tables as they are in a database, without the one that holds its version."""
    found = sa.MetaData()
    found.reflect(connection, only=lambda name, _: name != VERSION_TABLE)
    return found


def _copy_into(database: Database, copy: Path) -> None:
    """All rows of an SQLite file into another engine, in one transaction."""
    source = Database(database_url(copy))
    try:
        with source.reading() as rows, database.writing() as connection:
            for table in reversed(schema.metadata.sorted_tables):
                connection.execute(sa.delete(table))
            _copy_rows(rows, connection, schema.metadata)
    finally:
        source.close()


def _copy_rows(source: Connection, target: Connection, shape: sa.MetaData) -> None:
    """All rows of all tables; numbers that an engine gives by itself are given anew."""
    given = (schema.findings.name, schema.findings.c.id.name)
    for table in shape.sorted_tables:
        columns = [column for column in table.c if (table.name, column.name) != given]
        query = sa.select(*columns).order_by(*table.primary_key.columns)
        for part in source.execute(query).mappings().partitions(1000):
            target.execute(sa.insert(table), [dict(row) for row in part])
