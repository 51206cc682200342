"""Text to HTML: the head of a page, escaping, annotations as spans, and the places where a new folio begins."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html import escape

from align import __version__
from align.model import Annotation, Mark, Sentence

# What HTML has no place for (WHATWG, section 13.2.3.5: surrogates, noncharacters, controls other than white space).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

TITLES = {
    Mark.INSERTION: "The translator’s insertion",
    Mark.GLOSS: "The translator’s gloss of an abbreviation",
    Mark.FOOTNOTE: "Footnote",
    Mark.DOCUMENT: "Mark of the document itself",
    Mark.OMISSION: "Marked as left out",
    Mark.ARCHIVIST: "The archivist’s note",
    Mark.DAMAGE: "A character was lost here when the file was made",
    Mark.JOIN: "Two paragraphs of the file were joined here",
}
_SIGNS = {Mark.DAMAGE: "▯", Mark.JOIN: "⁀", Mark.OMISSION: "[…]"}


def plain(text: str) -> str:
    """The text as HTML, for content and for attributes in double quotes."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def head(title: str, style: str) -> str:
    """The beginning of a page that is whole in itself: no script, one style sheet whose hash its policy names."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f'<meta name="generator" content="align {plain(__version__)}">\n'
        f"<title>{plain(title)}</title>\n<style>{style}</style>\n</head>\n"
    )


def marked(sentence: Sentence, folio: str | None) -> tuple[str, str | None]:
    """A sentence as HTML, its annotations as spans, with a sign wherever it passes to another folio.

    Args:
        sentence: what to show.
        folio: the folio that the text before it stands on; None if not known.

    Returns:
        The markup, and the folio that the sentence ends on.
    """
    length = len(sentence.text)
    signs: dict[int, list[str]] = {}
    spans: list[Annotation] = []
    for mark in sentence.annotations:
        if mark.start < mark.end:
            spans.append(mark)
        else:
            signs.setdefault(max(0, min(mark.start, length)), []).append(_sign(mark))
    for offset, new in _folio_breaks(sentence, folio):
        signs.setdefault(offset, []).append(folio_sign(new))
        folio = new
    edges = {0, length, *signs} | {max(0, min(edge, length)) for mark in spans for edge in (mark.start, mark.end)}
    parts: list[str] = []
    for start, end in _stretches(sorted(edges)):
        parts += signs.get(start, ())
        parts.append(
            _stretch(sentence.text[start:end], [mark for mark in spans if mark.start <= start and end <= mark.end])
        )
    return "".join(parts), folio


def folio_sign(folio: str) -> str:
    """The sign in the text where a folio begins; it is not selected with the words around it."""
    return f'<span class="leaf" title="Folio {plain(folio)} begins here">Bl.&nbsp;{plain(folio)}</span>'


def _stretches(edges: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring edges as pairs; the last edge opens an empty stretch, so that signs at the end are not lost."""
    yield from zip(edges, [*edges[1:], edges[-1]], strict=True)


def _stretch(text: str, marks: list[Annotation]) -> str:
    if not text or not marks:
        return plain(text)
    names = " ".join(dict.fromkeys(mark.mark.value for mark in marks))
    titles = "; ".join(dict.fromkeys(TITLES[mark.mark] for mark in marks))
    return f'<span class="mark {names}" title="{plain(titles)}">{plain(text)}</span>'


def _sign(mark: Annotation) -> str:
    tag = "sup" if mark.mark is Mark.FOOTNOTE else "span"
    text = mark.text if mark.mark is Mark.FOOTNOTE else _SIGNS.get(mark.mark, mark.text)
    return f'<{tag} class="mark {mark.mark.value}" title="{plain(TITLES[mark.mark])}">{plain(text)}</{tag}>'


def _folio_breaks(sentence: Sentence, folio: str | None) -> Iterator[tuple[int, str]]:
    """Offset and new folio of each change; a word on two folios has the break after it."""
    offset = 0
    for word in sentence.words:
        for place, where in zip(word.places, (offset, *[offset + len(word.text)] * len(word.places)), strict=False):
            if place.folio is not None and place.folio != folio:
                folio = place.folio
                yield where, folio
        offset += len(word.text) + 1
