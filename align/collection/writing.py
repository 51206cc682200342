"""Making a workspace, and adding to its catalogue without touching a line that a person wrote."""

from dataclasses import fields, replace
from pathlib import Path

import tomlkit

from align.collection.catalogue import CATALOGUE_NAME, Collection, Entry, entry_key, load_collection, parse_collection
from align.collection.files import FOLDERS
from align.errors import CatalogueError, WorkspaceError
from align.files import locked_folder, replacing

_EMPTY = """\
# The catalogue of this collection: one [[document]] per pair of texts. `align add` writes entries; you may edit them.
# A file belongs to a document if its name begins with the document's number (`originals/3.pdf`,
# `translations/03_note.txt`), or if the entry names it: original = "originals/scan.pdf".

[collection]
title = ""

# What an entry does not say itself is taken from here.
[defaults]
languages = ["de", "en"]

# Regular expressions for lines that are not text, besides those known anyway; each fits a whole stretch of a line.
[cleaning]
stamps = []         # the archive's name on a folio stamp
copy_stamps = []    # marks left by copying, at the edges of a page
running_heads = []  # heads and feet
page_numbers = []   # typed page numbers, at the top or bottom
noise = []          # dirt
keep = []           # text, although something above fits

# Further abbreviations that do not end a sentence, for example "Verf." or "Ltr.".
[sentences]
abbreviations = []
"""


def new_collection(folder: Path) -> Path:
    """Make an empty workspace in `folder` (which may exist, with other files); returns its catalogue's path.

    Raises:
        WorkspaceError: there is one already, or the folder cannot be written to.
    """
    path = folder / CATALOGUE_NAME
    try:
        for name in FOLDERS.values():
            (folder / name).mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_EMPTY)
    except FileExistsError as exc:
        raise WorkspaceError(
            f"{exc.filename} is there already.", "Nothing was changed; choose another folder for a new workspace."
        ) from exc
    except OSError as exc:
        raise _not_written(folder, exc) from exc
    return path


def add_entry(folder: Path, entry: Entry) -> Collection:
    """Append an entry to the catalogue of the workspace `folder`; comments and order of the file stay as they are.

    Args:
        folder: the workspace.
        entry: its `number` may be "" for the next free one. Paths are taken relative to the current folder and written
            relative to the workspace if they lie in it, else absolute.

    Returns:
        The catalogue as it now stands, the new entry last.

    Raises:
        CatalogueError: the number is taken, a file is not there, or a value breaks the catalogue's rules.
        WorkspaceError: no catalogue there, or it cannot be written.
    """
    path = folder / CATALOGUE_NAME
    load_collection(folder)  # there must be one
    try:
        with locked_folder(folder):
            return _appended(path, entry)
    except OSError as exc:
        raise _not_written(folder, exc) from exc


def _appended(path: Path, entry: Entry) -> Collection:
    before = path.read_bytes()
    collection = parse_collection(before, path)
    if entry_key(entry.number) in {entry_key(known.number) for known in collection.entries}:
        raise CatalogueError(
            f"{path} has a document {entry.number!r} already.", "Choose another number, or edit its entry in the file."
        )
    entry = replace(
        entry,
        number=entry.number.strip() or next_number(collection),
        original=_relative(entry.original, path.parent),
        translation=_relative(entry.translation, path.parent),
    )
    after = before + (b"" if before.endswith(b"\n") or not before else b"\n") + _block(entry).encode()
    changed = parse_collection(after, path)
    with replacing(path.resolve()) as stream:
        stream.write(after)
    return changed


def next_number(collection: Collection) -> str:
    """The number that an entry without one gets: one more than the highest; names that are no numbers do not count."""
    keys = (entry_key(entry.number) for entry in collection.entries)
    return str(max((int(key) for key in keys if key.isdecimal()), default=0) + 1)


def _relative(file: Path | None, folder: Path) -> Path | None:
    if file is None:
        return None
    if not file.is_file():
        raise CatalogueError(f"There is no file {file}.", "Check the path; nothing was added.")
    file, folder = file.resolve(), folder.resolve()
    return file.relative_to(folder) if file.is_relative_to(folder) else file


def _block(entry: Entry) -> str:
    """The entry as TOML, without what it leaves at the default."""
    table = tomlkit.table()
    for item in fields(Entry):
        value = getattr(entry, item.name)
        if item.name == "number" or value != item.default:
            table[item.name] = _plain(value)
    block = tomlkit.document()
    block["document"] = tomlkit.aot()
    block["document"].append(table)
    return "\n" + tomlkit.dumps(block)


def _plain(value: str | Path | tuple[str, ...]) -> str | list[str]:
    if isinstance(value, Path):
        return value.as_posix()
    return list(value) if isinstance(value, tuple) else value


def _not_written(folder: Path, exc: OSError) -> WorkspaceError:
    return WorkspaceError(
        f"The workspace {folder} cannot be written to: {exc.strerror}.", "Check its permissions and the free space."
    )
