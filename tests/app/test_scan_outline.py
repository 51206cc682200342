"""The outline on a real scan: read by OCR, cleaned, cut into sentences, drawn, compared with what was typed where."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from align.model import Alignment, Bead, Sentence
from align.reading import ReadingOptions, read, render_page
from align.reviewing import open_store
from align.text import clean_original, split_sentences
from tests.app.servers import serving
from tests.app.workshop import CATALOGUE
from tests.text.typescript.fixture import HEIGHT, STEP, WIDTH, TypedLine, typed_lines

Look = Callable[..., Any]
PAGES = (2, 3)
BLANK = 17
"""Columns without ink that part two words; letters of one word are up to 13 apart."""
NEAR = 2
"""Pixels of the screen by which the outline may miss the print."""

INSIDE = """(page, points) => {
  const root = document.querySelector('[data-testid^=stBidiComponent]').shadowRoot;
  const paths = [...root.querySelectorAll(`.page[data-page="${page}"] .contour`)];
  return points.map(([x, y]) => paths.some(path => path.isPointInFill(new DOMPoint(x, y))));
}"""


@dataclass(frozen=True)
class PrintedWord:
    """A word that stands once on its page: what was typed, and where its ink begins and ends; units of the page."""

    page: int
    text: str
    left: float
    right: float
    y: float

    @property
    def middle(self) -> list[float]:
        return [(self.left + self.right) / 2, self.y]

    def corners(self, pixel: float) -> list[list[float]]:
        """The corners of its letters' bodies, `NEAR` pixels of the screen further in."""
        half = 10_000 * STEP / 6 / HEIGHT
        edges = (self.left + NEAR * pixel, self.right - NEAR * pixel)
        return [[x, y] for x in edges for y in (self.y - half, self.y + half)]


def printed_words(pdf: Path) -> list[PrintedWord]:
    """Words of six letters and more that stand once on their page and are not cut at the end of a line.

    What was typed comes from the list beside the file, where it stands from the ink on the page; a line whose ink falls
    into another number of words is passed over.
    """
    pictures = {number: picture(pdf, number) for number in PAGES}
    found, cut = [], False
    for line in typed_lines(pdf.name, pdf.parent):
        begun, cut = cut, line.text.endswith("-")
        words = line.text.split()
        ink = ink_of(pictures[line.page], line) if line.page in pictures else []
        if len(ink) != len(words):
            continue
        y = 10_000 * (line.y + STEP / 2 - 6) / HEIGHT
        for at, (word, (left, right)) in enumerate(zip(words, ink, strict=True)):
            whole = re.fullmatch(r"[A-Za-zÄÖÜäöüß]{6,}", word)
            if whole and not (begun and at == 0):
                found.append(PrintedWord(line.page, word, 10_000 * left / WIDTH, 10_000 * right / WIDTH, y))
    counts = Counter((word.page, word.text) for word in found)
    return [word for word in found if counts[word.page, word.text] == 1]


def picture(pdf: Path, number: int) -> NDArray[np.bool_]:
    """Where a page has ink, in pixels of the scan."""
    drawn = Image.open(io.BytesIO(render_page(pdf, number, width=WIDTH))).convert("L")
    return np.asarray(drawn) < 140


def ink_of(page: NDArray[np.bool_], line: TypedLine) -> list[tuple[int, int]]:
    """First and last column of the ink of each word of a line; letters closer than a blank belong together."""
    band = page[int(line.y) : int(line.y) + STEP - 14]
    columns = np.flatnonzero(band.sum(axis=0) > 2)
    words = np.split(columns, np.flatnonzero(np.diff(columns) > BLANK) + 1) if columns.size else []
    return [(int(word[0]), int(word[-1])) for word in words if word[-1] - word[0] > 2]


def tokens(sentence: Sentence) -> list[str]:
    """The words of a sentence, parts of compounds with a hyphen each."""
    return re.findall(r"\w+", sentence.text)


def within(page: Any, number: int, points: list[list[float]]) -> list[bool]:
    """Whether each point of a page lies inside the outline that is shown."""
    found: list[bool] = page.evaluate(f"([page, points]) => ({INSIDE})(page, points)", [number, points])
    return found


@pytest.fixture(scope="module")
def scan(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[tuple[Sentence, ...], str]]:
    """Two pages of the scanned fixture in a workspace, every sentence a bead of its own."""
    original = shared / "fixtures" / "agreement-1973" / "scan.pdf"
    folder = tmp_path_factory.mktemp("scan")
    for name in ("originals", "translations"):
        (folder / name).mkdir()
    copy(original, folder / "originals" / "1.pdf")
    (folder / "collection.toml").write_text(CATALOGUE, encoding="utf-8")
    document = read(original, ReadingOptions(pages=PAGES, jobs=1))
    clean = clean_original(document)
    sentences = split_sentences(clean)
    beads = tuple(Bead((i,), (), 0.5) for i in range(len(sentences)))
    with open_store(folder) as store:
        store.save_reading("1", "source", document=document, clean=clean, sentences=sentences)
        store.save_run("1", Alignment(sentences, (), beads))
    with serving(folder) as address:
        yield sentences, address


def test_the_outline_covers_the_printed_lines_of_ten_sentences(
    scan: tuple[tuple[Sentence, ...], str], shared: Path, look: Look
) -> None:
    sentences, address = scan
    owners = Counter((page, word) for one in sentences for page in one.pages for word in set(tokens(one)))
    typed = [
        word
        for word in printed_words(shared / "fixtures" / "agreement-1973" / "scan.pdf")
        if owners[word.page, word.text] == 1
    ]
    page = look(f"{address}/review?doc=1&order=reading")
    page.wait_for_selector(".bead[aria-current]")
    tried = hit = 0
    for position, sentence in enumerate(sentences):
        words = set(tokens(sentence))
        on_pages = [word for word in typed if word.page in sentence.pages]
        own = [word for word in on_pages if word.text in words]
        if len(own) < 4 or tried == 10:
            continue
        tried += 1
        page.keyboard.press("g")
        page.keyboard.type(str(position + 1))
        page.keyboard.press("Enter")
        page.wait_for_selector(f'.bead[aria-current][data-position="{position}"]')
        for number in sentence.pages:
            points = [word for word in on_pages if word.page == number]
            inside = within(page, number, [word.middle for word in points])
            for word, is_inside in zip(points, inside, strict=True):
                assert is_inside == (word.text in words), f"{word} and sentence {position}: {sentence.text}"
                hit += is_inside
            pixel = 10_000 / page.locator(f'.page[data-page="{number}"] .paper').bounding_box()["width"]
            for word in points:
                if word.text in words:
                    corners = within(page, number, word.corners(pixel))
                    assert all(corners), f"{word} reaches out of the outline of sentence {position}: {corners}"
    assert tried == 10
    assert hit >= 60
