"""Pictures of pages, found by the hash of their file and kept once drawn."""

import threading
from contextlib import suppress
from pathlib import Path

from align.errors import UnreadableFileError
from align.files import file_hash, replacing
from align.pipeline.workspace import open_workspace
from align.reading import render_page

PICTURES = "/workbench/pages"
"""Where they are served: `PICTURES/<hash of the file>/<page>/<width>.png`."""

WIDTHS = (900, 1400, 2000, 2800)
"""Widths in pixels that are drawn; few, so that every picture is drawn once."""

AT_ONCE = 2


class Pictures:
    """The pictures of one workspace, safe to ask from several threads.

    Only files that belong to a document of the collection are drawn, and only under the hash of what they hold now,
    so that an address never shows another picture than before.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cache = folder / "cache" / "pictures"
        self._hashes: dict[tuple[Path, int, int], str] = {}
        self._drawing = threading.Semaphore(AT_ONCE)

    def picture(self, sha256: str, page: int, width: int) -> bytes:
        """A page as PNG.

        Args:
            sha256: hash of the file's bytes, hexadecimal.
            page: 1-based.
            width: one of `WIDTHS`.

        Raises:
            UnreadableFileError: no file of the collection has this hash, the page cannot be drawn, or the width is none
                of `WIDTHS`.
            LimitError: drawing it takes too much time or memory.
        """
        if width not in WIDTHS:
            raise UnreadableFileError(f"Pictures are drawn {', '.join(map(str, WIDTHS))} pixels wide, not {width}.")
        path = self._find(sha256)
        kept = self._cache / sha256 / f"{page}-{width}.png"
        if kept.is_file():
            return kept.read_bytes()
        with self._drawing:
            if not kept.is_file():
                content = render_page(path, page, width=width)
                _keep(kept, content)
                return content
        return kept.read_bytes()

    def _find(self, sha256: str) -> Path:
        workspace = open_workspace(self._folder)
        for entry in workspace.collection.entries:
            for path in workspace.files(entry):
                if path is not None and path.suffix.lower() == ".pdf" and self._hash(path) == sha256:
                    return path
        raise UnreadableFileError(f"No file of the collection has the hash {sha256[:12]}…")

    def _hash(self, path: Path) -> str:
        stat = path.stat()
        key = (path, stat.st_mtime_ns, stat.st_size)
        if key not in self._hashes:
            self._hashes[key] = file_hash(path)
        return self._hashes[key]


def _keep(path: Path, content: bytes) -> None:
    """Write a file at once or not at all; a folder that cannot be written to only costs time at the next look."""
    with suppress(OSError), replacing(path, lasting=False) as stream:
        stream.write(content)
