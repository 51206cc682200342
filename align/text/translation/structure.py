"""What each paragraph is: list items, headings, speakers, rows, signatures; and which paragraphs were one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from align.model import Kind, Mark
from align.text.speakers import frequent_labels, label_length
from align.text.translation.mending import is_broken_ordinal, join_over_line_end
from align.text.translation.paragraphs import DATE_LINE, NUMBERED_HEADING, SIGNED, Draft, cut_draft
from align.text.translation.rolls import LONGEST_HEAD, with_rolls
from align.text.wordlists import word_list

CLOSERS = "\"'”’»)]"
STOPS = ".!?…:;"
LONGEST_MARKED = {":": 3, "!": 4}
"""Words of the longest heading with such an ending (`Participants:`, `Highly confidential!`)."""

LONGEST_HEADING = 60
"""Words of the longest heading (the full title of an agreement between two ministries has 26)."""

SMALL_WORDS = word_list("small-words-en.txt")
DETERMINERS = frozenset(("the", "a", "an"))


def structured(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts with kinds, groups and damage settled, and cut paragraphs joined."""
    joined = _joined(_items(tuple(drafts)))
    frequent = frequent_labels([word.text for word in draft.words] for draft in joined)
    with_speakers = tuple(part for draft in joined for part in _speaker_apart(draft, frequent))
    return _damaged(_grouped(_signatures(with_rolls(tuple(_kinds(with_speakers))))))


