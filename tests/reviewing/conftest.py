"""A store on each engine, and small documents to put into it."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from align.reviewing import Store, open_store, schema
from align.reviewing.opening import database_url
from tests.reviewing.samples import paired


def _binaries() -> Path | None:
    """The folder with PostgreSQL's server programs, if there is one."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _servant() -> str | None:
    """Whom to run the server as: the server refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    pytest.skip("PostgreSQL refuses to run as root and there is no other user")


def _as(user: str | None, command: Sequence[str | Path]) -> list[str | Path]:
    return list(command) if user is None else ["runuser", "-u", user, "--", *command]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a private PostgreSQL server on the loopback interface."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed (apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="the driver for PostgreSQL is not installed")
    user = _servant()
    folder = Path(tempfile.mkdtemp(prefix="align-postgresql-"))
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    init: list[str | Path] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "align",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run(_as(user, init), check=True, capture_output=True, cwd="/")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    control: list[str | Path] = [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run(_as(user, [*control, "-o", options, "start"]), check=True, capture_output=True, cwd="/")
    try:
        yield f"postgresql://align@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(_as(user, [*control, "-m", "immediate", "stop"]), check=False, capture_output=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated(postgresql: str) -> Iterator[Store]:
    """A database on the server that has all tables."""
    with open_store(postgresql) as opened:
        yield opened


@pytest.fixture
def database(postgresql: str, migrated: Store) -> str:
    """The address of a PostgreSQL database with all tables, all of them empty."""
    with migrated.database.writing() as connection:
        for table in reversed(schema.metadata.sorted_tables):
            connection.execute(sa.delete(table))
    return postgresql


@pytest.fixture
def empty_database(postgresql: str) -> Iterator[str]:
    """The address of a PostgreSQL database of its own, without any table."""
    name = f"test_{secrets.token_hex(6)}"
    engine = sa.create_engine(database_url(postgresql), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield f"{postgresql.rpartition('/')[0]}/{name}"
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_location(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a database may be made whose shape the test changes, on each engine."""
    if request.param == "sqlite":
        return tmp_path / "align.sqlite"
    address: str = request.getfixturevalue("empty_database")
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a store may be made, on each engine."""
    if request.param == "sqlite":
        return tmp_path / "align.sqlite"
    address: str = request.getfixturevalue("database")
    return address


@pytest.fixture
def store(location: Path | str) -> Iterator[Store]:
    """An empty store on each engine."""
    with open_store(location) as opened:
        yield opened


@pytest.fixture
def document(store: Store) -> Store:
    """A store with document "3": six sentences on each side, paired one to one."""
    paired(store, "3", 6, 6, [((i,), (i,)) for i in range(6)])
    return store
