"""The layouts in which one translation of the Wilson Center's archive may come, and what each puts around the text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from align.errors import NoTextError
from align.model import Document, Reading
from align.reading.wilson.citation import address_facts, citation_facts, merged, source_facts
from align.reading.wilson.dossier import is_dossier
from align.reading.wilson.flow import Flow, cut, flow_of

HEAD = 6000
"""Characters in which front matter is looked for."""

KEYS: Mapping[str, str] = {
    "Citation": "citation",
    "Summary": "summary",
    "Credits": "credits",
    "Original Language": "original_language",
    "Contents": "contents",
}
LABEL = re.compile(r"(?:(?<=\n)|^|(?<=\s))(Citation|Summary|Credits|Original Language|Contents):(?=\s|$)")
CONTENTS = re.compile(
    r"\s*(?:[•\-–]\s*)?((?:(?:English|German|Russian)\s+(?:Translation|Transcription|Transcript|Text)"
    r"|(?:Translation|Transcript|Transcription|Original)\s*[-–]\s*(?:English|German|Russian)"
    r"|Scan of Original(?: Document)?|Original Scan)\s*)+"
)
DATE = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s+\d{1,2}(?:\s*[-–]\s*\d{1,2})?,?)?\s+\d{4}|\d{1,2}\s+(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\s+\d{4}|\d{4})"
)
OLD_HEAD = re.compile(
    r"Digital\s+Archive|International\s+History\s+Declassified|(?:https?://)?digitalarchive\.wilsoncenter\.org/?"
)
CREDIT = re.compile(r"This document was made possible with(?: the)? support from[^\n]*")
FOOT = re.compile(
    r"^(?:Document Information|Source|Original Archive|Original Uploaded Date|Record ID|Related Documents|Rights|Donors"
    r"|Subjects Discussed|To cite this document|The History and Public Policy Program welcomes reuse.*"
    r"|Leave a (?:comment|review).*|About the (?:Archive|Digital Archive).*|Contact(?: Us)?|Back to top|©.*)$",
    re.MULTILINE,
)
CERTAIN_FOOT = re.compile(r"Document Information|Original Uploaded Date|To cite this|The History and Public|©")
CLOSE = 300
"""Characters within which a second label of the foot makes the first one certain (`Source` may be a heading too)."""

DATE_LINE = re.compile(rf"^\s*({DATE})\s*\n\s*([^\n]+)", re.MULTILINE)
OLD_BUTTONS = re.compile(r"CITATION\s+SHARE\s+DOWNLOAD", re.IGNORECASE)
OLD_VIEW = re.compile(
    r"VIEW\s+DOCUMENT\s+IN:?(?:\s*(?:English|German|Original|HTML|PDF|Translation|Transcript|Scan|[|/,•-]))*",
    re.IGNORECASE,
)
SKIP = re.compile(r"\s*Skip to (?:main )?content\s*")
WORDS_OF_A_TEXT = 150
PUNCTUATION = ".,;:!?。、！？：；，؟"
STOPS_OF_A_TEXT = 1 / 150
"""A text has more stops than that per word; an OCR dump without punctuation has none."""


def interpret(document: Document) -> Document:
    """Recognise one of the publisher's six layouts and take its front matter out of the lines into metadata.

    Args:
        document: as a reader gave it: a PDF, a text, HTML or DOCX.

    Returns:
        The document with `layout` "wilson-pdf-new", "wilson-pdf-old", "wilson-site-new", "wilson-site-old" or
        "wilson-dossier" (whose lines stay; see `dossier_entries`); unchanged where none fits.

    Raises:
        NoTextError: an OCR dump without punctuation, in which no sentence can be found.
    """
    flow = flow_of(document)
    for recognise, layout in LAYOUTS.items():
        if recognise(document, flow):
            return layout(document, flow)
    return document


def _is_dump(document: Document, flow: Flow) -> bool:
    words = flow.text.split()
    stops = sum(map(flow.text.count, PUNCTUATION))
    publisher = re.search(
        r"digitalarchive wilsoncenter|Wilson Center|International History Declassified", flow.text[:HEAD]
    )
    typed = all(page.reading in (Reading.TEXT, Reading.NONE) for page in document.pages)
    return len(words) >= WORDS_OF_A_TEXT and stops < STOPS_OF_A_TEXT * len(words) and (typed or publisher is not None)


def _refuse_dump(document: Document, _flow: Flow) -> Document:
    raise NoTextError(
        f"{document.source or 'This text'} has no punctuation (an OCR dump?), so no sentence can be found in it.",
        "Take the publisher's PDF or web page instead.",
    )


def _is_dossier_page(_document: Document, flow: Flow) -> bool:
    return is_dossier(flow.text)


def _dossier(document: Document, _flow: Flow) -> Document:
    return replace(document, layout="wilson-dossier")


def _is_pdf(_document: Document, flow: Flow) -> bool:
    labels = [found[1] for found in LABEL.finditer(flow.text[:HEAD])]
    return "Citation" in labels and "Contents" in labels[labels.index("Citation") :]


def _pdf(document: Document, flow: Flow) -> Document:
    """Front matter in order: date, title, Citation, Summary, Credits, Original Language, Contents, then the text."""
    labels = list(LABEL.finditer(flow.text[:HEAD]))
    first = next(i for i, found in enumerate(labels) if found[1] == "Citation")
    labels = labels[first:]
    last = next(i for i, found in enumerate(labels) if found[1] == "Contents")
    contents = CONTENTS.match(flow.text, labels[last].end())
    end = contents.end() if contents else labels[last].end()
    values = {
        KEYS[found[1]]: " ".join(flow.text[found.end() : following.start()].split())
        for found, following in pairwise(labels[: last + 1])
    }
    if contents:
        values["contents"] = " ".join(contents[0].split())
    values["citation"], address = _address_apart(values.get("citation", ""))
    head = OLD_HEAD.sub(" ", flow.text[: labels[0].start()])
    old = head != flow.text[: labels[0].start()] or values.get("contents", "").startswith("English Translation")
    facts = merged(values, citation_facts(values["citation"]), address_facts(address))
    facts = merged(_date_and_title(head), facts, document.metadata)
    layout = "wilson-pdf-old" if old else "wilson-pdf-new"
    return replace(cut(document, [(0, end)]), layout=layout, metadata=facts, language=_language(document, values))


def _language(document: Document, values: Mapping[str, str]) -> str:
    return "en" if "English" in values.get("contents", "") else document.language


def _address_apart(citation: str) -> tuple[str, str]:
    """A citation without the address that stands below it, and the address."""
    found = re.search(r"\s*<?https?://\S+\s*$", citation)
    return (citation[: found.start()], found[0]) if found else (citation, citation)


def _date_and_title(head: str) -> dict[str, str]:
    found = re.match(rf"\s*({DATE})\s+(?=\S)", head)
    date, rest = (found[1], head[found.end() :]) if found else ("", head)
    return {"date": date, "title": " ".join(rest.split())}


def _is_old_site(_document: Document, flow: Flow) -> bool:
    return OLD_BUTTONS.search(flow.text[:HEAD]) is not None


def _old_site(document: Document, flow: Flow) -> Document:
    """Date and title, buttons, summary, `VIEW DOCUMENT IN English`, then the text as one block."""
    buttons = OLD_BUTTONS.search(flow.text)
    view = OLD_VIEW.search(flow.text)
    assert buttons is not None
    end = view.end() if view else buttons.end()
    head = OLD_HEAD.sub(" ", SKIP.sub(" ", flow.text[: buttons.start()]))
    dated = re.search(rf"{DATE}\s+\S", head)
    between = flow.text[buttons.end() : view.start()] if view else ""
    credit = CREDIT.search(between)
    facts = {
        "summary": " ".join(CREDIT.sub(" ", between).split()),
        "credits": " ".join(credit[0].split()) if credit else "",
    }
    return _site(document, flow, end, merged(_date_and_title(head[dated.start() :] if dated else head), facts), "old")


def _is_new_site(_document: Document, flow: Flow) -> bool:
    return _date_of_page(flow) is not None


def _date_of_page(flow: Flow) -> re.Match[str] | None:
    """The line with the date, which stands above the title: the last before the credit, or the first of the page."""
    credit = CREDIT.search(flow.text, 0, HEAD)
    skip = SKIP.match(flow.text)
    if credit is None and skip is None:
        return None
    lines = list(DATE_LINE.finditer(flow.text, 0, credit.start() if credit else HEAD))
    return (lines[-1] if credit else lines[0]) if lines else None


def _new_site(document: Document, flow: Flow) -> Document:
    """`Skip to content`, a menu, date, title, perhaps a summary, `This document was made possible …`, then the text."""
    dated = _date_of_page(flow)
    assert dated is not None
    credit = CREDIT.search(flow.text, dated.end(), dated.end() + HEAD)
    end = credit.end() if credit else dated.end()
    facts = {
        "date": dated[1],
        "title": " ".join(dated[2].split()),
        "summary": " ".join(flow.text[dated.end() : credit.start()].split()) if credit else "",
        "credits": credit[0].strip() if credit else "",
    }
    return _site(document, flow, end, facts, "new")


def _site(document: Document, flow: Flow, end: int, facts: Mapping[str, str], era: str) -> Document:
    """Cut what a web page has before and after the text."""
    stop = _foot_of_page(flow, end)
    tail = flow.text[stop:]
    body = cut(document, [(0, end), (stop, len(flow.text))])
    known = merged(facts, _foot_facts(tail), address_facts(tail), document.metadata)
    return replace(body, layout=f"wilson-site-{era}", metadata=merged(known, address_facts(known.get("address", ""))))


def _foot_of_page(flow: Flow, start: int) -> int:
    """Where the page's foot begins: at a line that only feet have, or where two of its labels stand close by."""
    labels = list(FOOT.finditer(flow.text, start))
    for i, label in enumerate(labels):
        certain = CERTAIN_FOOT.match(label[0]) is not None
        if certain or (i + 1 < len(labels) and labels[i + 1].start() - label.end() < CLOSE):
            return label.start()
    return len(flow.text)


def _foot_facts(tail: str) -> dict[str, str]:
    """Source, language and number from the lines below a web page's text: each label stands above its value."""
    lines = [line.strip() for line in tail.splitlines() if line.strip()]
    following = {line.rstrip(":"): value for line, value in pairwise(lines)}
    number = following.get("Record ID", "")
    return merged(
        {"original_language": following.get("Language", ""), "wilson_number": number if number.isdigit() else ""},
        source_facts(following.get("Source", "")),
        citation_facts(following.get("To cite this document", "")),
    )


LAYOUTS: Mapping[Callable[[Document, Flow], bool], Callable[[Document, Flow], Document]] = {
    _is_dump: _refuse_dump,
    _is_dossier_page: _dossier,
    _is_pdf: _pdf,
    _is_old_site: _old_site,
    _is_new_site: _new_site,
}
"""What recognises a layout, and what takes it apart, in the order in which they are asked."""
