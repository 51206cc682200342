"""A workspace: a folder with `collection.toml`, the files of both sides, the database, the cache and the exports."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from align.collection import Collection, Entry, find_files, load_collection
from align.errors import WorkspaceError
from align.reviewing import DATABASE_NAME, Store, open_store

DATABASE_VARIABLE = "ALIGN_DATABASE"
"""Names another database than the catalogue does, for example with a password."""
SIDES = ("original", "translation")


@dataclass(frozen=True, slots=True)
class Workspace:
    """An opened workspace.

    Attributes:
        folder: where it lies.
        collection: its catalogue.
        database: path or address of the database: what ALIGN_DATABASE names, else what the catalogue names, else
            `align.sqlite` of the folder.
    """

    folder: Path
    collection: Collection
    database: str

    @property
    def cache(self) -> Path:
        """Readings of pages and page images; may be deleted at any time."""
        return self.folder / "cache"

    @property
    def exports(self) -> Path:
        """Where `align run` and `align export` write."""
        return self.folder / "exports"

    @property
    def backups(self) -> Path:
        """Copies of the database, whatever engine it runs on."""
        return self.folder / "backups"

    def files(self, entry: Entry) -> tuple[Path | None, Path | None]:
        """Original and translation of a document, None where there is none yet."""
        return find_files(entry, self.folder)

    def open(self) -> Store:
        """The database, to be closed by whoever opens it.

        Raises:
            WorkspaceError: it cannot be used (see `open_store`).
        """
        return open_store(self.database, backups=self.backups)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, opened for one unit of work.

        Raises:
            WorkspaceError: it cannot be used (see `open_store`).
        """
        store = self.open()
        try:
            yield store
        finally:
            store.close()


def open_workspace(folder: Path) -> Workspace:
    """Open the workspace of a folder.

    Raises:
        WorkspaceError: the folder is none.
        CatalogueError: its catalogue has a fault.
    """
    folder = folder.resolve()
    collection = load_collection(folder)
    return Workspace(folder, collection, os.environ.get(DATABASE_VARIABLE) or _database(collection))


def _database(collection: Collection) -> str:
    """What the catalogue names, a path seen from its folder."""
    named = collection.database or DATABASE_NAME
    return named if "://" in named else str(collection.folder / named)


def entries_of(workspace: Workspace, numbers: tuple[str, ...]) -> tuple[Entry, ...]:
    """The entries with these numbers, all of them for no number.

    Raises:
        CatalogueError: a number that the catalogue does not know.
    """
    if not numbers:
        return workspace.collection.entries
    return tuple(dict.fromkeys(workspace.collection.entry(number) for number in numbers))


def require_writable(workspace: Workspace) -> None:
    """Raise WorkspaceError, before any work is done, where the workspace's folder cannot be written to."""
    if not os.access(workspace.folder, os.W_OK):
        raise WorkspaceError(
            f"The folder {workspace.folder} is read-only.", "Copy it, or give yourself the right to write there."
        )
