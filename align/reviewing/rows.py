"""Rows as JSON values and back, as the event log keeps them."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from align.reviewing.codec import Json, sentence_from_json, sentence_to_json
from align.reviewing.state import (
    KINDS,
    BeadState,
    CommentState,
    DismissalState,
    DocumentState,
    Nature,
    OrphanState,
    Row,
    SentenceState,
    SessionState,
    Side,
    Status,
    Subject,
)


def _plain(row: Row) -> Json:
    """The fields by name; tuples become lists."""
    values = {item.name: getattr(row, item.name) for item in fields(row)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def row_to_json(row: Row) -> Json:
    """A row of any kind as a JSON object."""
    value = _plain(row)
    if isinstance(row, SentenceState):
        value["sentence"] = sentence_to_json(row.sentence)
    return value


def _sentence(value: Json) -> SentenceState:
    sentence = sentence_from_json(value["sentence"])
    return SentenceState(**{**value, "side": Side(value["side"]), "sentence": sentence})


def _bead(value: Json) -> BeadState:
    changed: dict[str, Any] = {
        "source": tuple(value["source"]),
        "target": tuple(value["target"]),
        "status": Status(value["status"]),
        "nature": Nature(value["nature"]),
    }
    return BeadState(**{**value, **changed})


def _orphan(value: Json) -> OrphanState:
    lists = {name: tuple(value[name]) for name in ("source", "target", "folios")}
    return OrphanState(**{**value, **lists, "subject": Subject(value["subject"])})


def _session(value: Json) -> SessionState:
    lists = {name: tuple(value[name]) for name in ("participants", "decisions", "questions")}
    return SessionState(**{**value, **lists})


_READERS: dict[str, Callable[[Json], Row]] = {
    KINDS[DocumentState]: lambda value: DocumentState(**value),
    KINDS[SentenceState]: _sentence,
    KINDS[BeadState]: _bead,
    KINDS[CommentState]: lambda value: CommentState(**value),
    KINDS[DismissalState]: lambda value: DismissalState(**value),
    KINDS[OrphanState]: _orphan,
    KINDS[SessionState]: _session,
}


def row_from_json(kind: str, value: Json) -> Row:
    """Reads `row_to_json`; `kind` is a value of `state.KINDS`."""
    return _READERS[kind](value)
