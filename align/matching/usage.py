"""How two texts render their words: every token is drawn to what its piece of text is answered by elsewhere in them.

The tokens of an encoder know what a word means in general. What answers it in these very texts shows where sentences
surely answer each other: there the tokens that are each other's nearest are collected by the piece that they are. No
token learns from its own answer, so that no pair speaks for itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from align.matching.encoder import one_thread
from align.matching.encoding import Integers, Pieces, ranks

_ALIKE = 0.2  # least cosine of two tokens that answer each other
_HEARD = 32  # answers of a piece that are heard, the first ones
_DRAWN = 0.5  # how far a token is drawn to what answers its piece elsewhere,
_UNKNOWN = 1.0  # as if that had happened once more, with an answer about which nothing is known
_LEAST = 1e-6
_SENTENCES = 256  # pairs of sentences looked at together, few enough to need little room
_TOKENS = 2048  # tokens drawn together, few enough to stay near the processor


def drawn_together(source: Pieces, target: Pieces, anchors: Sequence[tuple[int, int]]) -> tuple[Pieces, Pieces]:
    """Draw the tokens of two texts to what answers them.

    Args:
        source: tokens of n sentences.
        target: of m sentences.
        anchors: pairs of sentences (i, j) that very likely answer each other, rising on both sides.

    Returns:
        The same tokens in other places, with nothing as their centre. What was given is used up: of long texts there
        is no room for both.
    """
    with one_thread():
        ours, theirs = _answering(source, target, anchors)
        order = np.argsort(theirs)
        heard = _heard(source, ours, target, theirs), _heard(target, theirs[order], source, ours[order])
        return _drawn(source, heard[0]), _drawn(target, heard[1])


def _answering(source: Pieces, target: Pieces, anchors: Sequence[tuple[int, int]]) -> tuple[Integers, Integers]:
    """Numbers of the tokens that are each other's nearest within a pair; those of the source rise."""
    ours, theirs = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for low in range(0, len(anchors), _SENTENCES):
        here = anchors[low : low + _SENTENCES]
        (top, left), (bottom, right) = here[0], here[-1]
        rows, columns = source.vectors(top, bottom + 1), target.vectors(left, right + 1)
        first = (source.starts[top : bottom + 2] - source.starts[top]).tolist()
        second = (target.starts[left : right + 2] - target.starts[left]).tolist()
        # of each token of these pairs the nearest in the pair, and of those of the source how near that is
        there, back = np.full(len(rows), -1), np.full(len(columns), -1)
        near = np.zeros(len(rows), dtype=np.float32)
        for i, j in here:
            mine, other = slice(first[i - top], first[i - top + 1]), slice(second[j - left], second[j - left + 1])
            alike = rows[mine] @ columns[other].T
            near[mine] = alike.max(axis=1)
            there[mine] = alike.argmax(axis=1) + other.start
            back[other] = alike.argmax(axis=0) + mine.start
        mutual = np.flatnonzero((near > _ALIKE) & (back[there] == np.arange(len(there))))
        ours.append(mutual + source.starts[top])
        theirs.append(there[mutual] + target.starts[left])
    return np.concatenate(ours), np.concatenate(theirs)


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """What answers the tokens of a side.

    Attributes:
        kind: (tokens,) number of the piece of text that each token is, counted from 0.
        places: numbers of the tokens that are answered, rising.
        rank: for each the number of answers of the same piece before it.
        answers: the answer of each, one after another.
    """

    kind: Integers
    places: Integers
    rank: Integers
    answers: Pieces


def _heard(pieces: Pieces, places: Integers, other: Pieces, answers: Integers) -> _Heard:
    """The first answers of each piece.

    Args:
        pieces: tokens of one side.
        places: numbers of those that are answered, rising.
        other: tokens of the other side.
        answers: the number of the answer of each.
    """
    _, kind = np.unique(pieces.ids, return_inverse=True)
    rank = ranks(kind[places])
    first = rank < _HEARD
    return _Heard(kind, places[first], rank[first], replace(other, rows=other.rows[answers[first]]))


def _drawn(pieces: Pieces, heard: _Heard) -> Pieces:
    """The tokens drawn to what answers their pieces in other places; uses up their rows."""
    kind, places, answers = heard.kind, heard.places, heard.answers
    count = np.bincount(kind[places], minlength=int(kind.max(initial=-1)) + 1).astype(np.float32)
    total = np.zeros((len(count), pieces.rows.shape[1]), dtype=np.float32)
    for k in range(_HEARD):
        here = np.flatnonzero(heard.rank == k)
        total[kind[places[here]]] += answers.at(here)
    for low in range(0, len(pieces.rows), _TOKENS):
        some = slice(low, low + _TOKENS)
        pick = slice(*np.searchsorted(places, (some.start, some.stop)).tolist())
        drawn, seen = total[kind[some]], count[kind[some]]
        drawn[places[pick] - low] -= answers.at(pick)
        seen[places[pick] - low] -= 1
        drawn *= (_DRAWN / (seen + _UNKNOWN))[:, None]
        drawn += pieces.at(some)
        drawn *= (127 / np.maximum(np.abs(drawn).max(axis=1, initial=0), _LEAST))[:, None]
        pieces.rows[some] = np.rint(drawn, out=drawn)
    return replace(pieces, centre=np.zeros_like(pieces.centre))
