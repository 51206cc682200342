"""OCR engines: what is there, which is taken, and that each of them reads."""

from pathlib import Path

import pytest

from align.errors import MissingCapabilityError
from align.model import Reading
from align.reading import Engine, OcrMode, ReadingOptions, available_engines, read
from align.reading.engines import choose_engine
from tests.reading.pages import LINES, picture, scanned, typed

ENGINES = available_engines("de")


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_every_engine_reads_a_scan_with_boxes_and_confidences(tmp_path: Path, engine: Engine) -> None:
    path = scanned(tmp_path / "a.pdf", [picture(LINES)])
    page = read(path, ReadingOptions(engine=engine.name, jobs=1)).pages[0]
    assert page.reading is Reading.OCR
    words = [word for line in page.lines for word in line.words]
    assert {"Minister", "Delegation", "Winter"} <= {word.text for word in words}
    assert all(word.places[0].box is not None and word.confidence is not None for word in words)
    first = page.lines[0].box
    assert first is not None
    assert first.left == pytest.approx(0.12, abs=0.01)
    assert first.top == pytest.approx(0.15, abs=0.01)


def test_data_of_the_system_comes_before_data_of_pypi_and_the_wheel_before_the_command() -> None:
    ranks = {"tesserocr": 0, "tesseract": 1, "tesserocr-pypi": 2, "tesseract-pypi": 3}
    names = [ranks[engine.name] for engine in ENGINES]
    assert names == sorted(names)


def test_no_engine_is_an_error_as_soon_as_a_page_needs_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.reading.engines.available_engines", lambda language: ())
    scan = scanned(tmp_path / "scan.pdf", [picture(LINES)])
    layer = typed(tmp_path / "layer.pdf", [["Eine Seite mit Text."]])
    with pytest.raises(MissingCapabilityError, match="Page 1 of scan") as caught:
        read(scan, ReadingOptions())
    assert "tesseract-ocr-deu" in caught.value.advice
    with pytest.raises(MissingCapabilityError, match="No OCR engine"):
        read(layer, ReadingOptions(ocr=OcrMode.ALWAYS))
    assert read(layer, ReadingOptions()).pages[0].lines
    hidden = scanned(tmp_path / "hidden.pdf", [picture(LINES)], [LINES])
    assert read(hidden, ReadingOptions()).pages[0].reading is Reading.LAYER


def test_a_language_without_data_is_told() -> None:
    with pytest.raises(MissingCapabilityError, match="'xx'"):
        choose_engine("xx", "")
