"""One document: its beads beside the scan."""

import streamlit as st

from align.app.desk import first_number, place_from, workbench_screen
from align.app.faults import telling_faults
from align.app.mounting import mount
from align.app.session import store, workspace

KEY = "workbench"


@st.fragment
@telling_faults
def show() -> None:
    """Draw the page; the address says which document and which bead."""
    opened = workspace()
    held = store(opened)
    doc = st.query_params.get("doc") or first_number(opened, held)
    place = place_from(st.session_state.get(KEY, {}).get("view"), doc, st.query_params.get("bead", ""))
    mount(workbench_screen(opened, held, place), key=KEY, listeners={"view": lambda: None})
