"""Who may reach the workbench, under which names, and whose word on a person's name is believed.

By default the workbench answers on this machine only, and people choose their names. On a server either Streamlit's
OpenID login knows them (`.streamlit/secrets.toml` of the workspace has an `[auth]` table), or a proxy names them in a
header, after they have logged in there.
"""

import importlib.util
import re
import tomllib
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from align.errors import MissingCapabilityError, UsageError, WorkspaceError

LOOPBACK = ("127.0.0.0/8", "::1/128")
SECRETS = Path(".streamlit") / "secrets.toml"
"""Where the login is set up, seen from the workspace."""

_TAKEN = ("authorization", "connection", "content-length", "cookie", "host", "origin", "referer", "upgrade")
_STREAMLIT = ("sec-websocket-", "x-forwarded-", "x-streamlit-")

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Access:
    """How the workbench can be reached.

    Attributes:
        address: the address to listen on.
        hosts: further names under which browsers may ask for it.
        header: the header in which a proxy names the person; "" to believe none.
        proxies: addresses or networks of that proxy.
        login: whether people log in by OpenID.
    """

    address: str = "127.0.0.1"
    hosts: tuple[str, ...] = ()
    header: str = ""
    proxies: tuple[str, ...] = ()
    login: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names under which the workbench may be asked; any other is another site's (DNS rebinding)."""
        own = () if ip_address(self.address).is_unspecified else (self.address,)
        return tuple(dict.fromkeys(("127.0.0.1", "localhost", *own, *self.hosts)))

    @property
    def networks(self) -> tuple[Network, ...]:
        """From where the header is believed."""
        return tuple(ip_network(proxy) for proxy in self.proxies or LOOPBACK)


@dataclass(frozen=True, slots=True)
class Login:
    """What the workspace's secrets say about logging in.

    Attributes:
        there: whether they say anything.
        host: the name to which people come back after it, "" if it is not said.
        file: of the secrets.
    """

    there: bool = False
    host: str = ""
    file: Path = field(default=SECRETS)


def login_of(workspace: Path) -> Login:
    """Read how people log in; never shows what the secrets hold.

    Raises:
        WorkspaceError: the file cannot be read.
    """
    file = workspace / SECRETS
    try:
        known = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except (OSError, ValueError) as exc:
        raise WorkspaceError(f"{file} cannot be read as TOML.", "See https://toml.io for how to write it.") from exc
    auth = known.get("auth")
    if not isinstance(auth, dict):
        return Login(file=file)
    return Login(there=True, host=urlsplit(str(auth.get("redirect_uri", ""))).hostname or "", file=file)


def checked(access: Access, login: Login) -> Access:
    """The access with what the login adds to it.

    Raises:
        UsageError: an option that cannot be meant so, or people on the network who could call themselves anything.
        MissingCapabilityError: a login without the library that it needs.
    """
    _check_header(access)
    try:
        shared = not ip_address(access.address).is_loopback
        _ = access.networks
    except ValueError as exc:
        raise UsageError(f"This is no address of the network: {exc}.", "For example 127.0.0.1 or 10.0.0.0/24.") from exc
    if access.header and login.there:
        raise UsageError("A login and a trusted header exclude each other.", f"Leave one away; see {login.file}.")
    if shared and not (access.header or login.there):
        raise UsageError(
            f"On {access.address} everybody on the network could decide under any name.",
            f"Name the header of your proxy with --trust-header, or set up a login in {login.file}.",
        )
    lacking = [name for name in ("authlib", "httpx") if importlib.util.find_spec(name) is None]
    if login.there and lacking:
        raise MissingCapabilityError(
            f"The login needs {' and '.join(lacking)}, which is not installed.", "Install it: pip install align[login]"
        )
    hosts = (*access.hosts, login.host) if login.host else access.hosts
    return Access(access.address, hosts, access.header, access.proxies, login=login.there)


def _check_header(access: Access) -> None:
    name = access.header.lower()
    if access.proxies and not name:
        raise UsageError("A proxy is named, but not its header.", "Add --trust-header, for example X-Remote-User.")
    if name and (not re.fullmatch(r"[a-z0-9-]+", name) or name in _TAKEN or name.startswith(_STREAMLIT)):
        raise UsageError(f"The header {access.header!r} cannot name a person.", "For example X-Remote-User.")
