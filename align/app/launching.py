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
from pathlib import Path
from typing import Any

from align.app.theme import THEME
from align.errors import MissingCapabilityError, UsageError

ADDRESS = "127.0.0.1"
FIRST_PORT = 8501
PORTS = 50
FOLDER_VARIABLE = "ALIGN_WORKSPACE"
"""Names the workspace to the script that Streamlit runs."""

SAFE_SETTINGS: Mapping[str, Any] = {
    "server.address": ADDRESS,
    "server.allowedHosts": [ADDRESS, "localhost"],
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.enableStaticServing": False,
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


def launch(workspace: Path, *, port: int | None = None, open_browser: bool = True) -> int:
    """Serve the workbench of a workspace until it is interrupted.

    Args:
        workspace: folder of the workspace.
        port: the port to listen on; None takes the first free one from 8501 on.
        open_browser: show the workbench in the browser as soon as it listens.

    Returns:
        0 when it was stopped (Ctrl-C, SIGTERM).

    Raises:
        MissingCapabilityError: Streamlit is not installed.
        UsageError: the port is taken, or all that were tried.
        WorkspaceError, CatalogueError: the workspace cannot be used (see `open_workspace`).
    """
    if importlib.util.find_spec("streamlit") is None:
        raise MissingCapabilityError(
            "The workbench in the browser needs Streamlit, which is not installed.",
            "Install it with `pip install align[app]`.",
        )
    from streamlit.starlette import App

    from align.app.routes import routes
    from align.pipeline.workspace import open_workspace

    opened = open_workspace(workspace)
    with opened.store():
        pass  # a database that cannot be used is better told here than in the browser
    _warm_up()
    chosen = _free_port(port)
    os.environ[FOLDER_VARIABLE] = str(opened.folder)
    address = f"http://{ADDRESS}:{chosen}"
    sys.stderr.write(f"The workbench is at {address} (stop it with Ctrl-C).\n")
    if open_browser:
        _open_later(address)
    app = App(Path(__file__).with_name("main_page.py"), routes=routes(opened.folder))
    app.run(config={**SAFE_SETTINGS, **THEME, "server.port": chosen})
    return 0


SLOW_TO_LOAD = ("pandas", "pyarrow")
"""What Streamlit imports at its first use of a component of ours."""


def _warm_up() -> None:
    """Import now what the first visitor would wait for, and keep it out of the collector's way.

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


def _free_port(port: int | None) -> int:
    """The port asked for, or the first free one.

    Raises:
        UsageError: none is free.
    """
    tried = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else (port,)
    for candidate in tried:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, candidate))
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
