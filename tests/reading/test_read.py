"""One file in, one document out: kinds of files, and what is wrong with bad ones."""

from pathlib import Path

import pytest

from align.errors import UnreadableFileError
from align.model import Reading
from align.reading import OcrMode, ReadingOptions, read, read_pages

OPTIONS = ReadingOptions()


def test_plain_text_keeps_indents_gaps_and_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("  Kopf\n\nEin Satz, der\numbricht.\fZweite Seite\n", encoding="utf-8")
    document = read(path, OPTIONS)
    assert [(line.text, line.indent, line.gap) for line in document.pages[0].lines] == [
        ("Kopf", 2, 0),
        ("Ein Satz, der", 0, 1),
        ("umbricht.", 0, 0),
    ]
    assert document.pages[1].lines[0].words[0].places[0].page == 2
    assert document.source == "a.txt"
    assert len(document.sha256) == 64


def test_a_hyphen_of_pdfium_gives_back_the_line_break(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Sozialisti\x02schen Republiken", encoding="utf-8")
    assert [line.text for line in read(path, OPTIONS).pages[0].lines] == ["Sozialisti-", "schen Republiken"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"Just text, no PDF at all.", "no PDF"),
        ("a.pdf", b"\x00\x01\x02\x03" * 100, "no PDF"),
        ("a.pdf", b"%PDF-1.4\nthat is all", "cannot be opened"),
        ("a.docx", b"PK\x03\x04 cut off", "cut off"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old Word"),
        ("a.txt", b"\x00" * 50, "no text"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_reason(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=says) as caught:
        read(path, OPTIONS)
    assert name in caught.value.what
    assert caught.value.advice


def test_a_text_layer_is_read_line_by_line(shared: Path) -> None:
    pages = list(read_pages(shared / "fixtures/agreement-1973/layer.pdf", ReadingOptions(pages=(2, 2))))
    texts = [line.text for line in pages[0].lines]
    assert pages[0].reading is Reading.LAYER
    assert texts[2:5] == [
        "- 2 -",
        "das MfS der DDR und das KfS der UdSSR in Übereinstimmung mit",
        "den Verpflichtungen, die sich für die Union der Sozialisti-",
    ]


def test_a_scan_without_ocr_has_no_text(shared: Path) -> None:
    options = ReadingOptions(pages=(1, 1), ocr=OcrMode.NEVER)
    page = next(read_pages(shared / "fixtures/agreement-1973/scan.pdf", options))
    assert page.lines == ()
    assert page.reading is Reading.NONE
