"""What lasts as long as the server: the workspace that it serves, and its store."""

import os
from pathlib import Path

import streamlit as st

from align.app.launching import FOLDER_VARIABLE
from align.pipeline.workspace import Workspace, open_workspace
from align.reviewing import Store, open_store


def workspace() -> Workspace:
    """The workspace, its catalogue read anew, so that an edited `collection.toml` shows at the next look.

    Raises:
        WorkspaceError, CatalogueError: it cannot be used.
    """
    return open_workspace(Path(os.environ.get(FOLDER_VARIABLE, ".")))


@st.cache_resource(show_spinner=False)
def _store(database: str) -> Store:
    return open_store(database)


def store(opened: Workspace) -> Store:
    """The store of a workspace, opened once; each of its methods has a connection of its own.

    Raises:
        WorkspaceError: the database cannot be used.
    """
    return _store(opened.database)
