"""Which reading of a page is better."""

from align.model import Line, Page, Reading, Word
from align.reading import OcrMode, ReadingOptions
from align.reading.choice import best_look, better_reading, needs_picture

CLEAN = "Der Minister begrüßte die Delegation und dankte für die gute Zusammenarbeit der vergangenen Jahre " * 3
GARBLED = "D~r M1n|ster beqr1ißte dle De1eqat1on vnd d@nkte fi1r d1e gnte Zu5amm€narbeil d3r verg4ngenen J@hre " * 3


def page(text: str, reading: Reading = Reading.LAYER, confidence: float | None = None) -> Page:
    words = tuple(Word(word) for word in text.split())
    return Page(1, (Line(text, words),) if words else (), reading=reading, confidence=confidence)


def test_the_reading_that_looks_like_german_wins() -> None:
    assert better_reading(page(CLEAN), page(GARBLED, Reading.OCR, 0.9), "de").reading is Reading.LAYER
    assert better_reading(page(GARBLED), page(CLEAN, Reading.OCR, 0.6), "de").reading is Reading.OCR


def test_a_layer_that_lost_half_the_page_loses() -> None:
    half = CLEAN[: len(CLEAN) // 2]
    assert better_reading(page(half), page(CLEAN, Reading.OCR, 0.8), "de").reading is Reading.OCR


def test_something_is_better_than_nothing() -> None:
    assert better_reading(page(""), page(GARBLED, Reading.OCR, 0.1), "de").reading is Reading.OCR
    assert better_reading(page(GARBLED), page("", Reading.NONE), "de").reading is Reading.LAYER


def test_without_a_model_of_the_language_confidence_decides() -> None:
    assert better_reading(page(CLEAN), page(CLEAN, Reading.OCR, 0.9), "cs").reading is Reading.OCR
    assert better_reading(page(CLEAN), page(CLEAN, Reading.OCR, 0.5), "cs").reading is Reading.LAYER


def test_pictures_are_read_where_there_is_reason() -> None:
    auto = ReadingOptions()
    assert needs_picture(page(""), 1.0, 1, auto)
    assert not needs_picture(page(""), 0.0, 0, auto)
    assert needs_picture(page(CLEAN), 0.99, 300, auto)
    assert not needs_picture(page(CLEAN), 0.1, 300, auto)
    assert needs_picture(page(GARBLED), 0.0, 300, auto)
    assert not needs_picture(page(""), 1.0, 1, ReadingOptions(ocr=OcrMode.NEVER))
    assert needs_picture(page(CLEAN), 0.0, 300, ReadingOptions(ocr=OcrMode.ALWAYS))


def test_a_confident_look_that_lost_lines_is_not_the_best() -> None:
    lost = page(CLEAN[: len(CLEAN) // 2], Reading.OCR, 0.95)
    whole = page(CLEAN, Reading.OCR, 0.85)
    assert best_look([lost, whole], "de") is whole


def test_on_a_nearly_empty_page_confidence_decides() -> None:
    dirt, clear = page("Ende ~ | x 3", Reading.OCR, 0.4), page("Ende", Reading.OCR, 0.9)
    assert best_look([dirt, clear], "de") is clear
