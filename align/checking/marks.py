"""The check of quotes and brackets that are opened and not closed, or the reverse."""

import re
from collections.abc import Iterator

from align.checking.case import Case, SideText
from align.model import Finding, Severity

PARTNERS = {")": "(", "]": "[", "}": "{"}
ITEM = re.compile(r"(?<![^\s;,:])(?:\d{1,3}[a-z]?|[a-z]{1,2}|[ivx]{1,5})\)")
"""A list mark such as `3)` or `a)`, whose bracket needs no partner."""

QUOTE = re.compile('["„“”«»]')
MARK = re.compile(r'[()\[\]{}"„“”«»]')
VERBS = {"(": "opened and not closed", ")": "closed and not opened", '"': "left without its partner"}


def unbalanced(case: Case) -> Iterator[Finding]:
    """A {bracket or quotation mark} is {opened and not closed} on the {language} side only."""
    for pair in case.linked:
        ours, theirs = open_marks(pair.source), open_marks(pair.target)
        both_quote = all(QUOTE.search(side.text) for side in (pair.source, pair.target))
        for side, marks in ((pair.source, ours - theirs), (pair.target, theirs - ours)):
            for mark in sorted(marks if both_quote else marks - {'"'}):
                what = "quotation mark" if mark == '"' else f"bracket “{mark}”"
                verb = VERBS.get(mark, VERBS["("] if mark in "[{" else VERBS[")"])
                message = f"A {what} is {verb} on the {side.language.name} side only."
                yield Finding("unbalanced", Severity.INFO, message, (pair.index,))


def open_marks(text: SideText) -> frozenset[str]:
    """Brackets of one side that have no partner, and `"` where the number of quotation marks is odd."""
    if not MARK.search(text.text):
        return frozenset()
    waiting: list[str] = []
    lonely: set[str] = set()
    item_ends = {match.end() for match in ITEM.finditer(text.text)}
    for mark in MARK.finditer(text.text):
        letter = mark[0]
        if letter in PARTNERS.values():
            waiting.append(letter)
        elif letter in PARTNERS:
            if PARTNERS[letter] in waiting:
                waiting.remove(PARTNERS[letter])
            elif mark.end() not in item_ends:
                lonely.add(letter)
    odd = {'"'} if len(QUOTE.findall(text.text)) % 2 else set()
    return frozenset(lonely | set(waiting) | odd)
