"""The outline on a real scan: read by OCR, cleaned, cut into sentences, drawn, compared with what was typed where."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from align.model import Alignment, Bead, Sentence
from align.reading import ReadingOptions, read
from align.reviewing import open_store
from align.text import clean_original, split_sentences
from tests.app.conftest import serving
from tests.app.workshop import CATALOGUE
from tests.text.typescript.fixture import HEIGHT, LEFT, LETTER, STEP, WIDTH, typed_lines

Look = Callable[..., Any]
PAGES = (2, 3)

INSIDE = """(page, points) => {
  const root = document.querySelector('[data-testid^=stBidiComponent]').shadowRoot;
  const paths = [...root.querySelectorAll(`.page[data-page="${page}"] .contour`)];
  return points.map(([x, y]) => paths.some(path => path.isPointInFill(new DOMPoint(x, y))));
}"""


@dataclass(frozen=True)
class TypedWord:
    """A word of one page that stands there once, and the middle of its letters in units of the page."""

    page: int
    text: str
    x: float
    y: float


def typed_words(pdf: str, folder: Path) -> list[TypedWord]:
    """Words of six letters and more that stand once on their page and are not cut at the end of a line."""
    found, cut = [], False
    for line in typed_lines(pdf, folder):
        begun, cut = cut, line.text.endswith("-")
        for match in re.finditer(r"[A-Za-zÄÖÜäöüß]{6,}(?![\w-])", line.text):
            if begun and not line.text[: match.start()].strip():
                continue
            x = (LEFT + (match.start() + match.end()) / 2 * LETTER) / WIDTH
            y = (line.y + STEP / 2 - 6) / HEIGHT
            found.append(TypedWord(line.page, match[0], 10_000 * x, 10_000 * y))
    counts = Counter((word.page, word.text) for word in found)
    return [word for word in found if counts[word.page, word.text] == 1]


def tokens(sentence: Sentence) -> list[str]:
    """The words of a sentence, parts of compounds with a hyphen each."""
    return re.findall(r"\w+", sentence.text)


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
        for word in typed_words("scan.pdf", shared / "fixtures" / "agreement-1973")
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
            places = [[word.x, word.y] for word in points]
            inside = page.evaluate(f"([page, points]) => ({INSIDE})(page, points)", [number, places])
            for word, is_inside in zip(points, inside, strict=True):
                assert is_inside == (word.text in words), f"{word} and sentence {position}: {sentence.text}"
                hit += is_inside
    assert tried == 10
    assert hit >= 60
