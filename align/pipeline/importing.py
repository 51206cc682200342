"""A pair of files brought in from outside: tried first, then put in its place, entered in the catalogue, and run.

Everything that can be wrong with files shows while they are tried, before anything of them is in the workspace.
"""

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from align.collection import SUFFIXES, Entry, add_entry, change_entry, entry_key, next_number, normal_date, place_for
from align.errors import CatalogueError, MismatchError, UnreadableFileError, UsageError, WorkspaceError
from align.languages import require_codes
from align.matching import Encoder, MatchingOptions, plausibility, prepare
from align.model import Sentence
from align.pipeline.recipe import require_text
from align.pipeline.running import Outcome, Report, RunOptions, run_document
from align.pipeline.workspace import SIDES, Workspace, open_workspace, require_writable
from align.reading import ReadingOptions, read
from align.text import clean_original, clean_translation, patterns_from, split_sentences

LONGEST_NAME = 120
_ONE_AT_A_TIME = threading.Lock()  # two people who bring in at once shall not get the same number


@dataclass(frozen=True, slots=True)
class Upload:
    """A file from outside: its name there, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is brought in.

    Attributes:
        entry: what is known about the document; its number may be "" for the next free one. Its paths are not used.
        seen: its entry in the catalogue as the person saw it, whose facts become those of `entry`; None for a new one.
        original, translation: the files; None for a side that is there already, or comes later.
    """

    entry: Entry
    seen: Entry | None = None
    original: Upload | None = None
    translation: Upload | None = None

    @property
    def uploads(self) -> tuple[Upload | None, Upload | None]:
        """Both sides, in the order of `SIDES`."""
        return self.original, self.translation


def import_document(
    workspace: Workspace,
    delivery: Delivery,
    options: RunOptions,
    encoder: Encoder | None,
    *,
    report: Report | None = None,
) -> Outcome:
    """Bring a document in and align it.

    Args:
        workspace: where to.
        delivery: files and what is known about them.
        options: of the run; `anyway` brings in also what does not look like a pair.
        encoder: None to do without one.
        report: called with what is being done, how much of it is done, and how much there is in all.

    Returns:
        What became of the document. If the files are sound, but the run fails (a full disk), the document is in the
        catalogue with its files, and can be run again.

    Raises:
        UsageError: something that is known about it cannot be meant so, or a side is there already.
        UnreadableFileError, LimitError, NoTextError, MissingCapabilityError: a file cannot be read.
        MismatchError: the sides cannot be original and translation of each other.
        CatalogueError, WorkspaceError: the workspace cannot take it.
        ConflictError: somebody else has changed its entry in the meantime.
        In all these cases nothing is left of it in the workspace but the readings in the cache.
    """
    require_writable(workspace)
    _check(workspace, delivery)
    options = replace(options, use_encoder=encoder is not None)
    with _staged(workspace, delivery) as staged:
        _try(workspace, delivery, staged, options, encoder, report)
        entry = _take_in(workspace, delivery, staged)
    return run_document(open_workspace(workspace.folder), entry, options, report=report)


def _check(workspace: Workspace, delivery: Delivery) -> None:
    """Refuse what the catalogue would not take, before minutes are spent on reading."""
    entry = delivery.entry
    if delivery.original is None and delivery.translation is None:
        raise UsageError("There is no file.", "Choose the original, its translation, or both.")
    _check_facts(entry)
    if delivery.seen:
        for side, upload, path in zip(SIDES, delivery.uploads, workspace.files(entry), strict=True):
            if upload is not None and path is not None:
                raise UsageError(f"Document {entry.number} has its {side} already: {path.name}.", "Move it away first.")
        return
    if delivery.original is None:
        raise UsageError("The original is missing.", "A new document begins with its original.")
    _check_number(workspace, entry.number.strip())


def _check_number(workspace: Workspace, number: str) -> None:
    if number and not re.fullmatch(r"[\w][\w -]*", number):
        raise UsageError(f"The number {number!r} cannot name a file.", "Use letters, digits, blanks, - and _.")
    if entry_key(number) in {entry_key(one.number) for one in workspace.collection.entries}:
        raise UsageError(f"There is a document {number} already.", "Choose another number, or leave it empty.")


def _check_facts(entry: Entry) -> None:
    try:
        normal_date(entry.date)
    except ValueError as exc:
        advice = "Write 1973-12-06, or only 1973-12, or a span as 1964-11-30/1964-12-01."
        raise UsageError(f"The date cannot be read: {exc}.", advice) from exc
    require_codes(*entry.languages)
    if entry.address and urlsplit(entry.address).scheme not in ("http", "https"):
        raise UsageError(f"{entry.address!r} is not a web address.", "It begins with https://.")


