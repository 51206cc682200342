"""The pages made of Streamlit's own elements, run without a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from align.app.launching import FOLDER_VARIABLE
from align.reviewing import Store, open_store
from tests.app.workshop import make

testing = pytest.importorskip("streamlit.testing.v1", reason="Streamlit is not installed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a document of 28 beads."""
    return make(tmp_path / "ws", rounds=2).folder


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """What is kept of it."""
    with open_store(folder) as opened:
        yield opened


def page(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A page of the app (the module's name), drawn for a workspace."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    app = testing.AppTest.from_string(f"from align.app import {name}\n{name}.show()\n", default_timeout=60)
    return drawn(app.run())


def drawn(app: Any) -> Any:
    """The page, if it was drawn without a fault and without markdown."""
    assert not app.exception
    assert not app.markdown
    return app


def markup(app: Any) -> str:
    """All HTML on the page but the style."""
    bodies = (element.proto.body for element in app.get("html"))
    return "\n".join(body for body in bodies if "<style>" not in body)


def choose(app: Any, kind: str, label: str) -> Any:
    """The widget of a kind with a label."""
    return next(one for one in getattr(app, kind) if one.label == label)
