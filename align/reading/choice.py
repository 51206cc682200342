"""Text layer or picture: which reading of a page is the better one."""

from collections.abc import Sequence

from align.model import Page
from align.reading.options import OcrMode, ReadingOptions
from align.text.plausibility import surprise

SCAN = 0.5
"""Share of the page from which on pictures are the page, and a text layer over them is somebody else's OCR."""

GARBLED = 5.0
"""Bits a character above which a text layer is no text (letters coded without a table); clean text has about 3.3."""

NOISE = 6.0
"""Bits a character at which text is worth nothing; random letters have about 6 and more."""

ENOUGH = 200
"""Characters below which a page says too little about how good its layer is."""

WELL_READ = 0.8
"""Confidence above which the picture's reading is preferred where the language has no model."""


def needs_picture(page: Page, pictures: float, objects: int, options: ReadingOptions) -> bool:
    """Whether the picture of the page is worth reading.

    Args:
        page: as its text layer gives it.
        pictures: share of the page that pictures cover, 0 to 1.
        objects: how many things lie on the page; an empty page has none.
        options: `ocr` says when pictures are read.
    """
    if options.ocr is not OcrMode.AUTO:
        return options.ocr is OcrMode.ALWAYS
    if not page.lines:
        return objects > 0
    return pictures > SCAN or _garbled(page, options.language)


def better_reading(layer: Page, picture: Page, language: str) -> Page:
    """The layer or the picture's reading of the same page: the one with more text that looks like its language.

    Both are weighed by their characters, each counting by how much less surprising it is than noise. So a layer that
    lost half of the page loses to a reading with a few errors, and a reading full of dirt to a clean layer.
    """
    if not layer.lines or not picture.lines:
        return layer if layer.lines else picture
    of_layer, of_picture = _worth(layer, language), _worth(picture, language)
    if of_layer is None or of_picture is None:
        return picture if (picture.confidence or 0.0) >= WELL_READ else layer
    return picture if of_picture >= of_layer else layer


def best_look(looks: Sequence[Page], language: str) -> Page:
    """The best of several readings of one picture (at least one): weighed as in `better_reading`, times confidence.

    Confidence alone would prefer a reading that lost every line it was unsure of, weight alone one with more dirt; on
    a nearly empty page, where dirt weighs as much as text, confidence is all there is.
    """
    if max(sum(map(len, _words(page))) for page in looks) < ENOUGH:
        return max(looks, key=lambda page: page.confidence or 0.0)
    return max(looks, key=lambda page: (page.confidence or 0.0) * (_worth(page, language) or 1.0))


def _words(page: Page) -> list[str]:
    return [word.text for line in page.lines for word in line.words]


def _worth(page: Page, language: str) -> float | None:
    words = _words(page)
    bits = surprise(words, language)
    return None if bits is None else (NOISE - bits) * sum(map(len, words))


def _garbled(page: Page, language: str) -> bool:
    words = _words(page)
    bits = surprise(words, language)
    return bits is not None and bits > GARBLED and sum(map(len, words)) >= ENOUGH
