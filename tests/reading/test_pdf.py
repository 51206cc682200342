"""PDFs: layers, scans, and everything that can be wrong with one."""

import io
import time
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from align.errors import LimitError, UnreadableFileError, UsageError
from align.model import Reading
from align.reading import OcrMode, ReadingOptions, page_count, read, read_pages, render_page
from tests.reading.pages import A4, LINES, cut_off, encrypted, photographed, picture, scanned, typed

LAYER = ReadingOptions(ocr=OcrMode.NEVER, jobs=1)
OCR = ReadingOptions(jobs=1)


def test_a_line_of_a_layer_knows_where_it_stands(tmp_path: Path) -> None:
    document = read(typed(tmp_path / "a.pdf", [["Erste Zeile.", "Zweite Zeile."]]), LAYER)
    first, second = document.pages[0].lines
    assert [word.text for word in first.words] == ["Erste", "Zeile."]
    assert first.box is not None
    # Typed at 80 points from the left, base line 100 points below the top, six points a letter.
    assert first.box.left == pytest.approx(80 / 595, abs=0.003)
    assert first.box.right == pytest.approx((80 + 12 * 6) / 595, abs=0.005)
    assert first.box.bottom == pytest.approx(100 / 842, abs=0.004)
    assert second.gap == 0
    assert document.layout == "pdf"


def test_blanks_indents_and_empty_lines_come_from_geometry(tmp_path: Path) -> None:
    lines = ["Teilnehmer sind die folgenden:", "", "Gen. Adam      Bäcker", "    eingerückt", "Ende der Seite"]
    page = read(typed(tmp_path / "a.pdf", [lines]), LAYER).pages[0]
    assert [(line.text, line.indent, line.gap) for line in page.lines] == [
        ("Teilnehmer sind die folgenden:", 0, 0),
        ("Gen. Adam      Bäcker", 0, 1),
        ("eingerückt", 4, 0),
        ("Ende der Seite", 0, 0),
    ]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_boxes_are_those_of_the_page_as_shown(tmp_path: Path, angle: int) -> None:
    plain = typed(tmp_path / "a.pdf", [["Oben links"]])
    with pikepdf.open(plain) as document:
        document.pages[0].Rotate = angle
        document.save(tmp_path / "b.pdf")
    page = read(tmp_path / "b.pdf", LAYER).pages[0]
    boxes = [place.box for line in page.lines for word in line.words for place in word.places if place.box]
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    dark = _darkest_corner(tmp_path / "b.pdf")
    assert (round(left, 1), round(top, 1)) == pytest.approx(dark, abs=0.11)


def _darkest_corner(path: Path) -> tuple[float, float]:
    """Left and top of everything that is drawn on the first page, as shares of it, from its picture."""
    image = Image.open(io.BytesIO(render_page(path, 1, width=500))).convert("L")
    box = image.point([255 if value < 128 else 0 for value in range(256)]).getbbox()
    assert box is not None
    return box[0] / image.width, box[1] / image.height


def test_a_stamp_along_the_margin_does_not_get_between_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    paper = canvas.Canvas(str(path), pagesize=A4)
    paper.setFont("Courier", 10)
    for number in range(12):
        paper.drawString(80, 742 - 18 * number, f"Zeile {number} mit etwas Text darin")
    paper.translate(560, 500)
    paper.rotate(90)
    paper.drawString(0, 0, "Kopie BStU")
    paper.save()
    lines = read(path, LAYER).pages[0].lines
    assert [line.text for line in lines[:12]] == [f"Zeile {number} mit etwas Text darin" for number in range(12)]
    assert [line.text for line in lines[12:]] == ["Kopie", "BStU"]
    assert [line.gap for line in lines[:12]] == [0] * 12


def test_a_scan_is_read_from_its_picture(tmp_path: Path) -> None:
    page = read(scanned(tmp_path / "a.pdf", [picture(LINES, angle=0.4)]), OCR).pages[0]
    assert page.reading is Reading.OCR
    assert page.confidence is not None
    assert page.confidence > 0.8
    assert "Zusammenarbeit" in [word.text for line in page.lines for word in line.words]
    assert len(page.lines) == len(LINES)
    assert all(word.confidence is not None for line in page.lines for word in line.words)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_scanned_on_its_side_or_head_is_read_with_boxes_where_it_lies(tmp_path: Path, quarters: int) -> None:
    turned = picture(LINES * 3).rotate(90 * quarters, expand=True)
    page = read(photographed(tmp_path / "a.pdf", [turned]), OCR).pages[0]
    assert "Zusammenarbeit" in [word.text for line in page.lines for word in line.words]
    box = page.lines[0].box
    assert box is not None
    corners = (box.left * turned.width, box.top * turned.height, box.right * turned.width, box.bottom * turned.height)
    left, top, right, bottom = (int(corner) for corner in corners)
    first = turned.crop((left, top, right, bottom)).rotate(-90 * quarters, expand=True)
    assert first.width > 8 * first.height
    assert min(first.tobytes()) < 100


def test_a_poor_hidden_layer_loses_to_the_picture(tmp_path: Path) -> None:
    garbage = ["D~r M1n|ster beqr1ißte dle De1eqat1on vnd d@nkte fi1r d1e", "gnte Zu5amm€narbeil d3r verg4ngenen J@hre"]
    path = scanned(tmp_path / "a.pdf", [picture(LINES)], [garbage])
    assert read(path, OCR).pages[0].reading is Reading.OCR
    assert read(path, LAYER).pages[0].lines[0].text.startswith("D~r")


