"""Child processes in which untrusted files are taken apart, under limits on memory, time and file size.

A child that hangs, crashes or eats memory costs one page, never the whole: it is ended and the next request gets a
new one. Requests and answers are JSON, so that a child that was taken over by a hostile file cannot reach the parent.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from types import TracebackType
from typing import Any, Self, TypeVar

import align

LARGEST_ANSWER = 256 << 20
"""Bytes of one answer: a drawn page of 40 million pixels, or the text of a long book, with room to spare."""

LARGEST_FILE = 2 << 30
"""Bytes of the largest file that a child may write (a mended PDF)."""

PATIENCE = 5.0
"""Seconds by the clock for each second of processor time that a request may take: other programs run, too."""

STARTING_SECONDS = 60.0
"""For a child to start; half a second on an idle machine."""

Answer = dict[str, Any]
Item = TypeVar("Item")
Result = TypeVar("Result")


class ChildFaultError(Exception):
    """Why a request has no answer.

    Attributes:
        kind: "encrypted", "damaged", "missing", "limit" (said by the child), "time" (too slow), "crash" (it died).
        text: a plain sentence without the file's name; of a crash, it begins with "the process".
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text


class StoppedError(Exception):
    """Nobody waits for the answer any more; the request says nothing about the file."""


class Child:
    """One child process, started when first asked and again after it died; used by one thread at a time."""

    def __init__(self, memory: int, stopping: Event | None = None) -> None:
        """Limit the process to `memory` bytes of address space; once `stopping` is set, start no process."""
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = stopping or Event()

    def ask(self, operation: str, seconds: float, **request: object) -> Answer:
        """The child's answer, for at most `seconds` of processor time, and `PATIENCE` times that by the clock.

        Raises:
            ChildFaultError: the child says what is wrong with the file, is too slow, or dies.
            StoppedError: reading was given up meanwhile.
        """
        line = json.dumps({"operation": operation, "seconds": seconds, **request}) + "\n"
        try:
            process = self._running()
            answer = self._exchange(process, line.encode(), PATIENCE * seconds)
        except ChildFaultError as fault:
            self.close()
            if self._stopping.is_set():
                raise StoppedError from fault
            if fault.kind == "time":
                raise ChildFaultError("time", f"it took longer than {seconds:g} seconds.") from fault
            raise
        except BaseException:
            self.close()
            raise
        if "fault" in answer:
            raise ChildFaultError(answer["fault"], answer["text"])
        return answer

    def kill(self) -> None:
        """End the process from another thread: the one that waits for an answer gets a fault."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End the process, at once; the next request starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = self._start()
        # Asked after the process is known, so that either `kill` sees it or it is seen here that nobody waits.
        if self._stopping.is_set():
            raise StoppedError
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        limits = json.dumps({"memory": self._memory, "file_size": LARGEST_FILE})
        root = str(Path(align.__file__).parents[1])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "align.reading.child", limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # One thread for each page: pages, not lines, are read in parallel.
            env={**os.environ, "PYTHONPATH": path, "OMP_THREAD_LIMIT": "1"},
            bufsize=0,
            # Ctrl-C in the terminal is for the parent alone: a child that died of it would look like a bad page.
            start_new_session=True,
        )
        try:
            self._exchange(process, b'{"operation": "greet", "seconds": 60}\n', STARTING_SECONDS)
        except BaseException:
            process.kill()
            process.wait()
            raise
        return process

    def _exchange(self, process: subprocess.Popen[bytes], line: bytes, seconds: float) -> Answer:
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:
            raise ChildFaultError("crash", "the process that reads it has no pipes.")
        try:
            stdin.write(line)
        except BrokenPipeError as error:
            raise _last_words(process) from error
        received = bytearray()
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while not received.endswith(b"\n"):
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise ChildFaultError("time", "it took too long.")
                part = os.read(stdout.fileno(), 1 << 20)
                if not part:
                    raise _last_words(process)
                received += part
                if len(received) > LARGEST_ANSWER:
                    raise ChildFaultError("limit", "it holds more than a document of this kind should.")
        try:
            answer: Answer = json.loads(received)
        except ValueError as error:
            raise ChildFaultError("crash", "the process that reads it answered nonsense.") from error
        return answer


TIME_SIGNALS = (signal.SIGPROF, signal.SIGXCPU)
"""By these a child ends that used up its processor time."""


def _last_words(process: subprocess.Popen[bytes]) -> ChildFaultError:
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        return ChildFaultError("crash", "the process that reads it closed its pipe.")
    if -code in TIME_SIGNALS:
        return ChildFaultError("time", "it took too long.")
    ended = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    return ChildFaultError("crash", f"the process that reads it {ended}.")


class Children:
    """A handful of children, one a thread, that answer many requests."""

    def __init__(self, jobs: int, memory: int) -> None:
        self._memory = memory
        self._idle: list[Child] = []
        self._all: list[Child] = []
        self._lock = Lock()
        self._stopping = Event()
        self._threads = ThreadPoolExecutor(max_workers=jobs, thread_name_prefix="reading")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Whoever stops early (an error, a reader who has seen enough) does not wait for pages begun.
        self._stopping.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            begun = list(self._all)
        for child in begun:
            child.kill()
        self._threads.shutdown(wait=True)
        for child in self._all:
            child.close()

    def map_in_order(
        self, work: Callable[[Child, Item], Result], items: Iterable[Item], ahead: int
    ) -> Iterator[Result]:
        """`work(child, item)` for all items, in their order, at most `ahead` begun before they are asked for."""
        waiting: list[Future[Result]] = []
        for item in items:
            waiting.append(self._threads.submit(self._work, work, item))
            if len(waiting) > ahead:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()

    def _work(self, work: Callable[[Child, Item], Result], item: Item) -> Result:
        with self._borrowed() as child:
            return work(child, item)

    @contextmanager
    def _borrowed(self) -> Iterator[Child]:
        with self._lock:
            if self._idle:
                child = self._idle.pop()
            else:
                child = Child(self._memory, self._stopping)
                self._all.append(child)
        try:
            yield child
        finally:
            with self._lock:
                self._idle.append(child)
