"""A document brought in through the browser: files, what is known about them, and the way to its review."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from align.app import sheet
from align.app.encoding import encoder
from align.app.faults import telling_faults
from align.app.session import workspace
from align.app.survey import review_address
from align.collection import Entry, next_number
from align.errors import AlignError, ConflictError
from align.pipeline.importing import Delivery, Upload, correct, import_document
from align.pipeline.running import Outcome, RunOptions
from align.pipeline.workspace import SIDES, Workspace
from align.reading import OcrMode

NEW = ""
SEEN, SAID = "entry-seen", "import-said"
KINDS = ("pdf", "docx", "html", "txt")
SCANS = {OcrMode.AUTO: "where a page has no good text", OcrMode.ALWAYS: "always", OcrMode.NEVER: "never"}
MOST_MEGABYTES = 200


def leading_to(review: Any) -> Callable[[], None]:
    """The page; a document that was brought in leads to the page `review`."""

    @telling_faults
    def show() -> None:
        st.html(sheet.STYLE)
        opened = workspace()
        st.html(sheet.heading("Import", "An original and its translation, and what is known about them."))
        if said := st.session_state.pop(SAID, ""):
            st.html(sheet.notice(said, good=True))
        numbers = [entry.number for entry in opened.collection.entries]
        number = st.selectbox("Document", [NEW, *numbers], format_func=lambda one: _name(opened, one))
        _form(opened, _seen(opened, number) if number in numbers else None, review)

    return show


def _name(opened: Workspace, number: str) -> str:
    if number == NEW:
        return "a new one"
    entry = opened.collection.entry(number)
    lacking = " (files missing)" if None in opened.files(entry) else ""
    return f"{number}  {entry.title_de or entry.title_en}{lacking}"


def _seen(opened: Workspace, number: str) -> Entry:
    """The entry as it was when its form was shown, so that what somebody else changes meanwhile is noticed."""
    kept = st.session_state.get(SEEN)
    if not isinstance(kept, Entry) or kept.number != number:
        kept = st.session_state[SEEN] = opened.collection.entry(number)
    return kept


def _form(opened: Workspace, seen: Entry | None, review: Any) -> None:
    """Files and facts; what was typed stays when something is wrong with them."""
    complete = seen is not None and None not in opened.files(seen)
    with st.form(f"import-{seen.number if seen else NEW}", border=False):
        uploads = _files(opened, seen)
        entry = _facts(opened, seen)
        options, sent = (RunOptions(), False) if complete else _reading()
        saved = seen is not None and st.form_submit_button("Save what is known")
    if seen is not None and saved:
        _save(opened, seen, entry)
    elif sent:
        _deliver(opened, Delivery(entry, seen, *uploads), options, review)
    elif seen is not None and entry == seen and opened.collection.entry(seen.number) != seen:
        del st.session_state[SEEN]  # nothing was typed, and somebody else has changed it: show that
        st.rerun()


def _reading() -> tuple[RunOptions, bool]:
    """How to read, and whether to begin."""
    left, right = st.columns(2)
    ocr = left.selectbox("Read the picture of a page", [*SCANS], format_func=SCANS.__getitem__)
    right.space("small")
    anyway = right.checkbox("Align them even if they do not look like a pair")
    return RunOptions(ocr=ocr, anyway=anyway), st.form_submit_button("Read and align", type="primary")


def _save(opened: Workspace, seen: Entry, entry: Entry) -> None:
    try:
        correct(opened, seen, entry)
    except AlignError as fault:
        _excuse(fault, "Nothing was changed.")
        return
    del st.session_state[SEEN]
    st.session_state[SAID] = f"What is known of document {seen.number} is saved."
    st.rerun()


def _deliver(opened: Workspace, delivery: Delivery, options: RunOptions, review: Any) -> None:
    try:
        outcome = _bring_in(opened, delivery, options)
    except AlignError as fault:
        _excuse(fault, "Nothing was added to the collection.")
        return
    st.session_state.pop(SEEN, None)
    _tell(outcome, review)


def _excuse(fault: AlignError, result: str) -> None:
    """What is wrong and what came of it; where somebody else was faster, a way to his version."""
    st.html(sheet.notice(fault.what, f"{fault.advice} {result}".strip()))
    if isinstance(fault, ConflictError):
        st.button("Load what is stored now", on_click=lambda: st.session_state.pop(SEEN, None))


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


def _facts(opened: Workspace, seen: Entry | None) -> Entry:
    """The fields for what is known; for a document of the catalogue they hold what it says."""
    known = seen or Entry(NEW)
    st.html(sheet.section("What is known about it", "All of it may stay empty, and be filled in later."))
    first, second = st.columns(2)
    german = first.text_input("Title of the original", known.title_de)
    english = second.text_input("Title of the translation", known.title_en)
    shelfmark = first.text_input("Shelfmark", known.shelfmark, placeholder="as the archive gives it, with folios")
    address = second.text_input("Web address of the translation", known.address, placeholder="https://…")
    date = first.text_input("Date", known.date, placeholder="1973-12-06, or a span 1964-11-30/1964-12-01")
    translator = second.text_input("Translator", known.translator)
    folios = first.text_input("Folios", known.folios, placeholder="88-110")
    publisher = second.text_input("Publisher of the translation", known.publisher)
    number, languages = _number_and_languages(opened, seen)
    remarks = st.text_area("Remarks, one a line", "\n".join(known.remarks), height=80) or ""
    return replace(
        known,
        number=number,
        title_de=_line(german),
        title_en=_line(english),
        date=_line(date),
        shelfmark=_line(shelfmark),
        folios=_line(folios),
        translator=_line(translator),
        publisher=_line(publisher),
        address=_line(address),
        languages=languages,
        remarks=tuple(line.strip() for line in remarks.splitlines() if line.strip()),
    )


def _line(words: str | None) -> str:
    return (words or "").strip()


def _number_and_languages(opened: Workspace, seen: Entry | None) -> tuple[str, tuple[str, str]]:
    """The number of a new document can be chosen; that of a known one stays, for decisions hang on it."""
    first, second, third = st.columns(3)
    if seen is None:
        number = first.text_input("Number", placeholder=f"else {next_number(opened.collection)}")
    else:
        number = seen.number
        first.html(sheet.facts([("Number", number)]))
    codes = seen.languages if seen else ("de", "en")
    source = second.text_input("Language of the original", codes[0], max_chars=2)
    target = third.text_input("Language of the translation", codes[1], max_chars=2)
    return _line(number), (_line(source).lower(), _line(target).lower())


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
