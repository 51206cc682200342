"""Checking: an alignment in, findings out, one small function for each code; and what the checks cannot see."""

from align.checking.checks import CHECKS, Check, check
from align.checking.reach import Reach, languages_of, limits, silence, silent_checks

__all__ = ["CHECKS", "Check", "Reach", "check", "languages_of", "limits", "silence", "silent_checks"]
