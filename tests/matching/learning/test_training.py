"""The whole of learning, on very little: the same bytes whatever the number of processes, and cards that are true."""

from align.matching.beadmodel import from_bytes
from align.matching.learning.recipe import Recipe, TrainingOptions
from align.matching.learning.training import learn_kinds, train
from tests.checking.planting import load

RECIPE = Recipe(
    documents={"exercise": 4},
    rough={"exercise": 1},
    held_out={},
    verses=frozenset(),
    verse_documents=0,
    kind_documents=3,
    shortest=20,
    longest=40,
    seeds=(1, 2),
    training=TrainingOptions(link_units=(4, 3), null_units=(3, 2), rounds=2),
)


def pairs() -> list[tuple[str, str]]:
    text = load("exercise")
    return [(text.source_text(bead), text.target_text(bead)) for bead in text.beads if not bead.is_null]


def test_the_number_of_processes_changes_nothing() -> None:
    one, two = (
        train({"exercise": pairs()}, None, RECIPE, natural={}, licences={"exercise": "MIT"}, jobs=jobs)
        for jobs in (1, 2)
    )
    assert one == two
    assert "| exercise | 4 | 1 | MIT |" in one.card
    assert from_bytes(one.model).link.layers[0].any()


def test_the_card_says_whether_the_sharpness_was_set() -> None:
    whole = train({"exercise": pairs()}, None, RECIPE, natural={}, licences={})
    kinds = learn_kinds(from_bytes(whole.model), {"exercise": pairs()}, None, RECIPE, natural=(), licences={})
    assert "the sharpness set once more" in whole.card
    assert "the sharpness left as it was" in kinds.card
    assert from_bytes(kinds.model).sharpness == from_bytes(whole.model).sharpness
