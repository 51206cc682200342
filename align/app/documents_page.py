"""All documents: what is there, how far each has come, what to do next."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from align.app.desk import documents_screen
from align.app.faults import telling_faults
from align.app.mounting import mount
from align.app.session import store, workspace

KEY = "documents"


def leading_to(review: Any) -> Callable[[], None]:
    """The page; choosing a document leads to the page `review`."""

    @telling_faults
    def show() -> None:
        opened = workspace()
        chosen = mount(documents_screen(opened, store(opened)), key=KEY, listeners={"open": lambda: None})
        if isinstance(chosen.open, str):
            st.switch_page(review, query_params={"doc": chosen.open})

    return show
