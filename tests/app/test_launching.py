"""Starting the workbench: bound to this machine, with safe settings, faults told before anything is served."""

import importlib.util
import socket
from pathlib import Path

import pytest

from align.app import launch
from align.app.launching import SAFE_SETTINGS
from align.errors import MissingCapabilityError, UsageError, WorkspaceError
from tests.app.servers import serving
from tests.app.workshop import make


def test_without_streamlit_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingCapabilityError, match=r"pip install align\[app\]"):
        launch(tmp_path, open_browser=False)


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="not a workspace"):
        launch(tmp_path, open_browser=False)


def test_a_port_that_is_taken_is_refused(tmp_path: Path) -> None:
    make(tmp_path / "ws", rounds=1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="taken"):
            launch(tmp_path / "ws", port=taken.getsockname()[1], open_browser=False)


def test_the_settings_are_known_to_streamlit_and_safe() -> None:
    config = pytest.importorskip("streamlit.config", reason="Streamlit is not installed")
    known = config.get_config_options()
    assert set(SAFE_SETTINGS) <= set(known)
    assert SAFE_SETTINGS["server.address"] == "127.0.0.1"
    assert SAFE_SETTINGS["browser.gatherUsageStats"] is False
    assert SAFE_SETTINGS["client.showErrorDetails"] == "none"
    assert SAFE_SETTINGS["server.allowedHosts"] == ["127.0.0.1", "localhost"]


def test_the_server_listens_on_this_machine_only_and_refuses_other_names(tmp_path: Path) -> None:
    make(tmp_path / "ws", rounds=1)
    with serving(tmp_path / "ws") as address:
        port = int(address.rsplit(":", 1)[1])
        listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        bound = {row[1] for row in listening if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}
        assert bound == {f"0100007F:{port:04X}"}
        assert answer(port, "evil.example").startswith("HTTP/1.1 403")
        assert answer(port, f"127.0.0.1:{port}").startswith("HTTP/1.1 101")


def answer(port: int, host: str, *headers: str) -> str:
    """First line of what the server says to a WebSocket of a page under this name."""
    lines = (
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host}",
        *headers,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    )
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        return connection.recv(200).decode(errors="replace").splitlines()[0]
