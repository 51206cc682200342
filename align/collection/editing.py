"""Correcting an entry of the catalogue: only the lines of its changed facts are touched, every other byte stays.

The entry's own stretch of the file is cut out, edited by tomlkit (which keeps comments and the writer's spacing), and
put back. What comes out is read by the catalogue's own reader before it takes the file's place.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit

from align.collection.catalogue import CATALOGUE_NAME, Collection, Entry, entry_key, parse_collection
from align.errors import CatalogueError, ConflictError, WorkspaceError
from align.files import locked_folder, replacing

FACTS = (
    "title_de",
    "title_en",
    "date",
    "shelfmark",
    "folios",
    "translator",
    "publisher",
    "address",
    "languages",
    "remarks",
)
"""What can be corrected: number and files stay, since decisions and exports hang on them."""

_BEGINNING = re.compile(r"^[ \t]*\[\[[ \t]*document[ \t]*\]\]", re.MULTILINE)
_MARK = "\ufeff"  # which some editors put first
_ANY_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def change_entry(folder: Path, seen: Entry, wanted: Entry) -> Collection:
    """Bring the facts of an entry to what is wanted; facts that are as they were seen are not touched.

    Args:
        folder: the workspace.
        seen: the entry as the person saw it before changing it.
        wanted: the same entry with other facts (`FACTS`).

    Returns:
        The catalogue as it now stands.

    Raises:
        ConflictError: somebody has changed one of these facts otherwise since it was seen; nothing was written.
        CatalogueError: the entry is gone, a value breaks the catalogue's rules, or the entry is written in a way that
            only a person can edit.
        WorkspaceError: the file cannot be read or written.
    """
    path = folder / CATALOGUE_NAME
    try:
        with locked_folder(folder):
            before = path.read_bytes()
            standing = parse_collection(before, path)
            entry = standing.entry(seen.number)
            changes = _changes(entry, seen, wanted)
            if not changes:
                return standing
            at = [entry_key(one.number) for one in standing.entries].index(entry_key(seen.number))
            text = before.decode("utf-8")
            mark = _MARK if text.startswith(_MARK) else ""
            after = (mark + _edited(text.removeprefix(mark), at, changes, path)).encode("utf-8")
            changed = parse_collection(after, path)
            _require_others_alike(standing, changed, at, path)
            with replacing(path.resolve()) as stream:
                stream.write(after)
    except OSError as exc:
        what = f"{path} cannot be changed: {exc.strerror or exc}."
        raise WorkspaceError(what, "Check its permissions and the free space; nothing was changed.") from exc
    return changed


def _changes(entry: Entry, seen: Entry, wanted: Entry) -> dict[str, Any]:
    """What is to be written; refuses what somebody else has changed in the meantime."""
    found = {}
    for name in FACTS:
        was, now, new = (getattr(one, name) for one in (seen, entry, wanted))
        if new in (was, now):
            continue
        if now != was:
            shown = ", ".join(now) if isinstance(now, tuple) else now
            raise ConflictError(
                f"Somebody else has changed {name} of document {seen.number} since you looked: it is now “{shown}”.",
                "Look at the entry again, and change it then; nothing was overwritten.",
            )
        found[name] = new
    return found


def _require_others_alike(before: Collection, after: Collection, at: int, path: Path) -> None:
    """The last guard against a fault of ours: nothing but this entry may have changed."""
    kept, now = (replace(one, entries=(*one.entries[:at], *one.entries[at + 1 :])) for one in (before, after))
    if kept != now:
        raise CatalogueError(f"{path} is written in a way that cannot be changed safely.", "Edit the file by hand.")


def _edited(text: str, at: int, changes: dict[str, Any], path: Path) -> str:
    start, end = _stretch(text, at, path)
    body = text[start:end]
    line_end = "\r\n" if "\r\n" in body else "\n"
    table = tomlkit.parse(body.replace("\r\n", "\n"))
    entry: Any = table["document"]
    for name, value in changes.items():
        entry[0][name] = list(value) if isinstance(value, tuple) else value
    return text[:start] + _tidy(tomlkit.dumps(table), body).replace("\n", line_end) + text[end:]


def _tidy(edited: str, before: str) -> str:
    """The stretch ends as it ended: with a line end, or without one at the end of the file."""
    return edited.rstrip("\n") + ("\n" if before.endswith("\n") else "")


def _stretch(text: str, at: int, path: Path) -> tuple[int, int]:
    """Where the entry stands: from its head to the end of its last value, without the comments that follow.

    A head may stand in a text of several lines, where it is none; what is cut out must read as this entry and no more.
    """
    meant = tomllib.loads(text.replace("\r\n", "\n"))["document"][at]
    for match in _BEGINNING.finditer(text):
        end = next((end for end in _ends(text, match.end()) if _entry(text[match.start() : end])), None)
        if end is not None and _entry(text[match.start() : end]) == meant:
            return match.start(), _without_comments(text, match.start(), end, meant)
    raise CatalogueError(
        f"{path}: document {meant.get('number')} is not written as a [[document]] of its own.",
        "Edit the file by hand.",
    )


def _ends(text: str, start: int) -> Iterator[int]:
    yield from (match.start() for match in _ANY_TABLE.finditer(text, start))
    yield len(text)


def _entry(part: str) -> dict[str, Any] | None:
    """The entry that a part of the file is, whole; None for a part that is cut off inside a value, or empty."""
    try:
        read = tomllib.loads(part.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        return None
    documents: list[dict[str, Any]] = read.get("document", [])
    return documents[0] if [*read] == ["document"] and len(documents) == 1 else None


def _without_comments(text: str, start: int, end: int, meant: dict[str, Any]) -> int:
    """The end of the entry's last value: comments and empty lines behind it belong to what follows."""
    lines = text[start:end].splitlines(keepends=True)
    while not lines[-1].strip() or lines[-1].lstrip().startswith("#"):
        if _entry("".join(lines[:-1])) != meant:
            break  # it belongs to a value of several lines
        lines.pop()
    return start + sum(map(len, lines))
