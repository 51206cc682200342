"""Fetching: the files that publishers offer, into the workspace, one polite request at a time, when a user asks."""

from align.reading.fetching.documents import Fetched, State, fetch
from align.reading.fetching.options import FetchOptions
from align.reading.fetching.visit import Visit

__all__ = ["FetchOptions", "Fetched", "State", "Visit", "fetch"]
