"""From documents to examples."""

from align.matching.recipe import examples_of, usable
from align.matching.synthetic import MadeUp
from align.model import Bead, Sentence
from tests.matching.conftest import PAIRS


def made_up(longest: int) -> MadeUp:
    """Five times the invented text; the fortieth bead has so many sentences of the source."""
    pairs = [(f"{a} {k}", f"{b} {k}") for k in range(5) for a, b in PAIRS]
    source: list[Sentence] = []
    target: list[Sentence] = []
    beads: list[Bead] = []
    for k, (a, b) in enumerate(pairs):
        first = len(source)
        source += [Sentence(f"{a} {part}") for part in range(longest if k == 40 else 1)]
        target.append(Sentence(b))
        beads.append(Bead(tuple(range(first, len(source))), (k,)))
    return MadeUp(tuple(source), tuple(target), tuple(beads))


def test_a_document_is_one_example() -> None:
    (example,) = examples_of(made_up(1), None)
    assert example.links.sum() == 60


def test_only_the_part_with_a_bead_that_is_no_candidate_is_lost() -> None:
    examples = examples_of(made_up(9), None)
    assert [example.links.sum() for example in examples] == [25, 10]


def test_what_is_held_out_is_numbered_after_the_first_sieve() -> None:
    pairs = [("a", "b"), ("", "c"), ("d", "e"), ("f", "g"), ("h" * 1000, "i"), ("k", "l")]
    assert usable(pairs, ((1, 2), (3, 4))) == [("a", "b"), ("f", "g")]
