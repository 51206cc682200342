"""From a document as read to sentences: cleaning of either side, sentence splitting, names, languages."""

from align.text.segmentation import split_sentences
from align.text.translation import clean_translation
from align.text.typescript import DEFAULT_PATTERNS, Patterns, clean_original, patterns_from

__all__ = [
    "DEFAULT_PATTERNS",
    "Patterns",
    "clean_original",
    "clean_translation",
    "patterns_from",
    "split_sentences",
]
