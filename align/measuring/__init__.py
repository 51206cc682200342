"""How good an alignment is, how honest its confidence, and what it costs."""

from align.measuring.confidence import Bin, Judged, ReviewPoint
from align.measuring.evaluation import Evaluation, Scores, evaluate, evaluate_paths, pool
from align.measuring.ladders import Ladder, read_beads, read_ladder
from align.measuring.metrics import Tallies, Tally
from align.measuring.sets import AlignmentSet, find_sets, load_set

__all__ = [
    "AlignmentSet",
    "Bin",
    "Evaluation",
    "Judged",
    "Ladder",
    "ReviewPoint",
    "Scores",
    "Tallies",
    "Tally",
    "evaluate",
    "evaluate_paths",
    "find_sets",
    "load_set",
    "pool",
    "read_beads",
    "read_ladder",
]
