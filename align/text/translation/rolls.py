"""Rolls: lists of people or things without marks, a name and a function a line, below a line that ends in a colon."""

from collections.abc import Sequence
from dataclasses import replace

from align.model import Kind
from align.text.translation.paragraphs import NUMBERED_HEADING, Draft
from align.text.wordlists import word_list

LONGEST_ROW = 14
"""Words of the longest entry of a roll."""

LONGEST_HEAD = 6
"""Words of the longest line that opens a roll."""

FEWEST = 2
"""Entries from which on lines are a roll."""

PARTS = (" – ", " - ", " — ", ", ", " (")
"""What stands between a name and a function."""


def with_rolls(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Entries of rolls become rows, each a unit: `Comrade Blinov – Interpreter`."""
    result = list(drafts)
    i = 0
    while i < len(drafts):
        i += 1
        if not _opens_roll(drafts[i - 1]):
            continue
        end = i
        while end < len(drafts) and _is_entry(drafts[end]) and (end == i or drafts[end].gap <= drafts[i].gap + 1):
            end += 1
        if end - i >= FEWEST:
            result[i:end] = [replace(draft, kind=Kind.ROW) for draft in drafts[i:end]]
            i = end
    return tuple(result)


def _opens_roll(draft: Draft) -> bool:
    return draft.kind is not Kind.SPEAKER and draft.text.endswith(":") and len(draft.words) <= LONGEST_HEAD


def _is_entry(draft: Draft) -> bool:
    """A short line with a name: it begins with a title, or a dash, comma or bracket parts name and function."""
    text = draft.text
    if (
        draft.kind not in (Kind.HEADING, Kind.PARAGRAPH)
        or draft.label
        or draft.spaced
        or len(draft.words) > LONGEST_ROW
    ):
        return False
    if text[-1:] in ".!?;:" or not text[:1].isupper() or NUMBERED_HEADING.fullmatch(text):
        return False
    titled = draft.words[0].text.strip(".,").lower() in word_list("titles-en.txt")
    return titled or any(part in text for part in PARTS)
