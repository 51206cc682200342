"""OCR by Tesseract, through the tesserocr wheel or the command (runs in a child process)."""

import csv
import importlib.metadata
import importlib.util
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.reading.child import FileFaultError
from align.reading.child.pdf import draw

LANGUAGES = {"de": "deu", "en": "eng", "fr": "fra", "ru": "rus"}
"""Tesseract's names of the languages that we ask it for."""

SYSTEM_DATA = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
"""Where Debian and its relatives put the language data."""

RawWord = tuple[str, float, float, float, float, float, int]
"""Text, left, top, right, bottom (fractions of the page), confidence (0 to 1), number of its line."""


def engines(language: str) -> dict[str, Any]:
    """What is installed, the best first: rows of [name, program, version, data folder, origin of the data]."""
    name = LANGUAGES.get(language, language)
    system = next((folder for folder in _system_folders() if _has(folder, name)), None)
    package = str(Path(sys.prefix) / "share" / "tessdata")
    wheel, command = _wheel_version(), _command_version()
    rows = []
    if wheel and system:
        rows.append(["tesserocr", "tesserocr", wheel, system, "system"])
    if command and system:
        rows.append(["tesseract", "tesseract", command, system, "system"])
    if wheel and _has(package, name):
        rows.append(["tesserocr-pypi", "tesserocr", wheel, package, "PyPI"])
    if command and _has(package, name):
        rows.append(["tesseract-pypi", "tesseract", command, package, "PyPI"])
    return {"engines": rows}


def _system_folders() -> Iterator[str]:
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        yield prefix
    yield from SYSTEM_DATA


def _has(folder: str, language: str) -> bool:
    return (Path(folder) / f"{language}.traineddata").is_file()


def _wheel_version() -> str:
    if importlib.util.find_spec("tesserocr") is None:
        return ""
    return importlib.metadata.version("tesserocr")


def _command_version() -> str:
    program = shutil.which("tesseract")
    if program is None:
        return ""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=10)
    found = re.search(r"tesseract v?(\S+)", done.stdout + done.stderr)
    return found[1] if found else ""


def recognise(
    path: str, page: int, *, resolution: float, treatment: str, quarters: int, language: str, program: str, data: str
) -> dict[str, Any]:
    """Read a page from its picture.

    Args:
        path: the PDF.
        page: 1-based.
        resolution: dots per inch to draw the page at.
        treatment: what is done to the picture first; a key of TREATMENTS.
        quarters: quarters of a turn, clockwise, by which it is turned before that.
        language: ISO 639-1.
        program: "tesserocr" or "tesseract".
        data: folder of the language data.

    Returns:
        words: list of RawWord, places on the picture as turned.
    """
    picture = TREATMENTS[treatment](_picture(path, page, resolution).rotate(-90 * quarters, expand=True))
    return {"words": PROGRAMS[program](picture, LANGUAGES.get(language, language), data)}


@lru_cache(maxsize=1)
def _picture(path: str, page: int, resolution: float) -> Any:
    """The page drawn; kept for the next treatment."""
    return draw(path, page, resolution / 72, grey=True)


def _plain(picture: Any) -> Any:
    return picture


def _smooth(picture: Any) -> Any:
    from PIL import ImageFilter

    return picture.filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.GaussianBlur(1))


def _soft(picture: Any) -> Any:
    from PIL import ImageFilter

    return picture.filter(ImageFilter.GaussianBlur(1))


TREATMENTS: dict[str, Callable[[Any], Any]] = {"plain": _plain, "smooth": _smooth, "soft": _soft}


def _by_wheel(picture: Any, language: str, data: str) -> list[RawWord]:
    import tesserocr

    api = _wheel(language, data)
    api.SetImage(picture)
    if not api.Recognize():
        raise FileFaultError("damaged", "Tesseract gave up.")
    words: list[RawWord] = []
    line = 0
    iterator = api.GetIterator()
    if iterator is None or iterator.Empty(tesserocr.RIL.WORD):
        return words
    for item in tesserocr.iterate_level(iterator, tesserocr.RIL.WORD):
        line += item.IsAtBeginningOf(tesserocr.RIL.TEXTLINE)
        text, box = item.GetUTF8Text(tesserocr.RIL.WORD), item.BoundingBox(tesserocr.RIL.WORD)
        if text.strip() and box:
            words.append(_word(text, box, item.Confidence(tesserocr.RIL.WORD), line, picture.size))
    return words


@lru_cache(maxsize=1)
def _wheel(language: str, data: str) -> Any:
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=data, lang=language, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY)


def _by_command(picture: Any, language: str, data: str) -> list[RawWord]:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    # The switch, not the configuration file of the same effect: language data from PyPI comes without such files.
    command = ["tesseract", "stdin", "stdout", "--tessdata-dir", data, "-l", language, "--oem", "1", "--psm", "3"]
    command += ["-c", "tessedit_create_tsv=1"]
    done = subprocess.run(command, input=buffer.getvalue(), capture_output=True, check=False)
    if -done.returncode in {signal.SIGXCPU, signal.SIGKILL}:
        raise FileFaultError("time", "it took too long.")
    if done.returncode:
        raise FileFaultError("damaged", f"Tesseract gave up: {done.stderr.decode(errors='replace').strip()[-200:]}.")
    words: list[RawWord] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in csv.DictReader(io.StringIO(done.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] != "5" or not row["text"].strip():
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        left, top = int(row["left"]), int(row["top"])
        box = (left, top, left + int(row["width"]), top + int(row["height"]))
        words.append(_word(row["text"], box, float(row["conf"]), line, picture.size))
    return words


def _word(text: str, box: tuple[int, int, int, int], percent: float, line: int, size: tuple[int, int]) -> RawWord:
    width, height = size
    places = (box[0] / width, box[1] / height, box[2] / width, box[3] / height)
    left, top, right, bottom = (round(min(1.0, max(0.0, place)), 6) for place in places)
    return text.strip(), left, top, right, bottom, round(max(0.0, percent) / 100, 4), line


PROGRAMS: dict[str, Callable[[Any, str, str], list[RawWord]]] = {
    "tesserocr": _by_wheel,
    "tesseract": _by_command,
}
