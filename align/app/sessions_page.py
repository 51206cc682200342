"""Review sessions: opened with an agenda, worked through, closed with decisions and open questions, put on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st

from align.app import sheet
from align.app.faults import telling_faults
from align.app.session import LONGEST_NAME, person, store, whoami, workspace
from align.app.sheet import Cell
from align.app.survey import review_address
from align.collection import english_date
from align.errors import UsageError
from align.exchange.protocol import PROTOCOL_FORMATS, STATUS_NAMES
from align.pipeline.protocols import agenda_words, session_protocol
from align.pipeline.workspace import Workspace
from align.reviewing import Operation, Outcome, Result, Store, now
from align.reviewing.agenda import Agenda, agenda_from, stages
from align.reviewing.attending import attend, attended
from align.reviewing.operations import ChangeSession, OpenSession
from align.reviewing.overview import open_findings, people
from align.reviewing.sessions import sessions
from align.reviewing.state import SessionState
from align.reviewing.storing import Stored

CHOSEN, SHOWN, SAID = "sitting", "sitting-shown", "sitting-said"
MIME = {"html": "text/html", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


@telling_faults
def show() -> None:
    """Draw the page."""
    st.html(sheet.STYLE)
    opened = workspace()
    held = store(opened)
    left, right = st.columns((3, 1), vertical_alignment="bottom")
    left.html(sheet.heading("Review sessions", "What is decided together, and the protocol of it."))
    known = whoami()
    typed = right.text_input("Your name", known["name"], disabled=bool(known["fixed"]), max_chars=LONGEST_NAME)
    you = person(typed or "")
    if said := st.session_state.pop(SAID, ""):
        st.html(sheet.notice(said, good=True))
    found = sessions(held)
    if found:
        _session(opened, held, found, you)
    with st.expander("Open a session", expanded=not found):
        _opening(opened, held, you)


def _session(opened: Workspace, held: Store, found: Sequence[Stored[SessionState]], you: str) -> None:
    """One session, chosen among all."""
    by_id = {item.row.id: item for item in found}
    wanted = st.session_state.get(CHOSEN)
    at = [*by_id].index(wanted) if wanted in by_id else 0
    chosen = by_id[st.selectbox("Session", [*by_id], index=at, format_func=lambda one: _name(by_id[one].row))]
    st.session_state[CHOSEN] = chosen.row.id
    state = chosen.row
    words = "; ".join(agenda_words(state.agenda)) or "all pairs of all documents"
    left, right = st.columns((3, 2), gap="large")
    with left:
        st.html(sheet.section("Agenda", words) + _stages(opened, held, state))
        _minutes(held, chosen, you)
    with right:
        facts = (("Date", english_date(state.date)), ("State", "closed" if state.closed else "open"))
        st.html(sheet.section("This session") + sheet.facts((*facts, ("Participants", ", ".join(state.participants)))))
        if not state.closed:
            _at_work(held, state)
        _protocol(opened, held, state)
        _closing(held, chosen, you)
    with st.expander("Change name, date, participants or agenda"):
        _changing(opened, held, state, you)


def _name(state: SessionState) -> str:
    return f"{state.date}  {state.name}{'  (closed)' if state.closed else ''}"


def _stages(opened: Workspace, held: Store, state: SessionState) -> str:
    aligned = {summary.number for summary in held.documents() if summary.beads}
    known = [entry.number for entry in opened.collection.entries if entry.number in aligned]
    rows: list[list[Cell]] = []
    for stage in stages(held, agenda_from(state.agenda), known):
        address = review_address(stage.number, stage.first, agenda=state.id)
        step = sheet.link(address, "go on") if stage.first else "done"
        rows.append([f"Document {stage.number}", stage.beads, stage.waiting, step if stage.beads else "nothing there"])
    if not rows:
        return sheet.paragraph("None of its documents has been aligned.", quiet=True)
    return sheet.table("How far the agenda is", ("", "Pairs", "Not accepted", ""), rows)


def _minutes(held: Store, chosen: Stored[SessionState], you: str) -> None:
    """Decisions and questions, one a line; saved only if nobody has changed the session since they were shown."""
    state = chosen.row
    if st.session_state.get(SHOWN, ("", 0))[0] != state.id:
        st.session_state[SHOWN] = (state.id, chosen.revision)
    seen = st.session_state[SHOWN][1]
    with st.form(f"minutes-{state.id}-{seen}", border=False):
        decisions = _lines("Decisions, one a line", f"decisions-{state.id}-{seen}", state.decisions)
        questions = _lines("Open questions, one a line", f"questions-{state.id}-{seen}", state.questions)
        saved = st.form_submit_button("Save", type="primary")
    if saved:
        change = ChangeSession(state.id, decisions=_points(decisions), questions=_points(questions))
        outcome = _apply(held, change, you, {state.id: seen})
        if outcome.result is Result.CONFLICT:
            st.html(_conflict(state, outcome))
            st.button("Load what is stored now", on_click=lambda: st.session_state.pop(SHOWN, None))
            return
        _after(outcome, "Saved.")


def _lines(label: str, key: str, known: Sequence[str]) -> str:
    """A field that keeps what was typed, whatever is stored in the meantime."""
    st.session_state.setdefault(key, "\n".join(known))
    return st.text_area(label, key=key, height=130) or ""


def _points(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _conflict(state: SessionState, outcome: Outcome) -> str:
    """Both versions: what was typed stays in the form, what is stored stands under it."""
    who = outcome.conflicts[0].user if outcome.conflicts else ""
    what = f"{who or 'Somebody'} has changed this session since you opened it; nothing was overwritten."
    stored = sheet.table(
        "What is stored now",
        ("", "Stored now"),
        [["Decisions", " / ".join(state.decisions)], ["Open questions", " / ".join(state.questions)]],
    )
    return sheet.notice(what, "Copy what you need from above, load the stored version, and add it there.") + stored


def _at_work(held: Store, state: SessionState) -> None:
    """Who works in the session; what they do in the meantime belongs to its protocol."""
    present = [one for one in state.participants if attended(held, one) == state.id]
    key = f"at-work-{state.id}"

    def changed() -> None:
        for one in state.participants:
            if one in st.session_state[key]:
                attend(held, one, state.id)
            elif attended(held, one) == state.id:
                attend(held, one, "")

    st.multiselect(
        "Who is at work in it",
        state.participants,
        default=present,
        key=key,
        on_change=changed,
        placeholder="nobody",
        help="What they decide under these names is noted in the protocol until they stop or the session is closed.",
    )


def _protocol(opened: Workspace, held: Store, state: SessionState) -> None:
    st.html(sheet.section("Protocol", "Each changed pair before and after, why, by whom, with folio."))
    for kind in PROTOCOL_FORMATS:
        st.download_button(
            {"html": "Protocol to print (HTML)", "docx": "Protocol to edit (DOCX)"}[kind],
            partial(_written, opened, held, state.id, kind),
            f"protocol-{state.date}.{kind}",
            MIME[kind],
            on_click="ignore",
            width="stretch",
        )


def _written(opened: Workspace, held: Store, session: str, kind: str) -> bytes:
    """The protocol as it is at the moment of the download."""
    return PROTOCOL_FORMATS[kind](session_protocol(opened, held, session))


def _closing(held: Store, chosen: Stored[SessionState], you: str) -> None:
    state = chosen.row
    if st.button("Open it again" if state.closed else "Close the session", width="stretch"):
        outcome = _apply(held, ChangeSession(state.id, closed=not state.closed), you, {state.id: chosen.revision})
        _after(outcome, "The session is open again." if state.closed else "The session is closed.")


@dataclass(frozen=True, slots=True)
class _Particulars:
    """What a session is begun with."""

    title: str
    date: str
    participants: tuple[str, ...]
    agenda: Agenda


def _opening(opened: Workspace, held: Store, you: str) -> None:
    """The form for a new session."""
    with st.form("open-session", border=False):
        said = _particulars(opened, held, _Particulars("", "today", (you,), Agenda()))
        if not st.form_submit_button("Open the session", type="primary"):
            return
    operation = OpenSession(said.title, said.date, said.participants, said.agenda.as_json())
    outcome = _apply(held, operation, you, {})
    if outcome.result is Result.ACKNOWLEDGED:
        st.session_state[CHOSEN] = outcome.changed[0]
        for one in said.participants:
            attend(held, one, outcome.changed[0])
    _after(outcome, "The session is open.")


def _changing(opened: Workspace, held: Store, state: SessionState, you: str) -> None:
    """The form for what a session was begun with: people join, and an agenda turns out too long."""
    seen = st.session_state[SHOWN][1]
    with st.form(f"change-{state.id}-{seen}", border=False):
        said = _particulars(opened, held, _Particulars(state.name, state.date, state.participants, _agenda_of(state)))
        if not st.form_submit_button("Save the changes"):
            return
    change = ChangeSession(
        state.id,
        title=said.title,
        date=said.date,
        participants=said.participants,
        agenda=said.agenda.as_json(),
    )
    _after(_apply(held, change, you, {state.id: seen}), "The session is changed.")


def _agenda_of(state: SessionState) -> Agenda:
    """The agenda; one that another version of the program wrote restricts nothing."""
    try:
        return agenda_from(state.agenda)
    except UsageError:
        return Agenda()


def _particulars(opened: Workspace, held: Store, known: _Particulars) -> _Particulars:
    """The fields, filled with what is known."""
    numbers = [entry.number for entry in opened.collection.entries]
    name, day = st.columns((3, 1))
    title = name.text_input("Name", known.title, placeholder="Autumn reading, second day")
    when = day.date_input("Date", known.date, format="YYYY-MM-DD")
    offered = sorted({*known.participants, *people(held)})
    who = st.multiselect("Participants", offered, default=known.participants, accept_new_options=True)
    st.html(sheet.section("Agenda", "Which pairs it works through; what is left empty restricts nothing."))
    agenda = _agenda(numbers, [*open_findings(held, numbers)], known.agenda)
    date_of = when if isinstance(when, date) else datetime.now(UTC).date()
    return _Particulars(title or "", date_of.isoformat(), tuple(who), agenda)


def _agenda(numbers: Sequence[str], codes: Sequence[str], known: Agenda) -> Agenda:
    """The widgets of an agenda; parts that no widget shows stay as they are known."""
    was = known.wanted
    first, second, third = st.columns(3)
    documents = first.multiselect("Documents", _with(numbers, known.documents), known.documents, placeholder="all")
    statuses = second.multiselect(
        "Status", [*STATUS_NAMES], was.statuses, format_func=STATUS_NAMES.__getitem__, placeholder="any"
    )
    found = third.multiselect(
        "Findings",
        _with(codes, was.codes),
        was.codes,
        format_func=lambda one: one.replace("-", " "),
        placeholder="with or without",
    )
    most = first.slider("At most so sure (%)", 0, 100, round(100 * was.most), step=5)
    folio = second.text_input("Folio", was.folio)
    text = third.text_input("Words in them", was.text)
    wanted = replace(
        was,
        statuses=tuple(statuses),
        codes=tuple(found),
        most=most / 100,
        flagged=first.checkbox("only flagged ones", was.flagged),
        commented=second.checkbox("only with an open comment", was.commented),
        with_findings=third.checkbox("only with a finding", was.with_findings),
        text=text.strip(),
        folio=folio.strip(),
    )
    return Agenda(tuple(documents), wanted)


def _with(offered: Sequence[str], known: Sequence[str]) -> list[str]:
    """What is offered, and what was chosen earlier although it is not offered any more."""
    return list(dict.fromkeys((*offered, *known)))


def _apply(held: Store, operation: Operation, you: str, base: dict[str, int]) -> Outcome:
    return held.apply(operation, stamp=now(you), base=base)


def _after(outcome: Outcome, good: str) -> None:
    """Say what came of it, and draw the page anew if it came to something."""
    if outcome.result is Result.REFUSED:
        st.html(sheet.notice(outcome.reason, "Change it and try again; nothing was stored."))
    elif outcome.result is Result.CONFLICT:
        st.html(sheet.notice("Somebody else has changed this session.", "Look at it again; nothing was overwritten."))
        st.button("Load what is stored now", on_click=lambda: st.session_state.pop(SHOWN, None), key="load-after")
    else:
        st.session_state.pop(SHOWN, None)
        st.session_state[SAID] = good
        st.rerun()
