"""Beads of a document for a terminal or a program (`align show`)."""

from collections.abc import Iterator
from dataclasses import dataclass

from align.collection import Entry
from align.errors import UsageError
from align.pipeline.exporting import bitext_of
from align.pipeline.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShownBead:
    """A bead as people and programs read it; `bead` counts from 1, `folios` are those of the original."""

    bead: int
    type: str
    status: str
    confidence: float
    folios: tuple[str, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    findings: tuple[str, ...] = ()


def show_beads(
    workspace: Workspace,
    entry: Entry,
    *,
    folio: str = "",
    containing: str = "",
    first: int = 1,
    last: int | None = None,
) -> tuple[ShownBead, ...]:
    """Beads `first` to `last` (1-based, inclusive) that stand on the folio and contain the text, where these are given.

    Raises:
        CatalogueError: the document has not been aligned yet.
        UsageError: a range that counts backwards or from below 1.
    """
    if first < 1 or (last is not None and last < first):
        raise UsageError(f"There is no range of beads from {first} to {last}.", "Beads count from 1.")
    with workspace.store() as store:
        bitext = bitext_of(store, entry)
    findings = bitext.alignment.findings_by_bead()
    shown: Iterator[ShownBead] = (
        ShownBead(
            bead=index + 1,
            type=bead.type,
            status=review.status,
            confidence=bead.confidence,
            folios=tuple(dict.fromkeys(f for s in bitext.source_sentences(bead) for f in s.folios)),
            source=tuple(sentence.text for sentence in bitext.source_sentences(bead)),
            target=tuple(sentence.text for sentence in bitext.target_sentences(bead)),
            findings=tuple(finding.message for finding in findings.get(index, ())),
        )
        for index, bead, review in bitext.rows()
        if first <= index + 1 and (last is None or index + 1 <= last)
    )
    wanted = containing.casefold()
    return tuple(
        bead
        for bead in shown
        if (not folio or folio in bead.folios) and wanted in " ".join((*bead.source, *bead.target)).casefold()
    )
