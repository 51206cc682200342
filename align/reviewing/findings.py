"""Findings beside the beads they speak of: made by checks, made again at any time, so no part of the log.

What people say of them (a dismissal) is an operation and outlasts them: it holds as long as a check says the same of
the same bead.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.model import Alignment, Finding
from align.reviewing import schema
from align.reviewing.state import BeadState
from align.reviewing.storing import searchable


def store_findings(connection: Connection, document: str, beads: Sequence[str], findings: Sequence[Finding]) -> None:
    """Replace the findings of a document.

    Args:
        connection: inside `Database.writing()`.
        document: its number.
        beads: ids of the beads that the findings' indices mean; "" for a bead that is not there any more.
        findings: all that were found; those without a bead, or whose bead is not there, are left out.
    """
    connection.execute(sa.delete(schema.findings).where(schema.findings.c.document == document))
    rows = [
        {
            "document": document,
            "bead": beads[finding.beads[0]],
            "code": finding.code,
            "severity": finding.severity.value,
            "message": searchable(finding.message),
            "others": [beads[index] for index in finding.beads[1:] if beads[index]],
        }
        for finding in findings
        if finding.beads and beads[finding.beads[0]]
    ]
    if rows:
        connection.execute(sa.insert(schema.findings), rows)


def load_bead_ids(connection: Connection, document: str) -> tuple[str, ...]:
    """Ids of the beads of a document, in order."""
    b = schema.beads.c
    return tuple(connection.execute(sa.select(b.id).where(b.document == document).order_by(b.rank)).scalars())


def proposed_ids(
    alignment: Alignment, ladder: Sequence[BeadState], source: Sequence[str], target: Sequence[str]
) -> tuple[str, ...]:
    """For each bead of an alignment the id of the bead with the same sentences; "" where decisions stand instead."""
    known = {(bead.source, bead.target): bead.id for bead in ladder}
    return tuple(
        known.get((tuple(source[i] for i in bead.source), tuple(target[j] for j in bead.target)), "")
        for bead in alignment.beads
    )
