"""Known terms: looking them up, and how many of them are linked."""

from pathlib import Path

from align.matching import Encoder
from tests.checking.planting import load
from tests.matching.words.glossary import TermTally, forms, measure, places, read_glossary


def words_of(text: str) -> list[str]:
    return text.split()


def test_a_cell_holds_several_forms_and_its_remarks_are_none() -> None:
    assert forms("operativ; operative Maßnahmen/Lage (24× in seed 2)") == (
        ("operativ",),
        ("operative", "massnahmen"),
        ("lage",),
    )


def test_a_form_is_found_with_other_endings_and_only_in_a_row() -> None:
    words = words_of("Die operativen Maßnahmen, und die Maßnahmen operativer Art.")
    assert list(places(words, ("operative", "massnahmen"))) == [range(1, 3)]
    assert not list(places(words, ("leuchtturm",)))


def test_a_term_counts_where_both_sides_have_it(encoder: Encoder) -> None:
    glossary = [((("leuchtturm",),), (("lighthouse",),)), ((("hafen",),), (("airport",),))]
    beads = [
        (words_of("Der Leuchtturm steht am Hafen."), words_of("The lighthouse stands by the harbour.")),
        (words_of("Der Leuchtturm war dunkel."), words_of("It was dark.")),
    ]
    assert measure(beads, glossary, encoder) == TermTally(seen=1, linked=1, wholly=1)


def test_the_terms_of_the_agreement_are_linked(encoder: Encoder, shared: Path) -> None:
    text = load("agreement-1973")
    beads = [(text.source_text(bead).split(), text.target_text(bead).split()) for bead in text.beads]
    found = measure([bead for bead in beads if all(bead)], read_glossary(shared / "design/GLOSSARY.tsv"), encoder)
    assert found.seen >= 70
    assert found.linked / found.seen >= 0.85
