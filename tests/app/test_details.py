"""Word links, numbers, dates and names of a bead."""

from align.app.details import bead_details, lexicon_of
from align.matching import Encoder, Lexicon
from align.matching.lexical import LexicalEncoder
from align.model import Alignment, Bead, Sentence
from align.reviewing.queries import Pair
from align.reviewing.state import BeadState, SentenceState, Side


def pair(source: list[str], target: list[str]) -> Pair:
    sides = [
        tuple(SentenceState(f"{side}{i}", "1", side, "a", Sentence(text)) for i, text in enumerate(texts))
        for side, texts in ((Side.SOURCE, source), (Side.TARGET, target))
    ]
    return Pair(BeadState("b", "1", "a", (), ()), 1, sides[0], sides[1])


def details(source: list[str], target: list[str], encoder: Encoder | None = None) -> dict[str, object]:
    return bead_details(pair(source, target), ("de", "en"), encoder, Lexicon())


def shown(source: list[str], target: list[str], what: str) -> tuple[list[str], list[str]]:
    found = details(source, target)[what]
    assert isinstance(found, dict)
    left, right = " ".join(source).split(" "), " ".join(target).split(" ")
    return [left[i] for i in found["s"]], [right[j] for j in found["t"]]


def test_numbers_and_dates_are_found_over_all_sentences_of_a_side() -> None:
    german = ["Es kamen 12 Gärtner.", "Das war am 14. August 1964."]
    english = ["Twelve gardeners came on August 14, 1964."]
    left, right = shown(german, english, "figures")
    assert left == ["12", "14.", "August", "1964."]
    assert right[-3:] == ["August", "14,", "1964."]


def test_a_word_that_need_not_be_a_number_is_none() -> None:
    german = ["Einmal kam ein Boot [1874], sonst nur alle drei Wochen."]
    english = ["Once a boat came [1874], else only every three weeks."]
    assert shown(german, english, "figures") == (["[1874],", "drei"], ["[1874],", "three"])


def test_names_written_in_two_ways_are_names() -> None:
    left, right = shown(["Genosse Tschebrikow lobt die Kannen."], ["Comrade Chebrikov praises the cans."], "names")
    assert left == ["Tschebrikow"]
    assert right == ["Chebrikov"]


def test_without_an_encoder_there_are_no_links_and_an_empty_side_is_no_fault() -> None:
    assert details(["Ein Satz."], ["A sentence."])["links"] == []
    assert details([], ["The weather was fine in 1964."])["figures"] == {"s": [], "t": [5]}


def test_the_lexicon_holds_what_stands_together_again_and_again() -> None:
    texts = [
        ("die blechkanne fehlt", "the watercan misses"),
        ("blechkanne her", "watercan here"),
        ("ein tag", "one day"),
    ]
    source, target = (tuple(Sentence(text[side]) for text in texts) for side in (0, 1))
    alignment = Alignment(source, target, tuple(Bead((i,), (i,)) for i in range(3)))
    assert ("blechkanne", "watercan") in lexicon_of(alignment, LexicalEncoder()).pairs
    assert lexicon_of(alignment, None) == Lexicon()
