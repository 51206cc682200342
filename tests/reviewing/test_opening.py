"""Opening, making, migrating; and every way in which a database cannot be used, in plain words."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from align.errors import WorkspaceError
from align.reviewing import DATABASE_NAME, Store, open_store, schema
from align.reviewing import operations as ops
from align.reviewing.backups import backups
from align.reviewing.history import last_event
from align.reviewing.opening import database_url
from tests.reviewing.samples import Clock, base, do, german, ids, paired, save_reading, snapshot, sound


def test_a_folder_gets_a_database_of_the_usual_name(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    assert (tmp_path / DATABASE_NAME).is_file()
    with open_store(str(tmp_path / DATABASE_NAME)) as store:
        assert store.documents() == ()


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        paired(store, "3", 2, 2, [((0,), (0,)), ((1,), (1,))])
        before = snapshot(store)
    with open_store(tmp_path) as store:
        assert snapshot(store) == before
    assert not (tmp_path / "backups").exists()


def test_the_migrations_make_exactly_the_tables_of_the_schema(store: Store) -> None:
    with store.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_sqlite_is_set_up_so_that_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, store.database.reading() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked] == ["wal", 2, 1]


def test_foreign_keys_are_enforced(store: Store) -> None:
    paired(store, "3", 1, 1, [((0,), (0,))])
    with pytest.raises(sa.exc.IntegrityError), store.database.writing() as connection:
        connection.execute(sa.delete(schema.beads))


def test_a_sentence_cannot_stand_in_two_beads_whatever_a_program_does(document: Store) -> None:
    reviewed = document.alignment("3")
    row = {"sentence": reviewed.source_ids[0], "bead": reviewed.beads[1].id, "side": "source", "ordinal": 1}
    with pytest.raises(sa.exc.IntegrityError), document.database.writing() as connection:
        connection.execute(sa.insert(schema.members), [row])


def test_a_unit_of_work_that_fails_leaves_nothing(document: Store) -> None:
    before = snapshot(document)

    def half_done() -> None:
        with document.database.writing() as connection:
            connection.execute(sa.update(schema.beads).values(remark="half done"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_done()
    assert snapshot(document) == before


def age(file: Path, statements: list[str]) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_database_of_a_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    file = tmp_path / DATABASE_NAME
    age(file, ["UPDATE alembic_version SET version_num = '9999'"])
    before = file.read_bytes()
    with pytest.raises(WorkspaceError, match=r"made by a newer version .* Update the program"):
        open_store(tmp_path)
    assert file.read_bytes() == before


def test_a_migration_is_preceded_by_a_backup_in_the_old_shape(
    empty_location: Path | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(empty_location) as store:
        paired(store, "3", 2, 2, [((0,), (0,)), ((1,), (1,))])
        before = snapshot(store)
    with_next_step(monkeypatch, tmp_path)
    at = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
    with open_store(empty_location, at=at, backups=tmp_path / "backups") as store:
        assert snapshot(store) == before
        assert sa.inspect(store.database.engine).has_table("next_step")
        (made,) = backups(store.database)
    assert made.file == tmp_path / "backups" / "align-20260331T120000000000Z-before-migration-0001-0002.sqlite"
    with closing(sqlite3.connect(made.file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    monkeypatch.undo()
    with open_store(made.file) as store:
        assert snapshot(store) == before
        sound(store)


def test_a_server_of_an_older_shape_is_not_touched_without_a_place_for_the_backup(
    empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(empty_database) as store:
        paired(store, "3", 1, 1, [((0,), (0,))])
        before = snapshot(store)
    with_next_step(monkeypatch, tmp_path)
    with pytest.raises(WorkspaceError, match="not known where to put the backup"):
        open_store(empty_database)
    monkeypatch.undo()
    with open_store(empty_database) as store:
        assert snapshot(store) == before


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path) as store:
        paired(store, "3", 1, 1, [((0,), (0,))])
        before = snapshot(store)
    with_next_step(monkeypatch, tmp_path, body="op.execute('CREATE TABLE half (a)')\n    raise RuntimeError('no')")
    with pytest.raises(RuntimeError):
        open_store(tmp_path)
    monkeypatch.undo()
    with open_store(tmp_path) as store:
        assert snapshot(store) == before
        assert not sa.inspect(store.database.engine).has_table("half")


def with_next_step(
    monkeypatch: pytest.MonkeyPatch, folder: Path, body: str = "op.execute('CREATE TABLE next_step (a INTEGER)')"
) -> None:
    """Make this program one version newer: the migrations with one more step."""
    import align.reviewing.migrations
    from align.reviewing import opening

    steps = folder / "steps"
    shutil.copytree(Path(align.reviewing.migrations.__file__).parent, steps)
    text = (
        f'from alembic import op\nrevision = "0002"\ndown_revision = "0001"\n\n\ndef upgrade() -> None:\n    {body}\n'
    )
    (steps / "versions" / "v0002_next.py").write_text(text)
    original = opening._scripts

    def newer(connection: object = None) -> object:
        config = original(connection)  # type: ignore[arg-type]
        config.set_main_option("script_location", str(steps))
        return config

    monkeypatch.setattr(opening, "_scripts", newer)


def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "notes.sqlite"
    file.write_text("Dear reader, this is a letter and no database at all. " * 20)
    before = file.read_bytes()
    with pytest.raises(WorkspaceError, match="is not a database of this workbench"):
        open_store(file)
    assert file.read_bytes() == before


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    age(file, ["CREATE TABLE bookmarks (url TEXT)"])
    with pytest.raises(WorkspaceError, match="belongs to another program"):
        open_store(file)


def test_a_folder_that_does_not_exist_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"cannot be opened\. Check that the folder exists"):
        open_store(tmp_path / "nowhere" / "align.sqlite")


@pytest.mark.parametrize("address", ["mysql://localhost/align", "mongodb://x", "no scheme://?"])
def test_an_engine_that_is_not_supported_is_told_so(address: str) -> None:
    with pytest.raises(WorkspaceError):
        open_store(address)


def test_a_server_that_does_not_answer_is_told_so() -> None:
    with pytest.raises(WorkspaceError, match="cannot be reached"):
        open_store("postgresql://nobody@127.0.0.1:9/align")


def test_a_password_is_not_shown_in_a_message() -> None:
    with pytest.raises(WorkspaceError) as caught:
        open_store("postgresql://nobody:geheim@127.0.0.1:9/align")
    assert "geheim" not in str(caught.value)


BACKEND = "SELECT pg_backend_pid()"


def end(other: Store, backend: int) -> None:
    """Let the server end a connection."""
    with other.database.reading() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend({backend})")


def test_a_connection_that_the_server_ends_in_the_middle_of_writing_leaves_nothing(database: str) -> None:
    with open_store(database) as store, open_store(database) as other:
        paired(store, "3", 2, 2, [((0,), (0,)), ((1,), (1,))])
        before = snapshot(store)

        def write() -> None:
            with store.database.writing() as connection:
                connection.execute(sa.update(schema.beads).values(remark="half done"))
                end(other, connection.exec_driver_sql(BACKEND).scalar_one())
                connection.exec_driver_sql(BACKEND)

        with pytest.raises(WorkspaceError, match=r"cannot be reached\. Check the address and that the server is"):
            write()
        assert snapshot(store) == before
        sound(store)


def test_a_connection_that_the_server_ended_meanwhile_is_replaced(database: str) -> None:
    with open_store(database) as store, open_store(database) as other:
        paired(store, "3", 1, 1, [((0,), (0,))])
        with store.database.reading() as connection:
            backend = connection.exec_driver_sql(BACKEND).scalar_one()
        end(other, backend)
        sound(store)


def test_addresses_are_understood() -> None:
    assert database_url("postgres://anna@host/align").drivername == "postgresql+psycopg"
    assert database_url("postgresql+psycopg://anna@host/align").drivername == "postgresql+psycopg"
    assert database_url("sqlite:////tmp/a.sqlite").database == "/tmp/a.sqlite"
    assert database_url("some/file.sqlite").database == "some/file.sqlite"


def test_a_full_disk_is_told_so_and_harms_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        paired(store, "3", 2, 2, [((0,), (0,)), ((1,), (1,))])
        before = snapshot(store)
        with store.database.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        sa.event.listen(
            store.database.engine, "connect", lambda dbapi, _: dbapi.execute(f"PRAGMA max_page_count = {pages + 1}")
        )
        store.close()
        with pytest.raises(WorkspaceError, match=r"the disk is full\. Free some space"):
            save_reading(store, "4", "source", german(400))
        assert snapshot(store) == before
        sound(store)


def test_a_database_that_another_program_holds_is_told_so(tmp_path: Path) -> None:
    with open_store(tmp_path) as store, closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as other:
        sa.event.listen(store.database.engine, "connect", lambda dbapi, _: dbapi.execute("PRAGMA busy_timeout = 50"))
        store.close()
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="being written to by another program"):
            save_reading(store, "4", "source", german(1))


READ_ONLY = """
import os, sys
from align.errors import WorkspaceError
from align.reviewing import open_store
open_store(sys.argv[2]).close()  # so that everything is imported before rights are given up
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    open_store(sys.argv[1])
except WorkspaceError as fault:
    print(fault)
