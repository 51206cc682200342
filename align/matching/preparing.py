"""Two texts encoded and taken apart: the costly part of matching, done once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from align.errors import LimitError
from align.matching.constraints import Stretch
from align.matching.corridor import find_anchors
from align.matching.encoding import Encoded, Encoder, Integers
from align.matching.lexical import LexicalEncoder
from align.matching.mending import mended
from align.matching.surface import Side, look_at
from align.matching.usage import drawn_together
from align.model import LONGEST_SENTENCE, Sentence, written_out

_STANDING_OUT = {"use-multilingual": 0.04, "no-encoder": 0.5}  # cosine by which an anchor beats the runner-up


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Two texts encoded and taken apart, to be matched as often as wanted.

    Attributes:
        encoder: who made the encodings.
        source, target: the encodings.
        source_side, target_side: the surfaces.
        anchors: pairs of sentences (i, j) of the whole texts that very likely answer each other, rising on both sides;
            None for a part, whose own are sought when they are needed.
    """

    encoder: Encoder
    source: Encoded
    target: Encoded
    source_side: Side
    target_side: Side
    anchors: Sequence[tuple[int, int]] | None

    @property
    def encoded(self) -> tuple[Encoded, Encoded]:
        """Both encodings."""
        return self.source, self.target

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both surfaces."""
        return self.source_side, self.target_side

    def part(self, stretch: Stretch) -> "Prepared":
        """Only these sentences of both texts."""
        if (len(stretch.source), len(stretch.target)) == (len(self.source), len(self.target)):
            return self
        ours, theirs = _picking(stretch.source), _picking(stretch.target)
        return Prepared(
            self.encoder,
            self.source.part(ours),
            self.target.part(theirs),
            self.source_side.part(stretch.source),
            self.target_side.part(stretch.target),
            None,
        )


def _picking(places: tuple[int, ...]) -> slice | Integers:
    """A slice where nothing is left out, since that takes no copy."""
    if places and len(places) == places[-1] - places[0] + 1:
        return slice(places[0], places[-1] + 1)
    return np.array(places, dtype=np.int64)


def require_short(sentences: Sequence[Sentence], name: str) -> None:
    """Refuse sentences of more than `LONGEST_SENTENCE` characters: the sums over their tokens would not fit.

    Args:
        sentences: of one text.
        name: of the text, for the message.

    Raises:
        LimitError: names the first of them, counted from 1.
    """
    for number, sentence in enumerate(sentences, 1):
        length = written_out(sentence.text)
        if length > LONGEST_SENTENCE:
            raise LimitError(
                f"Sentence {number} of {name} has {length:,} characters; at most {LONGEST_SENTENCE:,} can be matched.",
                "Split it: one sentence a line.",
            )


def prepare(source: Sequence[Sentence], target: Sequence[Sentence], encoder: Encoder | None) -> Prepared:
    """Encode two texts; the costly part of matching, worth keeping while a person works on a document.

    Args:
        source: sentences of both texts.
        target: see `source`.
        encoder: None for matching without one.

    Returns:
        All that `align_sentences` needs to know of the texts.

    Raises:
        LimitError: a sentence is too long (see `require_short`).
    """
    require_short(source, "the source")
    require_short(target, "the target")
    maker = encoder or LexicalEncoder()
    texts = (mended([sentence.text for sentence in side], maker.familiarity) for side in (source, target))
    ours, theirs = map(maker.encode, texts)
    anchors = _anchors(ours, theirs, maker)
    if encoder:
        pieces = drawn_together(ours.pieces, theirs.pieces, anchors)
        ours, theirs = replace(ours, pieces=pieces[0]), replace(theirs, pieces=pieces[1])
    return Prepared(maker, ours, theirs, look_at(source), look_at(target), anchors)


def anchors_of(prepared: Prepared) -> Sequence[tuple[int, int]]:
    """Pairs of sentences (i, j) that very likely answer each other, rising on both sides."""
    if prepared.anchors is not None:
        return prepared.anchors
    return _anchors(*prepared.encoded, prepared.encoder)


def _anchors(source: Encoded, target: Encoded, encoder: Encoder) -> list[tuple[int, int]]:
    return find_anchors(source.vectors, target.vectors, standing_out=_STANDING_OUT[encoder_kind(encoder)])


def encoder_kind(encoder: Encoder) -> str:
    """Which numbers set by hand belong to it."""
    return "no-encoder" if isinstance(encoder, LexicalEncoder) else "use-multilingual"
