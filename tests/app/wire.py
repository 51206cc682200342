"""A wire between browser and server that can be cut: it closes, refuses, goes one way only, breaks amid an answer."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

HEAD_ENDS = b"\r\n\r\n"


class Wire:
    """Listens on a port of its own on this machine and carries bytes to an address and back, until it is cut."""

    def __init__(self, target: str) -> None:
        self._target = ("127.0.0.1", urlsplit(target).port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.whole = True
        self.deaf = False
        self.tears = b""
        """The answers to requests with these bytes break off behind their heads."""
        self.torn = 0
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        """Where the browser goes."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """Close every connection and accept none."""
        self.whole = False
        with self._lock:
            ends, self._ends = self._ends, set()
        for end in ends:
            _close(end)

    def mend(self) -> None:
        """Carry again, both ways."""
        self.deaf, self.whole = False, True

    def close(self) -> None:
        """Cut it for good."""
        self.cut()
        self._listener.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        if not self.whole:
            return _close(near)
        try:
            far = socket.create_connection(self._target)
        except OSError:
            return _close(near)
        with self._lock:
            self._ends |= {near, far}
        asked = threading.Event()
        for source, sink, back in ((near, far, False), (far, near, True)):
            threading.Thread(target=self._carry, args=(source, sink, asked, back), daemon=True).start()
        return None

    def _carry(self, source: socket.socket, sink: socket.socket, asked: threading.Event, back: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not back and self.tears and self.tears in data:
                    asked.set()
                if back and asked.is_set():
                    self.torn += 1
                    sink.sendall(b"".join(data.partition(HEAD_ENDS)[:2]))
                    break
                if not (back and self.deaf):
                    sink.sendall(data)
        _close(source)
        _close(sink)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def wired(target: str) -> Iterator[Wire]:
    """A wire to a server."""
    wire = Wire(target)
    try:
        yield wire
    finally:
        wire.close()
