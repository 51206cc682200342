"""The protocol as a document for a word processor (DOCX, ECMA-376), every text marked with its language."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from align.collection import cite_original, english_date, folio_ranges
from align.exchange.protocol.contents import NATURES, Chapter, Passage, Protocol, Wording, moved
from align.exchange.protocol.wordml import COME, GONE, QUIET, Element, Row, Run, clean, locale, paragraph, put, table

_WIDTHS = (18.0, 80.0, 80.0)
_STYLES = ("Title", "Heading1", "Heading2")

Languages = tuple[str, str]


def protocol_docx(protocol: Protocol) -> bytes:
    """The document, A4; its properties carry the date of the session, never that of writing."""
    document = docx.Document()
    _set_up(document, protocol)
    put(document, _body(protocol))
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
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), locale("en"))
    normal.element.get_or_add_rPr().append(language)
    properties = document.core_properties
    properties.title, properties.subject = clean(protocol.title), "Protocol of a review session"
    properties.author, properties.last_modified_by = clean(", ".join(protocol.participants))[:255], ""
    properties.created = properties.modified = datetime.combine(date.fromisoformat(protocol.date), time())
    properties.comments, properties.language = "", "en"


def _body(protocol: Protocol) -> Iterator[Element]:
    yield _heading(protocol.title, 0)
    yield from _facts(protocol)
    yield from _points("Decisions", protocol.decisions)
    yield from _points("Open questions", protocol.questions)
    for chapter in protocol.chapters:
        yield from _chapter(chapter)
    if not protocol.chapters:
        yield _plain(Run("No pair was changed or confirmed in this session."))


def _heading(words: str, level: int, language: str = "en") -> Element:
    return paragraph([Run(words, language)], _STYLES[level])


def _plain(*runs: Run) -> Element:
    return paragraph(runs)


def _facts(protocol: Protocol) -> Iterator[Element]:
    facts = [
        ("Date", english_date(protocol.date)),
        ("Participants", ", ".join(protocol.participants)),
        ("Agenda", "; ".join(protocol.agenda)),
        ("Outcome", ", ".join(f"{count:,} {name}" for count, name in protocol.counts)),
        ("State", "" if protocol.closed else "The session is not closed yet."),
    ]
    for name, value in facts:
        if value:
            yield _plain(Run(f"{name}: ", bold=True), Run(value))


def _points(title: str, points: Sequence[str]) -> Iterator[Element]:
    if points:
        yield _heading(title, 1)
    for place, point in enumerate(points, 1):
        yield _plain(Run(f"{place}. {point}"))


def _chapter(chapter: Chapter) -> Iterator[Element]:
    (language, title), *more = chapter.titles
    yield _heading(title, 1, language)
    for code, words in more:
        yield _plain(Run(words, code, italic=True))
    yield _plain(Run(chapter.facts, colour=QUIET))
    if chapter.entry.shelfmark:
        yield _plain(Run(cite_original(chapter.entry), language, colour=QUIET))
    for passage in chapter.changed:
        yield from _passage(passage, chapter.entry.languages)
    if chapter.corrections:
        yield _heading("Words of the original that were misread", 2)
    for one in chapter.corrections:
        old, new = Run(one.before, language, strike=True, colour=GONE), Run(one.after, language)
        yield _plain(old, Run(" "), new, Run(f" ({one.who})", colour=QUIET))
    if chapter.confirmed:
        yield _heading("Confirmed as they stood", 2)
        rows = [(_where(one), one.after, None, ", ".join(one.who)) for one in chapter.confirmed if one.after]
        yield _table(rows, chapter.entry.languages)


def _where(passage: Passage) -> str:
    number = f"Pair {passage.number:,}" if passage.number is not None else "A pair that is gone"
    return f"{number}, Bl. {folio_ranges(passage.folios)}" if passage.folios else number


def _passage(passage: Passage, languages: Languages) -> Iterator[Element]:
    yield _heading(_where(passage), 2)
    before, after = passage.before, passage.after
    rows = (
        [("Before", before, after, ""), ("After", after, before, "")] if passage.reshaped else [("", after, None, "")]
    )
    yield _table([(name, one, other, who) for name, one, other, who in rows if one], languages)
    for turn in passage.turns:
        yield _plain(Run(turn, bold=True))
    for words, who in passage.reasons:
        yield _plain(Run(f"{who}: ", bold=True), Run(words))
    if after is not None and after.suggestion:
        yield _plain(Run("Suggested wording: ", bold=True), Run(after.suggestion, languages[1]))
    for deed in passage.deeds:
        yield _plain(Run(deed.words, colour=QUIET))


def _table(rows: Iterable[tuple[str, Wording, Wording | None, str]], languages: Languages) -> Element:
    """Rows of a name, a version of a pair, the version to compare it with, and what stands under the name."""
    head = Row([[[Run(words, bold=True, colour=QUIET)]] for words in ("", "Original", "Translation")], head=True)
    return table([head, *(_row(*row, languages) for row in rows)], _WIDTHS)


def _row(name: str, one: Wording, other: Wording | None, under: str, languages: Languages) -> Row:
    colour = GONE if name == "Before" else COME
    texts = ((one.source, other.source if other else None), (one.target, other.target if other else None))
    cells = [
        [_sentences(own, others, language=language, colour=colour, nature=one.nature)]
        for language, (own, others) in zip(languages, texts, strict=True)
    ]
    names = [[Run(words, colour=QUIET)] for words in ([name, under] if under else [name])]
    return Row([names, *cells])


def _sentences(
    own: tuple[str, ...], others: tuple[str, ...] | None, *, language: str, colour: str, nature: str
) -> list[Run]:
    if not own:
        return [Run(NATURES.get(nature, "nothing"), italic=True, colour=QUIET)]
    marks = moved(own, others) if others is not None else (False,) * len(own)
    runs: list[Run] = []
    for place, (sentence, mark) in enumerate(zip(own, marks, strict=True)):
        runs += [Run(" ")] if place else []
        runs.append(Run(sentence, language, underline=mark, colour=colour if mark else ""))
    return runs
