"""Cleaning of a translation as its publisher converted it: lost bullets, split paragraphs, brackets, labels, lists."""

from align.text.translation.recipe import clean_translation, undo_join

__all__ = ["clean_translation", "undo_join"]
