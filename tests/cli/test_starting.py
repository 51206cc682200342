"""Only what a command needs is imported for it."""

import subprocess
import sys
from importlib import import_module

import pytest
import typer

from align.cli.main import COMMANDS, assembled
from tests.cli.conftest import Align


def names(app: typer.Typer) -> tuple[str, ...]:
    return tuple(one.name or one.callback.__name__ for one in app.registered_commands if one.callback)


@pytest.mark.parametrize("module", COMMANDS)
def test_each_module_has_the_commands_that_the_table_says(module: str) -> None:
    app = typer.Typer()
    import_module(f"align.cli.{module}").register(app)
    assert names(app) == COMMANDS[module]


def test_all_commands_are_there_where_none_or_an_unknown_one_is_called() -> None:
    everything = tuple(name for commands in COMMANDS.values() for name in commands)
    assert names(assembled()) == names(assembled("frobnicate")) == everything
    assert names(assembled("pair")) == ("pair",)


def test_an_unknown_command_is_told_what_it_may_have_been(align: Align) -> None:
    done = align("exprot", "3")
    assert done.code == 2
    assert "export" in done.err


def test_pairing_two_files_needs_no_database() -> None:
    script = "import sys; from align.cli.main import run; run(['pair', '--help']); print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "--source-language" in done.stdout
    assert done.stdout.splitlines()[-1] == "False"
