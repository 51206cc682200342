"""What lasts as long as the server: the workspace that it serves, and its store."""

import getpass
import os
from pathlib import Path

import streamlit as st

from align.app.launching import FOLDER_VARIABLE
from align.errors import MissingCapabilityError
from align.matching import Encoder, load_encoder
from align.pipeline.workspace import Workspace, open_workspace
from align.reviewing import MACHINE, Store

LONGEST_NAME = 80


def workspace() -> Workspace:
    """The workspace, its catalogue read anew, so that an edited `collection.toml` shows at the next look.

    Raises:
        WorkspaceError, CatalogueError: it cannot be used.
    """
    return open_workspace(Path(os.environ.get(FOLDER_VARIABLE, ".")))


@st.cache_resource(show_spinner=False, hash_funcs={Workspace: lambda opened: (opened.folder, opened.database)})
def _store(opened: Workspace) -> Store:
    return opened.open()


def store(opened: Workspace) -> Store:
    """The store of a workspace, opened once; each of its methods has a connection of its own.

    Raises:
        WorkspaceError: the database cannot be used.
    """
    return _store(opened)


@st.cache_resource(show_spinner=False)
def encoder() -> Encoder | None:
    """The encoder, loaded once; None where it is not installed, so that matching does without."""
    try:
        return load_encoder()
    except MissingCapabilityError:
        return None


def person(claimed: str = "") -> str:
    """Who sits before the browser: the login where there is one, else the name chosen there, else the system's name.

    Args:
        claimed: the name that the browser sends.
    """
    known = _login()
    if known:
        return known
    name = " ".join(str(claimed).split())[:LONGEST_NAME]
    return name if name and name != MACHINE else _system_name()


def whoami() -> dict[str, str | bool]:
    """The name to begin with, and whether it is a login and cannot be changed in the browser."""
    return {"name": person(), "fixed": bool(_login())}


def _login() -> str:
    """The name behind the login, "" without one."""
    if not getattr(st.user, "is_logged_in", False):
        return ""
    return str(st.user.get("name") or st.user.get("email") or "somebody")


def _system_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
