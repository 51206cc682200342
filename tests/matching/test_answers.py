"""How telling words are, how far they are answered, and which pairs of sentences are looked at for it."""

import numpy as np
import pytest

from align.matching import Encoder
from align.matching.answers import Answers, answered, ask, telling, weighed, without_best
from align.matching.encoding import Floats, Known, Pieces
from align.matching.grid import LONGEST, TYPES, full_grid

_CHANCES = np.array([0.05, 1e-6, 1e-6], dtype=np.float32)
"""Of three pieces the first stands in nearly every sentence of any text."""


def pieces(ids: list[list[int]], known: Known | None = None) -> Pieces:
    """Tokens of sentences by the numbers of their pieces, each piece in a direction of its own."""
    flat = np.array([one for sentence in ids for one in sentence], dtype=np.int32)
    starts = np.cumsum([0, *map(len, ids)])
    return Pieces((np.eye(4)[flat] * 127).astype(np.int8), flat, starts, np.zeros(4, np.float32), known)


def vectors(text: Pieces) -> Floats:
    return text.vectors(0, len(text.starts) - 1)


def test_the_rarer_a_word_the_more_it_tells() -> None:
    text = pieces([[0, 1], [0, 1], [0, 2], [0]])
    worth = telling(text.ids, text.starts)
    assert worth[4] < worth[1] < worth[5]
    assert (worth >= 0.05).all()


def test_a_usual_word_that_stands_once_in_a_short_text_tells_little() -> None:
    text = pieces([[0, 1], [1, 2]])
    blind, knowing = telling(text.ids, text.starts), telling(text.ids, text.starts, _CHANCES)
    assert blind[0] == blind[3]
    assert knowing[0] < knowing[3] / 3


def test_of_a_long_text_its_own_counts_decide() -> None:
    text = pieces([[1, 2]] * 3000 + [[0, 2]] * 3)
    worth = telling(text.ids, text.starts, _CHANCES)
    assert worth[6000] > worth[0] + 2


def test_a_sort_of_words_may_tell_more_than_its_rarity_says() -> None:
    known = Known(np.full(3, 1e-6, dtype=np.float32), np.array([0, 2, 0, 0, -0.5], dtype=np.float32))
    text = pieces([[0, 1], [0, 1]], known=known)
    rarity = telling(text.ids, text.starts, known.chances)
    assert weighed(text, vectors(text)) == pytest.approx(rarity * np.exp([-0.5, 1.5, -0.5, 1.5]), rel=0.02)


def test_without_such_knowledge_rarity_is_all() -> None:
    text = pieces([[0, 1], [0, 2]])
    assert np.array_equal(weighed(text, vectors(text)), telling(text.ids, text.starts))


def test_the_most_telling_words_ask_in_running_order() -> None:
    long = [k % 3 for k in range(99)]
    text = pieces([[0, 1, 2], long, [2]])
    asking = ask(text, vectors(text))
    assert asking.places[0, :3].tolist() == [0, 1, 2]
    assert (asking.places[0, 3:] == -1).all()
    chosen = [long[place - 3] for place in asking.places[1]]
    assert asking.places[1].tolist() == sorted(asking.places[1])
    assert 2 not in chosen  # it stands in all three sentences, the others in two


@pytest.mark.parametrize("language", ["german", "english"])
def test_packaged_knowledge_makes_articles_and_the_like_tell_less(
    encoder: Encoder, language: str, request: pytest.FixtureRequest
) -> None:
    text = encoder.encode(request.getfixturevalue(language)).pieces
    assert text.known
    factors = weighed(text, vectors(text)) / telling(text.ids, text.starts, text.known.chances)
    usual = text.known.chances[text.ids] > 2e-4
    assert 0.1 < usual.mean() < 0.9
    assert factors[usual].mean() < 0.6 * factors[~usual].mean()


def test_answers_rise_with_the_cosine_between_nought_and_one() -> None:
    cosines = np.linspace(-1, 1, 21, dtype=np.float32)
    found = answered(cosines, np.full(21, 0.3, dtype=np.float32))
    assert (np.diff(found) > 0).all()
    assert 0 <= found[0] < 0.001
    assert 0.99 < found[-1] <= 1


def test_what_a_word_finds_everywhere_is_less_of_an_answer() -> None:
    same = np.full(3, 0.6, dtype=np.float32)
    found = answered(same, np.array([0.2, 0.3, 0.6], dtype=np.float32))
    assert (np.diff(found) < 0).all()


def test_elsewhere_is_the_mean_without_the_best() -> None:
    nearest = np.array([[0.9, 0.2], [0.1, 0.4], [0.3, 0.3], [0.7, 0.7]], dtype=np.float32)
    found = without_best(nearest, np.array([0, 3]))
    assert found[0] == pytest.approx([0.2, 0.25])
    assert found[1] == pytest.approx([0.3, 0.3])  # one sentence alone: what is usual


def test_all_pairs_of_a_bead_and_its_neighbours_are_looked_at() -> None:
    n, m = 12, 11
    grid = full_grid(n, m)
    beads = [(0, 0, 1, 1), (3, 2, 2, 1), (5, 4, 1, LONGEST), (n - 1, m - 1, 1, 1)]
    node = np.array([int(grid.at(np.array([i]), np.array([j]))[0]) for i, j, _, _ in beads])
    kind = np.array([TYPES.index((a, b)) for _, _, a, b in beads])
    source, target = (pieces([[0]] * count) for count in (n, m))
    found = Answers(grid, node, kind, source, target).grid
    for i, j, a, b in beads:
        around = [(r, c) for r in range(i - 1, i + a + 1) for c in range(j - 1, j + b + 1)]
        inside = np.array([(r, c) for r, c in around if 0 <= r < n and 0 <= c < m]).T
        assert (found.at(*inside) < found.nodes).all()
    assert found.nodes < grid.nodes


def test_a_text_without_candidates_has_answers_to_nothing() -> None:
    empty = np.zeros(0, dtype=np.int64)
    text = pieces([[0], [1]])
    found = Answers(full_grid(2, 2), empty, empty, text, text)
    best, union = found.alone(of_source=True)
    assert best.shape == union.shape == (2,)
