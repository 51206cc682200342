"""How far each document of a workspace is, and what to do next (`align status`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from align.collection import Entry
from align.pipeline.exporting import DEFAULT_FORMATS
from align.pipeline.running import missing
from align.pipeline.workspace import SIDES, Workspace
from align.reviewing import DocumentSummary


@dataclass(frozen=True, slots=True)
class Status:
    """One document.

    Attributes:
        number, title, date: from the catalogue.
        files: names of original and translation, "" where there is none.
        sentences: of both sides as read, 0 where not.
        beads, decided, flagged, orphans: from the review; `orphans` are decisions that no longer fit.
        exported: whether exports of the present state are there.
        step: the next thing to do in a word or two; "" if there is nothing.
        advice: how to do it, a plain sentence.
    """

    number: str
    title: str
    date: str
    files: tuple[str, str]
    sentences: tuple[int, int] = (0, 0)
    beads: int = 0
    decided: int = 0
    flagged: int = 0
    orphans: int = 0
    exported: bool = False
    step: str = ""
    advice: str = ""


def document_status(workspace: Workspace, entries: Sequence[Entry]) -> tuple[Status, ...]:
    """The status of documents, in the order given.

    Raises:
        WorkspaceError: the database cannot be used.
    """
    if Path(workspace.database).is_file() or "://" in workspace.database:
        with workspace.store() as store:
            summaries = {summary.number: summary for summary in store.documents()}
    else:
        summaries = {}  # nothing has been kept yet; asking must not make a database
    return tuple(_status(workspace, entry, summaries.get(entry.number)) for entry in entries)


def _status(workspace: Workspace, entry: Entry, summary: DocumentSummary | None) -> Status:
    original, translation = workspace.files(entry)
    exported = summary is not None and _exported(workspace, summary)
    step, advice = _next(workspace, entry, summary, exported=exported)
    return Status(
        number=entry.number,
        title=entry.title_en or entry.title_de,
        date=entry.date,
        files=(original.name if original else "", translation.name if translation else ""),
        sentences=summary.sentences if summary else (0, 0),
        beads=summary.beads if summary else 0,
        decided=summary.decided if summary else 0,
        flagged=summary.flagged if summary else 0,
        orphans=summary.orphans if summary else 0,
        exported=exported,
        step=step,
        advice=advice,
    )


def _exported(workspace: Workspace, summary: DocumentSummary) -> bool:
    """Whether every default export is there and not older than the last change."""
    paths = [workspace.exports / f"{summary.number}.{name}" for name in DEFAULT_FORMATS]
    if not summary.beads or not all(path.is_file() for path in paths):
        return False
    changed = datetime.fromisoformat(summary.changed).timestamp() if summary.changed else 0.0
    return all(path.stat().st_mtime >= changed for path in paths)


def _next(workspace: Workspace, entry: Entry, summary: DocumentSummary | None, *, exported: bool) -> tuple[str, str]:
    """The next step and how to do it."""
    if hint := missing(workspace, entry):
        lacking = [side for side, path in zip(SIDES, workspace.files(entry), strict=True) if path is None]
        return f"add {' and '.join(lacking)}" if len(lacking) == 1 else "add files", hint
    if summary is None or not summary.beads:
        return "run", f"align run {entry.number}"
    if summary.orphans:
        return "settle", f"{summary.orphans} decisions no longer fit; look at them in align review"
    if summary.decided < summary.beads:
        return "review", f"{summary.beads - summary.decided} beads are not decided yet: align review"
    return ("", "") if exported else ("export", f"align export {entry.number}")
