"""Links between the words of invented beads."""

import numpy as np

from align.matching import Encoder, link_words
from align.matching.lexical import LexicalEncoder
from align.matching.wordlinks import learn_lexicon


def linked(source: str, target: str, encoder: Encoder) -> set[tuple[str, str]]:
    ours, theirs = source.split(), target.split()
    return {(ours[k.source], theirs[k.target]) for k in link_words(ours, theirs, encoder)}


def test_words_answer_their_translations(encoder: Encoder) -> None:
    found = linked("Der Wärter zeichnete eine Karte der Nester.", "The keeper drew a map of the nests.", encoder)
    assert {("zeichnete", "drew"), ("Karte", "map"), ("Nester.", "nests.")} <= found


def test_a_compound_answers_several_words(encoder: Encoder) -> None:
    found = linked("Die Staatssicherheit schwieg.", "State security was silent.", encoder)
    assert {("Staatssicherheit", "State"), ("Staatssicherheit", "security")} <= found


COUNTED = "Der Wärter der Insel zählt die Möwen, die Fische, die Boote und die Nebel der Bucht."
COUNTS = "The keeper of the island counts the gulls, the fish, the boats and the fogs of the bay."
FOGGY = "Am Morgen lag Nebel auf dem Meer, am Abend auf der Insel."
FOG = "In the morning there was fog on the sea, in the evening on the island."


def test_a_genitive_answers_of_the_in_either_direction(encoder: Encoder) -> None:
    ours, theirs = COUNTED.split(), COUNTS.split()
    found = {(k.source, k.target) for k in link_words(ours, theirs, encoder)}
    assert {(2, 2), (2, 3), (14, 15), (14, 16)} <= found
    assert {(k.target, k.source) for k in link_words(theirs, ours, encoder)} == found


def test_each_article_answers_the_one_of_its_noun(encoder: Encoder) -> None:
    ours, theirs = COUNTED.split(), COUNTS.split()
    found = {(k.source, k.target) for k in link_words(ours, theirs, encoder)}
    nouns = {"Insel": "island", "Möwen,": "gulls,", "Fische,": "fish,", "Boote": "boats", "Nebel": "fogs"}
    for german, english in nouns.items():
        assert (ours.index(german) - 1, theirs.index(english) - 1) in found, german


def test_small_words_are_sought_beside_those_that_their_neighbours_answer(encoder: Encoder) -> None:
    found = {(k.source, k.target) for k in link_words(FOGGY.split(), FOG.split(), encoder)}
    assert {(0, 0), (7, 9), (4, 6), (9, 12)} <= found
    assert not {(0, 9), (7, 0), (4, 12), (9, 6)} & found


def test_names_link_through_transliteration(encoder: Encoder) -> None:
    found = linked("Genosse Tschebrikow dankte.", "Comrade Chebrikov expressed thanks.", encoder)
    assert ("Tschebrikow", "Chebrikov") in found


def test_equal_numbers_link_and_others_do_not(encoder: Encoder) -> None:
    found = linked("Er zählte 212 Nester und 14 Gänse.", "He counted 212 nests and 15 geese.", encoder)
    assert ("212", "212") in found
    assert ("14", "15") not in found


def test_nothing_links_where_nothing_answers(encoder: Encoder) -> None:
    assert linked("Der Zwieback war alt.", "Parliament adjourned until Tuesday.", encoder) == set()
    assert link_words([], ["nothing"], encoder) == ()


def test_the_lexicon_keeps_pairs_that_come_again() -> None:
    beads = [(["Der", f"Hut{k}", "Zwirbel"], ["The", f"hat{k}", "twirl"]) for k in range(3)]
    beads += [(["Der", f"Tag{k}"], ["The", f"day{k}"]) for k in range(9)]
    found = learn_lexicon(beads, LexicalEncoder())
    assert ("zwirbel", "twirl") in found.pairs
    assert ("hut0", "hat0") not in found.pairs


def test_without_an_encoder_numbers_and_names_still_link() -> None:
    found = linked("Tschebrikow nannte 40 Fälle.", "Chebrikov mentioned 40 cases.", LexicalEncoder())
    assert {("Tschebrikow", "Chebrikov"), ("40", "40")} <= found


def test_misread_words_link_as_what_they_were(german: list[str], english: list[str], encoder: Encoder) -> None:
    read = [
        "Der Lenchttnrm w~urde im Jahrc 1874 geb•aut.",
        "Sein Wärtcr hieß Tscherenkow und sammclte Mnscheln.",
        "Jeden Morgcn kochtc er Tee ausgetrockneten Äpfeln.",
        *german[3:],
    ]
    beads = [(ours.split(), theirs.split()) for ours, theirs in zip(read, english, strict=True)]
    lexicon = learn_lexicon(beads, encoder)
    found = [{(k.source, k.target) for k in link_words(*bead, encoder, lexicon)} for bead in beads]
    assert (1, 1) in found[0]  # lighthouse
    assert (6, 7) in found[1]  # shells
    assert (1, 1) in found[2]  # morning
    assert all(
        i < len(words[0]) and j < len(words[1]) for links, words in zip(found, beads, strict=True) for i, j in links
    )
    assert lexicon.readings[0]["sammclte"] == "sammelte"
    assert not lexicon.readings[1]


def test_links_are_numbers_of_words_and_probabilities(encoder: Encoder) -> None:
    found = link_words(["Er", "aß", "Brot", "."], ["He", "ate", "bread", "."], encoder)
    assert all(0 <= k.source < 4 and 0 <= k.target < 4 and 0 < k.score <= 1 for k in found)
    assert (3, 3) not in {(k.source, k.target) for k in found}
    assert np.all(np.diff([k.source for k in found]) >= 0)
