"""Which files of a workspace belong to a document: by its entry, or by its number in their names."""

import re
import unicodedata
from pathlib import Path

from align.collection.catalogue import CATALOGUE_NAME, Entry, entry_key
from align.errors import CatalogueError, WorkspaceError

FOLDERS = {"original": "originals", "translation": "translations"}
SUFFIXES = frozenset({".pdf", ".txt", ".text", ".htm", ".html", ".docx"})

_BEFORE_NUMBER = r"(?:(?:document|dokument|doc|dok|number|nummer|no|nr)[\s._-]*)?"


def find_files(entry: Entry, folder: Path) -> tuple[Path | None, Path | None]:
    """The files of a document in the workspace `folder`: original and translation, None where there is none (yet).

    A path in the entry counts, and nothing else then. Otherwise a file is the document's if its name begins with the
    number, perhaps after "document", "Dok." or "Nr.": `3.pdf`, `03_agreement.pdf`, `document-3 scan.pdf`.

    Raises:
        CatalogueError: several files would fit; the message names them.
        WorkspaceError: a folder that cannot be listed.
    """
    return _find(entry, "original", folder), _find(entry, "translation", folder)


def place_for(entry: Entry, side: str, folder: Path, suffix: str) -> Path:
    """Where a file of one side ("original" or "translation") belongs: the entry's path, else named by its number."""
    named: Path | None = getattr(entry, side)
    return folder / (named or f"{FOLDERS[side]}/{entry.number}{suffix}")


def _find(entry: Entry, side: str, folder: Path) -> Path | None:
    named: Path | None = getattr(entry, side)
    if named is not None:
        return folder / named if (folder / named).is_file() else None
    fitting = re.compile(rf"{_BEFORE_NUMBER}{_number_pattern(entry.number)}(?![^\W_])")
    found = [path for path in _documents(folder / FOLDERS[side]) if fitting.match(_plain(path.stem))]
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise CatalogueError(
            f"Several files in {folder / FOLDERS[side]} could be the {side} of document {entry.number}: {names}.",
            f'Say which in {CATALOGUE_NAME}: {side} = "{FOLDERS[side]}/{found[0].name}".',
        )
    return found[0] if found else None


def _documents(folder: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.casefold() in SUFFIXES and not path.name.startswith((".", "~$")) and path.is_file()
        )
    except FileNotFoundError:
        return []
    except OSError as exc:
        raise WorkspaceError(f"{folder} cannot be listed: {exc.strerror}.", "Check the folder's permissions.") from exc


def _plain(name: str) -> str:
    """File systems differ in case and in how they compose accents."""
    return unicodedata.normalize("NFC", name).casefold()


def _number_pattern(number: str) -> str:
    key = _plain(entry_key(number))
    return f"0*{key}" if key.isdecimal() else re.escape(key)
