"""From documents to examples."""

from align.matching.learning.examples import examples_of, verse_examples
from align.matching.learning.recipe import OfVerses
from align.matching.learning.synthetic import MadeUp
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


def test_a_document_of_verses_is_taken_in_parts_of_forty() -> None:
    examples = verse_examples(None, OfVerses(made_up(1), 0))
    assert [example.links.sum() for example in examples] == [40, 20]
