"""Several people: who is where, what waits for a second one, and how far two agree."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from align.app import sheet
from align.app.company import Comparison, Difference, Whereabouts, comparison, people_of, whereabouts
from align.app.faults import telling_faults
from align.app.launching import CHOSEN, LOGIN
from align.app.session import known_by, person, store, workspace
from align.app.sheet import Cell
from align.app.survey import review_address
from align.reviewing import Store
from align.reviewing.agreement import Agreement, Verdict, shared_documents
from align.reviewing.counts import accepted_by_one

PULSE = 12
"""Seconds after which the list of those at work is drawn anew."""
SHOWN = 200
"""Differences on the page."""


@telling_faults
def show() -> None:
    """Draw the page."""
    st.html(sheet.STYLE)
    held = store(workspace())
    left, right = st.columns((3, 1), vertical_alignment="bottom")
    left.html(sheet.heading("People", "Who is at work, what waits for a second person, how far two people agree."))
    with right:
        _you()
    _at_work()
    _second_approval(held)
    _agreement(held)


def _you() -> None:
    """Who sits here, and how that is known."""
    how = "chosen on the review page" if known_by() == CHOSEN else "known by your login"
    st.html(sheet.facts([("You are", sheet.joined(person(), " ", sheet.element("small", how)))]))
    if known_by() == LOGIN:
        st.button("Log out", on_click=st.logout)


@st.fragment(run_every=PULSE)
@telling_faults
def _at_work() -> None:
    found = whereabouts(store(workspace()), datetime.now(UTC))
    st.html(sheet.section("At work now", "Places are hints: two may change one bead, and nobody's version is lost."))
    if not found:
        st.html(sheet.paragraph("Nobody has the review open.", quiet=True))
        return
    st.html(sheet.table("Who is where", ("Who", "Document", "Bead", "Last sign"), [_place(one) for one in found]))


def _place(one: Whereabouts) -> list[Cell]:
    bead: Cell = "gone since"
    if one.position is not None:
        bead = sheet.link(review_address(one.document, one.bead), f"{one.position + 1:,}")
    return [one.user, one.document, bead, f"{one.seconds} s ago"]


def _second_approval(held: Store) -> None:
    waiting = accepted_by_one(held)
    st.html(sheet.section("Waiting for a second person", "Key A approves what somebody else accepted."))
    if not waiting:
        st.html(sheet.paragraph("Nothing waits for a second person.", quiet=True))
        return
    rows: list[list[Cell]] = [
        [
            f"Document {one.document}",
            one.reviewer,
            one.beads,
            sheet.link(review_address(one.document, one.first, only="status:accepted"), "look at them"),
        ]
        for one in waiting
    ]
    st.html(sheet.table("What waits for a second person", ("", "Accepted by", "Beads", ""), rows))


def _agreement(held: Store) -> None:
    st.html(
        sheet.section(
            "Agreement",
            "Both work on the same beads and may have seen each other's verdicts: the figures say whether they come to "
            "the same result.",
        )
    )
    shared = {number: names for number in shared_documents(held) if len(names := people_of(held, number)) > 1}
    if not shared:
        st.html(sheet.paragraph("No document has been reviewed by two people yet.", quiet=True))
        return
    chosen, one, other = st.columns(3)
    number = chosen.selectbox("Document", [*shared])
    first = one.selectbox("Person", shared[number])
    second = other.selectbox("Compared with", [name for name in shared[number] if name != first])
    found = comparison(held, number, (first, second))
    st.html(sheet.figures(_figures(found)) + sheet.facts(_facts(found.agreement)))
    st.html(_differences(number, found))


def _figures(found: Comparison) -> Sequence[tuple[int, str]]:
    both = found.agreement
    return (
        (both.both, "sentences judged by both"),
        (both.beads, "beads judged by both"),
        (len(found.differences), "beads on which they differ"),
    )


def _facts(both: Agreement) -> list[tuple[str, Cell]]:
    links = "neither drew a link" if both.links_f1 is None else f"{both.links_f1:.3f} (1: the same links)"
    alpha = (
        "not defined: all verdicts are the same, or none are shared"
        if both.alpha is None
        else f"{both.alpha:.3f} (1: full agreement, 0: what chance gives)"
    )
    return [("F1 of their links", links), ("Krippendorff's alpha of their verdicts", alpha)]


def _differences(number: str, found: Comparison) -> str:
    if not found.differences:
        return sheet.paragraph("They differ nowhere.", quiet=True)
    both = found.agreement
    head = ("Bead", both.first, both.second)
    rows = [_difference(number, one) for one in found.differences[:SHOWN]]
    more = len(found.differences) - len(rows)
    rest = sheet.paragraph(f"And {more:,} more.", quiet=True) if more else ""
    return sheet.table("Where they differ", head, rows) + rest


def _difference(number: str, one: Difference) -> list[Cell]:
    place = sheet.link(review_address(number, one.bead), f"{one.position + 1:,}")
    return [place, _said(one.first), _said(one.second)]


def _said(verdict: Verdict | None) -> str:
    """For example "accepted as 2–1"."""
    if verdict is None:
        return "said nothing of this bead"
    bead = verdict.bead
    return f"{'accepted' if verdict.accepted else 'rejected'} as {len(bead.source)}–{len(bead.target)}"
