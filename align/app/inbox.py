"""What the browser did, into the store: operations in order, each answered, none twice.

The browser keeps every operation until it is answered and sends what is left again after a broken connection; the store
knows an operation by its number, so that sending it again changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from align.app.payload import Json
from align.errors import AlignError, WorkspaceError
from align.reviewing import BeadState, Conflict, Operation, Outcome, Result, Stamp, Store, operation_from
from align.reviewing.state import Row, SentenceState

LONGEST_NUMBER = 64
MOST_AT_ONCE = 500
TAKING_BACK = ("undo", "redo")

Prepare = Callable[[Operation], Operation]
"""Completes an operation that needs more than the browser knows, for example a new matching."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One operation as the browser sends it.

    Attributes:
        id: its number, chosen by the browser; unique.
        document: number of the document.
        name, arguments: as `operation_from` takes them, or "undo" and "redo" without arguments.
        base: what the person saw, see `Store.apply`.
    """

    id: str
    document: str
    name: str
    arguments: Mapping[str, Any]
    base: Mapping[str, int | str]


def letters(message: Any) -> tuple[Letter, ...]:
    """The operations of a message; what is not of the right shape is left out."""
    sent = message.get("operations") if isinstance(message, Mapping) else None
    found = (_letter(item) for item in sent[:MOST_AT_ONCE]) if isinstance(sent, list) else ()
    return tuple(letter for letter in found if letter is not None)


def _letter(item: Any) -> Letter | None:
    if not isinstance(item, Mapping):
        return None
    number, document, name = (item.get(key) for key in ("id", "document", "name"))
    arguments, base = item.get("arguments", {}), item.get("base", {})
    if not (isinstance(number, str) and isinstance(document, str) and isinstance(name, str)):
        return None
    if not (0 < len(number) <= LONGEST_NUMBER and isinstance(arguments, Mapping) and isinstance(base, Mapping)):
        return None
    seen = {row: value for row, value in base.items() if type(value) is int or isinstance(value, str)}
    return Letter(number, document, name, arguments, seen)


def deliver(store: Store, letter: Letter, person: str, prepare: Prepare, *, session: str = "") -> Json:
    """Apply one operation, in a review session if one is named, and answer it.

    Returns:
        The answer; its `result` is that of the outcome, or "waiting" if the database cannot be written to now and the
        operation should be sent again.
    """
    stamp = Stamp(letter.id, person, datetime.now(UTC))
    try:
        if letter.name in TAKING_BACK:
            take_back = store.undo if letter.name == "undo" else store.redo
            return answer(take_back(letter.document, stamp=stamp))
        operation = operation_from(letter.name, letter.arguments)
        return answer(store.apply(prepare(operation), stamp=stamp, base=letter.base, session=session))
    except WorkspaceError as fault:
        return {"id": letter.id, "result": "waiting", "reason": str(fault)}
    except AlignError as fault:
        return {"id": letter.id, "result": Result.REFUSED.value, "reason": str(fault)}


def answer(outcome: Outcome) -> Json:
    """What the browser is told of an outcome."""
    return {
        "id": outcome.op_id,
        "result": outcome.result.value,
        "seq": outcome.seq,
        "changed": list(outcome.changed),
        "removed": list(outcome.removed),
        "reason": outcome.reason,
        "conflicts": [conflict_json(conflict) for conflict in outcome.conflicts],
    }


def conflict_json(conflict: Conflict) -> Json:
    """Both versions of a row."""
    return {
        "row": conflict.row,
        "revision": conflict.revision,
        "user": conflict.user,
        "at": conflict.at,
        "operation": conflict.operation,
        "yours": _version(conflict.yours),
        "theirs": _version(conflict.theirs),
    }


def _version(row: Row | None) -> Json | None:
    """A bead, or the text of a sentence; None for a row that is gone or holds neither."""
    if isinstance(row, SentenceState):
        return {"text": row.sentence.text, "side": row.side.value}
    if not isinstance(row, BeadState):
        return None
    return {
        "source": list(row.source),
        "target": list(row.target),
        "status": row.status.value,
        "nature": row.nature.value,
        "flagged": row.flagged,
        "remark": row.remark,
        "suggestion": row.suggestion,
    }
