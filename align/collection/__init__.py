"""The catalogue: `collection.toml`, one entry per document, its files and sources, and how to cite them."""

from align.collection.catalogue import CATALOGUE_NAME, Collection, Entry, entry_key, load_collection
from align.collection.citations import cite_original, cite_translation, folio_ranges
from align.collection.dates import english_date, german_date, normal_date
from align.collection.editing import FACTS, change_entry
from align.collection.files import SUFFIXES, find_files, place_for
from align.collection.shelfmarks import Shelfmark, expand_folios, parse_shelfmark
from align.collection.writing import add_entry, new_collection, next_number

__all__ = [
    "CATALOGUE_NAME",
    "FACTS",
    "SUFFIXES",
    "Collection",
    "Entry",
    "Shelfmark",
    "add_entry",
    "change_entry",
    "cite_original",
    "cite_translation",
    "english_date",
    "entry_key",
    "expand_folios",
    "find_files",
    "folio_ranges",
    "german_date",
    "load_collection",
    "new_collection",
    "next_number",
    "normal_date",
    "parse_shelfmark",
    "place_for",
]
