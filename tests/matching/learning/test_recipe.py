"""What is learnt from, and what is kept out of it."""

from align.matching.learning.recipe import HALVES, Recipe, halves_of, usable, verse_documents
from tests.matching.conftest import PAIRS


def test_what_is_held_out_is_numbered_after_the_first_sieve() -> None:
    pairs = [("a", "b"), ("", "c"), ("d", "e"), ("f", "g"), ("h" * 1000, "i"), ("k", "l")]
    assert usable(pairs, ((1, 2), (3, 4))) == [("a", "b"), ("f", "g")]


def test_no_verse_is_in_both_halves_and_those_held_out_are_in_neither() -> None:
    pairs = [(str(k), f"{k}.") for k in range(41000)]
    first, second = (set(half) for half in halves_of(pairs, ((100, 200), (30000, 30100))))
    assert not first & second
    assert len(first | second) == 41000 - 200
    assert all((pairs[start] in first) == (half is HALVES[0]) for half in HALVES for start, _ in half)


def test_documents_of_verses_come_from_both_halves_the_same_each_time() -> None:
    verses = [(f"{PAIRS[k % 12][0]} {k}", f"{PAIRS[k % 12][1]} {k}") for k in range(9000)]
    recipe = Recipe(verses=frozenset({"scripture"}), verse_documents=4, longest=30, held_out={})
    made, again = (verse_documents({"scripture": verses}, recipe) for _ in range(2))
    assert made == again
    assert [document.half for document in made] == [0, 0, 1, 1]
    assert all(len(document.text.beads) == 30 for document in made)
    low, high = HALVES[0][0]
    numbers = [{int(sentence.text.split()[-1]) for sentence in document.text.source} for document in made]
    assert all((low <= min(those) and max(those) < high) == (k < 2) for k, those in enumerate(numbers))