def test_a_good_hidden_layer_beats_a_spoilt_picture(tmp_path: Path) -> None:
    spoilt = picture(LINES).resize((200, 283)).resize((1240, 1754))
    page = read(scanned(tmp_path / "a.pdf", [spoilt], [LINES]), OCR).pages[0]
    assert page.reading is Reading.LAYER


def test_an_empty_page_is_no_failure(tmp_path: Path) -> None:
    page = read(typed(tmp_path / "a.pdf", [[]]), OCR).pages[0]
    assert (page.lines, page.reading, page.failure) == ((), Reading.NONE, None)


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "b.pdf", typed(tmp_path / "a.pdf", [["Text"]]))
    for action in (lambda: read(path, LAYER), lambda: page_count(path), lambda: render_page(path, 1, width=100)):
        with pytest.raises(UnreadableFileError, match="password"):
            action()


def test_a_truncated_file_is_mended_and_says_so(tmp_path: Path) -> None:
    whole = photographed(tmp_path / "a.pdf", [picture([f"Seite Nummer {n}", *LINES]) for n in range(6)])
    document = read(cut_off(tmp_path / "b.pdf", whole, 0.6), OCR)
    read_well = [page.number for page in document.pages if page.lines]
    assert read_well
    assert read_well == list(range(1, len(read_well) + 1))
    assert len(read_well) < 6
    lost = [page for page in document.pages if not page.lines]
    assert all(page.failure is not None for page in lost)
    assert "damaged" in document.metadata["damage"]


def test_a_truncated_file_with_no_text_left_is_refused(tmp_path: Path) -> None:
    path = cut_off(tmp_path / "b.pdf", typed(tmp_path / "a.pdf", [["Text"] * 30] * 3), 0.3)
    with pytest.raises(UnreadableFileError, match=r"b\.pdf cannot be read"):
        read(path, LAYER)


def test_a_hopeless_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    with pytest.raises(UnreadableFileError, match=r"a\.pdf cannot be read"):
        read(path, LAYER)


def test_a_page_as_large_as_a_field_is_drawn_small(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [["Kleiner Text auf großem Papier"]], size=(200_000, 200_000))
    page = read(path, OCR).pages[0]
    assert page.width == 200_000
    assert page.lines[0].text == "Kleiner Text auf großem Papier"
    image = Image.open(io.BytesIO(render_page(path, 1, width=1_000_000)))
    assert image.width * image.height <= 40_100_000


def test_a_bomb_of_a_picture_costs_one_page(tmp_path: Path) -> None:
    document = pikepdf.new()
    bomb = document.make_stream(
        b"\x00" * 1000, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=400_000, Height=400_000,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    for _ in range(2):
        document.add_blank_page(page_size=(595, 842))
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=bomb))
    document.pages[0].Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    document.save(tmp_path / "a.pdf")
    pages = read(tmp_path / "a.pdf", ReadingOptions(jobs=1, page_seconds=10)).pages
    assert [page.number for page in pages] == [1, 2]
    assert not pages[0].lines


def test_the_first_of_two_thousand_pages_is_there_at_once(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [[f"Seite {number}"] for number in range(1, 2001)])
    start = time.monotonic()
    seen: list[tuple[int, int]] = []
    pages = read_pages(path, LAYER, progress=lambda done, total: seen.append((done, total)))
    assert next(pages).lines[0].text == "Seite 1"
    pages.close()
    assert time.monotonic() - start < 10
    assert seen == [(1, 2000)]
    assert page_count(path) == 2000


def test_a_range_of_pages_keeps_their_numbers(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [[f"Seite {number}"] for number in range(1, 10)])
    pages = read(path, ReadingOptions(pages=(4, 5), ocr=OcrMode.NEVER)).pages
    assert [(page.number, page.lines[0].text) for page in pages] == [(4, "Seite 4"), (5, "Seite 5")]
    with pytest.raises(UsageError, match="no page 12"):
        read(path, ReadingOptions(pages=(12, 13)))


def test_a_page_that_takes_too_long_is_kept_without_text(tmp_path: Path) -> None:
    path = scanned(tmp_path / "a.pdf", [picture(LINES)])
    pages = read(path, ReadingOptions(page_seconds=0.05, jobs=1)).pages
    assert pages[0].reading is Reading.NONE
    assert pages[0].failure is not None
    assert "longer than" in pages[0].failure


def test_a_page_is_drawn_as_wide_as_asked(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [["Text"]])
    image = Image.open(io.BytesIO(render_page(path, 1, width=600)))
    assert image.width == pytest.approx(600, abs=1)
    with pytest.raises(UsageError, match="pages 1 to 1"):
        render_page(path, 2, width=600)


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.reading.pdf.MOST_PAGES", 3)
    with pytest.raises(LimitError, match="4 pages"):
        read(typed(tmp_path / "a.pdf", [["a"]] * 4), LAYER)


def test_an_unknown_engine_is_refused_with_the_known_names(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There are: "):
        read(typed(tmp_path / "a.pdf", [["Text"]]), ReadingOptions(engine="none such"))
