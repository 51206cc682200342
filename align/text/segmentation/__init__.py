"""Sentence splitting: clean text in, sentences with words, places and annotations out."""

from align.text.segmentation.splitting import split_sentences

__all__ = ["split_sentences"]
