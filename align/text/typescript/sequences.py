"""Numbers that rise by one from page to page, repaired from their neighbours."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NEIGHBOURS = 3
"""Readings on either side that are asked whether they agree."""

BEYOND = 2
"""Pages before the first and after the last trusted stamp for which the folio is still inferred."""


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


def repair(readings: Mapping[int, int], pages: Sequence[int], *, beyond: int = BEYOND) -> dict[int, Numbered]:
    """The number of each page for which there is good reason.

    A reading is trusted if a neighbouring reading differs from it by as much as their pages do. Other pages get the
    number that the trusted ones around them agree on; between disagreeing ones, and with none to trust, a reading stays
    as it is, and a page without keeps none.

    Args:
        readings: page number to number as read.
        pages: all page numbers, ascending.
        beyond: pages before the first and after the last trusted reading for which the number is still inferred.
    """
    read = sorted(readings)
    offsets = [readings[page] - page for page in read]
    trusted = [position for position in range(len(read)) if _supported(position, offsets)]
    sure = [read[position] for position in trusted]
    sure_offsets = [offsets[position] for position in trusted]
    numbers = {}
    for page in pages:
        after = bisect_left(sure, page)
        offset = _offset(page, sure, sure_offsets, after, beyond)
        if offset is not None:
            numbers[page] = Numbered(page + offset, readings.get(page))
        elif page in readings:
            numbers[page] = Numbered(readings[page], readings[page])
    return numbers


def _supported(position: int, offsets: Sequence[int]) -> bool:
    """Whether one of the nearest readings on either side has the same offset."""
    near = [*offsets[max(0, position - NEIGHBOURS) : position], *offsets[position + 1 : position + 1 + NEIGHBOURS]]
    return offsets[position] in near


def _offset(page: int, sure: Sequence[int], offsets: Sequence[int], after: int, beyond: int) -> int | None:
    """What the trusted pages around `page` say; `after` is the position of the first that is not before it."""
    if after < len(sure) and sure[after] == page:
        return offsets[after]
    if 0 < after < len(sure):
        return offsets[after] if offsets[after - 1] == offsets[after] else None
    nearest = after if after < len(sure) else after - 1
    return offsets[nearest] if sure and abs(sure[nearest] - page) <= beyond else None
