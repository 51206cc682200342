"""From a document as read to sentences: cleaning of either side, sentence splitting, names, languages."""

from align.text.segmentation import split_sentences
from align.text.translation import clean_translation

__all__ = ["clean_translation", "split_sentences"]
