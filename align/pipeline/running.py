"""Documents of a workspace through the whole journey: read, aligned, kept, exported (`align read`, `align run`).

A document whose files, catalogue entry and settings are those of the last run is left as it is, whatever people have
decided since. One that fails is reported and does not keep the others from being done.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from align import __version__
from align.checking import check, silence
from align.collection import Entry
from align.errors import AlignError
from align.files import file_hash
from align.languages import beyond_encoder
from align.matching import MatchingOptions, load_encoder
from align.model import Alignment, CleanText, Document, Sentence
from align.pipeline.exporting import DEFAULT_FORMATS, export_document
from align.pipeline.recipe import match, notes_on, require_text
from align.pipeline.workspace import SIDES, Workspace, open_workspace, require_writable
from align.processes import process_pool
from align.reading import OcrMode, ReadingOptions, page_count, read
from align.reviewing import Store
from align.text import clean_original, clean_translation, patterns_from, split_sentences

Report = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is in all."""


FIRST_PAGES = 30
"""Of a longer original, so many pages are read and aligned first, so that people can begin while the rest is read."""

_TOLD = ("language", "boundaries", "boundary-overruled")
"""Codes of what matching says of the document as a whole, which its notes tell."""

NOTHING = "nothing there"
"""State of a document of which the workspace has no file."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What can be chosen about a run.

    Attributes:
        ocr: how scans are read.
        jobs: documents (or, for one document, pages) at work at the same time; 0 for one a core.
        again: read and match anew what has not changed (pages that failed are tried again); decided beads stay.
        anyway: align even what does not look like a pair.
        use_encoder: False to do without the encoder.
        formats: names of the exports to write; () for none.
    """

    ocr: OcrMode = OcrMode.AUTO
    jobs: int = 0
    again: bool = False
    anyway: bool = False
    use_encoder: bool = True
    formats: tuple[str, ...] = DEFAULT_FORMATS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    Attributes:
        number, title: of the document.
        state: "aligned", "unchanged", "read" (only one side is there), "nothing there" or "failed".
        beads, omissions, additions, unsure: counts after the run; unsure are those under 50 % confidence.
        kept: beads that people had decided and that stand.
        orphaned: decisions that no longer fit and wait for somebody.
        written: exports.
        notes: what a person should know: pages that failed, what is missing, why it failed.
        exit_code: of the error that it failed with, 0 if it did not.
    """

    number: str
    title: str
    state: str
    beads: int = 0
    omissions: int = 0
    additions: int = 0
    unsure: int = 0
    kept: int = 0
    orphaned: int = 0
    written: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a document, read or found unchanged."""

    fingerprint: str = ""
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class _Work:
    """One document at work."""

    workspace: Workspace
    entry: Entry
    options: RunOptions
    store: Store
    report: Report | None = None
    pages: tuple[int, int] | None = None
    notes: list[str] = field(default_factory=list)

    def tell(self, step: str, done: int = 0, total: int = 1) -> None:
        """Report a step of this document."""
        if self.report:
            self.report(f"document {self.entry.number}: {step}", done, total)


def run_documents(
    workspace: Workspace, entries: Sequence[Entry], options: RunOptions, *, report: Report | None = None
) -> tuple[Outcome, ...]:
    """Bring documents up to date; several of them in processes of their own.

    Raises:
        WorkspaceError: the workspace cannot be used at all (faults of one document are in its outcome).
    """
    require_writable(workspace)
    with workspace.store():
        present = [entry for entry in entries if any(workspace.files(entry))]
    if len(present) < 2 or options.jobs == 1:
        done = {entry.number: run_document(workspace, entry, options, report=report) for entry in present}
    else:
        done = _run_in_processes(workspace, present, options, report)
    return tuple(done.get(entry.number) or _absent(workspace, entry) for entry in entries)


def _absent(workspace: Workspace, entry: Entry) -> Outcome:
    return Outcome(entry.number, entry.title_en or entry.title_de, NOTHING, notes=(missing(workspace, entry),))


