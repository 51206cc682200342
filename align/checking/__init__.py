"""Checking: an alignment in, findings out, one small function for each code."""

from align.checking.checks import CHECKS, Check, check, silent_checks

__all__ = ["CHECKS", "Check", "check", "silent_checks"]