def correct(workspace: Workspace, seen: Entry, wanted: Entry) -> Entry:
    """Change what is known of a document of the catalogue.

    Args:
        workspace: where it is.
        seen: the entry as the person saw it.
        wanted: the entry as it shall be.

    Returns:
        The entry as it now stands; what somebody else has changed besides is in it.

    Raises:
        UsageError: something cannot be meant so.
        ConflictError: somebody else has changed the same in the meantime; nothing was overwritten.
        CatalogueError, WorkspaceError: the catalogue cannot take it.
    """
    require_writable(workspace)
    _check_facts(wanted)
    return change_entry(workspace.folder, seen, wanted).entry(seen.number)


@contextmanager
def _staged(workspace: Workspace, delivery: Delivery) -> Iterator[tuple[Path | None, Path | None]]:
    """The files in a folder of their own inside the workspace, under the names they came with."""
    try:
        workspace.cache.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=workspace.cache, prefix="incoming-") as folder:
            paths = [_stage(Path(folder) / side, one) for side, one in zip(SIDES, delivery.uploads, strict=True)]
            yield paths[0], paths[1]
    except OSError as exc:
        raise WorkspaceError(
            f"The workspace {workspace.folder} cannot be written to: {exc.strerror or exc}.",
            "Check its permissions and the free space; nothing was added.",
        ) from exc


def _stage(folder: Path, upload: Upload | None) -> Path | None:
    if upload is None:
        return None
    name = Path(upload.name.replace("\\", "/")).name
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableFileError(f"{name} is of no kind that is read.", "PDF, DOCX, HTML and plain text are read.")
    stem = re.sub(r"[\x00-\x1f\x7f]", "", Path(name).stem)[:LONGEST_NAME] or "file"
    folder.mkdir()
    path = folder / f"{stem}{suffix}"
    path.write_bytes(upload.content)
    return path


def _try(
    workspace: Workspace,
    delivery: Delivery,
    staged: tuple[Path | None, Path | None],
    options: RunOptions,
    encoder: Encoder | None,
    report: Report | None,
) -> None:
    """Read the files and see whether they are a pair; what was read stays in the cache for the run."""
    entry = delivery.entry
    there = workspace.files(entry) if delivery.seen else (None, None)
    paths = [new or old for new, old in zip(staged, there, strict=True)]
    sides = [
        _sentences(workspace, path, place, entry.languages[place], options, report)
        for place, path in enumerate(paths)
        if path is not None
    ]
    if len(sides) < 2 or options.anyway:
        return
    if report:
        report("comparing the two", 0, 1)
    source, target = sides
    verdict = plausibility(source, target, prepare(source, target, encoder), MatchingOptions(*entry.languages))
    if verdict.reason:
        raise MismatchError(
            verdict.reason, "Check that both files are of the same document, each in its field, and the languages."
        )


def _sentences(
    workspace: Workspace, path: Path, place: int, language: str, options: RunOptions, report: Report | None
) -> tuple[Sentence, ...]:
    """The sentences of one side (0 the original, 1 the translation), as a run will find them."""
    steps = (lambda done, total: report(f"reading the {SIDES[place]}", done, total)) if report else None
    reading = ReadingOptions(language=language, ocr=options.ocr, jobs=options.jobs)
    document = read(path, reading, cache=workspace.cache, progress=steps)
    collection = workspace.collection
    clean = clean_translation(document) if place else clean_original(document, patterns_from(collection.cleaning))
    sentences = split_sentences(clean, extra_abbreviations=collection.abbreviations)
    require_text(sentences, path.name)
    return sentences


def _take_in(workspace: Workspace, delivery: Delivery, staged: tuple[Path | None, Path | None]) -> Entry:
    """Put the files in their places and enter the document; both or neither."""
    with _ONE_AT_A_TIME:
        collection = open_workspace(workspace.folder).collection
        number = delivery.entry.number.strip() or next_number(collection)
        entry = replace(delivery.entry, number=number)
        if not delivery.seen:
            entry = replace(entry, original=None, translation=None)
        placed: dict[str, Path] = {}
        try:
            for side, path in zip(SIDES, staged, strict=True):
                if path is not None:
                    placed[side] = _place(path, place_for(entry, side, workspace.folder, path.suffix))
            if delivery.seen:
                return change_entry(workspace.folder, delivery.seen, entry).entry(number)
            entry = replace(entry, original=placed.get("original"), translation=placed.get("translation"))
            return add_entry(workspace.folder, entry).entries[-1]
        except BaseException:
            for path in placed.values():
                path.unlink(missing_ok=True)
            raise


def _place(staged: Path, target: Path) -> Path:
    """Move a file to where it belongs, whole or not at all; another one there stays."""
    if target.suffix.lower() != staged.suffix:
        raise CatalogueError(
            f"The catalogue names {target.name} for it, and this is a {staged.suffix} file.",
            "Bring in a file of that kind, or change the entry in collection.toml.",
        )
    if target.exists():
        raise CatalogueError(
            f"There is a file {target.parent.name}/{target.name} already.", "Choose another number, or move it away."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with staged.open("rb") as stream:
        os.fsync(stream.fileno())
    shutil.move(staged, target)
    return target
