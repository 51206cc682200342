"""Matching: two lists of sentences become an alignment with a probability for every bead."""

from align.matching.aligning import MatchingOptions, Prepared, align_sentences, prepare
from align.matching.encoder import ENCODERS, Encoded, Encoder, load_encoder

__all__ = [
    "ENCODERS",
    "Encoded",
    "Encoder",
    "MatchingOptions",
    "Prepared",
    "align_sentences",
    "load_encoder",
    "prepare",
]
