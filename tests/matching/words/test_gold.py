"""Links between words against links made by hand (`gold.jsonl`, beads of the exercise; `agreement.jsonl`).

Conventions, after Och and Ney (2000) and Lambert and others (2005):

- Words are what blanks part, punctuation attached, as everywhere in this project; punctuation alone has no links.
- A link is *sure* if the two words stand for each other here whatever the reader's taste, *possible* if they do so only
  as parts of a freer rendering (in `besteht nach wie vor`/`remains` the verb is sure, the other words are possible).
  Recall counts sure links; precision accepts both.
- A compound links to every word of its rendering (`Leuchtturmwärter`/`Lighthouse Keepers`), a contraction to both
  preposition and article (`am`/`on the`), both parts of a separable verb to the verb (`stellt … fest`/`notes`).
- Articles link to articles, a genitive article to `of` and `the`; auxiliaries to auxiliaries; names to their
  transliterations; numbers to equal numbers only: `14` and `40` in a faulty bead have no link.
- What has no answer (a translator's brackets, an inserted `that`) has no link.
"""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.matching import Encoder, link_words
from align.matching.wordlinks import learn_lexicon
from align.model import Alignment
from tests.checking.planting import load
from tests.matching.words.scoring import GoldBead, LinkTally, read_agreement, read_gold, tally

BEADS = read_gold()


def test_gold_has_beads_enough_and_its_links_lie_inside_them() -> None:
    assert len(BEADS) >= 40
    for bead in BEADS:
        assert not bead.sure & bead.possible
        for i, j in bead.sure | bead.possible:
            assert 0 <= i < len(bead.source)
            assert 0 <= j < len(bead.target)


def test_every_gold_bead_is_a_bead_of_the_exercise() -> None:
    exercise = load("exercise")
    known = {(exercise.source_text(bead), exercise.target_text(bead)) for bead in exercise.beads}
    assert {(" ".join(bead.source), " ".join(bead.target)) for bead in BEADS} <= known


def _texts(bead: GoldBead) -> set[tuple[str, str]]:
    return {(bead.source[i].strip(".,:;"), bead.target[j].strip(".,:;")) for i, j in bead.sure}


@pytest.mark.parametrize(
    "pair",
    [
        ("Leuchtturmwärter", "Lighthouse"),
        ("Leuchtturmwärter", "Keepers"),
        ("Erfahrungsaustausch", "exchange"),
        ("Erfahrungsaustausch", "experience"),
        ("Schtscherbinin", "Shcherbinin"),
        ("Majatschnoje", "Mayachnoye"),
        ("III", "3rd"),
        ("18.00", "6:00"),
        ("stellt", "notes"),
        ("fest", "notes"),
    ],
)
def test_gold_covers_compounds_names_numbers_and_parted_verbs(pair: tuple[str, str]) -> None:
    assert any(pair in _texts(bead) for bead in BEADS)


def test_gold_has_words_without_an_answer_on_both_sides() -> None:
    linked = [(bead, bead.sure | bead.possible) for bead in BEADS]
    assert sum(len(bead.source) - len({i for i, _ in links}) for bead, links in linked) >= 10
    assert sum(len(bead.target) - len({j for _, j in links}) for bead, links in linked) >= 10


def test_the_worked_example_of_the_error_rate() -> None:
    gold = GoldBead(("a", "b", "c"), ("x", "y", "z"), frozenset({(0, 0), (1, 1)}), frozenset({(2, 2)}))
    found = tally({(0, 0), (2, 2), (2, 0)}, gold)
    assert found == LinkTally(found=3, allowed=2, sure=2, hit=1)
    assert (found.precision, found.recall) == (2 / 3, 1 / 2)
    assert found.error == pytest.approx(1 - (2 + 1) / (3 + 2))


@given(st.sampled_from(BEADS), st.integers(0, 10_000))
def test_gold_against_itself_is_without_error_and_every_wrong_link_costs(bead: GoldBead, seed: int) -> None:
    assert tally(bead.sure, bead).error == 0
    assert tally(bead.sure | bead.possible, bead).precision == 1
    wrong = [(i, j) for i in range(len(bead.source)) for j in range(len(bead.target))]
    wrong = [link for link in wrong if link not in bead.sure | bead.possible]
    if wrong:
        assert tally({*bead.sure, random.Random(seed).choice(wrong)}, bead).error > 0


def _tally_of(text: Alignment, beads: Sequence[GoldBead], encoder: Encoder) -> LinkTally:
    words = ((text.source_text(bead).split(), text.target_text(bead).split()) for bead in text.beads)
    lexicon = learn_lexicon(words, encoder)
    total = LinkTally()
    for bead in beads:
        links = link_words(bead.source, bead.target, encoder, lexicon)
        total += tally({(link.source, link.target) for link in links}, bead)
    return total


def test_linking_reaches_what_was_measured(encoder: Encoder) -> None:
    total = _tally_of(load("exercise"), BEADS, encoder)
    assert total.precision >= 0.91, total
    assert total.recall >= 0.74, total


@pytest.mark.usefixtures("shared")
def test_linking_reaches_what_was_measured_on_the_test_text(encoder: Encoder) -> None:
    text = load("agreement-1973")
    beads = read_agreement(text)
    assert len(beads) == 12
    assert all(tally(bead.sure | bead.possible, bead).precision == 1 for bead in beads)
    total = _tally_of(text, beads, encoder)
    assert total.precision >= 0.87, total
    assert total.recall >= 0.8, total
