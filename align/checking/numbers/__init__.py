"""Numbers, dates and times of two texts: found as mentions with the values they may mean, then compared."""

from align.checking.numbers.finding import mentions
from align.checking.numbers.mention import Mention, Strength
from align.checking.numbers.settling import Settled, settle

__all__ = ["Mention", "Settled", "Strength", "mentions", "settle"]
