"""Alignments for tests of checks: one pair of texts, or a list of them, each a bead."""

from collections.abc import Sequence

from align.checking import check
from align.model import Alignment, Bead, Finding, plain_sentences


def aligned(*pairs: tuple[str, str]) -> Alignment:
    """One bead for each pair of texts; an empty text makes a null bead."""
    source = [ours for ours, _ in pairs if ours]
    target = [theirs for _, theirs in pairs if theirs]
    beads, i, j = [], 0, 0
    for ours, theirs in pairs:
        beads.append(Bead((i,) if ours else (), (j,) if theirs else ()))
        i, j = i + bool(ours), j + bool(theirs)
    return Alignment(plain_sentences(source), plain_sentences(target), tuple(beads))


def found(
    code: str, *pairs: tuple[str, str], source_language: str = "de", target_language: str = "en"
) -> tuple[Finding, ...]:
    """What one check finds in beads made of these texts."""
    return check(aligned(*pairs), source_language=source_language, target_language=target_language, codes=(code,))


def messages(findings: Sequence[Finding]) -> list[str]:
    return [finding.message for finding in findings]
