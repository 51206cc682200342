"""A workspace whose database is on a server: named in the environment or the catalogue, kept safe, faults told."""

import json
import re
import socket
from pathlib import Path

import pytest
import sqlalchemy as sa

from align.reviewing import now, open_store
from align.reviewing.opening import database_url
from align.reviewing.operations import Accept
from tests.cli.conftest import Align
from tests.cli.test_keeping import statuses
from tests.reviewing.conftest import empty_database, postgresql
from tests.reviewing.test_opening import with_next_step

__all__ = ["empty_database", "postgresql"]

SECRET = "geheim"


def name_in_catalogue(workspace: Path, address: str) -> None:
    catalogue = workspace / "collection.toml"
    text = catalogue.read_text(encoding="utf-8")
    catalogue.write_text(text.replace('title = "Bees"', f'title = "Bees"\ndatabase = "{address}"'), encoding="utf-8")


@pytest.fixture(params=["environment", "catalogue"])
def served(
    request: pytest.FixtureRequest, workspace: Path, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A workspace that keeps its decisions on a server, which it is told of in either way."""
    if request.param == "environment":
        monkeypatch.setenv("ALIGN_DATABASE", empty_database)
    else:
        name_in_catalogue(workspace, empty_database)
    return workspace


def test_a_server_is_backed_up_restored_archived_and_replayed(
    align: Align, served: Path, empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert align("run", 1, "-w", served).code == 0
    with open_store(empty_database) as store:
        bead = store.alignment("1").beads[0]
        store.apply(Accept(bead.id), stamp=now("anna"), base={bead.id: bead.revision})
    made = json.loads(align("backup", "-w", served, "--json").out)
    assert Path(made["file"]).parent == served / "backups"
    assert align("backup", "-w", served, "--archive", tmp_path / "all.zip").code == 0
    with open_store(empty_database) as store:
        store.undo("1", stamp=now("anna"))
    assert statuses(align, served)[0] == "auto"

    back = align("restore", made["file"], "-w", served, "--json")
    assert back.code == 0, back.err
    assert Path(json.loads(back.out)["what was there"]).parent == served / "backups"
    assert statuses(align, served)[0] == "accepted"
    assert align("replay", "-w", served).code == 0
    assert not (served / "align.sqlite").exists()

    copy = tmp_path / "copy"
    assert align("restore", tmp_path / "all.zip", "--into", copy).code == 0
    monkeypatch.setenv("ALIGN_DATABASE", str(copy / "align.sqlite"))
    assert statuses(align, copy)[0] == "accepted"
    assert align("replay", "-w", copy).code == 0


def test_a_migration_on_a_server_leaves_a_backup_in_the_workspace(
    align: Align, served: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert align("run", 1, "-w", served).code == 0
    with_next_step(monkeypatch, tmp_path)
    shown = align("show", 1, "-w", served, "--json")
    assert shown.code == 0, shown.err
    (backup,) = (served / "backups").iterdir()
    assert backup.name.endswith("-before-migration-0001-0002.sqlite")


def test_a_database_of_the_catalogue_may_be_a_file_beside_it(align: Align, workspace: Path) -> None:
    name_in_catalogue(workspace, "decisions.sqlite")
    assert align("run", 1, "-w", workspace).code == 0
    assert (workspace / "decisions.sqlite").is_file()
    assert json.loads(align("status", 1, "-w", workspace, "--json").out)[0]["beads"] > 0


def test_an_archive_tells_that_its_catalogue_names_another_database(
    align: Align, workspace: Path, tmp_path: Path
) -> None:
    name_in_catalogue(workspace, "elsewhere.sqlite")
    assert align("run", 1, "-w", workspace).code == 0
    align("backup", "-w", workspace, "--archive", tmp_path / "all.zip")
    done = align("restore", tmp_path / "all.zip", "--into", tmp_path / "copy")
    assert "names another database (elsewhere.sqlite)" in done.err
    assert align("restore", tmp_path / "copy" / "align.sqlite", "-w", tmp_path / "copy").code == 0
    assert statuses(align, tmp_path / "copy") == statuses(align, workspace)


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"postgresql://anna:{SECRET}@127.0.0.1:PORT/x", "cannot be reached. Check the address and that the server"),
        (f"postgresql://anna@127.0.0.1:PORT/x?password={SECRET}", "cannot be reached"),
        (f"postgresql://anna:{SECRET}@nowhere.invalid/x", "cannot be reached. Check the server's name"),
        (f"postgresql://anna:{SECRET}@127.0.0.1:port/x", "cannot be read. Write postgresql://NAME:PASSWORD@HOST"),
        (f"postgresql://anna:{SECRET}@[::1/x", "cannot be read"),
        (f"postgresql://anna:a@{SECRET}@127.0.0.1:PORT/x", "cannot be read. Write postgresql://NAME:PASSWORD@HOST"),
        (f"postgresql://anna:{SECRET}@127.0.0.1:PORT/x?nonsense={SECRET}", "an address with an unknown part"),
        (f"mysql://anna:{SECRET}@127.0.0.1/x", "'mysql' are not supported"),
        (f"://{SECRET}", "cannot be read"),
    ],
)
@pytest.mark.parametrize("command", ["status", "backup", "replay"])
def test_a_wrong_address_is_told_without_its_password(
    align: Align, workspace: Path, monkeypatch: pytest.MonkeyPatch, address: str, said: str, command: str
) -> None:
    monkeypatch.setenv("ALIGN_DATABASE", address.replace("PORT", str(closed_port())))
    done = align(command, "-w", workspace)
    assert done.code == 8
    assert said in done.err
    assert SECRET not in done.out + done.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((r"/[^/]*$", "/nothing"), "is not there, or its role is not"),
        ((r"align@", f"nobody:{SECRET}@"), "is not there, or its role is not"),
        ((r"align@", f"guest:{SECRET}@"), "does not let this name make or change its tables"),
    ],
)
def test_a_server_that_refuses_is_told_in_plain_words(
    align: Align,
    workspace: Path,
    empty_database: str,
    monkeypatch: pytest.MonkeyPatch,
    change: tuple[str, str],
    said: str,
) -> None:
    engine = sa.create_engine(database_url(empty_database), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS guest")
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
    engine.dispose()
    monkeypatch.setenv("ALIGN_DATABASE", re.sub(*change, empty_database))
    done = align("status", "-w", workspace)
    assert (done.code, SECRET in done.err) == (8, False)
    assert said in done.err


@pytest.mark.parametrize("address", [f"postgresql://anna:{SECRET}@host/x", f"postgresql://host/x?password={SECRET}"])
def test_a_password_in_the_catalogue_is_refused_and_not_repeated(align: Align, workspace: Path, address: str) -> None:
    name_in_catalogue(workspace, address)
    done = align("status", "-w", workspace)
    assert done.code == 7
    assert "line 3: the address of the database holds a password" in done.err
    assert SECRET not in done.out + done.err


def test_the_doctor_looks_at_the_database_and_makes_none(
    align: Align, workspace: Path, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def row() -> dict[str, str]:
        found: dict[str, str] = json.loads(align("doctor", "-w", workspace, "--json").out)[-1]
        return found

    assert row() == {"part": "database", "there": "yes", "detail": f"{workspace}/align.sqlite, made by the first run"}
    assert not (workspace / "align.sqlite").exists()
    monkeypatch.setenv("ALIGN_DATABASE", empty_database.replace("align@", f"align:{SECRET}@"))
    assert row()["detail"] == empty_database
    monkeypatch.setenv("ALIGN_DATABASE", f"postgresql://anna:{SECRET}@127.0.0.1:{closed_port()}/x")
    assert (row()["there"], "cannot be reached" in row()["detail"], SECRET in row()["detail"]) == ("no", True, False)
