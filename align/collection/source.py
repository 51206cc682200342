"""The text of a catalogue, and where in it a fault lies."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.errors import CatalogueError

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*document[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A catalogue's text with its path; its methods check values and name file and line of what is wrong.

    `document` is the 0-based position of the entry a value belongs to, None for a value outside the entries.
    """

    path: Path
    text: str

    def fault(self, what: str, advice: str, *, key: str = "", document: int | None = None) -> CatalogueError:
        """The error to raise for a fault at `key`."""
        line = self.line_of(key, document)
        return CatalogueError(f"{self.path}{f', line {line}' if line else ''}: {what}.", advice)

    def line_of(self, key: str, document: int | None = None) -> int | None:
        """1-based line of a key or table header; the entry's first line where the entry has no such key.

        TOML readers do not keep lines, so this searches the text; None where the search finds nothing.
        """
        headers = [match.start() for match in _HEADER.finditer(self.text)]
        entry = headers[document] if document is not None and document < len(headers) else None
        wanted = re.compile(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[\]=.]", re.MULTILINE)
        if entry is None:
            match = wanted.search(self.text)
        else:
            ends = [*headers, len(self.text)]
            match = wanted.search(self.text, entry, ends[headers.index(entry) + 1]) or wanted.search(
                self.text, 0, headers[0]
            )
        at = match.start() if match else entry
        return None if at is None else self.text.count("\n", 0, at) + 1

    def parse(self) -> dict[str, Any]:
        """The text as TOML."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as exc:
            where = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(exc))
            what = str(exc)[: where.start()].strip() if where else str(exc)
            line = where[1] if where and where[1] else str(self.text.count("\n") + 1)
            raise CatalogueError(
                f"{self.path}, line {line}: {what}.", "See https://toml.io for how to write it."
            ) from exc

    def table(self, content: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """The table `name`, empty if there is none."""
        table = content.get(name, {})
        if not isinstance(table, dict):
            raise self.fault(f"{name!r} must be a table", f"Write [{name}] on a line of its own.", key=name)
        return table

    def check_keys(
        self, table: Mapping[str, Any], known: Sequence[str], where: str, document: int | None = None
    ) -> None:
        """A misspelt key must not pass for one that was left out."""
        for key in table:
            if key not in known:
                raise self.fault(
                    f"unknown key {key!r} in {where}", f"Known keys: {', '.join(known)}.", key=key, document=document
                )

    def string(self, value: object, key: str, document: int | None = None) -> str:
        """The value as text."""
        if not isinstance(value, str):
            raise self.fault(f"{key} must be text", f'Write {key} = "…" in quotes.', key=key, document=document)
        return value

    def strings(self, value: object, key: str, document: int | None = None) -> tuple[str, ...]:
        """The value as texts."""
        if not isinstance(value, list):
            raise self.fault(f"{key} must be a list", f'Write {key} = ["…", "…"].', key=key, document=document)
        return tuple(self.string(item, key, document) for item in value)


def decode(data: bytes, path: Path) -> Source:
    """The bytes as text: UTF-8, with or without the mark that some editors put first, lines ended in any way.

    Raises:
        CatalogueError: not UTF-8.
    """
    try:
        return Source(path, data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise CatalogueError(f"{path}, line {line}: not UTF-8 text.", "Save the file as UTF-8.") from exc
