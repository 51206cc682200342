"""The names under which the workbench finds what it asks of the database."""

from align.reviewing.filters import search
from align.reviewing.queries import BeadIndex, BeadRow, Pair, bead_index, last_event, pairs, thread

__all__ = ["BeadIndex", "BeadRow", "Pair", "bead_index", "last_event", "pairs", "search", "thread"]
