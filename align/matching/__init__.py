"""Matching: two lists of sentences become an alignment with a probability for every bead."""

from align.matching.again import match_around
from align.matching.aligning import MatchingOptions, align_sentences
from align.matching.encoder import ENCODERS, load_encoder
from align.matching.encoding import Encoded, Encoder
from align.matching.plausibility import Plausibility, plausibility
from align.matching.preparing import Prepared, prepare, require_short
from align.matching.wordlinks import Lexicon, WordLink, learn_lexicon, link_words

__all__ = [
    "ENCODERS",
    "Encoded",
    "Encoder",
    "Lexicon",
    "MatchingOptions",
    "Plausibility",
    "Prepared",
    "WordLink",
    "align_sentences",
    "learn_lexicon",
    "link_words",
    "load_encoder",
    "match_around",
    "plausibility",
    "prepare",
    "require_short",
]
