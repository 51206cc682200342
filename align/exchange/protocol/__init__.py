"""The protocol of a review session, to print and to send: as HTML and as a document for a word processor."""

from collections.abc import Callable, Mapping

from align.exchange.protocol.contents import (
    DEEDS,
    STATUS_NAMES,
    Chapter,
    Correction,
    Deed,
    Passage,
    Protocol,
    Wording,
)
from align.exchange.protocol.office import protocol_docx
from align.exchange.protocol.page import protocol_html

PROTOCOL_FORMATS: Mapping[str, Callable[[Protocol], bytes]] = {"html": protocol_html, "docx": protocol_docx}

__all__ = [
    "DEEDS",
    "PROTOCOL_FORMATS",
    "STATUS_NAMES",
    "Chapter",
    "Correction",
    "Deed",
    "Passage",
    "Protocol",
    "Wording",
    "protocol_docx",
    "protocol_html",
]
