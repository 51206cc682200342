"""Matching again, for the operations that lay beads anew: around a pair that a person set, or all that is undecided."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock

from align.matching import Encoder, MatchingOptions, Prepared, align_sentences, match_around, prepare
from align.model import Alignment, Bead
from align.reviewing import Operation, Reviewed, Store
from align.reviewing.operations import Pin, Rematch

Row = tuple[tuple[str, ...], tuple[str, ...], float]


def completed(
    operation: Operation,
    store: Store,
    options: Callable[[str], MatchingOptions],
    encoder: Callable[[], Encoder | None],
) -> Operation:
    """The operation with the new matching that it needs; any other operation as it is.

    Args:
        operation: `Pin` and `Rematch` need a matching.
        store: where the document is.
        options: gives languages and boundaries by the document's number.
        encoder: gives the encoder, None without one; asked only if it is needed.

    Raises:
        AlignError: the document is not known or cannot be matched.
    """
    if not isinstance(operation, Pin | Rematch):
        return operation
    reviewed = store.alignment(operation.document)
    pins = store.pins(operation.document)
    chosen = replace(options(operation.document), pins=pins)
    alignment, known = reviewed.alignment, encoder()
    prepared = _KEPT.prepared(alignment, known)
    if isinstance(operation, Pin):
        pair = _pinned(reviewed, operation)
        beads = match_around(pair, alignment, prepared, replace(chosen, pins=_with_pin(pins, pair)))
    else:
        beads = align_sentences(alignment.source, alignment.target, known, chosen, prepared=prepared).beads
    return replace(operation, beads=tuple(_row(reviewed, bead) for bead in beads))


class _Kept:
    """The texts of the documents in work, encoded: that is most of what matching them costs.

    Sessions run in threads of one process; two that ask at the same time wait for each other.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._held: dict[tuple[object, ...], Prepared] = {}

    def prepared(self, alignment: Alignment, encoder: Encoder | None) -> Prepared:
        """Its sentences as `prepare` gives them; of the documents asked for last, without preparing them again."""
        key = (alignment.source, alignment.target, encoder.signature if encoder else "")
        with self._lock:
            found = self._held.pop(key, None) or prepare(alignment.source, alignment.target, encoder)
            self._held[key] = found
            if len(self._held) > self._most:
                del self._held[next(iter(self._held))]
            return found


_KEPT = _Kept(4)


def _pinned(reviewed: Reviewed, pin: Pin) -> Bead:
    """The pair that was set, over the indices of the sentences; sentences that are gone are left out."""
    sides = ((reviewed.source_ids, pin.source), (reviewed.target_ids, pin.target))
    source, target = (tuple(i for i, known in enumerate(ids) if known in wanted) for ids, wanted in sides)
    return Bead(source, target, 1.0, decided=True)


def _with_pin(pins: Sequence[Bead], new: Bead) -> tuple[Bead, ...]:
    """All pins, without those that hold a sentence of the new one."""
    others = [bead for bead in pins if not ({*bead.source} & {*new.source} or {*bead.target} & {*new.target})]
    return (*others, new)


def _row(reviewed: Reviewed, bead: Bead) -> Row:
    source = tuple(reviewed.source_ids[i] for i in bead.source)
    return source, tuple(reviewed.target_ids[j] for j in bead.target), bead.confidence
