"""Words that know on which of the archive's folios they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from align.model import Page, Place, Word


def declared_folios(pages: Sequence[Page]) -> dict[int, str]:
    """The folio of each page, as far as the source itself says it, by the number of the page."""
    return {page.number: page.folio for page in pages if page.folio is not None}


def with_folios(word: Word, folios: Mapping[int, str]) -> Word:
    """The word, its places with the folios of their pages."""
    places = tuple(Place(place.page, folios.get(place.page, place.folio), place.box) for place in word.places)
    return replace(word, places=places)
