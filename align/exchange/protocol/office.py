"""The protocol as a document for a word processor (DOCX, ECMA-376), every text marked with its language."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from align.collection import cite_original, english_date, folio_ranges
from align.exchange.protocol.contents import NATURES, Chapter, Passage, Protocol, Wording, moved

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, production 2
_LOCALES = {"de": "de-DE", "en": "en-US", "fr": "fr-FR", "ru": "ru-RU", "it": "it-IT", "es": "es-ES"}
_QUIET, _GONE, _COME = RGBColor(0x6B, 0x65, 0x5B), RGBColor(0xB4, 0x47, 0x2F), RGBColor(0x2B, 0x67, 0x39)
_NARROW, _WIDE = Mm(18), Mm(80)


def protocol_docx(protocol: Protocol) -> bytes:
    """The document, A4; its properties carry the date of the session, never that of writing."""
    document = docx.Document()
    _set_up(document, protocol)
    _heading(document, protocol.title, 0)
    _facts(document, protocol)
    _points(document, "Decisions", protocol.decisions)
    _points(document, "Open questions", protocol.questions)
    for chapter in protocol.chapters:
        _chapter(document, chapter)
    if not protocol.chapters:
        document.add_paragraph("No pair was changed or confirmed in this session.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_up(document: Any, protocol: Protocol) -> None:
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(18)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    _speak(normal.element.get_or_add_rPr(), "en")
    properties = document.core_properties
    properties.title, properties.subject = _clean(protocol.title), "Protocol of a review session"
    properties.author, properties.last_modified_by = _clean(", ".join(protocol.participants))[:255], ""
    properties.created = properties.modified = datetime.combine(date.fromisoformat(protocol.date), time())
    properties.comments, properties.language = "", "en"


def _facts(document: Any, protocol: Protocol) -> None:
    counted = ", ".join(f"{count:,} {name}" for count, name in protocol.counts)
    state = "" if protocol.closed else "The session is not closed yet."
    facts = [
        ("Date", english_date(protocol.date)),
        ("Participants", ", ".join(protocol.participants)),
        ("Agenda", "; ".join(protocol.agenda)),
        ("Outcome", counted),
        ("State", state),
    ]
    for name, value in facts:
        if value:
            paragraph = document.add_paragraph()
            _run(paragraph, f"{name}: ", bold=True)
            _run(paragraph, value)


def _points(document: Any, title: str, points: Iterable[str]) -> None:
    held = [*points]
    if held:
        _heading(document, title, 1)
    for place, point in enumerate(held, 1):
        _run(document.add_paragraph(), f"{place}. {point}")


def _chapter(document: Any, chapter: Chapter) -> None:
    (language, title), *more = chapter.titles
    _heading(document, title, 1, language=language)
    for code, words in more:
        _run(document.add_paragraph(), words, language=code, italic=True)
    _run(document.add_paragraph(), chapter.facts, colour=_QUIET)
    if chapter.entry.shelfmark:
        _run(document.add_paragraph(), cite_original(chapter.entry), language=language, colour=_QUIET)
    for passage in chapter.changed:
        _passage(document, passage, chapter.entry.languages)
    if chapter.corrections:
        _heading(document, "Words of the original that were misread", 2)
    for one in chapter.corrections:
        paragraph = document.add_paragraph()
        _run(paragraph, one.before, language=language, strike=True, colour=_GONE)
        _run(paragraph, " ")
        _run(paragraph, one.after, language=language)
        _run(paragraph, f" ({one.who})", colour=_QUIET)
    if chapter.confirmed:
        _heading(document, "Confirmed as they stood", 2)
        rows = [(_where(one), one.after, None, ", ".join(one.who)) for one in chapter.confirmed if one.after]
        _table(document, rows, chapter.entry.languages)


def _where(passage: Passage) -> str:
    number = f"Pair {passage.number:,}" if passage.number is not None else "A pair that is gone"
    return f"{number}, Bl. {folio_ranges(passage.folios)}" if passage.folios else number


def _passage(document: Any, passage: Passage, languages: tuple[str, str]) -> None:
    _heading(document, _where(passage), 2)
    before, after = passage.before, passage.after
    rows = (
        [("Before", before, after, ""), ("After", after, before, "")] if passage.reshaped else [("", after, None, "")]
    )
    _table(document, [(name, one, other, who) for name, one, other, who in rows if one], languages)
    for turn in passage.turns:
        _run(document.add_paragraph(), turn, bold=True)
    for words, who in passage.reasons:
        paragraph = document.add_paragraph()
        _run(paragraph, f"{who}: ", bold=True)
        _run(paragraph, words)
    if after is not None and after.suggestion:
        paragraph = document.add_paragraph()
        _run(paragraph, "Suggested wording: ", bold=True)
        _run(paragraph, after.suggestion, language=languages[1])
    for deed in passage.deeds:
        _run(document.add_paragraph(), deed.words, colour=_QUIET)


def _table(document: Any, rows: Sequence[tuple[str, Wording, Wording | None, str]], languages: tuple[str, str]) -> None:
    """Rows of a name, a version of a pair, the version to compare it with, and what stands under the name."""
    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on every page
    for cell, words in zip(head.cells, ("", "Original", "Translation"), strict=True):
        _run(cell.paragraphs[0], words, bold=True, colour=_QUIET)
    for name, one, other, under in rows:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _run(row.cells[0].paragraphs[0], name, colour=_QUIET)
        if under:
            _run(row.cells[0].add_paragraph(), under, colour=_QUIET)
        texts = ((one.source, other.source if other else None), (one.target, other.target if other else None))
        colour = _GONE if name == "Before" else _COME
        for cell, language, (own, others) in zip(row.cells[1:], languages, texts, strict=True):
            _sentences(cell.paragraphs[0], own, others, language=language, colour=colour, nature=one.nature)
    for row in table.rows:
        for cell, width in zip(row.cells, (_NARROW, _WIDE, _WIDE), strict=True):
            cell.width = width


def _sentences(
    paragraph: Any,
    own: tuple[str, ...],
    others: tuple[str, ...] | None,
    *,
    language: str,
    colour: RGBColor,
    nature: str,
) -> None:
    if not own:
        _run(paragraph, NATURES.get(nature, "nothing"), italic=True, colour=_QUIET)
    marks = moved(own, others) if others is not None else (False,) * len(own)
    for place, (sentence, mark) in enumerate(zip(own, marks, strict=True)):
        _run(paragraph, " " if place else "")
        _run(paragraph, sentence, language=language, underline=mark, colour=colour if mark else None)


def _run(
    paragraph: Any,
    words: str,
    *,
    language: str = "en",
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    strike: bool = False,
    colour: RGBColor | None = None,
) -> None:
    """Add words in a language; a character that XML has no place for becomes U+FFFD."""
    if not words:
        return
    run = paragraph.add_run(_clean(words))
    run.bold, run.italic, run.underline, run.font.strike = (
        bold or None,
        italic or None,
        underline or None,
        strike or None,
    )
    if colour is not None:
        run.font.color.rgb = colour
    _speak(run._r.get_or_add_rPr(), language)


def _heading(document: Any, words: str, level: int, *, language: str = "en") -> None:
    _run(document.add_heading(level=level), words, language=language)


def _speak(properties: Any, language: str) -> None:
    """Mark a run or a style with its language (17.3.2.20)."""
    for known in properties.findall(qn("w:lang")):
        properties.remove(known)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), _LOCALES.get(language, language))
    properties.append(mark)


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("\ufffd", words)
