"""A transcription that its publisher shows folio by folio, made into one page.

The result says `[Blatt 1]` before the text of each folio, which is how `align.reading.mediathek` knows them. Where on a
page the transcription stands is told by names ("Transkription", "transcript"), not by one site's markup, which changes.
"""

import copy
import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html

from align.collection import Entry
from align.errors import FetchError

NAME = re.compile(r"trans[kc]ript", re.IGNORECASE)
HEADING = re.compile(r"Trans[kc]ript(?:ion)?:?", re.IGNORECASE)
WHOLE_PAGE = ("html", "body", "main")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
DROPPED = ("script", "style", "noscript", "template", "button", "form", "nav", "svg", "iframe", "img")


def join_folios(entry: Entry, pages: Sequence[tuple[str, Path]]) -> tuple[str, tuple[str, ...]]:
    """One HTML page from the pages of all folios.

    Args:
        entry: the document, for the front matter.
        pages: folio and HTML file of each page, in order; at least one.

    Returns:
        The page, and the folios on whose pages there is no transcription (an empty leaf, a picture).

    Raises:
        FetchError: no page has a transcription, or a page is not HTML.
    """
    texts = {folio: transcription_in(path) for folio, path in pages}
    missing = tuple(folio for folio, text in texts.items() if not text)
    if len(missing) == len(texts):
        raise FetchError(
            f"No transcription was found on the {len(texts)} pages fetched for document {entry.number}.",
            f"Look at one in a browser ({pages[0][1]}); the pages stay, and nothing is fetched twice.",
        )
    facts = {"Titel": entry.title_de, "Signatur": entry.shelfmark, "Adresse": entry.transcription}
    head = "".join(f"<p>{name}: {html.escape(value)}</p>\n" for name, value in facts.items() if value)
    body = "".join(f"<h2>[Blatt {folio}]</h2>\n{text}\n" for folio, text in texts.items())
    title = f"<title>{html.escape(entry.title_de)}</title>"
    start = f'<!DOCTYPE html>\n<html lang="{entry.languages[0]}">\n<head><meta charset="utf-8">{title}</head>\n'
    return f"{start}<body>\n{head}{body}</body>\n</html>\n", missing


def transcription_in(path: Path) -> str:
    """The transcription on a page as HTML without attributes, scripts and pictures; "" if there is none.

    Raises:
        FetchError: the file is not HTML.
    """
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root: Any = lxml.html.document_fromstring(path.read_bytes(), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise FetchError(f"{path} is not a page that can be read.", "Remove it and fetch again.") from error
    for element in list(root.iter(*DROPPED)):
        element.drop_tree()
    found = _found(root)
    if found is None:
        return ""
    for element in found.iter():
        element.attrib.clear()
    return str(lxml.html.tostring(found, encoding="unicode", with_tail=False))


def _found(root: Any) -> Any:
    """What follows a heading that names it, else the longest element named so; None if there is neither."""
    headings = [element for element in root.iter(*HEADINGS) if HEADING.fullmatch(element.text_content().strip())]
    sections = [_what_follows(heading) for heading in headings]
    for heading in headings:
        heading.drop_tree()
    named = [element for element in root.iter() if element.tag not in WHOLE_PAGE and NAME.search(_names(element))]
    sections += sorted(named, key=lambda element: -len(element.text_content()))
    return next((section for section in sections if section.text_content().strip()), None)


def _names(element: Any) -> str:
    return f"{element.get('id', '')} {element.get('class', '')}"


def _what_follows(heading: Any) -> Any:
    """A copy of what stands between a heading, or the box around it, and the next heading, in an element of its own."""
    section = lxml.html.Element("div")
    for box in (heading, *heading.iterancestors()):
        if box.tag in WHOLE_PAGE or section.text_content().strip():
            break
        section.text = box.tail
        for sibling in box.itersiblings():
            if sibling.tag in HEADINGS:
                break
            clone = copy.deepcopy(sibling)
            clone.tail = sibling.tail
            section.append(clone)
    return section
