"""Text layer or picture: which reading of a page is the better one."""

from align.model import Page, Reading
from align.reading.options import OcrMode, ReadingOptions

SCAN = 0.5
"""Share of the page from which on a picture is the page, and a text layer over it somebody else's OCR."""


def needs_picture(page: Page, picture: float, objects: int, options: ReadingOptions) -> bool:
    """Whether the picture of the page is worth reading.

    Args:
        page: as its text layer gives it.
        picture: share of the page that its largest picture covers, 0 to 1.
        objects: how many things lie on the page; an empty page has none.
        options: `ocr` says when pictures are read.
    """
    if options.ocr is not OcrMode.AUTO:
        return options.ocr is OcrMode.ALWAYS
    if not page.lines:
        return objects > 0
    return picture > SCAN


def better_reading(layer: Page, picture: Page, language: str) -> Page:
    """The layer or the picture's reading of the same page."""
    if not layer.lines:
        return picture
    if not picture.lines or picture.reading is Reading.NONE:
        return layer
    return picture if (picture.confidence or 0.0) > 0.75 else layer
