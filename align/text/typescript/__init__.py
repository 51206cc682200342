"""Cleaning of typescripts: from pages with stamps, hyphens and columns to blocks of text that know their places."""

from align.text.typescript.cleaning import clean_original
from align.text.typescript.patterns import DEFAULT_PATTERNS, Patterns, patterns_from

__all__ = ["DEFAULT_PATTERNS", "Patterns", "clean_original", "patterns_from"]
