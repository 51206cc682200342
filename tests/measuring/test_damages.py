"""What is done to the source side of a set, and that its gold still says what belongs together."""

import random
import re

import pytest

from align.measuring import AlignmentSet
from align.measuring.damages import DAMAGES, Damage
from align.measuring.metrics import validate
from align.model import Bead
from tests.measuring.ladders import beads

GERMAN = (
    "Der Präsident wußte, dass der Ausschuss die Überprüfung am Morgen beschlossen hatte.",
    "Er musste heute abreisen.",
    "Die Große Straße in der kleinen alten Hauptstadt war an diesem Morgen leer und still.",
    "Niemand sprach ein Wort.",
    "Schluss jetzt.",
)
ENGLISH = ("one", "two", "three", "four", "five", "six")
SET = AlignmentSet(
    "a", GERMAN, ENGLISH, beads(((0,), (0, 1)), ((1,), (2,)), ((2,), ()), ((3, 4), (3,)), ((), (4,)), ((), (5,)))
)
BY_NAME = {damage.key: damage for damage in DAMAGES}


def harmed(name: str, rate: float, seed: int = 1, one: AlignmentSet = SET) -> AlignmentSet:
    return BY_NAME[name].harm(one, rate, random.Random(seed))


def keys(found: AlignmentSet) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in found.gold]


def test_ends_are_lost_where_answers_lie_side_by_side_and_their_beads_grow_together() -> None:
    found = harmed("lose_ends", 1.0)
    assert found.source == (f"{GERMAN[0]} {GERMAN[1]}", GERMAN[2], f"{GERMAN[3]} {GERMAN[4]}")
    assert keys(found) == [((0,), (0, 1, 2)), ((1,), ()), ((2,), (3,)), ((), (4,)), ((), (5,))]


def test_a_bead_of_two_that_loses_its_last_sentence_to_the_next_takes_it_in() -> None:
    one = AlignmentSet("b", ("a", "b", "c"), ("x", "y"), beads(((0, 1), (0,)), ((2,), (1,))))
    tried = [harmed("lose_ends", 0.5, seed, one) for seed in range(30)]
    joined = {found.source: found for found in tried}
    assert keys(joined["a", "b c"]) == [((0, 1), (0, 1))]
    assert keys(joined["a b", "c"]) == [((0,), (0,)), ((1,), (1,))]


def test_sentences_are_cut_inside_and_stay_in_their_bead() -> None:
    found = harmed("cut_falsely", 1.0)
    assert len(found.source) == 7
    assert " ".join(found.source) == " ".join(GERMAN)
    assert keys(found) == [
        ((0, 1), (0, 1)),
        ((2,), (2,)),
        ((3,), ()),
        ((4,), ()),
        ((5, 6), (3,)),
        ((), (4,)),
        ((), (5,)),
    ]


def test_long_words_keep_a_hyphen_with_three_letters_on_either_side() -> None:
    found = " ".join(harmed("leave_hyphens", 1.0).source)
    assert found.replace("- ", "") == " ".join(GERMAN)
    long = [word for word in re.findall(r"\w+", " ".join(GERMAN)) if len(word) >= 7]
    parted = re.findall(r"(\w+)- (\w+)", found)
    assert [a + b for a, b in parted] == long
    assert min(len(part) for parts in parted for part in parts) == 3


def test_letters_that_a_typewriter_lacks_become_two() -> None:
    assert (
        harmed("spell_in_two_letters", 1.0).source[0].startswith("Der Praesident wusste, dass der Ausschuss die Ueber")
    )
    assert harmed("spell_in_two_letters", 1.0).source[2].startswith("Die Grosse Strasse")


def test_the_sharp_s_of_old_stands_at_ends_and_before_t() -> None:
    found = harmed("spell_as_of_old", 1.0).source
    assert found[0] == GERMAN[0].replace("dass", "daß").replace("Ausschuss", "Ausschuß")
    assert found[1] == "Er mußte heute abreisen."
    assert found[4] == "Schluß jetzt."
    assert harmed("spell_as_of_old", 1.0, one=AlignmentSet("c", ("Die Ausstellung misst",), (), ())).source == (
        "Die Ausstellung mißt",
    )


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.key)
def test_whatever_the_damage_the_gold_covers_the_text_and_chance_repeats(damage: Damage) -> None:
    source = tuple(f"{GERMAN[k % 5]} {k}." for k in range(200))
    gold = tuple(Bead((k,), ()) if k % 7 == 0 else Bead((k,), (k - k // 7 - 1,)) for k in range(200))
    one = AlignmentSet("long", source, tuple(map(str, range(171))), gold)
    for rate in damage.rates:
        found, again = (damage.harm(one, rate, random.Random(3)) for _ in range(2))
        assert found == again
        assert found.source != one.source
        validate(found.gold, "gold")
        assert sorted(i for bead in found.gold for i in bead.source) == list(range(len(found.source)))
        assert sorted(j for bead in found.gold for j in bead.target) == list(range(171))
    assert damage.harm(one, 0.0, random.Random(3)) == one


def test_the_share_that_is_hit_is_the_rate() -> None:
    source = tuple(f"Der Satz mit der Nummer {k} ist lang genug." for k in range(2000))
    one = AlignmentSet("long", source, source, tuple(Bead((k,), (k,)) for k in range(2000)))
    assert len(harmed("cut_falsely", 0.1, one=one).source) == pytest.approx(2200, abs=40)
    assert len(harmed("lose_ends", 0.1, one=one).source) == pytest.approx(2000 - 2000 * 0.1 / 1.1, abs=40)
