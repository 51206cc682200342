"""Tables and lists typed in columns: participants and their functions, two signatures side by side."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.model import Line
from align.text.typescript.strips import WIDE_GAP, is_spaced, part_of

ALIGNED = 2
"""Characters by which the second column may wander."""

TABLE_GAP = 5
"""Blanks between the columns in at least one row; smaller gaps in two lines may be words that OCR lost."""

PERSON = re.compile(r"(Gen\.|Genn?\.|Genosse|Genossin|Herr|Frau|General\w*|Oberst\w*|Major|Dr\.)\s+\S.*")
"""How a line of a list of participants begins."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a line or more for each cell, left to right."""

    cells: tuple[tuple[Line, ...], ...]


def cells_of(line: Line) -> tuple[tuple[int, Line], ...]:
    """The stretches between wide gaps, each with the column at which it begins; one for a line without."""
    if is_spaced(line.text):
        return ((line.indent, line),)
    cells, start = [], 0
    for match in re.finditer(rf"\S+(?:\s{{1,{WIDE_GAP - 1}}}\S+)*", line.text):
        size = len(match[0].split())
        cells.append((line.indent + match.start(), part_of(line, range(start, start + size), match[0])))
        start += size
    return tuple(cells)


def table_at(lines: Sequence[Line]) -> int:
    """How many lines from the first on are rows of one table with two columns; 0 if the first is none.

    A row has two cells, the second beginning where that of the first row does; a line with nothing but a second
    cell goes on with it. One row alone is a table nowhere.
    """
    column = _second_column(lines[0])
    if column is None:
        return 0
    rows, count, widest = 0, 0, 0
    for position, line in enumerate(lines):
        second = _second_column(line)
        if second is not None and abs(second - column) <= ALIGNED:
            rows += 1
            widest = max(widest, second - line.indent - len(cells_of(line)[0][1].text))
            count = position + 1
        elif second is None and abs(line.indent - column) <= ALIGNED and line.gap == 0:
            count = position + 1
        else:
            break
    return count if rows >= 2 and widest >= TABLE_GAP else 0


def _second_column(line: Line) -> int | None:
    cells = cells_of(line)
    return cells[1][0] if len(cells) == 2 else None


def rows_of(lines: Sequence[Line]) -> tuple[Row, ...]:
    """Rows of the table that `lines` are."""
    rows: list[list[list[Line]]] = []
    for line in lines:
        cells = [cell for _, cell in cells_of(line)]
        if len(cells) == 1:
            rows[-1][-1].append(cells[0])
        elif rows and line.gap == 0 and _goes_on(rows[-1], cells):
            for above, cell in zip(rows[-1], cells, strict=True):
                above.append(cell)
        else:
            rows.append([[cell] for cell in cells])
    return tuple(Row(tuple(tuple(cell) for cell in row)) for row in rows)


def _goes_on(row: Sequence[Sequence[Line]], cells: Sequence[Line]) -> bool:
    """Whether every cell goes on with the one above it: in lower case, or after a hyphen."""
    return len(row) == len(cells) and all(
        cell.text[:1].islower() or above[-1].text.endswith("-") for above, cell in zip(row, cells, strict=True)
    )


def read_down(rows: Sequence[Row]) -> bool:
    """Whether the columns are two texts side by side (signatures), to be read one after the other."""
    return any(len(row.cells) == 2 and len(row.cells[0]) > 1 and len(row.cells[1]) > 1 for row in rows)


def names_then_functions(lines: Sequence[Line]) -> int:
    """How many persons, one a line, are followed by as many lines that are their functions; 0 if it is not so.

    That is how a table comes out of a text layer that was read column by column.
    """
    count = 0
    while count < len(lines) and PERSON.fullmatch(lines[count].text):
        count += 1
    functions = lines[count : 2 * count]
    if count < 2 or len(functions) < count:
        return 0
    short = all(len(line.text) < 60 and not PERSON.fullmatch(line.text) for line in functions)
    ends = len(lines) == 2 * count or lines[2 * count].gap > 0
    return count if short and ends and all(line.gap == 0 for line in functions[1:]) else 0


def zipped(lines: Sequence[Line], count: int) -> Iterator[Row]:
    """Rows from `count` names and the `count` functions after them."""
    for name, function in zip(lines[:count], lines[count : 2 * count], strict=True):
        yield Row(((name,), (replace(function, indent=0),)))
