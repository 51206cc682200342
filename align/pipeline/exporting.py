"""Documents of a workspace into files of other people's tools (`align export`, and the end of `align run`)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from align.collection import Entry
from align.errors import CatalogueError
from align.exchange import Bitext, Change, Review, SideFile, writer
from align.model import Bead
from align.pipeline.workspace import Workspace
from align.reviewing import MACHINE, BeadState, Reviewed, ReviewedBead, Store
from align.reviewing.history import Entry as PastEvent
from align.reviewing.history import of_document

DEFAULT_FORMATS = ("jsonl", "tmx", "tsv", "html")
"""What `align run` writes."""

SUFFIXES = {"vecalign": "ladder.txt"}
"""Where the suffix of a file is not the name of its format."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was written, and how many beads the format had no place for."""

    number: str
    format: str
    path: Path
    written: int
    left_out: int


def bitext_of(store: Store, entry: Entry) -> Bitext:
    """A document as it now stands, ready to be exported, with the history of each bead.

    Raises:
        CatalogueError: it has not been aligned yet.
    """
    reviewed = store.alignment(entry.number)
    if not reviewed.beads:
        raise CatalogueError(
            f"Document {entry.number} has not been aligned yet.", f"Align it first: align run {entry.number}"
        )
    events = of_document(store, entry.number)
    histories = _histories(events)
    return Bitext(
        entry=entry,
        alignment=replace(reviewed.alignment, beads=_with_own_confidence(reviewed)),
        reviews={index: _review(bead, histories.get(bead.id, ())) for index, bead in enumerate(reviewed.beads)},
        source_file=_side_file(store, entry, "source"),
        target_file=_side_file(store, entry, "target"),
        changed=datetime.fromisoformat(events[-1].event.at) if events else None,
    )


def _with_own_confidence(reviewed: Reviewed) -> tuple[Bead, ...]:
    """The beads with the aligner's confidence: what people decided is the status, and the two are never one."""
    pairs = zip(reviewed.alignment.beads, reviewed.beads, strict=True)
    return tuple(replace(bead, confidence=item.state.confidence) for bead, item in pairs)


def _histories(events: Sequence[PastEvent]) -> dict[str, tuple[Change, ...]]:
    """What happened to each bead, by its id, oldest first; states are given where a person changed them."""
    found: dict[str, tuple[Change, ...]] = {}
    for past in events:
        event = past.event
        by_machine = event.user == MACHINE
        for change in past.changes:
            if not isinstance(change.after or change.before, BeadState):
                continue
            before, after = ("", "") if by_machine else (_state(change.before), _state(change.after))
            told = Change(event.op_id, datetime.fromisoformat(event.at), event.user, event.operation, before, after)
            found[change.id] = (*found.get(change.id, ()), told)
    return found


def _state(row: object) -> str:
    return json.dumps(asdict(row), ensure_ascii=False, default=str) if isinstance(row, BeadState) else ""


def _review(bead: ReviewedBead, history: tuple[Change, ...]) -> Review:
    state = bead.state
    decisions = [change.time for change in history if change.who != MACHINE]
    return Review(
        status=state.status.value,
        reviewer=state.reviewer,
        approver=state.approver,
        nature=state.nature.value,
        flagged=state.flagged,
        remark=state.remark,
        suggestion=state.suggestion,
        bead_id=state.id,
        changed=decisions[-1] if decisions else None,
        history=history,
    )


def _side_file(store: Store, entry: Entry, side: str) -> SideFile:
    reading = store.reading(entry.number, side)
    return SideFile(reading.document.source, reading.document.sha256) if reading else SideFile()


def export_documents(
    workspace: Workspace, entries: Sequence[Entry], formats: Sequence[str], folder: Path | None = None
) -> tuple[Export, ...]:
    """Write documents to a folder, the workspace's `exports` for None.

    Raises:
        UsageError: an unknown format.
        CatalogueError: a document that has not been aligned.
        WorkspaceError: a file that cannot be written.
    """
    with workspace.store() as store:
        return tuple(
            export
            for entry in entries
            for export in _export(bitext_of(store, entry), formats, folder or workspace.exports)
        )


def export_document(workspace: Workspace, store: Store, entry: Entry, formats: Sequence[str]) -> tuple[Path, ...]:
    """Write one document to the workspace's `exports`."""
    if not formats:
        return ()
    return tuple(export.path for export in _export(bitext_of(store, entry), formats, workspace.exports))


def _export(bitext: Bitext, formats: Sequence[str], folder: Path) -> tuple[Export, ...]:
    number = bitext.entry.number
    exports = []
    for name in formats:
        path = folder / f"{number}.{SUFFIXES.get(name, name)}"
        report = writer(name)(bitext, path)
        exports.append(Export(number, name, path, report.written, report.left_out))
    return tuple(exports)