def _items(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Mark list items: by their label, by a lost bullet after them, by the semicolons of an enumeration."""
    result: list[Draft] = []
    for i, draft in enumerate(drafts):
        previous = result[-1] if result else None
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        is_item = draft.label or _ends_item(draft, previous) or _enumerated(draft, previous, following)
        result.append(replace(draft, kind=Kind.ITEM, label=draft.label or "•" * draft.closed) if is_item else draft)
    return tuple(result)


def _ends_item(draft: Draft, previous: Draft | None) -> bool:
    """A bullet after its item: the mark follows, and the paragraph ends as items do.

    A lead-in (`… assist each other`) may stand before a lost bullet too, but ends without a stop.
    """
    open_list = previous is not None and previous.kind is Kind.ITEM and _ending(previous) in ";,"
    return draft.closed and (_ending(draft) in ";," or (open_list and _ending(draft) == "."))


def _enumerated(draft: Draft, previous: Draft | None, following: Draft | None) -> bool:
    """An item without any mark: in lower case, and semicolons part it from its neighbours."""
    if not draft.words or not draft.text[0].islower():
        return False
    after_item = previous is not None and previous.kind is Kind.ITEM and _ending(previous) == ";"
    before_item = (
        _ending(draft) == ";" and following is not None and not following.label and following.text[:1].islower()
    )
    return after_item or (before_item and (previous is None or previous.kind is not Kind.ITEM))


def _joined(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Join paragraphs that a converter cut in two, with a mark at each joint so that it can be undone."""
    result: list[Draft] = []
    for draft in drafts:
        if result and _goes_on(result[-1], draft):
            first = result[-1]
            if is_broken_ordinal(first.words[-1], draft.words[0]):
                words = first.words[:-1] + join_over_line_end(first.words[-1], draft.words[0], ()) + draft.words[1:]
                result[-1] = replace(first, words=words, closed=draft.closed)
                continue
            at = len(first.words)
            marks = (*first.marks, (at, Mark.JOIN, ""), *((at + i, mark, text) for i, mark, text in draft.marks))
            result[-1] = replace(first, words=first.words + draft.words, marks=marks, closed=draft.closed)
        else:
            result.append(draft)
    return tuple(result)


def _goes_on(first: Draft, second: Draft) -> bool:
    """The first ends without a stop, the second starts in lower case, and is not the first item after a lead-in."""
    if second.label or not second.text[:1].islower() or _ending(first) in STOPS:
        return False
    if first.spaced or first.columns or second.columns or NUMBERED_HEADING.fullmatch(first.text):
        return False
    if second.text.endswith(":") and len(second.words) <= LONGEST_HEAD:
        return False
    return second.kind is not Kind.ITEM or first.kind is Kind.ITEM


def _speaker_apart(draft: Draft, frequent: frozenset[str]) -> tuple[Draft, ...]:
    """Part a speaker's label from what is said: `Comrade Andropov: …`; a label alone only gets its kind."""
    count = 0 if draft.label else label_length([word.text for word in draft.words], frequent)
    if not count:
        return (draft,)
    if count == len(draft.words):
        return (replace(draft, kind=Kind.SPEAKER),)
    label, said = cut_draft(draft, count)
    return replace(label, kind=Kind.SPEAKER), said


def _kinds(drafts: Sequence[Draft]) -> Iterator[Draft]:
    for i, draft in enumerate(drafts):
        following = drafts[i + 1] if i + 1 < len(drafts) else None
        if draft.kind is not Kind.PARAGRAPH:
            yield draft
        elif draft.columns:
            yield replace(draft, kind=Kind.ROW)
        elif is_heading(draft, following):
            yield replace(draft, kind=Kind.HEADING)
        else:
            yield draft


def is_heading(draft: Draft, following: Draft | None) -> bool:
    """A heading: numbered, letter-spaced, in title case or in capitals, without the stop of a sentence."""
    text = draft.text
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    if draft.spaced or NUMBERED_HEADING.fullmatch(text):
        return True
    ending = text.rstrip(CLOSERS)[-1:]
    if not words or len(words) > LONGEST_HEADING or ending in ".?,;" or not text.lstrip("[(")[:1].isupper():
        return False
    if ending in LONGEST_MARKED:
        return len(words) <= LONGEST_MARKED[ending] and (_in_title_case(words) or ending == "!")
    if words[-1].lower() in SMALL_WORDS or (following is not None and following.kind is Kind.ITEM and len(words) > 4):
        return False
    return text.upper() == text or _in_title_case(words)


def _in_title_case(words: Sequence[str]) -> bool:
    return all(word[0].isupper() or word.lower() in SMALL_WORDS for word in words)


def _signatures(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Name who signed, the office before it and the date after it."""
    kinds = [draft.kind for draft in drafts]
    for i, draft in enumerate(drafts):
        if not SIGNED.match(draft.text) or len(draft.words) > 12:
            continue
        kinds[i] = Kind.SIGNATURE
        if i and _ending(drafts[i - 1]) not in STOPS and not NUMBERED_HEADING.fullmatch(drafts[i - 1].text):
            kinds[i - 1] = Kind.SIGNATURE
            if i > 1 and DATE_LINE.fullmatch(drafts[i - 2].text):
                kinds[i - 2] = Kind.SIGNATURE
        if i + 1 < len(drafts) and DATE_LINE.fullmatch(drafts[i + 1].text):
            kinds[i + 1] = Kind.SIGNATURE
    return tuple(replace(draft, kind=kind) for draft, kind in zip(drafts, kinds, strict=True))


def _grouped(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Give neighbouring items, and neighbouring rows, the number of their list or table."""
    group = 0
    result: list[Draft] = []
    for draft in drafts:
        if draft.kind not in (Kind.ITEM, Kind.ROW):
            result.append(draft)
            continue
        if not result or result[-1].kind is not draft.kind:
            group += 1
        result.append(replace(draft, group=group))
    return tuple(result)


def _damaged(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Say where a word went with its bullet: an item that begins with an article while others of its list do not."""
    mixed = {draft.group for draft in drafts if draft.group and draft.words[0].text not in DETERMINERS}
    return tuple(
        replace(draft, marks=((0, Mark.DAMAGE, "bullet and word"), *draft.marks[1:]))
        if draft.group in mixed
        and draft.words[0].text in DETERMINERS
        and any(mark[:2] == (0, Mark.DAMAGE) for mark in draft.marks[:1])
        else draft
        for draft in drafts
    )


def _ending(draft: Draft) -> str:
    """The last character, closing quotes and brackets aside; a blank for none."""
    return draft.text.rstrip(CLOSERS)[-1:] or " "
