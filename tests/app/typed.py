"""A typed original made for tests: pages drawn line by line, so that the place of every word is known exactly."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import reportlab
from PIL import Image, ImageDraw, ImageFont

from align.model import Annotation, Box, Kind, Line, Mark, Page, Place, Reading, Sentence, Word

FONT = str(Path(reportlab.__file__).with_name("fonts") / "Vera.ttf")
WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dpi
LEFT, TOP, RIGHT, LEADING, SIZE = 150, 190, 1090, 46, 27


@dataclass(frozen=True)
class Typed:
    """A typed document: its pages as pictures and as data, and its sentences with the places of their words."""

    pictures: tuple[Image.Image, ...]
    pages: tuple[Page, ...]
    sentences: tuple[Sentence, ...]

    def save(self, path: Path) -> None:
        """Write the pictures as a PDF without a text layer."""
        first, *rest = self.pictures
        stream = io.BytesIO()
        first.save(stream, format="PDF", save_all=True, append_images=rest, resolution=150)
        path.write_bytes(stream.getvalue())


class _Typist:
    """Types words one after the other, with a new line or a new page where it must."""

    def __init__(self) -> None:
        self.font = ImageFont.truetype(FONT, SIZE)
        self.pictures: list[Image.Image] = []
        self.lines: list[list[Line]] = []
        self.new_page()

    def new_page(self) -> None:
        self.pictures.append(Image.new("L", (WIDTH, HEIGHT), 250))
        self.lines.append([])
        self.draw = ImageDraw.Draw(self.pictures[-1])
        self.draw.text((RIGHT - 40, 60), f"{len(self.pictures):06d}", font=self.font, fill=90)
        self.x, self.y = LEFT, TOP

    def new_line(self, *, gap: int = 0) -> None:
        self.x = LEFT
        self.y += LEADING * (1 + gap)
        if self.y > HEIGHT - 200:
            self.new_page()

    def word(self, text: str) -> Word:
        width = self.draw.textlength(text, font=self.font)
        if self.x + width > RIGHT and self.x > LEFT:
            self.new_line()
        box = self.draw.textbbox((self.x, self.y), text, font=self.font)
        self.draw.text((self.x, self.y), text, font=self.font, fill=25)
        self.x += int(width + self.draw.textlength(" ", font=self.font))
        place = Box(box[0] / WIDTH, box[1] / HEIGHT, box[2] / WIDTH, box[3] / HEIGHT)
        word = Word(text, (Place(len(self.pictures), str(len(self.pictures)), place),), 0.95)
        self.lines[-1].append(Line(text, (word,), place))
        return word


def typed(texts: Sequence[tuple[str, Kind]]) -> Typed:
    """Type sentences: headings, items, speakers and signatures begin a line, paragraphs too."""
    typist = _Typist()
    sentences: list[Sentence] = []
    for block, (text, kind) in enumerate(texts):
        if sentences:
            typist.new_line(gap=int(kind is Kind.HEADING))
        words = tuple(typist.word(piece) for piece in text.split())
        label = "-" if kind is Kind.ITEM else ""
        sentences.append(Sentence(text, words, kind, block, label=label))
    pages = tuple(
        Page(number, tuple(lines), 595, 842, Reading.OCR, 0.95) for number, lines in enumerate(typist.lines, start=1)
    )
    return Typed(tuple(typist.pictures), pages, tuple(sentences))


def translated(texts: Sequence[tuple[str, Kind]]) -> tuple[Sentence, ...]:
    """Sentences of a translation without places; square brackets become insertions of the translator."""
    sentences = []
    for block, (text, kind) in enumerate(texts):
        sentence = Sentence(text, tuple(Word(piece) for piece in text.split()), kind, block)
        start, end = text.find("["), text.find("]") + 1
        if 0 <= start < end:
            sentence = replace(sentence, annotations=(Annotation(Mark.INSERTION, start, end),))
        sentences.append(sentence)
    return tuple(sentences)
