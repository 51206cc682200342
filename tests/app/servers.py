"""Servers of the workbench, each in a process of its own, forked from one in which everything is loaded already.

To load it takes four seconds, which some fifty tests would wait for. `align review` is started as a user starts it in
`test_people`.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

NURSERY = """
import json, os, signal, sys
from pathlib import Path
from align.app.access import Access
from align.app.launching import launch, warm_up

def serve(order):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY)
    for stream, target in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
        os.dup2(stream, target)
    os.environ.clear()
    os.environ.update(order["environment"])
    access = Access(header=order["header"], proxies=tuple(order["proxies"]))
    return launch(Path(order["folder"]), port=order["port"], open_browser=False, access=access)

warm_up()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    child = os.fork()
    if not child:
        sys.exit(serve(json.loads(line)))
    print(child, flush=True)
"""


@cache
def _nursery() -> "subprocess.Popen[str]":
    """Ends with this process, as its input does."""
    return subprocess.Popen(
        [sys.executable, "-c", NURSERY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )


class Server:
    """The workbench of a workspace in a process of its own, which can be ended or killed."""

    def __init__(self, folder: Path, header: str = "", proxies: Sequence[str] = ()) -> None:
        self._log = folder / "server.log"
        self._order = {"folder": str(folder), "log": str(self._log), "header": header, "proxies": list(proxies)}
        self._process = -1

    def start(self, port: int = 0) -> str:
        """Start it; gives its address once it answers."""
        self._log.write_text("")
        nursery = _nursery()
        assert nursery.stdin
        assert nursery.stdout
        order = {**self._order, "port": port, "environment": dict(os.environ)}
        nursery.stdin.write(json.dumps(order) + "\n")
        nursery.stdin.flush()
        child = nursery.stdout.readline()
        assert child, "the workbench could not be loaded"
        self._process = os.pidfd_open(int(child))
        return address_in(self._log, lambda: not self._ended(0))

    def kill(self) -> None:
        """End it without a chance to put anything away."""
        signal.pidfd_send_signal(self._process, signal.SIGKILL)
        assert self._ended(20)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self._process < 0:
            return
        if not self._ended(0):
            signal.pidfd_send_signal(self._process, signal.SIGTERM)
            if not self._ended(20):
                self.kill()
        os.close(self._process)
        self._process = -1

    def _ended(self, seconds: float) -> bool:
        """Whether it is no more, after waiting so long."""
        return bool(select.select([self._process], [], [], seconds)[0])


@contextmanager
def serving(folder: Path, port: int = 0, *, header: str = "", proxies: Sequence[str] = ()) -> Iterator[str]:
    """Serve a workspace; yields its address and ends the server afterwards."""
    server = Server(folder, header, proxies)
    try:
        yield server.start(port)
    finally:
        server.stop()


def address_in(log: Path, alive: Callable[[], bool]) -> str:
    """The address that a server has written into its log, once it answers there."""
    until = time.monotonic() + 60
    while time.monotonic() < until and alive():
        words = log.read_text().split()
        address = next((word for word in words if word.startswith("http://")), "")
        if address:
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    return address
            except OSError:
                pass
        time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")
