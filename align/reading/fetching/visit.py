"""A visit to the publishers' servers: one request at a time, with pauses, by their rules for robots.

RFC 9110 (HTTP), RFC 9309 (robots.txt). The standard library's client is enough for a few dozen requests one after
another, and knows proxies and the system's certificates; its following of redirects is switched off, because a
redirect must stay with the publisher.
"""

import datetime
import email.utils
import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import closing
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from protego import Protego

from align.errors import FetchError
from align.reading.fetching.options import FetchOptions

MOVED = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({408, 429, 500, 502, 503, 504})
MOST_MOVES = 5
SAFE = "%/:=&?~#+!$,;'@()*[]"  # what an address may hold as it is, escapes that are made already included
LARGEST_RULES = 512_000  # bytes of a robots.txt that are heeded (RFC 9309, 2.5)
LATER = "Try again later; what has been fetched stays, and nothing is fetched twice."
BY_HAND = "Open it in a browser; if it is what you want, save it by hand into the workspace."

Sleep = Callable[[float], None]
Clock = Callable[[], float]
Response = http.client.HTTPResponse


class AgainError(Exception):
    """Something that may go better next time.

    Attributes:
        why: what went wrong, without a full stop.
        wait: what the publisher asks to wait, in seconds; None if it does not ask.
        everywhere: it concerns the whole publisher, not this one address.
    """

    def __init__(self, why: str, wait: float | None = None, *, everywhere: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait
        self.everywhere = everywhere


def _opener() -> urllib.request.OpenerDirector:
    """The standard opener without its handlers for files, FTP and data addresses, and for redirects."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


class Visit:
    """Keeps what must last from one request to the next: when it was, and each publisher's rules.

    Args:
        options: how politely.
        sleep, clock: waiting and the time it takes, in seconds; for tests.
        say: told, in a plain sentence, before a wait that somebody could wonder about.
    """

    def __init__(
        self,
        options: FetchOptions | None = None,
        *,
        sleep: Sleep = time.sleep,
        clock: Clock = time.monotonic,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.options = options or FetchOptions()
        self.clock = clock
        self.say = say
        self._sleep = sleep
        self._opener = _opener()
        self._last: dict[str, float] = {}
        self._rules: dict[str, Protego] = {}
        self._given_up: dict[str, str] = {}

    def wait(self, seconds: float, why: str = "") -> None:
        """Do nothing for so long; `why` is said if there is a reason to tell."""
        if why and seconds > 0:
            self.say(f"{why} Waiting {seconds:.0f} s.")
        self._sleep(seconds)

    def open(self, address: str, headers: Mapping[str, str] | None = None) -> tuple[Response, str]:
        """Ask once for an address, following redirects within the publisher's host; the caller closes the response.

        Args:
            address: http or https.
            headers: besides those of every request.

        Returns:
            The response (status 200 or 206 or 416) and the address that it came from.

        Raises:
            AgainError: a broken connection or a busy server.
            FetchError: a refusal, by the server or by its robots.txt, or a redirect that leads away.
        """
        address = _ascii(address)
        for _ in range(MOST_MOVES + 1):
            self._ask_rules(address)
            response = self._request(address, headers or {})
            if response.status not in MOVED:
                return self._usable(response, address), address
            with closing(response):
                address = next_address(address, response)
        raise FetchError(f"{address} leads from one address to the next without end.", BY_HAND)

    def give_up(self, address: str, why: str) -> None:
        """Ask nothing more of this publisher in this visit."""
        self._given_up[_host(urlsplit(address))] = why

    def _ask_rules(self, address: str) -> None:
        """Raise FetchError unless the publisher's robots.txt allows the address."""
        parts = urlsplit(address)
        host = _host(parts)
        if host in self._given_up:
            raise FetchError(self._given_up[host], LATER)
        if host not in self._rules:
            self._rules[host] = self._read_rules(f"{parts.scheme}://{parts.netloc}/robots.txt")
        if not self._rules[host].can_fetch(address, self.options.agent):
            raise FetchError(f"The publisher asks programs to leave {address} alone (robots.txt).", BY_HAND)

    def _read_rules(self, address: str) -> Protego:
        """The rules of a publisher; none if it has no robots.txt (RFC 9309, 2.3.1.3)."""
        asked = address
        for _ in range(MOST_MOVES + 1):
            with closing(self._request(asked, {})) as response:
                if response.status in MOVED:
                    asked = next_address(asked, response)
                    continue
                if response.status in BUSY or response.status >= 500:
                    why = f"{address} answers {response.status}, so the publisher's rules for programs are not known"
                    raise AgainError(why, _asked(response), everywhere=True)
                rules = _read_whole(response, address) if response.status == 200 else b""
                return Protego.parse(rules.decode("utf-8", "replace"))
        return Protego.parse("")

    def _request(self, address: str, headers: Mapping[str, str]) -> Response:
        """One request and its answer, whatever its status, after the pause that is due."""
        parts = urlsplit(address)
        self._pause(_host(parts))
        request = urllib.request.Request(  # noqa: S310 (only http and https reach this point)
            address,
            headers={"User-Agent": self.options.agent, "Accept-Encoding": "identity", **headers},
        )
        try:
            response: Response = self._opener.open(request, timeout=self.options.timeout)
        except urllib.error.HTTPError as error:
            return error  # type: ignore[return-value]  # an answer like any other
        except urllib.error.URLError as error:
            raise _unreachable(address, error) from error
        except (http.client.HTTPException, OSError) as error:
            raise AgainError(f"The connection to {parts.netloc} broke ({error or type(error).__name__})") from error
        finally:
            self._last[_host(parts)] = self.clock()
        return response

    def _pause(self, host: str) -> None:
        rules = self._rules.get(host)
        asked = float((rules.crawl_delay(self.options.agent) if rules else 0) or 0)
        pause = max(self.options.pause, min(asked, self.options.patience))
        due = self._last.get(host, -pause) + pause
        if host in self._last and due > self.clock():
            self.wait(due - self.clock())

    def _usable(self, response: Response, address: str) -> Response:
        if response.status in (200, 206, 416):
            return response
        with closing(response):
            if response.status in BUSY:
                why = f"{address} answers {response.status} ({response.reason})"
                raise AgainError(why, _asked(response), everywhere=response.status in (429, 503))
            if response.status in (404, 410):
                raise FetchError(
                    f"There is no page at {address} ({response.status}).",
                    "Look for it on the publisher's site and correct the address in collection.toml.",
                )
            if response.status in (401, 402, 403, 451):
                raise FetchError(f"{address} is not given to programs ({response.status} {response.reason}).", BY_HAND)
            raise FetchError(f"{address} answers {response.status} ({response.reason}).", BY_HAND)


def _read_whole(response: Response, address: str) -> bytes:
    """The rules of a publisher, up to their limit; half of them would allow what the other half forbids."""
    try:
        rules = response.read(LARGEST_RULES)
    except (http.client.HTTPException, OSError) as error:
        raise AgainError(f"{address} broke off", everywhere=True) from error
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and len(rules) < min(int(length), LARGEST_RULES):
        raise AgainError(f"{address} broke off", everywhere=True)
    return rules


def _host(parts: SplitResult) -> str:
    """The publisher's host and port; www. is the same publisher."""
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return f"{(parts.hostname or '').removeprefix('www.')}:{port}"


def _ascii(address: str) -> str:
    """The address as it goes over the line: letters of other alphabets encoded (RFC 3986, 2.1; IDNA in the host).

    Raises:
        FetchError: it is no address of the web.
    """
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode()
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known:
        raise FetchError(f"{address!r} is no address of a page on the web.", "An address begins with https://.")
    return f"{parts.scheme}://{host}{quote(urlunsplit(('', '', parts.path, parts.query, '')), safe=SAFE)}"


def next_address(address: str, response: Response) -> str:
    """Where a redirect leads, if that is the same publisher's host and no less safe.

    Raises:
        FetchError: elsewhere, to a less safe connection, or nowhere.
    """
    # Headers are read as Latin-1; some servers put UTF-8 there.
    location = quote(response.headers.get("Location", "").encode("latin-1", "replace"), safe=SAFE)
    try:
        to = _ascii(urljoin(address, location))
    except (ValueError, FetchError) as exc:
        raise FetchError(f"{address} leads to {location!r}, which is no page on the web.", BY_HAND) from exc
    here, there = urlsplit(address), urlsplit(to)
    same_name = _name(here) == _name(there)
    safer = (here.scheme, there.scheme) == ("http", "https") and here.port is None and there.port is None
    same_port = here.scheme == there.scheme and _host(here) == _host(there)
    if not (same_name and (safer or same_port)):
        raise FetchError(
            f"{address} leads away from its publisher, to {to}.",
            "Look at it in a browser; if it is right, write the new address into collection.toml.",
        )
    return to


def _name(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")


def _asked(response: Response) -> float | None:
    """Seconds that a server asks to wait: a number, or a date seen from its own clock (RFC 9110, 10.2.3)."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        until = email.utils.parsedate_to_datetime(value)
        now = email.utils.parsedate_to_datetime(response.headers.get("Date", ""))
        return max(0.0, (until - now) / datetime.timedelta(seconds=1))
    except (ValueError, TypeError):
        return None


def _unreachable(address: str, error: urllib.error.URLError) -> Exception:
    host = urlsplit(address).netloc
    if isinstance(error.reason, ssl.SSLCertVerificationError):
        return FetchError(f"{host} cannot prove that it is {host} ({error.reason.verify_message}).", BY_HAND)
    return AgainError(f"{host} cannot be reached ({error.reason})", everywhere=True)
