"""An OpenID provider in a few lines (OpenID Connect Core 1.0, code flow): whoever asks is logged in as one person."""

import base64
import hmac
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, SECRET = "workbench", "the client's secret, long enough for HS256"


class Provider(BaseHTTPRequestHandler):
    """Answers for the person in `claims`."""

    claims: ClassVar[Mapping[str, Any]] = {}
    nonces: ClassVar[dict[str, str]] = {}

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.server.server_port}"  # type: ignore[attr-defined]

    def do_GET(self) -> None:
        """Discovery, keys, and the page where one logs in, which here needs no click."""
        parts = urlsplit(self.path)
        if parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            assert asked["client_id"] == CLIENT
            code = f"code-{len(self.nonces)}"
            self.nonces[code] = asked.get("nonce", "")
            self.send_response(302)
            answer = urlencode({"code": code, "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{answer}")
            self.end_headers()
        elif parts.path == "/keys":
            self.tell({"keys": [{"kty": "oct", "alg": "HS256", "k": base64url(SECRET.encode())}]})
        else:
            places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            known = {name: f"{self.issuer}/{place}" for name, place in places.items()}
            self.tell({"issuer": self.issuer, "id_token_signing_alg_values_supported": ["HS256"], **known})

    def do_POST(self) -> None:
        """A token for a code."""
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "nonce": self.nonces.pop(sent["code"][0]),
            **self.claims,
        }
        self.tell({"access_token": "a", "token_type": "Bearer", "id_token": signed(claims)})

    def tell(self, value: Mapping[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def signed(claims: Mapping[str, Any]) -> str:
    """A JSON Web Token (RFC 7519) signed with HS256."""
    parts = [base64url(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    return ".".join([*parts, base64url(hmac.digest(SECRET.encode(), ".".join(parts).encode(), "sha256"))])


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def provider(**claims: Any) -> Iterator[str]:
    """A provider that knows one person; yields the address of its description."""
    kind = type("One", (Provider,), {"claims": claims, "nonces": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/.well-known/openid-configuration"
        server.shutdown()
