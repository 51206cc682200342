"""The gate before every request: takes away names that nobody vouches for, and keeps texts from the unknown."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http.cookies import SimpleCookie
from ipaddress import ip_address
from typing import Any

from starlette.responses import PlainTextResponse

from align.app.access import Access
from align.app.mounting import ASSETS

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OURS = "/workbench/"
"""Below it stand all routes of ours. Only the scripts are for everybody; pages ask themselves who is there."""


class Gate:
    """ASGI middleware that stands before Streamlit.

    A name in the trusted header reaches the app only if it came from the proxy, and once: a client's own header that a
    proxy passes on beside its own would else be as good as the real one.
    """

    def __init__(self, app: App, *, access: Access) -> None:
        self._app = app
        self._access = access
        self._header = access.header.lower().encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, without what is not to be believed."""
        if scope["type"] in ("http", "websocket"):
            if self._header:
                scope = {**scope, "headers": self._believed(scope)}
            if scope["type"] == "http" and _is_private(scope["path"]) and not self._is_known(scope):
                await PlainTextResponse("Log in first.", status_code=403)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _believed(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        named = [value for name, value in scope["headers"] if name.lower() == self._header]
        rest = [(name, value) for name, value in scope["headers"] if name.lower() != self._header]
        believed = len(named) == 1 and self._is_proxy(scope.get("client"))
        return [*rest, (self._header, named[0])] if believed else rest

    def _is_proxy(self, client: tuple[str, int] | None) -> bool:
        try:
            address = ip_address(client[0] if client else "")
        except ValueError:
            return False
        return any(address in network for network in self._access.networks)

    def _is_known(self, scope: Scope) -> bool:
        headers = dict(scope["headers"])
        if self._header:
            return bool(headers.get(self._header, b"").strip())
        return not self._access.login or _is_logged_in(headers)


def _is_private(path: str) -> bool:
    return path.startswith(OURS) and not path.startswith(f"{ASSETS}/")


def _is_logged_in(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a request carries the cookie that Streamlit signs at the login."""
    from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

    cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    signed = {name: morsel.value for name, morsel in cookies.items()}
    return _get_signed_cookie_with_chunks(signed, "_streamlit_user") is not None
