"""Cleaning of a translation as its publisher converted it: lost bullets, split paragraphs, brackets, labels, lists."""
