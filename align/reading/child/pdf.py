"""PDFs, taken apart by pdfium, mended by pikepdf (runs in a child process)."""

import base64
import contextlib
import ctypes
import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from align.reading.child import FileFaultError

MOST_PIXELS = 40_000_000
"""Pixels of a drawn page: A3 at 400 dpi has 31 million."""

DEVICE = 1_000_000
"""Steps of the grid on which places are asked of pdfium, which gives whole numbers."""

LINE_HYPHENS = (0x02, 0xFFFE)
"""What pdfium gives for a hyphen at a line's end; the line break after it is dropped."""


@lru_cache(maxsize=1)
def open_pdf(path: str) -> pypdfium2.PdfDocument:
    """The file, kept open for the next request about it.

    Raises:
        FileFaultError: "encrypted" or "damaged".
    """
    try:
        document = pypdfium2.PdfDocument(path)
        if len(document) == 0:
            raise FileFaultError("damaged", "it has no pages.")
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise FileFaultError("encrypted", "it is encrypted and needs a password.") from error
        raise FileFaultError("damaged", "it cannot be opened as a PDF.") from error
    return document


def describe(path: str) -> dict[str, Any]:
    """How many pages the file has."""
    return {"pages": len(open_pdf(path))}


def mend(path: str, target: str) -> dict[str, Any]:
    """Write to `target` what can be saved of a damaged file, and count its pages.

    Raises:
        FileFaultError: "encrypted", or "damaged" where nothing can be saved.
    """
    import pikepdf

    content = Path(path).read_bytes()
    for attempt in (content, _with_new_tree(content)):
        try:
            with pikepdf.open(io.BytesIO(attempt)) as document:
                pages = len(document.pages)
                if pages:
                    document.save(target)
                    return {"pages": pages}
        except pikepdf.PasswordError as error:
            raise FileFaultError("encrypted", "it is encrypted and needs a password.") from error
        except pikepdf.PdfError:
            continue
    raise FileFaultError("damaged", "it cannot be opened as a PDF, and nothing in it can be saved.")


PAGE_OBJECT = re.compile(rb"(\d{1,10})\s+0\s+obj\s*<<(?:(?!endobj).){0,4000}?/Type\s*/Page\b", re.DOTALL)


def _with_new_tree(content: bytes) -> bytes:
    """The file with a catalogue of the page objects in it, for many programs write theirs at the very end.

    References into the part that is missing are null, which readers pass over (PDF 1.7, section 7.3.10).
    """
    pages = [match[1] for match in PAGE_OBJECT.finditer(content)]
    kids = b" ".join(number + b" 0 R" for number in pages)
    root = max((int(number) for number in re.findall(rb"(\d{1,9})\s+0\s+obj\b", content)), default=0) + 1
    return content + (
        b"\nendstream\nendobj\n%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
        b"%d 0 obj\n<< /Type /Pages /Count %d /Kids [%s] >>\nendobj\n"
        b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n"
        % (root, root + 1, root + 1, len(pages), kids, root, root + 2)
    )


