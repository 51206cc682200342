"""What can be chosen about reading."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from align.errors import UsageError

Progress = Callable[[int, int], None]
"""Called with the number of pages done and the number of pages in all."""


class OcrMode(StrEnum):
    """When a page is read from its picture."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What can be chosen about reading a file.

    Attributes:
        language: of the text, ISO 639-1.
        ocr: `auto` reads the picture of a page where there is no text layer or a poor one.
        page_seconds: processor time for one page (and at most five times that by the clock); a page that takes
            longer is kept without text.
        jobs: processes that read pages at the same time; 0 for one a core.
        dpi: resolution at which pages that are no scans are drawn for OCR; a scan is read at its own.
        pages: first and last page to read (1-based, inclusive); None for all.
        engine: name of the OCR engine (see `align.reading.available_engines`); "" for the best that is installed.
        memory: bytes of address space that a process reading a page may use.
    """

    language: str = "de"
    ocr: OcrMode = OcrMode.AUTO
    page_seconds: float = 60.0
    jobs: int = 0
    dpi: int = 300
    pages: tuple[int, int] | None = None
    engine: str = ""
    memory: int = 3 << 30

    def __post_init__(self) -> None:
        """Refuse what cannot be meant.

        Raises:
            UsageError: a number out of range.
        """
        if self.page_seconds <= 0 or self.jobs < 0 or not 50 <= self.dpi <= 1200:
            raise UsageError(
                f"A page needs more than 0 seconds, 0 or more jobs and 50 to 1200 dpi, not {self.page_seconds:g} "
                f"seconds, {self.jobs} jobs and {self.dpi} dpi."
            )
        if self.pages is not None and not 1 <= self.pages[0] <= self.pages[1]:
            raise UsageError(
                f"Pages {self.pages[0]} to {self.pages[1]} cannot be read.", "Pages count from 1, the smaller first."
            )
