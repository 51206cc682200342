"""Decisions of people, kept: what was read and paired, what people made of it, who, when, and how to take it back."""

from align.reviewing.opening import DATABASE_NAME
from align.reviewing.operations import OPERATIONS, Operation, operation_from
from align.reviewing.outcome import Conflict, Outcome, ReadingReport, Result, RunReport
from align.reviewing.reviewed import DocumentSummary, Reviewed, ReviewedBead
from align.reviewing.service import Store, now, open_store
from align.reviewing.state import MACHINE, BeadState, Nature, Side, Stamp, Status

__all__ = [
    "DATABASE_NAME",
    "MACHINE",
    "OPERATIONS",
    "BeadState",
    "Conflict",
    "DocumentSummary",
    "Nature",
    "Operation",
    "Outcome",
    "ReadingReport",
    "Result",
    "Reviewed",
    "ReviewedBead",
    "RunReport",
    "Side",
    "Stamp",
    "Status",
    "Store",
    "now",
    "open_store",
    "operation_from",
]
