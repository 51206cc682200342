"""From a document as read to sentences: cleaning of either side, sentence splitting, names, languages."""

from align.text.segmentation import split_sentences

__all__ = ["split_sentences"]
