"""Pair German originals with their English translations, sentence by sentence, beside the scan.

Read `pipeline.recipe.align_documents` first: it is the whole journey in four lines.
"""

from importlib.metadata import version

__version__ = version("align")
