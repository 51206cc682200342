"""Opening the database: one engine for SQLite and PostgreSQL, units of work, migrations, plain words for faults.

Writes are one at a time on both engines (SQLite by `BEGIN IMMEDIATE`, PostgreSQL by an advisory lock), so event
numbers have no gaps and nobody decides on rows that change under him. Reads see one moment.
"""

import errno
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, exc
from sqlalchemy.engine import URL, Connection, Engine, make_url

from align.errors import UsageError, WorkspaceError

DATABASE_NAME = "align.sqlite"
"""The database's file name in a workspace folder."""

BUSY_SECONDS = 30.0
_LOCK_KEY = 0x616C69676E  # "align", the key of PostgreSQL's advisory lock
_ONE_AT_A_TIME = threading.Lock()  # Alembic keeps its context in a module

# Words in the engines' messages, and what they mean for a user.
_FAULTS: tuple[tuple[str, str, str], ...] = (
    ("readonly", "cannot be written to", "Give yourself the right to write to the file and its folder."),
    ("read-only", "cannot be written to", "Give yourself the right to write to the database."),
    ("permission denied for", "does not let this name make or change its tables", "Grant the role the right to do so."),
    ("permission denied", "cannot be opened", "Give yourself the right to read and write the file and its folder."),
    ("unable to open", "cannot be opened", "Check that the folder exists and that you may write to it."),
    ("disk is full", "cannot grow: the disk is full", "Free some space and do it again; nothing was harmed."),
    ("no space left", "cannot grow: the disk is full", "Free some space and do it again; nothing was harmed."),
    ("disk i/o", "cannot be read or written: the disk reports a fault", "Check the disk, then restore a backup."),
    ("not a database", "is not a database of this workbench", "Move the file away or restore a backup."),
    ("malformed", "is damaged", "Restore the last backup with `align restore`."),
    ("locked", "is being written to by another program", "Close the other program or try again in a minute."),
    ("password", "refuses the name or password", "Check both; a password may also stand in ~/.pgpass."),
    ("pg_hba.conf", "refuses this machine or this name", "Let the server's pg_hba.conf admit them."),
    ("does not exist", "is not there, or its role is not", "Check both names, or make them (createdb, createuser)."),
    ("too many", "has no connection left", "Close other programs, or raise the server's max_connections."),
    ("starting up", "is starting", "Try again in a minute."),
    ("shutting down", "is being stopped", "Start the server again."),
    ("invalid connection option", "has an address with an unknown part", "Check what stands behind its question mark."),
    ("resolve host", "cannot be reached", "Check the server's name in the address."),
    ("connection", "cannot be reached", "Check the address and that the server is running."),
)

VERSION_TABLE = "alembic_version"
CONNECT_SECONDS = 10
"""How long a server may take to answer at all."""


def database_url(location: Path | str) -> URL:
    """The address of a database.

    Args:
        location: a database file, a workspace folder (its `DATABASE_NAME` is meant), or a URL (`postgresql://…`).

    Raises:
        WorkspaceError: an engine that is not supported, an address that cannot be read, a folder that is closed.
    """
    if isinstance(location, Path) or "://" not in location:
        path = Path(location)
        try:
            file = path / DATABASE_NAME if path.is_dir() else path
        except OSError as fault:
            raise plain_fault(fault, str(path)) from fault
        return URL.create("sqlite+pysqlite", database=str(file))
    try:
        url = make_url(location)
    except (exc.ArgumentError, ValueError) as fault:  # the latter for a port that is no number
        raise _unreadable_address() from fault
    if "@" in (url.host or ""):
        raise _unreadable_address()  # the tail of a password would be shown as part of the host
    drivers = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    name = url.drivername.partition("+")[0]
    if name not in drivers:
        raise WorkspaceError(f"Databases of the kind {name!r} are not supported.", "Use SQLite or PostgreSQL.")
    return url.set(drivername=drivers[name])


def _unreadable_address() -> WorkspaceError:
    """Never repeats the address: nobody knows which part of it is a password."""
    return WorkspaceError(
        "The address of the database cannot be read.",
        "Write postgresql://NAME:PASSWORD@HOST:PORT/DATABASE, an @ : / in name or password as %40 %3A %2F.",
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Settings of one SQLite connection: we begin transactions ourselves; nothing acknowledged is ever lost."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()
    # SQLite's own lower() knows ASCII alone; a search for "Übung" must find "übung".
    connection.create_function("lower", 1, lambda text: text and text.casefold(), deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK_KEY})")


