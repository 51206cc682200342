"""Review sessions: opened, changed and closed by operations like any other, so that they have a history and undo."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

from align.reviewing.operations.operation import Operation, RefusedError, View, checked_text
from align.reviewing.state import Change, SessionState, Stamp


def _checked_date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as fault:
        raise RefusedError(f"{text!r} is not a date; write it as 2026-03-31.") from fault


def _checked_texts(texts: tuple[str, ...], what: str) -> tuple[str, ...]:
    return tuple(checked_text(text, what=what, empty=False) for text in texts)


@dataclass(frozen=True, slots=True)
class OpenSession(Operation):
    """Begin a review session; its id is the first new id of the operation."""

    name: ClassVar[str] = "open-session"
    title: str
    date: str
    participants: tuple[str, ...] = ()
    agenda: Mapping[str, Any] = field(default_factory=dict)

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        session = SessionState(
            id=stamp.new_id(1),
            name=checked_text(self.title, what="name of the session", empty=False),
            date=_checked_date(self.date),
            participants=_checked_texts(self.participants, "name of a participant"),
            agenda=dict(self.agenda),
        )
        return (Change(None, session),)


@dataclass(frozen=True, slots=True)
class ChangeSession(Operation):
    """Change any part of a session; a part that is None stays as it is.

    Attributes:
        session: its id.
        decisions, questions: the whole list as it shall be.
        closed: whether the session is over.
    """

    name: ClassVar[str] = "change-session"
    named_in: ClassVar[tuple[str, ...]] = ("session",)
    session: str
    title: str | None = None
    date: str | None = None
    participants: tuple[str, ...] | None = None
    agenda: Mapping[str, Any] | None = None
    decisions: tuple[str, ...] | None = None
    questions: tuple[str, ...] | None = None
    closed: bool | None = None

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        if self.session not in view.sessions:
            raise RefusedError("This session does not exist.")
        before = view.sessions[self.session]
        new: dict[str, Any] = {}
        if self.title is not None:
            new["name"] = checked_text(self.title, what="name of the session", empty=False)
        if self.date is not None:
            new["date"] = _checked_date(self.date)
        for part in ("participants", "decisions", "questions"):
            if getattr(self, part) is not None:
                new[part] = _checked_texts(getattr(self, part), f"entry of {part}")
        if self.agenda is not None:
            new["agenda"] = dict(self.agenda)
        if self.closed is not None:
            new["closed"] = self.closed
        after = replace(before, **new)
        return () if after == before else (Change(before, after),)