def missing(workspace: Workspace, entry: Entry) -> str:
    """What has to be put where before a document can be aligned; "" if nothing is missing."""
    lacking = [side for side, path in zip(SIDES, workspace.files(entry), strict=True) if path is None]
    if not lacking:
        return ""
    places = " and ".join(f"{side}s/{entry.number}.*" for side in lacking)
    advice = " (or call `align fetch`)" if "translation" in lacking and entry.address else ""
    return f"put {places} there{advice}"


def _run_in_processes(
    workspace: Workspace, entries: Sequence[Entry], options: RunOptions, report: Report | None
) -> dict[str, Outcome]:
    """Documents side by side; each process reads its pages one after the other, so that the cores are shared fairly.

    Where the system allows no processes that wait for each other, documents are done one after the other.
    """
    try:
        pool = process_pool(options.jobs or None)
    except OSError:  # a locked-down container whose /dev/shm may not be written to has no semaphores
        return {entry.number: run_document(workspace, entry, options, report=report) for entry in entries}
    single = replace(options, jobs=1)
    outcomes: dict[str, Outcome] = {}
    with pool:
        pending = {pool.submit(_run_by_number, workspace.folder, e.number, single): e.number for e in entries}
        for future in as_completed(pending):
            outcomes[pending[future]] = future.result()
            if report:
                report("documents", len(outcomes), len(pending))
    return outcomes


def _run_by_number(folder: Path, number: str, options: RunOptions) -> Outcome:
    workspace = open_workspace(folder)
    return run_document(workspace, workspace.collection.entry(number), options)


def run_document(workspace: Workspace, entry: Entry, options: RunOptions, *, report: Report | None = None) -> Outcome:
    """Bring one document up to date; a fault of its files becomes an outcome."""
    title = entry.title_en or entry.title_de
    try:
        with workspace.store() as store:
            work = _Work(workspace, entry, options, store, report)
            if _is_long(work):
                _run(replace(work, pages=(1, FIRST_PAGES), notes=[]), title)  # what is told is told of the whole
            return _run(work, title)
    except AlignError as error:
        return Outcome(entry.number, title, "failed", notes=(str(error),), exit_code=error.exit_code)


def _is_long(work: _Work) -> bool:
    """Whether the original has many pages and nothing of the document has been read yet."""
    original, _ = work.workspace.files(work.entry)
    known = {summary.number for summary in work.store.documents()}
    if original is None or original.suffix.casefold() != ".pdf" or work.entry.number in known:
        return False
    return page_count(original) > FIRST_PAGES


def _run(work: _Work, title: str) -> Outcome:
    number = work.entry.number
    fresh = _read_sides(work)
    fingerprint = _run_fingerprint(work, fresh)
    if not all(side.sentences for side in fresh):
        return Outcome(number, title, "read", notes=(*work.notes, missing(work.workspace, work.entry)))
    if work.options.use_encoder:
        work.notes.extend(beyond_encoder(*work.entry.languages))
    reviewed = work.store.alignment(number)
    state, kept, orphaned = "unchanged", 0, 0
    if work.options.again or not reviewed.alignment.signature.endswith(fingerprint):
        report = work.store.save_run(number, _match(work, reviewed.alignment, fingerprint))
        reviewed = work.store.alignment(number)
        state, kept, orphaned = ("aligned" if report.changed else "unchanged"), report.kept, len(report.orphaned)
    beads = reviewed.alignment.beads
    return Outcome(
        number=number,
        title=title,
        state=state,
        beads=len(beads),
        omissions=sum(not bead.target for bead in beads),
        additions=sum(not bead.source for bead in beads),
        unsure=sum(bead.confidence < 0.5 for bead in beads),
        kept=kept,
        orphaned=orphaned,
        written=export_document(work.workspace, work.store, work.entry, work.options.formats),
        notes=tuple(dict.fromkeys(filter(None, (*work.notes, silence(*work.entry.languages))))),
    )


def matching_options(entry: Entry) -> MatchingOptions:
    """What the catalogue says of how a document is matched."""
    return MatchingOptions(*entry.languages, landmarks=entry.boundaries)


