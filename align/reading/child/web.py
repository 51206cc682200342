"""HTML pages, taken apart by lxml (runs in a child process)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html

from align.reading.child import FileFaultError

CELL_GAP = "    "

SKIPPED = {"script", "style", "noscript", "template", "svg", "iframe", "form", "head"}

BLOCK = re.compile(
    "address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|h[1-6]|header"
    "|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)

PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "table", "dl", "ul", "ol", "hr"}
"""Blocks with space around them as browsers draw them."""

BREAK, GAP = "\n", "\v"
"""What the walk gives for the start of a new line, and of a new line after space."""


def html_document(path: str) -> dict[str, Any]:
    """Rows of [text, empty lines before it, page] for the visible text, and the page's title and address.

    Raises:
        FileFaultError: "damaged".
    """
    content = Path(path).read_bytes()
    parser = lxml.html.HTMLParser(
        encoding=_encoding(content),
        no_network=True,
        huge_tree=True,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = lxml.html.document_fromstring(content, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise FileFaultError("damaged", "it cannot be read as HTML.") from error
    body = root.find("body")
    text = "".join(_walk(root if body is None else body))
    return {"lines": list(_lines(text)), "facts": dict(_facts(root))}


def _encoding(content: bytes) -> str | None:
    """UTF-8 for a page that does not say what it is in and can be read so; else what the page says, or lxml thinks."""
    if re.search(rb"charset\s*=", content[:4096], re.IGNORECASE) or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _facts(root: Any) -> Iterator[tuple[str, str]]:
    title = root.findtext("head/title")
    if title and title.strip():
        yield "page_title", " ".join(title.split())
    address = root.xpath("string(//link[@rel='canonical']/@href | //meta[@property='og:url']/@content)")
    if address.strip():
        yield "address", address.strip()


def _walk(element: Any) -> Iterator[str]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in SKIPPED or element.get("hidden") is not None:
        return
    if tag == "br":
        yield BREAK
        return
    edge = GAP if tag in PARAGRAPHS else BREAK if BLOCK.fullmatch(tag) else ""
    yield edge
    if tag == "li":
        yield _item_mark(element)
    elif tag in {"td", "th"} and element.getprevious() is not None:
        yield CELL_GAP.replace(" ", "\u2002")
    if element.text:
        yield _flow(element.text, element)
    for child in element:
        yield from _walk(child)
        if child.tail:
            yield _flow(child.tail, element)
    yield edge


def _flow(text: str, element: Any) -> str:
    if element.tag == "pre":
        return str(text.replace(" ", "\u2002"))
    return re.sub(r"[ \t\r\n\f\v]+", " ", text)


def _item_mark(element: Any) -> str:
    parent = element.getparent()
    if parent is not None and parent.tag == "ol":
        items = [item for item in parent if item.tag == "li"]
        start = parent.get("start", "1")
        return f"{items.index(element) + (int(start) if start.isdigit() else 1)}. "
    return "- "


def _lines(text: str) -> Iterator[list[Any]]:
    gap = 0
    for line in re.split(rf"([{BREAK}{GAP}])", text):
        if line == GAP:
            gap = 1
        elif line.strip(" "):
            shown = re.sub(r" +", " ", line).strip(" ").replace("\u2002", " ").rstrip()
            if shown.strip():
                yield [shown, gap, 1]
                gap = 0
