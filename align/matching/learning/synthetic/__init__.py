"""Documents made up from pairs in running order, with everything that goes wrong between a text and its translation.

Every step takes a list of beads (texts of both sides) and gives a new one, so that the gold ladder is always known.
All chance comes from the generator given.
"""

from align.matching.learning.synthetic.documents import make_up, verses_as_they_are
from align.matching.learning.synthetic.misreading import misread, misread_at_times
from align.matching.learning.synthetic.pieces import MadeUp, Pair, sentences_of

__all__ = ["MadeUp", "Pair", "make_up", "misread", "misread_at_times", "sentences_of", "verses_as_they_are"]
