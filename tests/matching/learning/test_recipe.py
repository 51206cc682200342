"""What is learnt from, and what is kept out of it."""

from align.matching.learning.recipe import (
    HALVES,
    Recipe,
    halves_of,
    make_documents,
    needed_pairs,
    usable,
    verse_documents,
)
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


def test_as_many_pairs_as_are_needed_make_any_document() -> None:
    recipe = Recipe(documents={"tales": 40}, rough={"tales": 20}, shortest=20, longest=24)
    pairs = [PAIRS[k % 12] for k in range(needed_pairs("tales", recipe))]
    for seed in recipe.seeds:
        assert len(make_documents({"tales": pairs}, recipe, seed)) == 60


def test_as_many_verses_as_are_needed_make_a_document_of_each_half() -> None:
    recipe = Recipe(verses=frozenset({"scripture"}), verse_documents=4, longest=30, held_out={})
    pairs = [(f"{PAIRS[k % 12][0]} {k}", PAIRS[k % 12][1]) for k in range(needed_pairs("scripture", recipe))]
    assert min(map(len, halves_of(pairs, ()))) == 30
    assert [len(document.text.beads) for document in verse_documents({"scripture": pairs}, recipe)] == [30] * 4
