"""The entry point: assembles the commands and turns errors into a message and an exit code."""

import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from align import __version__
from align.cli.printing import err
from align.errors import AlignError

_INTERRUPTED = 130

COMMANDS: dict[str, tuple[str, ...]] = {
    "workspace": ("status", "read", "run", "export", "show"),
    "pairing": ("pair",),
    "measuring": ("evaluate", "benchmark", "train"),
    "collection": ("new", "add", "fetch", "doctor"),
    "keeping": ("review", "backup", "restore", "replay"),
}
"""The commands of each module, in the order of the help. Only the module of the command that is called is imported:
half of the time to start would go into libraries that it does not need."""


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"align {__version__}\n")
        raise typer.Exit


def options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Pair German originals with their English translations, sentence by sentence, beside the scan."""


def assembled(wanted: str = "") -> typer.Typer:
    """The command line.

    Args:
        wanted: the command that is called; all are there if there is none of that name.
    """
    app = typer.Typer(
        name="align",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
        help="Pair German originals with their English translations, sentence by sentence, beside the scan.",
    )
    app.callback()(options)
    having = [module for module, commands in COMMANDS.items() if wanted in commands]
    for module in having or COMMANDS:
        import_module(f"align.cli.{module}").register(app)
    return app


def main() -> None:
    """Run a command; end with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command.

    Returns:
        0 when it did what it was asked; 2 for a wrong call; the `exit_code` of an AlignError; 70 for a fault of
        ours (its traceback goes to a file); 130 when interrupted.
    """
    try:
        called = next((argument for argument in arguments if not argument.startswith("-")), "")
        assembled(called)(args=arguments, prog_name="align")
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        if code == _INTERRUPTED:
            err.print("Stopped. What was finished is kept; the same command goes on from there.")
        return code
    except AlignError as error:
        return _complain(error)
    except Exception:  # the one catch-all of the command line
        return _apologise()
    return 0


def _complain(error: AlignError) -> int:
    err.print("[bold red]align:[/] ", end="")
    err.print(error.what, markup=False, highlight=False)
    if error.advice:
        err.print(error.advice, markup=False, highlight=False)
    return error.exit_code


def _apologise() -> int:
    with tempfile.NamedTemporaryFile("w", prefix="align-fault-", suffix=".txt", delete=False) as log:
        traceback.print_exc(file=log)
    last = traceback.format_exc().strip().splitlines()[-1]
    err.print(f"align {__version__} has a fault of its own: {last}", markup=False)
    err.print(f"Nothing that was kept before is lost. Please report it with {Path(log.name)}.", markup=False)
    return 70
