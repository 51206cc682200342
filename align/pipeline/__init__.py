"""The recipe that strings the rooms together: pure in the middle, input and output at both ends."""

from align.pipeline.recipe import Options, align_documents

__all__ = ["Options", "align_documents"]
