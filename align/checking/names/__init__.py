"""Names of two texts: which words are names, which names a document knows, and which have no answer."""

from align.checking.names.answering import Unmatched, unmatched
from align.checking.names.registry import Registry, make_registry
from align.checking.names.words import NameWord, name_words

__all__ = ["NameWord", "Registry", "Unmatched", "make_registry", "name_words", "unmatched"]
