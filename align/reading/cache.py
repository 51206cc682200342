"""Pages that were read already, one file each, so that nothing is read twice.

    <folder>/<hash of the file>/pages.json                      how many pages the file has
    <folder>/<hash of the file>/<hash of the settings>/0001.json

A file of the cache is either whole or not there: it is written beside its place and moved there. So a reading that was
killed goes on with the first page that is missing. What cannot be read as a page counts as missing.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.errors import WorkspaceError
from align.files import replacing
from align.model import Page
from align.reading.records import page_to_record, record_to_page

VERSION = 8
"""Raise it when a page would be read otherwise than before with the same settings."""


@dataclass(frozen=True, slots=True)
class PageCache:
    """The pages of one file, read with one choice of settings.

    Attributes:
        file_folder: of this file.
        folder: of this file and these settings.
    """

    file_folder: Path
    folder: Path

    @classmethod
    def of(cls, root: Path, sha256: str, settings: str) -> "PageCache":
        """The cache of a file under `root`; `settings` is any text that tells one choice from another."""
        file_folder = root / sha256[:32]
        key = hashlib.sha256(f"{VERSION}\n{settings}".encode()).hexdigest()[:16]
        return cls(file_folder, file_folder / key)

    def page(self, number: int, seconds: float) -> Page | None:
        """The page as read before; None if it was not, or if it failed with a tighter time limit than `seconds`."""
        record = _load(self.folder / f"{number:04d}.json")
        try:
            if record is None or (record["page"]["failure"] is not None and record["seconds"] < seconds):
                return None
            return record_to_page(record["page"])
        except (KeyError, TypeError, ValueError):
            return None

    def keep(self, page: Page, seconds: float) -> None:
        """Keep a page that was read with this time limit.

        Raises:
            WorkspaceError: the folder cannot be written.
        """
        _store(self.folder / f"{page.number:04d}.json", {"page": page_to_record(page), "seconds": seconds})

    def file_facts(self) -> dict[str, Any] | None:
        """What is known of the file as a whole; None if it was never opened."""
        return _load(self.file_folder / "pages.json")

    def keep_file_facts(self, facts: dict[str, Any]) -> None:
        """Keep what is known of the file as a whole.

        Raises:
            WorkspaceError: the folder cannot be written.
        """
        _store(self.file_folder / "pages.json", facts)


def _load(path: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def _store(path: Path, record: dict[str, Any]) -> None:
    try:
        with replacing(path, lasting=False) as stream:
            stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
    except OSError as error:
        raise WorkspaceError(
            f"The page that was read cannot be kept in {path.parent}: {error.strerror}.",
            "Make room on the disk, or make the folder writable; pages kept so far are not read again.",
        ) from error
