from collections.abc import Iterator, Sequence
from functools import cache
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from align.errors import LimitError
from align.matching import Encoded
from align.matching.encoding import Tokens
from align.measuring.baselines import LONGEST, gale_church, plain_cosine
from align.model import Bead

MOVES = ((1, 0), (0, 1), (1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (2, 2))


class _Random:
    """An encoder that gives each run of sentences a vector by chance, the same for the same run."""

    signature = "random"

    def encode(self, texts: Sequence[str]) -> Encoded:
        # Nobody but this encoder looks into what it encodes.
        return cast(Encoded, [int(text) for text in texts])

    def spans(self, encoded: Encoded, starts: NDArray[np.int64], length: int) -> NDArray[np.float32]:
        numbers = cast(Sequence[int], encoded)
        vectors = [_vector(numbers[start], length) for start in starts]
        return np.array(vectors, dtype=np.float32).reshape(len(starts), 4)

    def tokens(self, text: str) -> Tokens:
        raise NotImplementedError

    def familiarity(self, words: Sequence[str]) -> NDArray[np.float32]:
        raise NotImplementedError


@cache
def _vector(number: int, length: int) -> tuple[float, ...]:
    vector = np.random.default_rng([number, length]).normal(size=4)
    return tuple(vector / np.linalg.norm(vector))


def _all_ladders(n: int, m: int, i: int = 0, j: int = 0) -> Iterator[tuple[Bead, ...]]:
    if (i, j) == (n, m):
        yield ()
    for a, b in MOVES:
        if i + a <= n and j + b <= m:
            bead = Bead(tuple(range(i, i + a)), tuple(range(j, j + b)))
            for rest in _all_ladders(n, m, i + a, j + b):
                yield (bead, *rest)


@pytest.mark.parametrize("seed", range(12))
def test_the_ladder_of_the_plain_cosine_is_the_cheapest_of_all(seed: int) -> None:
    chance = np.random.default_rng(seed)
    n, m = (int(k) for k in chance.integers(1, 6, size=2))
    source, target = ([str(k) for k in chance.integers(0, 99, size=size)] for size in (n, m))

    def similarity(bead: Bead) -> float:
        ours = _vector(int(source[bead.source[0]]), len(bead.source))
        return float(np.dot(ours, _vector(int(target[bead.target[0]]), len(bead.target))))

    singles = [1 - similarity(Bead((i,), (j,))) for i in range(n) for j in range(m)]
    skip = np.quantile(singles, 0.2)

    def cost(ladder: Sequence[Bead]) -> float:
        return sum(
            skip if bead.is_null else len(bead.source) * len(bead.target) * (1 - similarity(bead)) for bead in ladder
        )

    found = plain_cosine(source, target, _Random())
    assert cost(found) == pytest.approx(min(map(cost, _all_ladders(n, m))), abs=1e-5)
    assert [i for bead in found for i in bead.source] == list(range(n))
    assert [j for bead in found for j in bead.target] == list(range(m))
    assert max(len(bead.source) for bead in found) <= LONGEST


def test_one_empty_side_leaves_null_beads() -> None:
    assert plain_cosine(["1", "2"], [], _Random()) == (Bead((0,), ()), Bead((1,), ()))
    assert plain_cosine([], ["1"], _Random()) == (Bead((), (0,)),)
    assert plain_cosine([], [], _Random()) == ()


def test_lengths_alone_find_a_merged_sentence() -> None:
    # The last example in the documentation of NLTK's align_blocks.
    source, target = (["x" * length for length in lengths] for lengths in ([10, 2, 10, 10, 2, 10], [12, 3, 20, 3, 12]))
    assert gale_church(source, target) == (
        Bead((0,), (0,)),
        Bead((1,), (1,)),
        Bead((2, 3), (2,)),
        Bead((4,), (3,)),
        Bead((5,), (4,)),
    )


def test_lengths_alone_cover_every_sentence_once() -> None:
    source, target = ["x" * (7 * k % 60) for k in range(40)], ["x" * (11 * k % 60) for k in range(37)]
    found = gale_church(source, target)
    assert sorted(i for bead in found for i in bead.source) == list(range(40))
    assert sorted(j for bead in found for j in bead.target) == list(range(37))


def test_texts_too_long_for_a_simple_method_are_refused() -> None:
    with pytest.raises(LimitError, match="4001 by 1"):
        gale_church(["x"] * 4001, ["x"])
    with pytest.raises(LimitError, match="too many"):
        plain_cosine(["1"] * 3000, ["1"] * 3000, _Random())
