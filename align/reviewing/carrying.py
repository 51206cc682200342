"""Carrying identities and decisions over to a new reading of the same side.

A sentence that is read again keeps its id, its corrected words and the cuts that people made; what the new reading has
no place for becomes an orphan, so that nothing that a person did is lost in silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from align.model import Sentence
from align.reviewing.likeness import border, same_sentences, word_pairs
from align.reviewing.operations.segmentation import corrected, cut, joined, words_of
from align.reviewing.ranks import respace
from align.reviewing.state import Change, OrphanState, Row, SentenceState, Side, Stamp, Subject, changes_between


@dataclass(frozen=True, slots=True)
class Carried:
    """What a new reading comes to.

    Attributes:
        sentences: ids of the sentences now, in order.
        changes: of the sentences.
        kept: how many were there before.
        corrections: how many corrected words stay corrected.
        orphaned: corrections and cuts that no longer fit, each with the id of the sentence it was made in.
    """

    sentences: tuple[str, ...]
    changes: tuple[Change, ...]
    kept: int
    corrections: int = 0
    orphaned: tuple[tuple[str, OrphanState], ...] = ()


@dataclass(slots=True)
class _Work:
    """A reading on its way in."""

    present: Sequence[SentenceState]
    document: str
    side: Side
    stamp: Stamp
    corrections: int = 0
    orphaned: list[tuple[str, OrphanState]] = field(default_factory=list)

    def orphan(self, row: SentenceState, subject: Subject, decision: str, reason: str) -> None:
        """Keep a decision that no longer fits."""
        texts = {side: (row.sentence.text,) if side is self.side else () for side in Side}
        orphan = OrphanState(
            id=self.stamp.new_id(len(self.orphaned), f"{self.side}-o"),
            document=self.document,
            subject=subject,
            source=texts[Side.SOURCE],
            target=texts[Side.TARGET],
            person=row.shaper if subject is Subject.SEGMENTATION else "",
            decision=decision,
            at=self.stamp.time,
            reason=reason,
            folios=row.sentence.folios,
        )
        self.orphaned.append((row.id, orphan))


def carry(
    present: Sequence[SentenceState], new: Sequence[Sentence], *, document: str, side: Side, stamp: Stamp
) -> Carried:
    """Match the sentences of a new reading with those that stand, both of one side and in order."""
    work = _Work(present, document, side, stamp)
    placed = _placed(work, new)
    rows = []
    for index, (old, sentence) in enumerate(placed):
        fresh = SentenceState(stamp.new_id(index, "s"), document, side, "", sentence)
        rows.append(fresh if old is None else _renewed(work, old, sentence))
    kept = {old.id for old, _ in placed if old is not None}
    for row in present:
        if row.id not in kept:
            _give_up(work, row)
    ranks = respace([row.rank or None for row in rows])
    after: dict[str, Row] = {row.id: replace(row, rank=rank) for row, rank in zip(rows, ranks, strict=True)}
    before: dict[str, Row] = {row.id: row for row in present}
    return Carried(tuple(after), changes_between(before, after), len(kept), work.corrections, tuple(work.orphaned))


def as_read(sentence: Sentence) -> list[str]:
    """The words as the reader gave them, before people corrected any."""
    return [word.text if word.earlier is None else word.earlier for word in words_of(sentence)]


def _placed(work: _Work, new: Sequence[Sentence]) -> list[tuple[SentenceState | None, Sentence]]:
    """The new sentences, cut as people had cut them, each with the old one that it is."""
    old = [as_read(row.sentence) for row in work.present]
    words = [as_read(sentence) for sentence in new]
    shaped = {place for place, row in enumerate(work.present) if row.shaper}
    pairs = same_sentences(old, words, exact=shaped)
    result: list[tuple[SentenceState | None, Sentence]] = []
    for (i, j), (p, q) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
        result += _reshaped(work.present[i + 1 : p], new[j + 1 : q])
        if p < len(old):
            result.append((work.present[p], new[q]))
    return result


def _reshaped(old: Sequence[SentenceState], new: Sequence[Sentence]) -> list[tuple[SentenceState | None, Sentence]]:
    """A stretch without equal or similar sentences: where people had joined or split, the new ones are cut likewise."""
    if not new or not any(row.shaper for row in old):
        return [(None, sentence) for sentence in new]
    owners: dict[tuple[int, int], SentenceState] = {}
    before = [word for row in old for word in as_read(row.sentence)]
    now = [word for sentence in new for word in as_read(sentence)]
    start = 0
    for row in old:
        stop = start + len(as_read(row.sentence))
        ends = border(start, before, now), border(stop, before, now)
        if row.shaper and ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
            owners[ends[0], ends[1]] = row
        start = stop
    return [(owners.get(span), sentence) for span, sentence in _cut_at(new, sorted(owners))]


def _cut_at(sentences: Sequence[Sentence], spans: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, int], Sentence]]:
    """Sentences with the spans (numbers of words, apart from each other and in order) made sentences of their own."""
    borders = {border for span in spans for border in span}
    pieces: list[tuple[tuple[int, int], Sentence]] = []
    start = 0
    for sentence in sentences:
        stop = start + len(words_of(sentence))
        rest, at = sentence, start
        for position in sorted(one for one in borders if start < one < stop):
            first, rest = cut(rest, position - at)
            pieces.append(((at, position), first))
            at = position
        pieces.append(((at, stop), rest))
        start = stop
    result: list[tuple[tuple[int, int], Sentence]] = []
    for (low, high), piece in pieces:
        span = next((span for span in spans if span[0] < low and high <= span[1]), None)
        if span is None:
            result.append(((low, high), piece))
        else:
            (begin, _), whole = result[-1]
            result[-1] = ((begin, high), joined(whole, piece))
    return result


def _renewed(work: _Work, row: SentenceState, sentence: Sentence) -> SentenceState:
    """An old sentence with its new reading, corrected where people had corrected the old one."""
    old, new = words_of(row.sentence), as_read(sentence)
    wanted = {index: word for index, word in enumerate(old) if word.earlier is not None}
    places = word_pairs(as_read(row.sentence), new) if wanted else {}
    for index, word in wanted.items():
        place = places.get(index)
        if place is None:
            reason = "The new reading of the sentence has no word at this place."
            work.orphan(row, Subject.CORRECTION, f"{word.earlier} → {word.text}", reason)
            continue
        work.corrections += 1
        if new[place] != word.text:
            sentence = corrected(sentence, place, word.text)
    return replace(row, sentence=sentence)


def _give_up(work: _Work, row: SentenceState) -> None:
    """Keep what people had done to a sentence that is gone."""
    reason = "The new reading does not have this sentence."
    for word in words_of(row.sentence):
        if word.earlier is not None:
            work.orphan(row, Subject.CORRECTION, f"{word.earlier} → {word.text}", reason)
    if row.shaper:
        work.orphan(row, Subject.SEGMENTATION, "joined or split", reason)
