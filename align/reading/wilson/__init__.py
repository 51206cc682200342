"""Translations as the Wilson Center's archive publishes them: six layouts, one text."""

from align.reading.wilson.dossier import CatalogueEntryFacts, dossier_entries
from align.reading.wilson.layouts import interpret

__all__ = ["CatalogueEntryFacts", "dossier_entries", "interpret"]
