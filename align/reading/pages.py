"""The pages of a PDF as they are read, each from its text layer or its picture."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from align.errors import MissingCapabilityError, UsageError
from align.files import file_hash
from align.model import Box, Page, Reading
from align.reading.cache import PageCache
from align.reading.children import Answer, Child, ChildFaultError, Children
from align.reading.choice import best_look, better_reading, needs_picture
from align.reading.engines import ADVICE, Engine, choose_engine
from align.reading.layout import PlacedWord, lines_from_words, turned_back
from align.reading.options import OcrMode, Progress, ReadingOptions
from align.reading.pdf import PdfFile, open_pdf

SHARES = {"plain": 0.4, "smooth": 0.15, "soft": 0.15}
"""What is done to a picture before it is read (see `align.reading.child.recognition`), and the share of the page's time
that it may take."""

TURNED_SHARE = 0.1
"""Share of the page's time for a look at the picture turned on its side or head."""

TURNED_BELOW = 0.6
"""Mean confidence below which a page may lie on its side or head (upright ones have 0.7 and more)."""

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
        """Page `number` (1-based); one that fails is a page without lines that says why.

        Raises:
            MissingCapabilityError: it has nothing but its picture, and there is no OCR engine.
            StoppedError: reading was given up meanwhile.
        """
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
        """The best of up to six looks at the picture; one that fails leaves its turn to the next.

        Raises:
            ChildFaultError: all failed.
        """
        looks: list[tuple[Page, int]] = []
        faults: list[ChildFaultError] = []

        def look(treatment: str, quarters: int) -> None:
            try:
                looks.append(
                    (self._look(child, number, layer, engine, treatment=treatment, quarters=quarters), quarters)
                )
            except ChildFaultError as fault:
                faults.append(fault)

        look("plain", 0)
        if self._confidence(looks) < TURNED_BELOW:
            for quarters in (2, 1, 3):
                look("plain", quarters)
        upright = self._best(looks)[1] if looks else 0
        for treatment in ("smooth", "soft"):
            if self._confidence(looks) < WELL_READ:
                look(treatment, upright)
        if not looks:
            raise faults[0]
        return self._best(looks)[0]

    def _best(self, looks: Sequence[tuple[Page, int]]) -> tuple[Page, int]:
        best = best_look([page for page, _ in looks], self.options.language)
        return next((page, quarters) for page, quarters in looks if page is best)

    def _confidence(self, looks: Sequence[tuple[Page, int]]) -> float:
        return max((page.confidence or 0.0 for page, _ in looks), default=0.0)

    def _look(self, child: Child, number: int, layer: Answer, engine: Engine, *, treatment: str, quarters: int) -> Page:
        own = layer["resolution"] if layer["pictures"] > OWN_RESOLUTION else 0.0
        answer = child.ask(
            "recognise",
            self.options.page_seconds * (TURNED_SHARE if quarters else SHARES[treatment]),
            path=str(self.path),
            page=number,
            resolution=min(SCAN_DPI[1], max(SCAN_DPI[0], own)) if own else self.options.dpi,
            treatment=treatment,
            quarters=quarters,
            language=self.options.language,
            program=engine.program,
            data=engine.data,
        )
        words = [PlacedWord(word[0], _box(word[1:5]), word[5], word[6]) for word in answer["words"]]
        width, height = layer["width"], layer["height"]
        across, down = (height, width) if quarters % 2 else (width, height)
        if _on_its_side(words, down / across):
            words = []
        lines = lines_from_words(words, page=number, width=across, height=down)
        return Page(
            number=number,
            lines=tuple(turned_back(line, quarters) for line in lines),
            width=width,
            height=height,
            reading=Reading.OCR if words else Reading.NONE,
            confidence=_mean_confidence(words),
        )


def _on_its_side(words: Sequence[PlacedWord], aspect: float) -> bool:
    """Whether most words of four letters and more are higher than wide; Tesseract reads such pages, too, by itself."""
    long = [word.box for word in words if len(word.text) >= 4]
    high = sum((box.bottom - box.top) * aspect > box.right - box.left for box in long)
    return 2 * high > len(long)


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


CRASH = "The page could not be read: the process"


def _crashed(page: Page) -> bool:
    return page.failure is not None and page.failure.startswith(CRASH)


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
            # A crash may have had its cause outside (no memory left): such a page is tried again next time.
            self._cache.keep(page, 0.0 if _crashed(page) else seconds)
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