@contextlib.contextmanager
def opened_page(path: str, page: int) -> Iterator[pypdfium2.PdfPage]:
    """Page number `page` (1-based).

    Raises:
        FileFaultError: "damaged".
    """
    try:
        loaded = open_pdf(path)[page - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise FileFaultError("damaged", "the page cannot be opened.") from error
    try:
        yield loaded
    finally:
        loaded.close()


def layer(path: str, page: int) -> dict[str, Any]:
    """The text layer of a page and what else lies on it.

    Returns:
        width, height: in points, as the page is shown. words: list of [text, left, top, right, bottom, run], fractions
        of the page as shown; words of one run follow each other on one line. pictures: share of the page that
        they cover, 0 to 1. resolution: of the largest, dots per inch, 0 without one. objects: how many.
    """
    with opened_page(path, page) as loaded:
        width, height = loaded.get_size()
        share, resolution, objects = _pictures(loaded, width * height)
        return {
            "width": width,
            "height": height,
            "words": [glyphs.word() for glyphs in _words(loaded)],
            "pictures": share,
            "resolution": resolution,
            "objects": objects,
        }


def _pictures(page: pypdfium2.PdfPage, area: float) -> tuple[float, float, int]:
    """Share of the page under pictures (a scan may come in strips), resolution of the largest, number of objects."""
    share, largest, resolution, count = 0.0, 0.0, 0.0, 0
    for thing in page.get_objects(max_depth=3):
        count += 1
        if thing.type != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        left, bottom, right, top = thing.get_bounds()
        covered = max(0.0, (right - left) * (top - bottom)) / area if area else 0.0
        share += covered
        if covered > largest:
            largest = covered
            # A picture may lie on its side: its larger edge goes with the larger edge on the page.
            resolution = 72.0 * max(thing.get_px_size()) / max(right - left, top - bottom)
    return min(1.0, share), resolution, count


@dataclass(slots=True)
class _Glyphs:
    """A word while its characters come in."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    run: int
    across: bool

    def add(self, char: str, box: tuple[float, float, float, float]) -> None:
        self.text += char
        self.left, self.top = min(self.left, box[0]), min(self.top, box[1])
        self.right, self.bottom = max(self.right, box[2]), max(self.bottom, box[3])

    def follows(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a character in `box` can stand in the same line: it overlaps in height and lies not before."""
        overlap = min(self.bottom, box[3]) - max(self.top, box[1])
        height = max(self.bottom - self.top, box[3] - box[1])
        near = overlap > -0.8 * height
        return near and box[0] >= self.left - 0.5 * (self.right - self.left) / max(1, len(self.text))

    def word(self) -> list[Any]:
        return [self.text, self.left, self.top, self.right, self.bottom, self.run]


def _words(page: pypdfium2.PdfPage) -> Iterator[_Glyphs]:
    """Words in the order of the file, split at white space, line ends and jumps.

    Text that runs across the rest (a stamp along the margin) comes as words of their own runs, higher than wide.
    """
    text = page.get_textpage()
    place = _placing(page)
    count = text.count_chars()
    angles = [_quarters(text, index) for index in range(count)]
    upright = max(set(angles), key=angles.count, default=0)
    current: _Glyphs | None = None
    run = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = "-" if code in LINE_HYPHENS else chr(code) if code < 0x110000 else "\ufffd"
        if char.isspace() or (not char.isprintable() and char != "\u00ad"):
            if current is not None:
                yield current
            current = None
            run += char in "\r\n"
            continue
        box = place(text, index)
        across = angles[index] != upright
        if current is not None and (across != current.across or not (across or current.follows(box))):
            yield current
            current, run = None, run + 1
        if current is None:
            current = _Glyphs(char, box[0], box[1], box[2], box[3], run, across)
        else:
            current.add(char, box)
        if code in LINE_HYPHENS:
            yield current
            current, run = None, run + 1
    if current is not None:
        yield current


def _quarters(text: pypdfium2.PdfTextPage, index: int) -> int:
    """Direction of a character in quarters of a turn."""
    radians: float = pdfium.FPDFText_GetCharAngle(text, index)
    return round(radians / (math.pi / 2)) % 4


def _placing(page: pypdfium2.PdfPage) -> Any:
    """A function from a character to its box on the page as shown (rotation and crop box reckoned in)."""
    corner = _on_device(page, 0, 0)
    right, up = _on_device(page, 1000, 0), _on_device(page, 0, 1000)
    across = ((right[0] - corner[0]) / 1000, (right[1] - corner[1]) / 1000)
    upward = ((up[0] - corner[0]) / 1000, (up[1] - corner[1]) / 1000)

    def place(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
        left, bottom, right_, top = text.get_charbox(index)
        xs = [corner[0] + x * across[0] + y * upward[0] for x in (left, right_) for y in (bottom, top)]
        ys = [corner[1] + x * across[1] + y * upward[1] for x in (left, right_) for y in (bottom, top)]
        return _clamp(min(xs)), _clamp(min(ys)), _clamp(max(xs)), _clamp(max(ys))

    return place


def _on_device(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, DEVICE, DEVICE, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / DEVICE, down.value / DEVICE


def _clamp(fraction: float) -> float:
    return round(min(1.0, max(0.0, fraction)), 6)


def draw(path: str, page: int, scale: float, *, grey: bool) -> Any:
    """The page as a PIL picture, `scale` pixels a point, less where that would be more than `MOST_PIXELS`."""
    with opened_page(path, page) as loaded:
        width, height = loaded.get_size()
        most = (MOST_PIXELS / max(1.0, width * height)) ** 0.5
        longest = 30_000 / max(width, height, 1.0)
        return loaded.render(scale=min(scale, most, longest), grayscale=grey).to_pil()


def render(path: str, page: int, width: int) -> dict[str, Any]:
    """The page as PNG, `width` pixels wide, in base64."""
    with opened_page(path, page) as loaded:
        points = max(1.0, loaded.get_size()[0])
    picture = draw(path, page, width / points, grey=False)
    red, green, blue = picture.convert("RGB").split()
    if red.tobytes() == green.tobytes() == blue.tobytes():
        picture = red
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=3)
    return {"png": base64.b64encode(buffer.getvalue()).decode("ascii")}
