"""All work at a glance: how far each document is, how sure the aligner is, who did what, what changed since."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

import streamlit as st

from align.app import sheet
from align.app.faults import telling_faults
from align.app.records import STATUS_NAMES, Record, names, records_csv
from align.app.session import store, workspace
from align.app.sheet import Cell, Html, Part
from align.app.survey import (
    BEGINNING,
    DAY,
    LAST_OF,
    RECENT_DAYS,
    TODAY,
    WEEK,
    Figures,
    Line,
    Past,
    Since,
    figures,
    lines,
    past,
    review_address,
)
from align.checking import languages_of, limits
from align.reviewing import MACHINE, Nature, Status, Store
from align.reviewing.backups import backups
from align.reviewing.overview import Net, choices
from align.reviewing.state import BeadState

SHOWN = 200
"""Rows of the history on the page; the file to download has all."""

ORDER = (Status.APPROVED, Status.ACCEPTED, Status.REJECTED, Status.AUTO)
NATURES = {
    Nature.OMISSION: "left out in the translation",
    Nature.ADDITION: "added in the translation",
    Nature.LAYOUT: "dropped by the layout, not left out",
}
MOMENTS = {
    WEEK: "a week ago",
    TODAY: "the beginning of today (UTC)",
    BEGINNING: "the beginning",
    DAY: "a day …",
    LAST_OF: "the last operation of a person …",
}


@telling_faults
def show() -> None:
    """Draw the page."""
    st.html(sheet.STYLE)
    opened = workspace()
    held = store(opened)
    rows = lines(opened, held)
    _head(opened.collection.title, rows)
    st.html(_backup(held))
    if not rows:
        st.html(sheet.notice("The catalogue is empty.", "Bring a first pair of files in on the page “Import”."))
        return
    st.html(_documents(rows))
    _figures(held, rows)
    _history(held, [row for row in rows if row.summary])


def _head(title: str, rows: Sequence[Line]) -> None:
    beads = sum(row.progress.beads for row in rows)
    decided = sum(row.progress.decided for row in rows)
    st.html(sheet.heading("Overview", title))
    counted = (
        (len(rows), "document" if len(rows) == 1 else "documents"),
        (beads, "beads"),
        (decided, f"decided ({_percent(decided, beads)})"),
        (beads - decided, "wait for review"),
        (sum(row.progress.flagged for row in rows), "flagged"),
        (sum(row.findings for row in rows), "open findings"),
        (sum(row.progress.orphans for row in rows), "decisions that no longer fit"),
    )
    st.html(sheet.figures(counted))


def _backup(held: Store) -> str:
    made = backups(held.database)
    last = f"Last backup: {_moment(made[-1].at)} UTC." if made else "There is no backup yet."
    how = "While the workbench runs, one is made for every hour in which something was done."
    return sheet.paragraph(f"{last} {how}", quiet=True)


def _percent(part: int, whole: int) -> str:
    """A share in per cent; only nothing is 0 % and only everything 100 %."""
    if not whole:
        return "–"
    return f"{min(99, max(1, round(100 * part / whole))) if 0 < part < whole else 100 * part // whole} %"


def _documents(rows: Sequence[Line]) -> str:
    head = ("No.", "Document", "Review", "Flagged", "Findings", "Last change", "Next")
    return sheet.table("Documents", head, (_document(row) for row in rows), style="documents")


def _document(row: Line) -> list[Cell]:
    entry, progress = row.entry, row.progress
    titles = [(entry.languages[0], entry.title_de), (entry.languages[1], entry.title_en)]
    language, title = next(((code, words) for code, words in titles if words), ("en", f"Document {entry.number}"))
    if progress.beads:
        shown: Cell = sheet.link(review_address(entry.number), title, lang=language)
    else:
        shown = sheet.element("span", title, lang=language)
    parts = [Part(row.count(status), STATUS_NAMES[status], status.value) for status in ORDER]
    counted = f"{progress.decided:,} of {progress.beads:,} decided" if progress.beads else "not aligned yet"
    words = sheet.element("small", counted)
    review = sheet.joined(sheet.bar(parts, progress.beads), words) if progress.beads else words
    changed = row.summary.changed if row.summary else ""
    return [
        sheet.element("span", entry.number, style="quiet"),
        sheet.element("span", shown, style="title"),
        review,
        progress.flagged,
        row.findings,
        sheet.element("small", _moment(changed) if changed else "never", style="nowrap"),
        _next(row),
    ]


def _next(row: Line) -> Html:
    progress = row.progress
    if progress.step == "review":
        waiting = f"review {progress.beads - progress.decided:,} beads"
        return sheet.link(review_address(row.entry.number), waiting)
    if progress.step in ("run", "export"):
        return sheet.joined(progress.step, ": ", sheet.element("code", progress.advice))
    if progress.step.startswith("add"):
        return sheet.link("/import", progress.step)
    return sheet.element("small", progress.advice or "nothing left to do")


def _figures(held: Store, rows: Sequence[Line]) -> None:
    aligned = [row.entry.number for row in rows if row.progress.beads]
    if not aligned:
        return
    st.html(sheet.section("Figures"))
    whole = "all documents"
    chosen = st.selectbox("Of", [whole, *aligned], format_func=lambda one: one if one == whole else f"document {one}")
    numbers = aligned if chosen == whole else [chosen]
    found = figures(held, numbers)
    left, right = st.columns(2, gap="large")
    left.html(sheet.section("How sure the aligner is") + _confidence(found))
    pairs = dict.fromkeys(row.entry.languages for row in rows if row.entry.number in numbers)
    left.html(sheet.section("Open findings") + _findings(found) + "".join(map(_unseen, pairs)))
    right.html(sheet.section("Pace", f"The last {RECENT_DAYS} days with work on them") + _pace(found))


def _confidence(found: Figures) -> str:
    bars = [
        [Part(bar.statuses[status], STATUS_NAMES[status], status.value) for status in ORDER if status in bar.statuses]
        for bar in found.bars
    ]
    total = sum(bar.total for bar in found.bars)
    low = sum(bar.total for bar in found.bars if bar.high <= 0.5)
    waiting = sum(bar.statuses.get(Status.AUTO, 0) for bar in found.bars if bar.high <= 0.5)
    words = f"{low:,} of {total:,} beads are below 50 %; {waiting:,} of them are not reviewed."
    said = sheet.joined(words, sheet.legend(Part(0, STATUS_NAMES[status], status.value) for status in ORDER))
    return sheet.columns("Confidence of the beads", bars, ("0 %", "100 %"), said)


def _findings(found: Figures) -> str:
    if not found.findings:
        return sheet.paragraph("No finding is open.", quiet=True)
    most = max(found.findings.values())
    rows: Iterable[list[Cell]] = (
        [code.replace("-", " "), count, sheet.bar([Part(count, code, "plain")], most)]
        for code, count in found.findings.items()
    )
    return sheet.table("Open findings by code", ("Check", "Open", ""), rows)


def _unseen(pair: tuple[str, str]) -> str:
    """What the checks do not see between two languages, so that no finding is not taken for no fault."""
    found = limits(*pair)
    if not found:
        return ""
    rows: Iterable[list[Cell]] = (
        [one.code.replace("-", " "), "finds nothing" if one.silent else "sees less", one.why] for one in found
    )
    title = f"What the checks do not see between {languages_of(*pair)}"
    return sheet.section(title) + sheet.table(title, ("Check", "", "Why"), rows)


def _pace(found: Figures) -> str:
    if not found.pace:
        return sheet.paragraph("Nobody has decided anything yet.", quiet=True)
    most = max(max(one.decided for one in found.pace), 1)
    rows: Iterable[list[Cell]] = (
        [_day(one.day), one.user, one.decided, one.operations, sheet.bar([Part(one.decided, "", "plain")], most)]
        for one in reversed(found.pace)
    )
    return sheet.table("Who decided how much on which day", ("Day", "Who", "Decided", "Operations", ""), rows)


def _history(held: Store, rows: Sequence[Line]) -> None:
    if not rows:
        return
    st.html(sheet.section("History", "What happened in a document, and what has changed since you last looked."))
    titles = {row.entry.number: row.entry.title_de or row.entry.title_en for row in rows}
    chosen, moment = st.columns(2)
    number = chosen.selectbox("Document", list(titles), format_func=lambda one: f"{one}  {titles[one]}".strip())
    offered = choices(held, number)
    with moment:
        since = _since([user for user in offered.users if user != MACHINE])
    left, right = st.columns(2)
    users = left.multiselect("People", offered.users, placeholder="all", key="overview-people")
    operations = right.multiselect("Operations", offered.operations, placeholder="all", key="overview-operations")
    found = past(held, number, since, now=datetime.now(UTC), users=users, operations=operations)
    changed, events = st.tabs(
        [f"What people changed ({len(found.by_people):,})", f"Every event ({len(found.records):,})"]
    )
    changed.html(_changed(number, found))
    with events:
        st.html(_events(number, found))
        data = records_csv(found.records, found.positions)
        st.download_button("Download all as CSV", data, f"history-{number}.csv", "text/csv", on_click="ignore")


def _since(people: Sequence[str]) -> Since:
    """What the person chooses as the moment."""
    offered = [kind for kind in MOMENTS if kind != LAST_OF or people]
    kind = st.selectbox("Since", offered, format_func=lambda one: MOMENTS[one])
    if kind == DAY:
        day = st.date_input("Day (UTC)", max_value="today", format="YYYY-MM-DD")
        chosen = day if isinstance(day, date) else datetime.now(UTC).date()
        return Since(DAY, day=datetime.combine(chosen, time(), UTC))
    if kind == LAST_OF:
        return Since(LAST_OF, user=st.selectbox("Person", people))
    return Since(kind)


def _changed(number: str, found: Past) -> str:
    others = len(found.nets) - len(found.by_people)
    alone = (
        sheet.paragraph(f"{others:,} beads were made or changed by the aligner alone.", quiet=True) if others else ""
    )
    if not found.by_people:
        return sheet.paragraph("No bead has been changed by people since.", quiet=True) + alone
    rows = (_net(number, net) for net in found.by_people[:SHOWN])
    head = ("Bead", "Folio", "What became of it", "By", "Last (UTC)")
    return sheet.table("What people changed", head, rows) + _rest(len(found.by_people)) + alone


def _net(number: str, net: Net) -> list[Cell]:
    if net.position is None:
        place: Cell = "gone"
    else:
        place = sheet.link(review_address(number, net.bead), f"{net.position + 1:,}")
    folio = f"Bl. {', '.join(net.folios)}" if net.folios else ""
    return [place, folio, _became(net), ", ".join(net.users), sheet.element("small", _moment(net.at), style="nowrap")]


def _became(net: Net) -> str:
    before, after = net.before, net.after
    if after is None:
        return "merged into another, or made anew"
    if before is None:
        return f"new, {_shape(after)}, {STATUS_NAMES[after.status]}"
    said = [f"{_shape(before)} became {_shape(after)}"] if net.reshaped else []
    if before.status != after.status:
        said.append(f"{STATUS_NAMES[before.status]} → {STATUS_NAMES[after.status]}")
    if before.flagged != after.flagged:
        said.append("flagged" if after.flagged else "flag taken away")
    if before.remark != after.remark:
        said.append(f"remark: {after.remark}" if after.remark else "remark taken away")
    if before.suggestion != after.suggestion:
        said.append(f"suggested: {after.suggestion}" if after.suggestion else "suggestion taken away")
    if before.nature != after.nature and after.nature:
        said.append(f"said to be {NATURES[after.nature]}")
    if before.partner != after.partner:
        said.append("swapped with its neighbour" if after.partner else "swapped back")
    if not said and before.confidence != after.confidence:
        said.append(f"confidence {_percent_of(before.confidence)} → {_percent_of(after.confidence)}")
    return "; ".join(said) or "matched anew with the same result"


def _percent_of(confidence: float) -> str:
    return _percent(round(1000 * confidence), 1000)


def _shape(bead: BeadState) -> str:
    return f"{len(bead.source)}–{len(bead.target)}"


def _events(number: str, found: Past) -> str:
    if not found.records:
        return sheet.paragraph("Nothing happened since, as far as the filter goes.", quiet=True)
    latest = list(reversed(found.records))[:SHOWN]
    head = ("When (UTC)", "Who", "What", "Beads", "Status", "Words")
    return sheet.table("Events, the latest first", head, (_event(number, one, found) for one in latest)) + _rest(
        len(found.records)
    )


def _event(number: str, one: Record, found: Past) -> list[Cell]:
    event = one.entry.event
    operation: Cell = event.operation.replace("-", " ")
    if one.entry.undone:
        operation = sheet.joined(sheet.element("del", operation), " ", sheet.element("small", "taken back"))
    places = sorted((found.positions[bead], bead) for bead in one.beads if bead in found.positions)
    links = [sheet.link(review_address(number, bead), f"{place + 1:,}") for place, bead in places[:3]]
    more = len(one.beads) - len(links)
    shown = sheet.joined(*[part for each in links for part in (each, " ")], f"and {more:,} more" if more else "")
    status = names(one.after) if one.before == one.after else f"{names(one.before) or '–'} → {names(one.after) or '–'}"
    said = " | ".join(one.words)
    return [sheet.element("small", _moment(event.at), style="nowrap"), event.user, operation, shown, status, said]


def _rest(count: int) -> str:
    return sheet.paragraph(f"The first {SHOWN} of {count:,}.", quiet=True) if count > SHOWN else ""


def _moment(at: str) -> str:
    """A stored time for people: "22 Nov 2026, 09:23"."""
    moment = datetime.fromisoformat(at).astimezone(UTC)
    return f"{moment.day} {moment:%b %Y, %H:%M}"


def _day(day: str) -> Html:
    moment = date.fromisoformat(day)
    return sheet.element("span", f"{moment.day} {moment:%b %Y}", style="nowrap")