def make_engine(url: URL) -> Engine:
    """An engine with everything this workbench asks of a connection.

    Raises:
        WorkspaceError: the driver for PostgreSQL is not installed.
    """
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS}, pool_size=4, max_overflow=60)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        patience = {"connect_timeout": CONNECT_SECONDS}
        engine = sa.create_engine(url, connect_args=patience, pool_pre_ping=True, pool_size=4, max_overflow=20)
    except ModuleNotFoundError as fault:
        advice = "Install it with `pip install align[postgresql]`."
        raise WorkspaceError("The driver for PostgreSQL is not installed.", advice) from fault
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def plain_fault(fault: Exception, place: str) -> WorkspaceError:
    """What an engine's or the system's fault means, in plain words, for the database called `place`."""
    text = str(getattr(fault, "orig", None) or fault)
    if isinstance(fault, OSError) and fault.errno == errno.ENOSPC:
        text = "no space left"
    for sign, what, advice in _FAULTS:
        if sign in text.lower():
            return WorkspaceError(f"The database {place} {what}.", advice)
    return WorkspaceError(f"The database {place} cannot be used: {text}.", "Restore a backup with `align restore`.")


def shown(url: URL) -> str:
    """The address of a database as messages show it: without a password, wherever in it that stands."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    parts = URL.create("postgresql", url.username, host=url.host, port=url.port, database=url.database)
    return parts.render_as_string()


def _is_ours(fault: Exception) -> bool:
    """Whether a fault is one of this program: wrong statements are, wrong addresses and missing rights are not."""
    if not isinstance(fault, exc.IntegrityError | exc.ProgrammingError):
        return False
    said = str(fault.orig).lower()
    return not ("permission denied for" in said or "invalid connection option" in said)


class Database:
    """An engine and its units of work; safe to share between threads, each unit having its own connection.

    Attributes:
        backups: the folder for copies; None where none was named and the database is no file.
    """

    def __init__(self, url: URL, *, backups: Path | None = None) -> None:
        self.url = url
        self.backups = backups or (self.file and self.file.parent / "backups")
        self.place = shown(url)
        self.engine = make_engine(url)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for PostgreSQL."""
        is_file = self.url.get_backend_name() == "sqlite" and self.url.database
        return Path(str(self.url.database)) if is_file else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A unit of work that only reads and sees one moment of the database."""
        snapshot = {} if self.file else {"isolation_level": "REPEATABLE READ"}
        with self._unit(snapshot) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A unit of work that may write; all of it is stored when the block ends, none of it if it raises."""
        with self._unit({"writing": True}) as connection:
            yield connection

    @contextmanager
    def _unit(self, options: dict[str, Any]) -> Iterator[Connection]:
        try:
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection
        except (exc.DataError, UnicodeEncodeError) as fault:
            raise UsageError("The text holds characters that cannot be stored (NUL or half of a pair).") from fault
        except (exc.DBAPIError, sqlite3.Error, exc.TimeoutError) as fault:
            if _is_ours(fault):
                raise
            raise plain_fault(fault, self.place) from fault

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _scripts(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "align.reviewing:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def shape_of(connection: Connection) -> str | None:
    """The version of a database's shape; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def make_tables(database: Database, shape: str | None) -> None:
    """Give an empty database the tables of a version."""
    with database.writing() as connection, _ONE_AT_A_TIME:
        command.upgrade(_scripts(connection), shape or "base")


def check_version(connection: Connection, place: str) -> tuple[str | None, str]:
    """The version of a database (None for an empty one) and the version of this program.

    Raises:
        WorkspaceError: the database was made by a newer version, or belongs to another program.
    """
    script = ScriptDirectory.from_config(_scripts())
    known = {step.revision for step in script.walk_revisions()}
    current, head = shape_of(connection), str(script.get_current_head())
    if current is not None and current not in known:
        what = f"The database {place} was made by a newer version of this program (its shape is {current!r})."
        raise WorkspaceError(what, "Update the program, or restore an older backup into another folder.")
    if current is None and sa.inspect(connection).get_table_names():
        raise WorkspaceError(f"The database {place} belongs to another program.", "Choose another file or database.")
    return current, head


def migrate(database: Database, backup: Callable[[str, datetime], object], at: datetime) -> None:
    """Bring a database to the present shape; an existing one is backed up before.

    Args:
        database: the database, which may be empty.
        backup: called with the reason and the time before a database with content is changed.
        at: the present time.

    Raises:
        WorkspaceError: see `check_version`, and whatever keeps a database from being opened or written.
    """
    with database.reading() as connection:
        current, head = check_version(connection, database.place)
    with database.writing() as connection:
        if current == head:
            return  # reaching this line shows that the database can be written to
        current, head = check_version(connection, database.place)
        if current not in (None, head):
            backup(f"before-migration-{current}-{head}", at)
        with _ONE_AT_A_TIME:
            command.upgrade(_scripts(connection), "head")
