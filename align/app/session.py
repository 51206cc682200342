"""What lasts as long as the server: the workspace that it serves, and its store."""

import getpass
import os
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

import streamlit as st

from align.app.launching import CHOSEN, FOLDER_VARIABLE, HEADER, LOGIN, PEOPLE_VARIABLE, REMOTE
from align.errors import AccessError
from align.pipeline.workspace import Workspace, open_workspace
from align.reviewing import MACHINE, Store

LONGEST_NAME = 80
COOKIE = "align_person"
"""In which the browser keeps the name that was chosen on the review page."""


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


def known_by() -> str:
    """How people are known here: CHOSEN, LOGIN or HEADER."""
    return os.environ.get(PEOPLE_VARIABLE, CHOSEN)


def person(claimed: str = "") -> str:
    """Who sits before the browser.

    Args:
        claimed: the name that the browser sends; counts only where people choose their names. If it is "", the name
            counts that was last chosen in this browser, else that of the system's user.

    Raises:
        AccessError: a login or a proxy should know the person, and does not.
    """
    if known_by() == CHOSEN:
        return _tidy(str(claimed)) or _tidy(unquote(st.context.cookies.get(COOKIE, ""))) or _system_name()
    name = _from_header() if known_by() == HEADER else _from_login()
    if not name:
        raise AccessError(
            "It is not known who you are.",
            "Log in first." if known_by() == LOGIN else "Come through the address where you log in.",
        )
    return name


def whoami() -> dict[str, str | bool]:
    """The name to begin with, and whether it is known for sure and cannot be changed in the browser.

    Raises:
        AccessError: as `person`.
    """
    return {"name": person(), "fixed": known_by() != CHOSEN}


def _tidy(name: str) -> str:
    """A name in one line; "" for the machine's, which nobody may use."""
    words = " ".join(name.split())[:LONGEST_NAME].strip()
    return "" if words.casefold() == MACHINE or not words.isprintable() else words


def _from_header() -> str:
    """The name that the proxy gave; the gate has taken away what came from anybody else."""
    given = str(st.user.get(REMOTE) or "")
    with suppress(UnicodeError):
        given = given.encode("latin-1").decode("utf-8")  # headers are bytes; Starlette takes them for Latin-1
    return _tidy(given)


def _from_login() -> str:
    """Name and address of the login: the address tells people of one name apart, and nobody can choose another's."""
    if not getattr(st.user, "is_logged_in", False):
        return ""
    name, unique = (str(st.user.get(key) or "") for key in ("name", "email"))
    unique = unique or str(st.user.get("sub") or "")
    both = f"{name} <{unique}>" if name and unique and name != unique else unique
    return _tidy(both if len(both) <= LONGEST_NAME else unique)


def _system_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"
