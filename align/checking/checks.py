"""The register of checks, and the one function that runs them."""

from collections.abc import Callable, Collection, Iterator

from align.checking.case import Case, make_case
from align.checking.figures import date_differs, number_differs, number_form, number_missing, number_moved
from align.checking.gaps import addition, omission
from align.checking.lengths import length_far_off
from align.checking.marks import unbalanced
from align.checking.misreadings import misread
from align.checking.naming import name_differs, name_missing
from align.checking.negation import negation_differs
from align.checking.order import crossing
from align.errors import UsageError
from align.model import Alignment, Finding

Check = Callable[[Case], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "number-differs": number_differs,
    "date-differs": date_differs,
    "number-missing": number_missing,
    "number-moved": number_moved,
    "number-form": number_form,
    "name-differs": name_differs,
    "name-missing": name_missing,
    "omission": omission,
    "addition": addition,
    "crossing": crossing,
    "length-far-off": length_far_off,
    "misread": misread,
    "negation-differs": negation_differs,
    "unbalanced": unbalanced,
}
"""Checks by the code of their findings; the first line of a check's docstring is the pattern of its message."""


def check(
    alignment: Alignment,
    *,
    source_language: str = "de",
    target_language: str = "en",
    codes: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Look for faults of an alignment.

    Args:
        alignment: any; its own findings of code "crossing" are taken up again, others are not.
        source_language: ISO 639-1 code. Checks that need data of a language that has none find nothing;
            `reach.limits` names them.
        target_language: see `source_language`.
        codes: names of `CHECKS` to run; None for all.

    Returns:
        Findings by bead, then in the order of `CHECKS`.

    Raises:
        UsageError: an unknown code.
    """
    if unknown := sorted(set(codes or ()) - set(CHECKS)):
        raise UsageError(f"There is no check {unknown[0]}.", f"Checks: {', '.join(CHECKS)}.")
    case = make_case(alignment, source_language, target_language)
    found = [finding for code, run in CHECKS.items() if codes is None or code in codes for finding in run(case)]
    return tuple(sorted(found, key=lambda finding: finding.beads[:1]))
