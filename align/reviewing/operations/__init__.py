"""Every operation on a document under review, one small class each: pure functions from state to changes."""

from collections.abc import Mapping
from dataclasses import fields
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from align.errors import UsageError
from align.reviewing.operations.operation import Operation, Reach, RefusedError, View
from align.reviewing.operations.pinning import Pin, Rematch
from align.reviewing.operations.segmentation import CorrectWord, JoinSentences, SplitSentence
from align.reviewing.operations.sittings import ChangeSession, OpenSession
from align.reviewing.operations.structure import (
    LayoutDropped,
    MarkAddition,
    MarkOmission,
    Merge,
    MoveBoundary,
    Split,
    Swap,
)
from align.reviewing.operations.threads import Comment, Dismiss, Restore, SettleComment, SettleOrphan
from align.reviewing.operations.verdicts import (
    Accept,
    AcceptAbove,
    Approve,
    Flag,
    Reject,
    Remark,
    Reopen,
    Suggest,
    Unflag,
)

__all__ = [
    "OPERATIONS",
    "Accept",
    "AcceptAbove",
    "Approve",
    "ChangeSession",
    "Comment",
    "CorrectWord",
    "Dismiss",
    "Flag",
    "JoinSentences",
    "LayoutDropped",
    "MarkAddition",
    "MarkOmission",
    "Merge",
    "MoveBoundary",
    "OpenSession",
    "Operation",
    "Pin",
    "Reach",
    "RefusedError",
    "Reject",
    "Remark",
    "Rematch",
    "Reopen",
    "Restore",
    "SettleComment",
    "SettleOrphan",
    "Split",
    "SplitSentence",
    "Suggest",
    "Swap",
    "Unflag",
    "View",
    "operation_from",
]

OPERATIONS: dict[str, type[Operation]] = {
    kind.name: kind
    for kind in (
        Accept,
        AcceptAbove,
        Approve,
        ChangeSession,
        Comment,
        CorrectWord,
        Dismiss,
        Flag,
        JoinSentences,
        LayoutDropped,
        MarkAddition,
        MarkOmission,
        Merge,
        MoveBoundary,
        OpenSession,
        Pin,
        Reject,
        Rematch,
        Remark,
        Reopen,
        Restore,
        SettleComment,
        SettleOrphan,
        Split,
        SplitSentence,
        Suggest,
        Swap,
        Unflag,
    )
}
"""All operations by name."""


def operation_from(name: str, arguments: Mapping[str, Any]) -> Operation:
    """An operation from its name and its arguments as JSON values, as a browser or a file gives them.

    Raises:
        UsageError: an unknown operation or argument, a missing one, or a value of a wrong type.
    """
    if name not in OPERATIONS:
        raise UsageError(f"There is no operation {name!r}.", f"Known are: {', '.join(sorted(OPERATIONS))}.")
    kind = OPERATIONS[name]
    hints = get_type_hints(kind)
    known = {item.name for item in fields(kind)}
    if not set(arguments) <= known:
        raise UsageError(f"{name!r} has no argument {sorted(set(arguments) - known)[0]!r}.")
    try:
        return kind(**{key: _typed(value, hints[key]) for key, value in arguments.items()})
    except TypeError as fault:
        raise UsageError(f"The arguments of {name!r} are not right: {fault}.") from fault


def _typed(value: Any, hint: Any) -> Any:
    """A JSON value as the type that a field wants; lists become tuples, whole numbers stand for fractions.

    Raises:
        TypeError: it is of another type.
    """
    if isinstance(hint, UnionType):
        options = [option for option in get_args(hint) if option is not type(None)]
        return None if value is None else _typed(value, options[0])
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise TypeError(f"{value!r} is not a list")
        if inner[-1] is Ellipsis:
            return tuple(_typed(item, inner[0]) for item in value)
        if len(value) != len(inner):
            raise TypeError(f"{value!r} has not {len(inner)} entries")
        return tuple(_typed(item, part) for item, part in zip(value, inner, strict=True))
    wanted = {float: (int, float), Mapping: (Mapping,)}.get(origin or hint, (hint,))
    if not isinstance(value, wanted) or (isinstance(value, bool) and hint is not bool):
        raise TypeError(f"{value!r} is not of the type {getattr(hint, '__name__', hint)}")
    return float(value) if hint is float else value
