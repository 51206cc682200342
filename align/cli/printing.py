"""How results look on a terminal: a table for people, JSON for programs, progress on standard error."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

_NONE = ("", "–")  # where there is no number
_PAPER = 110  # columns of a table that goes into a file or a log
_NARROWEST = 12  # columns that a shortened cell keeps on the narrowest terminal

out = Console(highlight=False, width=None if sys.stdout.isatty() else _PAPER)
err = Console(stderr=True, highlight=False)


def print_json(value: object) -> None:
    """One JSON document on standard output, umlauts as they are."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_table(
    columns: Sequence[str], rows: Sequence[Sequence[object]], *, title: str = "", shorten: str = ""
) -> None:
    """A table; numbers to the right, document text never read as markup, the column `shorten` cut to what is left."""
    cells = [[_cell(value) for value in row] for row in rows]
    table = Table(title=title or None, title_justify="left", header_style="bold", box=None, padding=(0, 1, 0, 0))
    for position, name in enumerate(columns):
        numeric = bool(rows) and all(isinstance(row[position], (int, float)) or row[position] in _NONE for row in rows)
        table.add_column(name, justify="right" if numeric else "left", no_wrap=bool(shorten), overflow="fold")
    if shorten in columns:
        at = columns.index(shorten)
        taken = sum(max(map(cell_len, column)) + 1 for column in zip(columns, *cells, strict=True))
        room = max(_NARROWEST, out.width - taken + max(cell_len(row[at]) for row in [columns, *cells]))
        cells = [[*row[:at], _cut(row[at], room), *row[at + 1 :]] for row in cells]
    for row in cells:
        table.add_row(*map(Text, row))
    out.print(table)


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "…"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}"
    return "" if value is None else str(value)


def print_records(records: Sequence[Mapping[str, Any]], *, as_json: bool, title: str = "") -> None:
    """The same records as a table for people or as JSON for programs."""
    if as_json:
        print_json(list(records))
    elif records:
        print_table(list(records[0]), [list(record.values()) for record in records], title=title)


def print_facts(facts: Mapping[str, object], *, as_json: bool) -> None:
    """One record: a line a fact for people, or a JSON object."""
    if as_json:
        print_json(facts)
    else:
        print_table(("", ""), [(name, str(value)) for name, value in facts.items()])


def say(message: str) -> None:
    """A line for people on standard error, so that standard output stays a program's."""
    err.print(Text(message))


@contextmanager
def steps() -> Iterator[Callable[[str, int, int], None]]:
    """Progress bars on standard error: call the yielded function with (label, done, total)."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
    )
    tasks: dict[str, TaskID] = {}
    with bar:

        def step(label: str, done: int, total: int) -> None:
            if label not in tasks:
                tasks[label] = bar.add_task(label, total=None)
            bar.update(tasks[label], completed=done, total=total)

        yield step


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """One progress bar on standard error: call the yielded function with (done, total)."""
    with steps() as step:
        yield lambda done, total: step(label, done, total)
