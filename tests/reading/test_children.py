"""Child processes: limits hold, and whatever happens to a child is an answer, never a hang."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from align.reading.children import Child, ChildFaultError, Children
from tests.reading.pages import typed

MEMORY = 3 << 30


def test_an_answer_comes_back(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [["a"], ["b"]])
    with Child(MEMORY) as child:
        assert child.ask("describe", 20, path=str(path)) == {"pages": 2}


def test_a_child_that_is_killed_is_a_fault_and_is_replaced(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [["a"]])
    with Child(MEMORY) as child:
        child.ask("describe", 20, path=str(path))
        process = child._process
        assert process is not None
        threading.Timer(0.3, os.kill, (process.pid, signal.SIGSEGV)).start()
        time.sleep(0.5)
        assert child.ask("describe", 20, path=str(path)) == {"pages": 1}
        second = child._process
        assert second is not None
        assert second.pid != process.pid


def test_a_child_that_dies_over_a_request_is_a_fault_that_names_the_signal(tmp_path: Path) -> None:
    pipe = tmp_path / "never.pdf"
    os.mkfifo(pipe)
    with Child(MEMORY) as child:
        child.ask("greet", 20)
        process = child._process
        assert process is not None
        threading.Timer(0.3, os.kill, (process.pid, signal.SIGSEGV)).start()
        with pytest.raises(ChildFaultError, match="signal 11") as caught:
            child.ask("html_document", 20, path=str(pipe))
    assert caught.value.kind == "crash"


def test_a_child_does_not_hear_the_terminal() -> None:
    with Child(MEMORY) as child:
        child.ask("greet", 20)
        process = child._process
        assert process is not None
        assert os.getsid(process.pid) != os.getsid(0)


def test_a_child_that_hangs_is_ended_in_time(tmp_path: Path) -> None:
    pipe = tmp_path / "never.html"
    os.mkfifo(pipe)
    with Child(MEMORY) as child:
        child.ask("greet", 20)
        start = time.monotonic()
        with pytest.raises(ChildFaultError, match=r"longer than 0\.5 seconds") as caught:
            child.ask("html_document", 0.5, path=str(pipe))
        assert time.monotonic() - start < 5
    assert caught.value.kind == "time"


def test_a_child_cannot_take_more_memory_than_it_is_given(tmp_path: Path) -> None:
    large = tmp_path / "large.html"
    large.write_bytes(b"<p>" + b"x" * 40_000_000)
    with Child(110 << 20) as child, pytest.raises(ChildFaultError) as caught:
        child.ask("html_document", 30, path=str(large))
    assert caught.value.kind in {"limit", "crash", "damaged"}


def test_children_answer_in_the_order_of_the_questions() -> None:
    def slow_first(child: Child, number: int) -> int:
        del child
        time.sleep(0.2 if number == 0 else 0.0)
        return number

    with Children(3, MEMORY) as children:
        assert list(children.map_in_order(slow_first, range(8), ahead=4)) == list(range(8))


def test_no_more_is_begun_than_is_asked_for() -> None:
    begun: list[int] = []

    def note(child: Child, number: int) -> int:
        del child
        begun.append(number)
        return number

    with Children(2, MEMORY) as children:
        results = children.map_in_order(note, range(1000), ahead=4)
        assert next(results) == 0
        time.sleep(0.1)
    assert len(begun) <= 6


def test_leaving_early_ends_the_children(tmp_path: Path) -> None:
    pipe = tmp_path / "never.html"
    os.mkfifo(pipe)
    start = time.monotonic()
    with Children(2, MEMORY) as children:

        def hang(child: Child, number: int) -> object:
            return number if number == 0 else child.ask("html_document", 60, path=str(pipe))

        assert next(iter(children.map_in_order(hang, range(4), ahead=3))) == 0
    assert time.monotonic() - start < 20
