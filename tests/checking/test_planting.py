"""How many planted errors are found, and how few alarms are false; the floors lie just below what was measured."""

from pathlib import Path

import pytest

from align.model import Alignment
from tests.checking.planting import NAMES, PLANTERS, SETS, alarms, load, plant, recall

FLOORS = {
    "one digit": 0.95,
    "two digits": 0.95,
    "number word": 0.8,
    "month": 0.95,
    "name": 0.95,
    "lost sentence": 0.7,
    "misread letter": 0.15,
    "negation": 0.4,
}
"""Least share that must be found in the exercise."""


@pytest.fixture(scope="module")
def exercise() -> Alignment:
    return load("exercise")


@pytest.mark.parametrize("kind", PLANTERS)
def test_planted_errors_are_found_in_the_exercise(kind: str, exercise: Alignment) -> None:
    found = recall(exercise, kind, NAMES["exercise"].split(), range(10))
    assert len(found) >= 10
    assert sum(found) / len(found) >= FLOORS[kind]


@pytest.mark.parametrize("kind", PLANTERS)
def test_planting_changes_only_the_beads_it_names(kind: str, exercise: Alignment) -> None:
    planted = plant(exercise, PLANTERS[kind], 1, 0.2, NAMES["exercise"].split())
    assert planted.beads
    for k, bead in enumerate(exercise.beads):
        after = planted.alignment
        texts = (after.source_text(bead).strip(), after.target_text(bead).strip())
        before = (exercise.source_text(bead).strip(), exercise.target_text(bead).strip())
        assert (texts != before) == (k in planted.beads)


def test_false_alarms_on_gold_are_few(shared: Path) -> None:
    counts = {name: (len(list(alarms(alignment))), len(alignment.beads)) for name in SETS for alignment in [load(name)]}
    false, beads = (sum(column) for column in zip(*counts.values(), strict=True))
    assert 1000 * false / beads <= 10, counts


def test_planted_numbers_and_names_are_found_in_gold(shared: Path) -> None:
    for kind, least in (("one digit", 0.95), ("month", 0.95), ("name", 0.92)):
        found = [hit for name in SETS for hit in recall(load(name), kind, NAMES[name].split(), range(3))]
        assert sum(found) / len(found) >= least, kind
