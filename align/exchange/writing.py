"""Writing a file of text, and what a writer reports."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from align.exchange.bitext import Bitext
from align.files import new_file

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What came of an export.

    Attributes:
        written: beads in the file.
        left_out: beads that the format has no place for.
        side_files: files written beside it, which hold what was left out.
    """

    written: int
    left_out: int = 0
    side_files: tuple[Path, ...] = ()


Writer = Callable[[Bitext, Path], WriteReport]


def write_text(path: Path, parts: Iterator[str]) -> None:
    """Write the parts one after the other as UTF-8, line ends as they are, lone surrogates as U+FFFD.

    Raises:
        WorkspaceError: as `files.new_file`.
    """
    with new_file(path) as stream:
        for part in parts:
            stream.write(_LONE_SURROGATE.sub("\ufffd", part).encode("utf-8"))
