"""A publisher on 127.0.0.1 for the tests of fetching: pages in the publishers' layouts, and all that goes wrong."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TRANSLATION = """<!DOCTYPE html>
<html lang="en"><head><title>Note on the Harbor | Digital Archive</title><script>let x = 1;</script></head><body>
<a href="#main">Skip to content</a>
<main id="main"><p>May 4, 1972</p><h1>Note on the Harbor</h1>
<p>This document was made possible with support from nobody, it is invented</p>
<p>Participants:</p><p>Colleague Brandtner and Colleague Chernyshov.</p>
<p>The harbor is open. Ships come in the morning and leave at night.</p></main></body></html>
"""

LEAVES = {
    "1": '<h1>Notiz über den Hafen</h1><img src="scan.jpg"><h2>Transkription</h2>'
    "<p>Notiz über den Hafen vom 4. 5. 1972.</p><p>Der Hafen ist offen. Schiffe kommen<br>am Morgen.</p>"
    "<h2>Signatur</h2><p>Übungsarchiv, VLN, Nr. 8</p>",
    "2": '<div class="head"><h3>Transkription</h3></div><div><p>Sie fahren in der Nacht.</p><script>x()</script></div>',
    "3": '<p>Leeres Blatt</p><div class="transcript"></div>',
    "4": '<div id="transkript" onclick="x()"><p>Ende der Notiz.</p></div>',
}


def leaf(folio: str) -> str:
    """A page of a transcription by folio."""
    return f"<!DOCTYPE html><html><head><title>Blatt {folio}</title></head><body>{LEAVES[folio]}</body></html>"


@dataclass(frozen=True)
class Answer:
    """What to send; `cut` closes the connection after so many bytes of the body, `length=False` tells no length,
    `drop` closes it without a word, `stall` keeps it open for so many seconds after the body."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    length: bool = True
    drop: bool = False
    stall: float = 0.0


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    path: str
    headers: dict[str, str]


class Publisher:
    """Answers by path; a list of answers is given one after another, its last one for ever."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[Asked] = []
        self.at_once = 0
        self.most_at_once = 0
        self.range_shift = 0
        self.base = ""
        self.lock = threading.Lock()

    def put(self, path: str, *answers: Answer | str | bytes) -> None:
        self.answers[path] = [
            answer if isinstance(answer, Answer) else Answer(answer.encode() if isinstance(answer, str) else answer)
            for answer in answers
        ]

    def paths(self) -> list[str]:
        """What was asked for, without the rules for robots."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def next_answer(self, path: str) -> Answer:
        answers = self.answers.get(path, [Answer(b"<html>not here</html>", status=404)])
        return answers.pop(0) if len(answers) > 1 else answers[0]


def _handler(publisher: Publisher) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

        def do_GET(self) -> None:
            with publisher.lock:
                publisher.at_once += 1
                publisher.most_at_once = max(publisher.most_at_once, publisher.at_once)
                publisher.asked.append(Asked(self.path, dict(self.headers)))
                answer = publisher.next_answer(self.path)
            self.close_connection = True
            time.sleep(0.01)  # long enough for a second request to be seen beside this one
            with publisher.lock:
                publisher.at_once -= 1  # before the answer: whoever has all of it may ask again
            self.answer(answer)

        def answer(self, answer: Answer) -> None:
            if answer.drop:
                return
            start, status, headers = 0, answer.status, dict(answer.headers)
            wanted = self.headers.get("Range", "")
            validators = (headers.get("ETag"), headers.get("Last-Modified"))
            if wanted and status == 200 and self.headers.get("If-Range") in validators:
                start, status = int(wanted.removeprefix("bytes=").rstrip("-")), 206
                shown = start + publisher.range_shift
                headers["Content-Range"] = f"bytes {shown}-{len(answer.body) - 1}/{len(answer.body)}"
            body = answer.body[start:]
            self.send_response(status)
            if answer.kind:
                self.send_header("Content-Type", answer.kind)
            if answer.length:
                self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body if answer.cut is None else body[: answer.cut])
            time.sleep(answer.stall)

    return Handler


@contextmanager
def published() -> Iterator[Publisher]:
    """A running publisher on a free port of 127.0.0.1."""
    publisher = Publisher()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(publisher))
    publisher.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Time:
    """Time that passes only by waiting."""

    now: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now
