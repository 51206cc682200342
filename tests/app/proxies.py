"""A reverse proxy in a few lines, as a server would have it: it adds a header to every request."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK = 65_536


@contextmanager
def proxy(target: str, *headers: str) -> Iterator[str]:
    """Stand before the server at `target`; yields the address of the proxy.

    Args:
        target: "http://127.0.0.1:8501".
        headers: lines to add to what the client sends, whose own headers stay (a careless proxy).
    """
    port = int(target.rsplit(":", 1)[1])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_serve, args=(listening, port, headers), daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def _serve(listening: socket.socket, port: int, headers: tuple[str, ...]) -> None:
    with suppress(OSError):  # closed at the end of the test
        while True:
            client, _ = listening.accept()
            threading.Thread(target=_pass_on, args=(client, port, headers), daemon=True).start()


def _pass_on(client: socket.socket, port: int, headers: tuple[str, ...]) -> None:
    """One request of one connection; a WebSocket goes on in both directions."""
    with suppress(OSError), client, socket.create_connection(("127.0.0.1", port)) as server:
        server.sendall(_with(_head(client), headers))
        threading.Thread(target=_pump, args=(client, server), daemon=True).start()
        _pump(server, client)


def _head(client: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data and (part := client.recv(CHUNK)):
        data += part
    return data


def _with(request: bytes, headers: tuple[str, ...]) -> bytes:
    head, _, body = request.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    if not any(line.lower().startswith(b"upgrade:") for line in lines):
        lines = [line for line in lines if not line.lower().startswith(b"connection:")] + [b"Connection: close"]
    return b"\r\n".join([*lines, *(header.encode() for header in headers)]) + b"\r\n\r\n" + body


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(CHUNK):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)