"""


@pytest.mark.parametrize("existing", [True, False], ids=["an existing database", "a new one"])
def test_a_read_only_folder_is_told_so(tmp_path: Path, existing: bool) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    file = folder / "align.sqlite"
    if existing:
        open_store(file).close()
        file.chmod(0o444)
    folder.chmod(0o555)
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(parent.stat().st_mode | 0o055)
    command = [sys.executable, "-c", READ_ONLY, str(file), str(tmp_path / "warm.sqlite")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    assert "cannot be" in done.stdout, done.stderr
    assert "right to" in done.stdout or "may write" in done.stdout


def test_two_programs_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    code = "import sys; from align.reviewing import open_store; open_store(sys.argv[1]).close()"
    command = [sys.executable, "-c", code, str(tmp_path)]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for one in started:
        _, faults = one.communicate(timeout=120)
        assert one.returncode == 0, faults
    with open_store(tmp_path) as store:
        sound(store)


def test_tampering_with_the_tables_is_found_by_replaying(document: Store) -> None:
    from align.reviewing.replaying import replay

    bead = ids(document)[0]
    do(document, ops.Accept(bead), Clock()())
    with document.database.writing() as connection:
        connection.execute(sa.update(schema.beads).where(schema.beads.c.id == bead).values(reviewer="mallory"))
    (difference,) = replay(document)
    assert (difference.kind, difference.row) == ("bead", bead)
    with document.database.writing() as connection:
        connection.execute(sa.delete(schema.members).where(schema.members.c.bead == bead))
    found = {(difference.kind, difference.what) for difference in replay(document)}
    assert ("document", f"Pair {bead} is empty.") in found
    assert ("document", "Not every source sentence stands in exactly one pair.") in found


def test_a_missing_event_is_found_by_replaying(document: Store) -> None:
    from align.reviewing.replaying import replay

    do(document, ops.Accept(ids(document)[0]), Clock()())
    operation = ops.Flag(ids(document)[0])
    document.apply(operation, stamp=Clock("x")(), base=base(document, operation))
    seq = last_event(document) - 1
    with document.database.writing() as connection:
        connection.execute(sa.delete(schema.changes).where(schema.changes.c.seq == seq))
        connection.execute(sa.delete(schema.events).where(schema.events.c.seq == seq))
    kinds = {difference.kind for difference in replay(document)}
    assert kinds == {"bead", "database"}
