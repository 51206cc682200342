"""The door: whoever is not known sees how to log in, and nothing else."""

import streamlit as st

from align.app import sheet
from align.app.launching import LOGIN
from align.app.session import known_by, person, workspace
from align.errors import AccessError, AlignError


def admit() -> None:
    """Let people in who are known, or who choose their names; stop the script for everybody else."""
    try:
        person()
    except AccessError as fault:
        st.html(sheet.STYLE)
        st.html(sheet.heading(_title(), "A workbench for originals and their translations."))
        if known_by() == LOGIN:
            st.button("Log in", type="primary", on_click=st.login)
        else:
            st.html(sheet.notice(fault.what, fault.advice))
        st.stop()


def _title() -> str:
    """What the collection is called is no secret; nothing else of it is shown."""
    try:
        return workspace().collection.title or "Align"
    except AlignError:
        return "Align"
