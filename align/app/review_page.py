"""One document: its beads beside the scan, and what people decide about them."""

from typing import Any

import streamlit as st

from align.app.desk import first_number, place_from, workbench_screen
from align.app.faults import telling_faults
from align.app.inbox import deliver, letters
from align.app.mounting import mount
from align.app.payload import Json
from align.app.rematching import completed
from align.app.session import encoder, person, store, whoami, workspace
from align.pipeline.workspace import Workspace
from align.reviewing import Operation, Store
from align.reviewing.attending import attended

KEY = "workbench"


@st.fragment
@telling_faults
def show() -> None:
    """Draw the page; the address says which document and which bead."""
    opened = workspace()
    held = store(opened)
    state = st.session_state.get(KEY, {})
    answers = _answers(opened, held, state.get("outbox"))
    doc = st.query_params.get("doc") or first_number(opened, held)
    place = place_from(state.get("view"), doc, st.query_params.get("bead", ""))
    data = {**workbench_screen(opened, held, place), "answers": answers, "person": whoami()}
    mount(data, key=KEY, listeners={"view": lambda: None, "outbox": lambda: None})


def _answers(opened: Workspace, held: Store, message: Any) -> list[Json]:
    """Deliver what the browser sent and has not been answered yet; the answers to all of it.

    Answers are remembered as long as the browser sends the operation, because a run of the script may be cut short
    before they reach it.
    """
    known: dict[str, Json] = st.session_state.get("answers", {})
    sent = letters(message)
    who = person(message.get("person", "") if isinstance(message, dict) else "")
    session = attended(held, who) if sent else ""
    answers: dict[str, Json] = {}

    def prepare(operation: Operation) -> Operation:
        return completed(operation, held, lambda number: opened.collection.entry(number).languages, encoder)

    for letter in sent:
        answers[letter.id] = known.get(letter.id) or deliver(held, letter, who, prepare, session=session)
        st.session_state["answers"] = {
            **{key: item for key, item in known.items() if key in answers},
            **{key: item for key, item in answers.items() if item["result"] != "waiting"},
        }
        if answers[letter.id]["result"] == "waiting":
            break  # what follows may build on it
    return list(answers.values())