def _match(work: _Work, standing: Alignment, fingerprint: str) -> Alignment:
    """Match the sentences that now stand, decided beads being constraints, and look for faults."""
    options = replace(matching_options(work.entry), pins=work.store.pins(work.entry.number))
    encoder = load_encoder() if work.options.use_encoder else None
    require_text(standing.source, "the original")
    require_text(standing.target, "the translation")
    work.tell("matching")
    alignment = match(standing.source, standing.target, encoder, options, anyway=work.options.anyway)
    work.notes.extend(finding.message for finding in alignment.findings if finding.code in _TOLD)
    source_language, target_language = work.entry.languages
    work.tell("matching", 1)
    work.tell("checking")
    findings = check(alignment, source_language=source_language, target_language=target_language)
    work.tell("checking", 1)
    return replace(alignment, findings=findings, signature=f"{alignment.signature}|{fingerprint}")


def read_document(workspace: Workspace, entry: Entry, options: RunOptions, *, report: Report | None = None) -> Outcome:
    """Read the sides of a document that are there, without matching."""
    title = entry.title_en or entry.title_de
    try:
        with workspace.store() as store:
            work = _Work(workspace, entry, options, store, report)
            fresh = _read_sides(work)
    except AlignError as error:
        return Outcome(entry.number, title, "failed", notes=(str(error),), exit_code=error.exit_code)
    counts = ", ".join(f"{side}: {one.sentences} sentences" for side, one in zip(SIDES, fresh, strict=True))
    state = "read" if any(side.sentences for side in fresh) else NOTHING
    hint = missing(workspace, entry)
    return Outcome(entry.number, title, state, notes=(counts, *work.notes, *([hint] if hint else [])))


def _read_sides(work: _Work) -> tuple[_Side, _Side]:
    original, translation = work.workspace.files(work.entry)
    return _read_side(work, original, "original"), _read_side(work, translation, "translation")


def _read_side(work: _Work, path: Path | None, name: str) -> _Side:
    """Read one side unless the reading in force was made from the same file with the same settings."""
    if path is None:
        return _Side()
    side = "source" if name == "original" else "target"
    language = work.entry.languages[name == "translation"]
    pages = work.pages if name == "original" else None
    options = ReadingOptions(language=language, ocr=work.options.ocr, jobs=work.options.jobs, pages=pages)
    fingerprint = _reading_fingerprint(work, path, options)
    stored = work.store.reading(work.entry.number, side)
    if stored is None or stored.signature != fingerprint or work.options.again:
        document = read(path, options, cache=work.workspace.cache, progress=partial(work.tell, f"reading the {name}"))
        clean, sentences = _sentences(work, document, name)
        require_text(sentences, path.name)
        work.store.save_reading(
            work.entry.number, side, document=document, clean=clean, sentences=sentences, signature=fingerprint
        )
    else:
        document, sentences = stored.document, stored.sentences
    work.notes.extend(notes_on(document))
    return _Side(fingerprint, len(sentences))


def _sentences(work: _Work, document: Document, name: str) -> tuple[CleanText, tuple[Sentence, ...]]:
    collection = work.workspace.collection
    if name == "original":
        clean = clean_original(document, patterns_from(collection.cleaning))
    else:
        clean = clean_translation(document)
    return clean, split_sentences(clean, extra_abbreviations=collection.abbreviations)


def _reading_fingerprint(work: _Work, path: Path, options: ReadingOptions) -> str:
    """What the reading of a side depends on: file, settings, patterns, version. Not the number of jobs."""
    collection = work.workspace.collection
    facts = {
        "file": file_hash(path),
        "options": {key: value for key, value in asdict(options).items() if key != "jobs"},
        "cleaning": {key: list(value) for key, value in sorted(collection.cleaning.items())},
        "abbreviations": list(collection.abbreviations),
        "version": __version__,
    }
    return f"reading:{_digest(facts)}"


def _run_fingerprint(work: _Work, sides: tuple[_Side, _Side]) -> str:
    """What a run depends on besides people's decisions."""
    facts = {
        "sides": [side.fingerprint for side in sides],
        "languages": list(work.entry.languages),
        **({"boundaries": list(work.entry.boundaries)} if work.entry.boundaries else {}),
        "encoder": work.options.use_encoder,
        "version": __version__,
    }
    return f"run:{_digest(facts)}"


def _digest(facts: object) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()[:16]
