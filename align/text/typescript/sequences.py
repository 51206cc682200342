"""Numbers that rise by one from page to page, repaired from their neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NEIGHBOURS = 3
"""Readings on either side that are asked whether they agree."""

BEYOND = 2
"""Pages before the first and after the last trusted reading for which the number is still inferred."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of a page.

    Attributes:
        value: the number.
        read: as it was read; None where nothing was.
    """

    value: int
    read: int | None

    @property
    def repaired(self) -> bool:
        """Whether it is not what was read."""
        return self.value != self.read


def repair(readings: Mapping[int, int], pages: Sequence[int]) -> dict[int, Numbered]:
    """The number of each page for which there is good reason.

    A reading is trusted if a neighbouring reading differs from it by as much as their pages do. Other pages get the
    number that the trusted ones around them agree on; between disagreeing ones, and with none to trust, a reading stays
    as it is, and a page without keeps none.

    Args:
        readings: page number to number as read.
        pages: all page numbers, ascending.
    """
    offsets = {page: value - page for page, value in readings.items()}
    trusted = {page: offset for page, offset in offsets.items() if _supported(page, offsets)}
    return {page: number for page in pages if (number := _number(page, readings, trusted)) is not None}


def _supported(page: int, offsets: Mapping[int, int]) -> bool:
    before = [other for other in sorted(offsets) if other < page][-NEIGHBOURS:]
    after = [other for other in sorted(offsets) if other > page][:NEIGHBOURS]
    return any(offsets[other] == offsets[page] for other in before + after)


def _number(page: int, readings: Mapping[int, int], trusted: Mapping[int, int]) -> Numbered | None:
    read = readings.get(page)
    if page in trusted:
        return Numbered(readings[page], read)
    before = max((other for other in trusted if other < page), default=None)
    after = min((other for other in trusted if other > page), default=None)
    if before is not None and after is not None and trusted[before] == trusted[after]:
        return Numbered(page + trusted[before], read)
    nearest = before if after is None else after if before is None else None
    if nearest is not None and abs(nearest - page) <= BEYOND:
        return Numbered(page + trusted[nearest], read)
    return None if read is None else Numbered(read, read)
