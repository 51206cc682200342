"""Pages that the tests type and scan themselves."""

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

A4 = (595, 842)

LINES = (
    "Der Minister begrüßte die Delegation und dankte für die",
    "gute Zusammenarbeit der vergangenen Jahre. Er betonte, daß",
    "die Bäckerei am Bahnhof auch im Winter geöffnet bleibe.",
)


def typed(path: Path, pages: Sequence[Sequence[str]], *, size: tuple[float, float] = A4) -> Path:
    """A PDF with a text layer, 18 points a line, in Courier."""
    paper = canvas.Canvas(str(path), pagesize=size)
    for lines in pages:
        paper.setFont("Courier", 10)
        for number, line in enumerate(lines):
            paper.drawString(80, size[1] - 100 - 18 * number, line)
        paper.showPage()
    paper.save()
    return path


def picture(lines: Sequence[str], *, angle: float = 0.0, dpi: int = 150) -> Image.Image:
    """A page as a scanner sees it."""
    width, height = round(A4[0] * dpi / 72), round(A4[1] * dpi / 72)
    image = Image.new("L", (width, height), 250)
    font = ImageFont.load_default(size=round(dpi / 6.5))
    drawing = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        drawing.text((width * 0.12, height * 0.15 + number * dpi / 3.6), line, font=font, fill=30)
    return image.rotate(angle, fillcolor=250, resample=Image.Resampling.BICUBIC)


def scanned(path: Path, images: Sequence[Image.Image], hidden: Sequence[Sequence[str]] = ()) -> Path:
    """A PDF of pictures, with an invisible text layer where `hidden` has lines for the page."""
    paper = canvas.Canvas(str(path), pagesize=A4)
    for number, image in enumerate(images):
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=85)
        buffer.seek(0)
        paper.drawImage(ImageReader(buffer), 0, 0, *A4)
        if number < len(hidden):
            text = paper.beginText(71, A4[1] * 0.835)
            text.setFont("Courier", 10)
            text.setTextRenderMode(3)
            text.setLeading(20)
            text.textLines(list(hidden[number]))
            paper.drawText(text)
        paper.showPage()
    paper.save()
    return path


def encrypted(path: Path, source: Path) -> Path:
    """The PDF behind a password."""
    with pikepdf.open(source) as document:
        document.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return path


def cut_off(path: Path, source: Path, share: float) -> Path:
    """The first part of a file, as a broken-off download leaves it."""
    content = source.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def photographed(path: Path, images: Sequence[Image.Image]) -> Path:
    """A PDF of pictures alone, written page by page from front to back."""
    images[0].save(path, save_all=True, append_images=images[1:], resolution=images[0].height / A4[1] * 72)
    return path
