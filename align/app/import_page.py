"""A document brought in through the browser: files, what is known about them, and the way to its review."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from align.app import sheet
from align.app.encoding import encoder
from align.app.faults import telling_faults
from align.app.session import workspace
from align.app.sheet import Cell
from align.app.survey import review_address
from align.collection import Entry, english_date, next_number
from align.errors import AlignError
from align.pipeline.importing import Delivery, Upload, import_document
from align.pipeline.running import Outcome, RunOptions
from align.pipeline.workspace import SIDES, Workspace
from align.reading import OcrMode

NEW = ""
KINDS = ("pdf", "docx", "html", "txt")
SCANS = {OcrMode.AUTO: "where a page has no good text", OcrMode.ALWAYS: "always", OcrMode.NEVER: "never"}
MOST_MEGABYTES = 200


def leading_to(review: Any) -> Callable[[], None]:
    """The page; a document that was brought in leads to the page `review`."""

    @telling_faults
    def show() -> None:
        st.html(sheet.STYLE)
        opened = workspace()
        st.html(sheet.heading("Import", "An original and its translation; what is brought in stays in the workspace."))
        lacking = {entry.number: entry for entry in opened.collection.entries if None in opened.files(entry)}
        number = st.selectbox("Document", [NEW, *lacking], format_func=lambda one: _name(lacking.get(one)))
        _form(opened, lacking.get(number), review)

    return show


def _name(entry: Entry | None) -> str:
    if entry is None:
        return "a new one"
    return f"{entry.number}  {entry.title_de or entry.title_en} (in the catalogue, files missing)"


def _form(opened: Workspace, known: Entry | None, review: Any) -> None:
    """Files and facts; what was typed stays when something is wrong with them."""
    with st.form("import", border=False):
        uploads = _files(opened, known)
        entry = _known(known) if known else _facts(opened)
        left, right = st.columns(2)
        ocr = left.selectbox("Read the picture of a page", [*SCANS], format_func=SCANS.__getitem__)
        right.space("small")
        anyway = right.checkbox("Align them even if they do not look like a pair")
        sent = st.form_submit_button("Read and align", type="primary")
    if not sent:
        return
    delivery = Delivery(entry, known is not None, *uploads)
    try:
        outcome = _bring_in(opened, delivery, RunOptions(ocr=ocr, anyway=anyway))
    except AlignError as fault:
        st.html(sheet.notice(fault.what, f"{fault.advice} Nothing was added to the collection.".strip()))
        return
    _tell(outcome, review)


def _files(opened: Workspace, known: Entry | None) -> tuple[Upload | None, Upload | None]:
    """The fields for the sides that are missing."""
    there = opened.files(known) if known else (None, None)
    found: list[Upload | None] = []
    for column, side, path in zip(st.columns(2), SIDES, there, strict=True):
        if path is not None:
            column.html(sheet.facts([(side.capitalize(), f"{path.name}, is there already")]))
            found.append(None)
            continue
        chosen = column.file_uploader(f"{side.capitalize()}", KINDS, max_upload_size=MOST_MEGABYTES)
        found.append(Upload(chosen.name, chosen.getvalue()) if chosen else None)
    return found[0], found[1]


def _known(entry: Entry) -> Entry:
    """What the catalogue says; it is changed there."""
    items: list[tuple[str, Cell]] = [
        ("Original", sheet.element("span", entry.title_de, lang=entry.languages[0]) if entry.title_de else ""),
        ("Translation", sheet.element("span", entry.title_en, lang=entry.languages[1]) if entry.title_en else ""),
        ("Date", english_date(entry.date)),
        ("Shelfmark", entry.shelfmark),
        ("Translator", entry.translator),
        ("Address", entry.address),
    ]
    st.html(sheet.facts(items))
    st.html(sheet.paragraph("These facts stand in collection.toml, where they can be corrected.", quiet=True))
    return entry


def _facts(opened: Workspace) -> Entry:
    """The fields for a document that is not in the catalogue."""
    st.html(sheet.section("What is known about it", "All of it may stay empty, and be filled in later."))
    first, second = st.columns(2)
    german = first.text_input("Title of the original")
    english = second.text_input("Title of the translation")
    shelfmark = first.text_input("Shelfmark", placeholder="as the archive gives it, with folios")
    address = second.text_input("Web address of the translation", placeholder="https://…")
    date = first.text_input("Date", placeholder="1973-12-06, or a span 1964-11-30/1964-12-01")
    translator = second.text_input("Translator")
    third, fourth, fifth = st.columns(3)
    number = third.text_input("Number", placeholder=f"else {next_number(opened.collection)}")
    source = fourth.text_input("Language of the original", "de", max_chars=3)
    target = fifth.text_input("Language of the translation", "en", max_chars=3)
    return Entry(
        number=number.strip(),
        title_de=german.strip(),
        title_en=english.strip(),
        date=date.strip(),
        shelfmark=shelfmark.strip(),
        translator=translator.strip(),
        address=address.strip(),
        languages=(source.strip().lower(), target.strip().lower()),
    )


def _bring_in(opened: Workspace, delivery: Delivery, options: RunOptions) -> Outcome:
    """Read, compare, take in, align; the bar tells how far it is."""
    bar = st.progress(0.0, "Beginning …")

    def report(what: str, done: int, total: int) -> None:
        share = min(1.0, done / total) if total else 0.0
        bar.progress(share, f"{what.capitalize()}: {done} of {total}" if total > 1 else f"{what.capitalize()} …")

    try:
        return import_document(opened, delivery, options, encoder(), report=report)
    finally:
        bar.empty()


def _tell(outcome: Outcome, review: Any) -> None:
    """Lead to the review, unless there is something that should be read first."""
    if outcome.state in ("aligned", "unchanged") and not outcome.notes:
        st.switch_page(review, query_params={"doc": outcome.number})
    if outcome.state == "failed":
        advice = f"Its files are in the collection; see what is wrong, then call align run {outcome.number}."
        st.html(sheet.notice(f"Document {outcome.number} was taken in, but not aligned.", advice))
    elif outcome.state == "read":
        st.html(sheet.notice(f"Document {outcome.number} was taken in; the other side can come later.", good=True))
    else:
        st.html(sheet.notice(f"Document {outcome.number} is aligned: {outcome.beads:,} beads.", good=True))
        st.html(sheet.paragraph(sheet.link(review_address(outcome.number), "Review it")))
    st.html(sheet.listing(note for note in outcome.notes if note))
