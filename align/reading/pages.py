"""The pages of a PDF as they are read, each from its text layer or its picture."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from align.errors import MissingCapabilityError, UsageError
from align.model import Box, Page, Reading
from align.reading.cache import PageCache
from align.reading.children import Answer, Child, ChildFaultError, Children
from align.reading.choice import best_look, better_reading, needs_picture
from align.reading.engines import ADVICE, Engine, choose_engine
from align.reading.layout import PlacedWord, lines_from_words
from align.reading.options import OcrMode, Progress, ReadingOptions
from align.reading.pdf import PdfFile, open_pdf

TREATMENTS = {"plain": 0.5, "smooth": 0.25, "soft": 0.25}
"""What is done to a picture before it is read (see `align.reading.child.recognition`), in the order of trying, and the
share of the page's time that it may take."""

WELL_READ = 0.88
"""Mean confidence above which a page is not read again from a treated picture."""

OWN_RESOLUTION = 0.3
"""Share of the page that its pictures must cover for their resolution to be that of the page."""

SCAN_DPI = (150.0, 400.0)
"""Resolutions between which a scan is read at its own: blown up it is read worse, finer it only takes longer."""


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads single pages of one file; what it is asked for depends on nothing but its fields.

    Attributes:
        path: of the PDF.
        options: how to read.
        engine: for the pictures; None where none are read.
    """

    path: Path
    options: ReadingOptions
    engine: Engine | None
    name: str

    def read(self, child: Child, number: int) -> Page:
        """Page `number` (1-based); one that fails is a page without lines that says why."""
        try:
            layer = child.ask("layer", self.options.page_seconds, path=str(self.path), page=number)
        except ChildFaultError as fault:
            return Page(number, reading=Reading.NONE, failure=_failure(fault))
        page = _layer_page(number, layer)
        if not needs_picture(page, layer["pictures"], layer["objects"], self.options):
            return page
        if self.engine is None:
            if page.lines:
                return page
            raise MissingCapabilityError(
                f"Page {number} of {self.name} has no text layer, and no OCR engine is installed.", ADVICE
            )
        try:
            picture = self._recognised(child, number, layer, self.engine)
        except ChildFaultError as fault:
            if page.lines and self.options.ocr is not OcrMode.ALWAYS:
                return page
            return Page(number, (), page.width, page.height, Reading.NONE, failure=_failure(fault))
        return picture if self.options.ocr is OcrMode.ALWAYS else better_reading(page, picture, self.options.language)

    def _recognised(self, child: Child, number: int, layer: Answer, engine: Engine) -> Page:
        """The best of up to three looks at the picture; one that fails leaves its turn to the next.

        Raises:
            ChildFaultError: all failed.
        """
        looks: list[Page] = []
        faults: list[ChildFaultError] = []
        for treatment, share in TREATMENTS.items():
            try:
                look = self._look(child, number, layer, engine, treatment=treatment, share=share)
            except ChildFaultError as fault:
                faults.append(fault)
                continue
            looks.append(look)
            if (look.confidence or 0.0) >= WELL_READ:
                break
        if not looks:
            raise faults[0]
        return best_look(looks, self.options.language)

    def _look(self, child: Child, number: int, layer: Answer, engine: Engine, *, treatment: str, share: float) -> Page:
        own = layer["resolution"] if layer["pictures"] > OWN_RESOLUTION else 0.0
        answer = child.ask(
            "recognise",
            self.options.page_seconds * share,
            path=str(self.path),
            page=number,
            resolution=min(SCAN_DPI[1], max(SCAN_DPI[0], own)) if own else self.options.dpi,
            treatment=treatment,
            language=self.options.language,
            program=engine.program,
            data=engine.data,
        )
        words = [PlacedWord(word[0], _box(word[1:5]), word[5], word[6]) for word in answer["words"]]
        width, height = layer["width"], layer["height"]
        return Page(
            number=number,
            lines=lines_from_words(words, page=number, width=width, height=height),
            width=width,
            height=height,
            reading=Reading.OCR if words else Reading.NONE,
            confidence=_mean_confidence(words),
        )


def _mean_confidence(words: Sequence[PlacedWord]) -> float | None:
    """Mean over the characters, 0 to 1; None for no words."""
    length = sum(len(word.text) for word in words)
    return round(sum((word.confidence or 0.0) * len(word.text) for word in words) / length, 4) if length else None


def _layer_page(number: int, layer: Answer) -> Page:
    width, height = layer["width"], layer["height"]
    words = [PlacedWord(word[0], _box(word[1:5]), None, word[5]) for word in layer["words"]]
    lines = lines_from_words(words, page=number, width=width, height=height)
    return Page(number, lines, width, height, Reading.LAYER if lines else Reading.NONE)


def _box(sides: list[float]) -> Box:
    return Box(*sides)


def _failure(fault: ChildFaultError) -> str:
    if fault.kind == "time":
        return f"The page could not be read: {fault.text} More time for a page may help."
    return f"The page could not be read: {fault.text}"


@dataclass(frozen=True, slots=True)
class PdfPages:
    """A PDF that is being read.

    Attributes:
        file: how it could be opened.
        sha256: hash of its bytes, hexadecimal.
    """

    file: PdfFile
    sha256: str
    _reader: PageReader
    _cache: PageCache | None

    def read(self, progress: Progress | None = None) -> Iterator[Page]:
        """The pages in order, each as soon as it and those before it are read; each is kept before it is given.

        Stopping early ends the processes that read ahead.

        Raises:
            MissingCapabilityError: a page has nothing but its picture, and there is no OCR engine.
            WorkspaceError: a page cannot be kept.
        """
        options = self._reader.options
        numbers = _range(self.file, options)
        jobs = options.jobs or os.cpu_count() or 1
        with Children(min(jobs, len(numbers)), options.memory) as children:
            for done, page in enumerate(children.map_in_order(self._page, numbers, ahead=2 * jobs), 1):
                if progress is not None:
                    progress(done, len(numbers))
                yield page

    def _page(self, child: Child, number: int) -> Page:
        if self._cache is None:
            return self._fresh(child, number)
        seconds = self._reader.options.page_seconds
        page = self._cache.page(number, seconds)
        if page is None:
            page = self._fresh(child, number)
            self._cache.keep(page, seconds)
        return page

    def _fresh(self, child: Child, number: int) -> Page:
        page = self._reader.read(child, number)
        if self.file.damage and not page.lines and page.failure is None:
            return replace(page, failure="Nothing of the page is left in the damaged file.")
        return page


@contextmanager
def opened_pdf(path: Path, options: ReadingOptions, cache: Path | None) -> Iterator[PdfPages]:
    """Open a PDF for reading.

    Args:
        path: of the PDF.
        options: how to read.
        cache: folder in which pages are kept; None to keep nothing.

    Raises:
        UnreadableFileError, LimitError: it cannot be opened.
        MissingCapabilityError, UsageError: the OCR engine asked for is not there.
    """
    sha256 = file_hash(path)
    engine = _engine(options)
    store = None if cache is None else PageCache.of(cache, sha256, _settings(options, engine))
    with tempfile.TemporaryDirectory(prefix="align-") as folder:
        file = _file(path, store, Path(folder), options)
        yield PdfPages(file, sha256, PageReader(file.path, options, engine, path.name), store)


def file_hash(path: Path) -> str:
    """SHA-256 of the file's bytes, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _file(path: Path, cache: PageCache | None, folder: Path, options: ReadingOptions) -> PdfFile:
    """The file opened; a file that was opened before and was whole is not opened again for that."""
    facts = None if cache is None else cache.file_facts()
    if facts is not None and isinstance(facts.get("pages"), int):
        return PdfFile(path, facts["pages"])
    with Child(options.memory) as child:
        file = open_pdf(path, child, folder)
    if cache is not None and not file.damage:
        cache.keep_file_facts({"pages": file.pages})
    return file


def _engine(options: ReadingOptions) -> Engine | None:
    if options.ocr is OcrMode.NEVER:
        return None
    try:
        return choose_engine(options.language, options.engine)
    except MissingCapabilityError:
        if options.ocr is OcrMode.ALWAYS or options.engine:
            raise
        return None


def _settings(options: ReadingOptions, engine: Engine | None) -> str:
    """Everything that a page's text depends on."""
    described = engine.description if engine else ""
    return f"{options.language}|{options.ocr.value}|{options.dpi}|{described}"


def _range(file: PdfFile, options: ReadingOptions) -> range:
    first, last = options.pages or (1, file.pages)
    if first > file.pages:
        raise UsageError(f"There is no page {first}.", f"The file has {file.pages} pages.")
    return range(first, min(last, file.pages) + 1)
