"""One bead as a row of the table: where it stands, both texts, what the machine and people think of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from align.collection import folio_ranges
from align.exchange import places
from align.exchange.bitext import AUTO, Bitext, Review
from align.exchange.webpage.markup import marked, plain
from align.model import Bead, Finding, Kind, Sentence

FAIR, SURE = 0.75, 0.95
"""Below the first a bar is drawn as doubtful, from the second on as sure; the figure beside it says the rest."""

STATUS_NAMES = {"accepted": "✓ accepted", "approved": "✓✓ approved", "rejected": "✗ rejected"}
_NATURES = {
    "omission": "left out in the translation",
    "addition": "added in the translation",
    "layout": "lost or repeated by the layout of the file",
}


@dataclass(frozen=True, slots=True)
class Position:
    """How far the reader has come: folio and block of the text so far; None at the beginning."""

    folio: str | None = None
    source_block: int | None = None
    target_block: int | None = None


def table_rows(bitext: Bitext) -> Iterator[str]:
    """A `<tr>` for each bead, in order."""
    findings = bitext.alignment.findings_by_bead()
    at = Position()
    for index in range(len(bitext.alignment.beads)):
        row, at = _row(bitext, index, at, findings.get(index, ()))
        yield row


def _row(bitext: Bitext, index: int, at: Position, findings: Sequence[Finding]) -> tuple[str, Position]:
    bead, review = bitext.alignment.beads[index], bitext.review(index)
    source, target = bitext.source_sentences(bead), bitext.target_sentences(bead)
    original, folio = _side(source, at.folio, review, "no counterpart in the original")
    translation, _ = _side(target, None, review, "no counterpart in the translation")
    after = Position(
        folio,
        source[-1].block if source else at.source_block,
        target[-1].block if target else at.target_block,
    )
    source_code, target_code = (plain(code) for code in bitext.entry.languages)
    classes = " ".join(_classes(bead, review, source, target, at))
    row = (
        f'<tr id="b{index + 1}" class="{classes}">'
        f'<th scope="row" class="where">{_where(index, places.folios(source), at.folio)}</th>'
        f'<td class="source" lang="{source_code}">{original}</td>'
        f'<td class="target" lang="{target_code}">{translation}{_notes(review, findings)}</td>'
        f'<td class="state">{_state(bead, review)}</td>'
        "</tr>\n"
    )
    return row, after


def _classes(
    bead: Bead, review: Review, source: Sequence[Sentence], target: Sequence[Sentence], at: Position
) -> Iterator[str]:
    yield "null" if bead.is_null else "pair"
    first = (source or target)[0]
    yield first.kind.value
    before = at.source_block if source else at.target_block
    if first.block != before:
        yield "opens"
    if review.status == "rejected":
        yield "rejected"
    if review.flagged:
        yield "flagged"


def _side(sentences: Sequence[Sentence], folio: str | None, review: Review, empty: str) -> tuple[str, str | None]:
    """The sentences of one side: running text as one paragraph, headings, items and the like as their own."""
    if not sentences:
        return f'<p class="empty" lang="en">{plain(_NATURES.get(review.nature, empty))}</p>', folio
    parts: list[str] = []
    for (_, kind), group in groupby(sentences, key=lambda sentence: (sentence.block, sentence.kind)):
        spans: list[str] = []
        for sentence in group:
            text, folio = marked(sentence, folio)
            label = f'<span class="label">{plain(sentence.label)}</span> ' if sentence.label else ""
            spans.append(f'{label}<span class="sentence">{text}</span>')
        labelled = " labelled" if kind is Kind.ITEM and 'class="label"' in spans[0] else ""
        parts.append(f'<p class="{kind.value}{labelled}">{" ".join(spans)}</p>')
    return "".join(parts), folio


def _where(index: int, folios: Sequence[str], before: str | None) -> str:
    number = f'<a class="number" href="#b{index + 1}">{index + 1}</a>'
    if not folios:
        return number
    new = "" if folios == (before,) else " new"
    return f'{number} <span class="folio{new}">Bl.&nbsp;{plain(folio_ranges(folios))}</span>'


def _state(bead: Bead, review: Review) -> str:
    parts = []
    if review.status == AUTO and not bead.decided:
        parts.append(_confidence(bead.confidence))
    elif review.status == AUTO:
        parts.append('<span class="status">✓ decided</span>')
    else:
        name = STATUS_NAMES.get(review.status, review.status)
        parts.append(f'<span class="status {plain(review.status)}">{plain(name)}</span>')
    people = ", ".join(name for name in (review.reviewer, review.approver) if name)
    if people:
        parts.append(f'<span class="people">{plain(people)}</span>')
    if review.flagged:
        parts.append('<span class="flag">⚑ flagged</span>')
    if bead.type != "1-1":
        parts.append(f'<span class="type" title="Sentences of the original – of the translation">{_type(bead)}</span>')
    return "".join(parts)


def _type(bead: Bead) -> str:
    return f"{len(bead.source)}–{len(bead.target)}"


def percent(confidence: float) -> str:
    """The confidence in per cent; only certainty is written as 100 %."""
    return f"{min(99, round(100 * confidence)) if confidence < 1 else 100}\u202f%"


def _confidence(confidence: float) -> str:
    level = "sure" if confidence >= SURE else "fair" if confidence >= FAIR else "doubtful"
    return (
        f'<span class="confidence {level}"><svg viewBox="0 0 100 8" aria-hidden="true" preserveAspectRatio="none">'
        f'<rect class="track" width="100" height="8"/><rect class="level" width="{100 * confidence:.0f}" height="8"/>'
        f'</svg><span class="figure">{percent(confidence)}</span></span>'
    )


def _notes(review: Review, findings: Sequence[Finding]) -> str:
    notes = [
        ("remark", "Remark", review.remark, ' lang=""'),
        ("suggestion", "Suggested wording", review.suggestion, ""),
        *[("finding", f"Check: {finding.code}", finding.message, ' lang="en"') for finding in findings],
    ]
    return "".join(
        f'<p class="note {name}"{language}><span class="tag" lang="en">{plain(title)}</span> {plain(text)}</p>'
        for name, title, text, language in notes
        if text
    )
