"""Starting the workbench: one process, bound to this machine, with settings that give nothing away."""

import gc
import importlib
import importlib.util
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from align.app.access import SECRETS, Access, checked, login_of
from align.app.theme import THEME
from align.errors import MissingCapabilityError, UsageError

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
PORTS = 50
FOLDER_VARIABLE = "ALIGN_WORKSPACE"
"""Names the workspace to the script that Streamlit runs."""
PEOPLE_VARIABLE = "ALIGN_PEOPLE"
"""Tells that script how people are known: CHOSEN, LOGIN or HEADER."""
CHOSEN, LOGIN, HEADER = "chosen", "login", "header"
REMOTE = "remote_user"
"""Under which key of `st.user` the name in the trusted header stands."""

SAFE_SETTINGS: Mapping[str, Any] = {
    "server.address": ADDRESS,
    "server.allowedHosts": [ADDRESS, "localhost"],
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableStaticServing": False,
    "server.trustedUserHeaders": {},
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 200,
    "browser.serverAddress": ADDRESS,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": True,
}
"""Options of Streamlit; the theme comes besides, and the port."""


def launch(workspace: Path, *, port: int | None = None, open_browser: bool = True, access: Access | None = None) -> int:
    """Serve the workbench of a workspace until it is interrupted.

    Args:
        workspace: folder of the workspace.
        port: the port to listen on; None takes the first free one from 8501 on.
        open_browser: show the workbench in the browser as soon as it listens.
        access: from where it can be reached and how people are known; None for this machine and chosen names.

    Returns:
        0 when it was stopped (Ctrl-C, SIGTERM).

    Raises:
        MissingCapabilityError: Streamlit is not installed.
        MissingCapabilityError: a login is set up, but what it needs is not installed.
        UsageError: the port is taken, or all that were tried; an access that cannot be meant so (see `access.checked`).
        WorkspaceError, CatalogueError: the workspace cannot be used (see `open_workspace`).
    """
    if importlib.util.find_spec("streamlit") is None:
        raise MissingCapabilityError(
            "The workbench in the browser needs Streamlit, which is not installed.",
            "Install it with `pip install align[app]`.",
        )
    from starlette.middleware import Middleware
    from streamlit.starlette import App

    from align.app.backing import BackupTimer
    from align.app.gate import Gate
    from align.app.routes import routes
    from align.pipeline.workspace import open_workspace

    opened = open_workspace(workspace)
    allowed = checked(access or Access(), login_of(opened.folder))
    with opened.store():
        pass  # a database that cannot be used is better told here than in the browser
    warm_up()
    chosen = _free_port(port, allowed.address)
    os.environ[FOLDER_VARIABLE] = str(opened.folder)
    os.environ[PEOPLE_VARIABLE] = HEADER if allowed.header else LOGIN if allowed.login else CHOSEN
    os.environ["FORWARDED_ALLOW_IPS"] = ""  # else X-Forwarded-For could hide from the gate who really asks
    address = f"http://{_shown(allowed)}:{chosen}"
    sys.stderr.write(f"The workbench is at {address} (stop it with Ctrl-C).\n")
    if open_browser:
        _open_later(address)
    app = App(
        Path(__file__).with_name("main_page.py"),
        routes=routes(opened.folder, allowed.names),
        middleware=[Middleware(Gate, access=allowed)],
    )
    backups = BackupTimer(opened)
    backups.start()
    try:
        app.run(config={**SAFE_SETTINGS, **THEME, **_settings(opened.folder, allowed), "server.port": chosen})
    finally:
        backups.stop()
    return 0


def _shown(access: Access) -> str:
    """Under which name to open it on this machine; a login comes back to the name that its secrets hold."""
    if access.login:
        return "localhost"
    own = ip_address(access.address)
    return ADDRESS if own.is_unspecified else f"[{own}]" if own.version == 6 else str(own)


def _settings(folder: Path, access: Access) -> dict[str, Any]:
    """What Streamlit must know of the access."""
    return {
        "server.address": access.address,
        "server.allowedHosts": list(access.names),
        "server.trustedUserHeaders": {access.header: REMOTE} if access.header else {},
        "browser.serverAddress": access.hosts[0] if access.hosts else ADDRESS,
        "secrets.files": [str(folder / SECRETS)],
    }


SLOW_TO_LOAD = ("pandas", "pyarrow")
"""What Streamlit imports at its first use of a component of ours."""


def warm_up() -> None:
    """Import now what the first visitor would wait for, and keep it out of the collector's way; once is enough.

    Streamlit has the collector look at everything after each run of the script, which with some 190,000 objects of
    loaded modules takes 90 ms and stops all threads; those that are frozen are not looked at.
    """
    for path in Path(__file__).parent.glob("*_page.py"):
        if path.stem != "main_page":
            importlib.import_module(f"align.app.{path.stem}")
    for name in SLOW_TO_LOAD:
        if importlib.util.find_spec(name):
            importlib.import_module(name)
    importlib.import_module("align.app.encoding").encoder()
    gc.collect()
    gc.freeze()


def _free_port(port: int | None, address: str) -> int:
    """The port asked for, or the first free one.

    Raises:
        UsageError: none is free.
    """
    tried = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else (port,)
    for candidate in tried:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, candidate))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    if port is None:
        what = f"All ports from {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are taken."
        raise UsageError(what, "Stop another program, or name a free port with --port.")
    raise UsageError(f"Port {port} is taken or not allowed.", "Name another one, or leave --port away.")


def _open_later(address: str) -> None:
    """Open the browser once the server listens; a machine without a browser only misses that."""
    timer = threading.Timer(1.5, webbrowser.open, [address])
    timer.daemon = True
    timer.start()
