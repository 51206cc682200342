"""What was read is not read again, whatever happened in between."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import WorkspaceError
from align.model import Box, Line, Page, Place, Reading, Word
from align.reading import OcrMode, ReadingOptions, read, read_pages
from align.reading.cache import PageCache
from align.reading.children import Child, ChildFaultError
from align.reading.records import page_to_record, record_to_page
from tests.reading.pages import LINES, picture, scanned, typed

fractions = st.floats(0, 1)
boxes = st.builds(Box, fractions, fractions, fractions, fractions)
words = st.builds(
    Word,
    st.text(min_size=1),
    st.lists(st.builds(Place, st.integers(1, 9), st.none() | st.text(), st.none() | boxes), max_size=2).map(tuple),
    st.none() | fractions,
)
lines = st.builds(
    Line, st.text(), st.lists(words, max_size=3).map(tuple), st.none() | boxes, st.integers(0, 9), st.integers(0, 9)
)
pages = st.builds(
    Page,
    st.integers(1, 9999),
    st.lists(lines, max_size=3).map(tuple),
    fractions,
    fractions,
    st.sampled_from(Reading),
    st.none() | fractions,
    st.none() | st.text(),
    st.none() | st.text(),
)


@given(pages)
def test_a_page_survives_the_cache_unchanged(page: Page) -> None:
    assert record_to_page(json.loads(json.dumps(page_to_record(page)))) == page


def test_a_second_run_reads_no_page_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = typed(tmp_path / "a.pdf", [["Eins"], ["Zwei"]])
    options = ReadingOptions(ocr=OcrMode.NEVER)
    first = read(path, options, cache=tmp_path / "cache")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page was read again")

    monkeypatch.setattr("align.reading.children.Child.ask", refuse)
    assert read(path, options, cache=tmp_path / "cache") == first


def test_other_settings_and_other_bytes_are_read_anew(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    path = typed(tmp_path / "a.pdf", [["Eins"]])
    read(path, ReadingOptions(ocr=OcrMode.NEVER), cache=cache)
    read(path, ReadingOptions(ocr=OcrMode.NEVER, dpi=200), cache=cache)
    assert len(list(cache.glob("*/*/0001.json"))) == 2
    changed = typed(tmp_path / "a.pdf", [["Anders"]])
    assert read(changed, ReadingOptions(ocr=OcrMode.NEVER), cache=cache).pages[0].lines[0].text == "Anders"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"page": {}}', '{"page": {"failure": null, "lines": 3}}'])
def test_a_spoilt_page_in_the_cache_is_read_again(tmp_path: Path, content: str) -> None:
    cache = tmp_path / "cache"
    path = typed(tmp_path / "a.pdf", [["Eins"]])
    options = ReadingOptions(ocr=OcrMode.NEVER)
    first = read(path, options, cache=cache)
    next(cache.glob("*/*/0001.json")).write_text(content, encoding="utf-8")
    assert read(path, options, cache=cache) == first


def test_a_failed_page_is_read_again_only_with_more_time(tmp_path: Path) -> None:
    cache = PageCache.of(tmp_path, "0" * 64, "settings")
    failed = Page(1, reading=Reading.NONE, failure="It took longer than 5 seconds.")
    cache.keep(failed, 5.0)
    assert cache.page(1, 5.0) == failed
    assert cache.page(1, 4.0) == failed
    assert cache.page(1, 60.0) is None


def test_a_page_that_crashed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = typed(tmp_path / "a.pdf", [["Eins"]])
    options = ReadingOptions(ocr=OcrMode.NEVER)
    ask = Child.ask

    def crash(self: Child, operation: str, seconds: float, **request: object) -> dict[str, object]:
        if operation == "layer":
            raise ChildFaultError("crash", "the process that reads it was ended by signal 9.")
        return ask(self, operation, seconds, **request)

    monkeypatch.setattr(Child, "ask", crash)
    failure = read(path, options, cache=tmp_path / "cache").pages[0].failure
    assert failure == "The page could not be read: the process that reads it was ended by signal 9."
    monkeypatch.setattr(Child, "ask", ask)
    assert read(path, options, cache=tmp_path / "cache").pages[0].lines[0].text == "Eins"


def test_stopping_early_keeps_no_page_as_failed(tmp_path: Path) -> None:
    path = scanned(tmp_path / "a.pdf", [picture([f"Seite {n}", *LINES]) for n in range(1, 9)])
    cache = tmp_path / "cache"
    pages = read_pages(path, ReadingOptions(jobs=3), cache=cache)
    next(pages)
    pages.close()
    kept = [json.loads(file.read_text()) for file in cache.glob("*/*/*.json")]
    assert kept
    assert all(record["page"]["failure"] is None for record in kept)
    assert len(kept) < 8


def test_a_cache_that_cannot_be_written_is_an_error_with_advice(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    path = typed(tmp_path / "a.pdf", [["Eins"]])
    with pytest.raises(WorkspaceError, match="cannot be kept") as caught:
        read(path, ReadingOptions(ocr=OcrMode.NEVER), cache=tmp_path / "cache")
    assert caught.value.advice


def test_a_killed_reading_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = scanned(tmp_path / "a.pdf", [picture([f"Seite {n}", *LINES]) for n in range(1, 5)])
    cache = tmp_path / "cache"
    program = (
        "import sys; from pathlib import Path; from align.reading import read, ReadingOptions\n"
        "read(Path(sys.argv[1]), ReadingOptions(jobs=1), cache=Path(sys.argv[2]))"
    )
    victim = subprocess.Popen([sys.executable, "-c", program, str(path), str(cache)])
    deadline = time.monotonic() + 60
    while not list(cache.glob("*/*/0001.json")):
        assert time.monotonic() < deadline, "nothing was read"
        assert victim.poll() is None, "reading ended before it could be killed"
        time.sleep(0.005)
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    kept = {file.name: file.stat().st_mtime_ns for file in cache.glob("*/*/*.json")}
    assert "0004.json" not in kept
    resumed = read(path, ReadingOptions(jobs=1), cache=cache)
    assert resumed == read(path, ReadingOptions(jobs=1))
    after = {file.name: file.stat().st_mtime_ns for file in cache.glob("*/*/*.json")}
    assert {name: after[name] for name in kept} == kept
