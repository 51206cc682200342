"""One document: its beads beside the scan, and what people decide about them."""

import math
import time
from dataclasses import replace
from typing import Any

import streamlit as st

from align.app.desk import first_number, others, place_from, workbench_screen
from align.app.encoding import encoder
from align.app.faults import telling_faults
from align.app.inbox import deliver, letters
from align.app.mounting import mount
from align.app.payload import Json
from align.app.rematching import completed
from align.app.session import person, store, whoami, workspace
from align.pipeline.running import matching_options
from align.pipeline.workspace import Workspace
from align.reviewing import Operation, Store
from align.reviewing.attending import attended

KEY = "workbench"
PULSE = 12
"""Seconds after which the page looks by itself for what others did, and tells them where its person is."""
STILL_HERE = 30
"""Seconds after which a place that has not changed is told again; less than `presence.FRESH`."""
LANDING = 6
"""Around so many beads the page is sent at most, if an operation changed its shape."""


@st.fragment(run_every=PULSE)
@telling_faults
def show() -> None:
    """Draw the page; the address says which document and which bead."""
    opened = workspace()
    held = store(opened)
    state = st.session_state.get(KEY, {})
    answers = _answers(opened, held, state.get("outbox"))
    doc = st.query_params.get("doc") or first_number(opened, held)
    place = place_from([state.get(name) for name in ("view", "outbox", "here")], doc, st.query_params.get("bead", ""))
    landed = (bead for answer in answers for bead in answer.get("changed", ())[:LANDING])
    place = replace(place, beads=(*place.beads, *landed)[:LANDING])
    data = {
        **workbench_screen(opened, held, place),
        "answers": answers,
        "person": whoami(),
        "others": _others(held, doc, state.get("here")),
        "session": _session(held, state.get("here")),
    }
    mount(data, key=KEY, listeners={name: lambda: None for name in ("view", "outbox", "here")})


def _others(held: Store, number: str, here: Any) -> list[Json]:
    """Who else is in the document; `here` is what the browser last said of its person's place.

    The same place is noted again only after a while: that is a write, and a sign of life counts for much longer.
    """
    told = here if isinstance(here, dict) and here.get("doc") == number else {}
    bead, name = (value if isinstance(value := told.get(key), str) else "" for key in ("bead", "person"))
    who, noted = person(name), st.session_state.get("noted", ("", "", -math.inf))
    again = (who, bead) != noted[:2] or time.monotonic() - noted[2] > STILL_HERE
    if again:
        st.session_state["noted"] = (who, bead, time.monotonic())
    return others(held, number, who, bead if again else "")


def _session(held: Store, here: Any) -> str:
    """The review session in which the person is at work, whose agenda the walk offers; "" for none."""
    name = here.get("person") if isinstance(here, dict) else ""
    return attended(held, person(name if isinstance(name, str) else ""))


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
        return completed(operation, held, lambda number: matching_options(opened.collection.entry(number)), encoder)

    for letter in sent:
        answers[letter.id] = known.get(letter.id) or deliver(held, letter, who, prepare, session=session)
        st.session_state["answers"] = {
            **{key: item for key, item in known.items() if key in answers},
            **{key: item for key, item in answers.items() if item["result"] != "waiting"},
        }
        if answers[letter.id]["result"] == "waiting":
            break  # what follows may build on it
    return list(answers.values())
