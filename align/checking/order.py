"""The check of order: passages that changed places."""

from collections.abc import Iterator

from align.checking.case import Case
from align.model import Finding, Severity

CODE = "crossing"


def crossing(case: Case) -> Iterator[Finding]:
    """{What matching found}, or: Stands before bead {number} in the {target language} text."""
    yield from (finding for finding in case.alignment.findings if finding.code == CODE)
    highest, holder = -1, 0
    for pair in case.linked:
        first = min(pair.bead.target)
        if first < highest:
            message = f"Stands before bead {holder + 1} in the {case.target_language.name} text."
            yield Finding(CODE, Severity.INFO, message, (pair.index, holder))
        else:
            highest, holder = max(pair.bead.target), pair.index
