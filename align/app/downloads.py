"""A document as a file of another tool, to be saved from the browser: the same file that `align export` writes."""

import tempfile
from pathlib import Path

from align.exchange import FORMATS
from align.pipeline.exporting import export_documents
from align.pipeline.workspace import open_workspace

EXPORTS = "/workbench/export"
"""Where they are served: `EXPORTS/<document>/<format>`."""

NAMES = {"html": "page to read", "jsonl": "JSON lines", "tmx": "TMX", "tsv": "table (TSV)", "vecalign": "ladder"}


def offered() -> list[tuple[str, str]]:
    """Formats with what a person calls them."""
    return [(name, NAMES.get(name, name)) for name in FORMATS]


def download(folder: Path, number: str, format_name: str) -> tuple[str, bytes]:
    """Name and content of a file, as the document stands now.

    Args:
        folder: of the workspace, whose own exports stay as they are.
        number: of the document.
        format_name: one of `FORMATS`.

    Raises:
        UsageError: an unknown format.
        CatalogueError: there is no such document, or it has not been aligned.
        WorkspaceError: the database cannot be used.
    """
    workspace = open_workspace(folder)
    entry = workspace.collection.entry(number)
    with tempfile.TemporaryDirectory() as made:
        (export,) = export_documents(workspace, [entry], [format_name], Path(made))
        return export.path.name, export.path.read_bytes()
