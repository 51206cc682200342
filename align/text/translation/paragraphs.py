"""Lines into paragraphs: wrapped lines are joined, lists, labels and signatures stay apart."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from align.model import Kind, Mark, Word
from align.text.translation.mending import LINE_END_HYPHENS, join_over_line_end
from align.text.translation.strips import BULLETS, Strip
from align.text.wordlists import word_list

LONGEST_WRAPPED = 160
"""Characters of the widest line of a text whose lines are wrapped; wider ones are whole paragraphs."""

FULL = 0.88
"""Share of the line width that a line must fill, the next line's first word added, to be a wrapped one."""

LABEL = re.compile(
    rf"([{re.escape(BULLETS)}]|\d{{1,2}}[.)]|\(\d{{1,2}}\)|\[\d{{1,3}}\]|[a-z]\)|\([a-z]\)|[a-h]\.|[IVX]{{1,5}}[.)])(?=\s+\S)"
)
DATE_LINE = re.compile(
    r"(?:[A-Z]\w+,\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+\.?,?\s+\d{4}|[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4}"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4})\.?"
)
SIGNED = re.compile(r"[\[(]?\s*(?:signed|signature|sgd\.?)\b", re.IGNORECASE)
NUMBERED_HEADING = re.compile(
    r"(?:article|chapter|section|part|annex|appendix|protocol|paragraph|§)\s+(?:[IVXLC]+|\d+|[A-Z])\b[.:]?",
    re.IGNORECASE,
)
FUNCTION_WORDS = word_list("function-words-en.txt")
"""Words after which no line of its own can end."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph on its way to becoming a block.

    Attributes:
        words: of all its lines.
        kind: settled step by step.
        label: list mark as printed; "•" for a lost bullet.
        marks: zero-width marks, each with the index of the word before which it stands.
        closed: a lost bullet stands after it.
        spaced: it was letter-spaced.
        columns: it is one line with columns.
        gap: blank lines before it; 0 at the top of a page.
        group: number of its list or table, 0 for none.
    """

    words: tuple[Word, ...]
    kind: Kind = Kind.PARAGRAPH
    label: str = ""
    marks: tuple[tuple[int, Mark, str], ...] = ()
    closed: bool = False
    spaced: bool = False
    columns: bool = False
    gap: int = 0
    group: int = 0

    @property
    def text(self) -> str:
        """The words joined by one blank."""
        return " ".join(word.text for word in self.words)


def drafts_of(strips: Sequence[Strip]) -> tuple[Draft, ...]:
    """Paragraphs in order; a line of only a lost bullet ends one, and says so in its `closed`."""
    width = _line_width(strips)
    known = frozenset(word.text.strip("\"'“”‘’()[].,;:!?").lower() for strip in strips for word in strip.words[:-1])
    drafts: list[Draft] = []
    run: list[Strip] = []
    for strip in strips:
        if run and (strip.marker or _begins(run, strip, width)):
            drafts.append(_draft(run, known, closed=strip.marker or run[-1].closing))
            run = []
        if strip.words:
            run.append(strip)
    if run:
        drafts.append(_draft(run, known, closed=run[-1].closing))
    return tuple(drafts)


def cut_draft(draft: Draft, count: int) -> tuple[Draft, Draft]:
    """A draft in two, the first with `count` words; marks go with the words before which they stand."""
    first = tuple(mark for mark in draft.marks if mark[0] < count)
    second = tuple((i - count, mark, text) for i, mark, text in draft.marks if i >= count)
    return (
        replace(draft, words=draft.words[:count], marks=first, closed=False),
        replace(draft, words=draft.words[count:], marks=second, label=""),
    )


def label_of(text: str) -> str:
    """The list mark with which a line begins ("-", "a)", "3."), "" where there is none.

    `V. I. Lenin` has none: a Roman numeral before an initial is an initial itself.
    """
    found = LABEL.match(text)
    if found is None or (found[1][0] in "IVX" and re.match(r"[A-Z]\w{0,2}\.", text[found.end() :].lstrip())):
        return ""
    return found[1]


def is_line_of_its_own(text: str) -> bool:
    """A date, a `[Signed] …`, a heading `Article IV`, a speaker's label: what is never wrapped into the next line."""
    return bool(
        DATE_LINE.fullmatch(text)
        or SIGNED.match(text)
        or NUMBERED_HEADING.fullmatch(text)
        or (text.endswith(":") and len(text.split()) <= 6 and text[0].isupper())
    )


def _begins(run: Sequence[Strip], strip: Strip, width: float) -> bool:
    """Whether a strip begins a new paragraph after the strips of `run`."""
    last = run[-1]
    text, before = strip.text, last.text
    same_page = last.page == strip.page
    full = _is_full(last, strip, width)
    if strip.glyphs or last.closing or strip.spaced != last.spaced or strip.columns or last.columns:
        return True
    if same_page and strip.gap > 0:
        return True
    wrapped = full and before[-1] not in ".!?:;"
    if (is_line_of_its_own(text) and not wrapped) or (len(run) == 1 and is_line_of_its_own(before)):
        return True
    if label_of(text) and (not full or before[-1] in ".;:,!?" or label_of(run[0].text) != ""):
        return True
    if full:
        return not same_page and before[-1] in ".!?:;"
    goes_on = text[0].islower() or before[-1] in LINE_END_HYPHENS or before.split()[-1].lower() in FUNCTION_WORDS
    return not goes_on or before[-1] in ".;:!?"


def _is_full(strip: Strip, following: Strip, width: float) -> bool:
    """Whether the next line's first word would not have fitted on this one (False in texts that are not wrapped)."""
    if not width:
        return False
    word = following.words[0].text
    if strip.box is not None:
        letter = (strip.box.right - strip.box.left) / max(1, len(strip.text))
        return strip.box.right + letter * (len(word) + 1) > width
    return strip.indent + len(strip.text) + 1 + len(word) > width * FULL


def _line_width(strips: Sequence[Strip]) -> float:
    """Right edge of the text block: in characters, or as a fraction of the page; 0 for lines that are not wrapped."""
    wrapped = [s for s, following in pairwise(strips) if s.words and following.gap == 0]
    if not wrapped:
        return 0.0
    boxes = [strip.box.right for strip in wrapped if strip.box is not None]
    if len(boxes) == len(wrapped):
        return sorted(boxes)[int(0.95 * (len(boxes) - 1))] - 0.01
    lengths = sorted(strip.indent + len(strip.text) for strip in wrapped)
    widest = lengths[int(0.95 * (len(lengths) - 1))]
    longest = max(len(strip.text) for strip in strips)
    return float(widest) if longest <= LONGEST_WRAPPED and widest >= LONGEST_WRAPPED // 4 else 0.0


def _draft(run: Sequence[Strip], known: Collection[str], *, closed: bool) -> Draft:
    words: list[Word] = []
    marks: list[tuple[int, Mark, str]] = []
    for strip in run:
        kept = join_over_line_end(words[-1], strip.words[0], known) if words else strip.words[:1]
        words[-1:] = kept
        marks += [(len(words) - 1 + i, Mark.DAMAGE, "bullet") for i in strip.damage]
        words += strip.words[1:]
    label = label_of(run[0].text)
    if label:
        words = words[1:]
        marks = [(i - 1, mark, text) for i, mark, text in marks]
    if run[0].glyphs:
        label = label or "•"
        marks.insert(0, (0, Mark.DAMAGE, "bullet"))
    return Draft(
        words=tuple(words),
        label=label,
        marks=tuple(marks),
        closed=closed,
        spaced=run[0].spaced,
        columns=run[0].columns,
        gap=run[0].gap,
    )
