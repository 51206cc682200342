"""Converted translations: what converters broke is put right, nothing is invented, and everything can be undone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import Annotation, Block, Box, Document, Kind, Line, Mark, Page, Place, Word
from align.reading import ReadingOptions, read
from align.text import clean_translation, split_sentences
from align.text.translation import undo_join
from tests.text.documents import document_of


def blocks_of(*pages: str) -> tuple[Block, ...]:
    return clean_translation(document_of(*pages)).blocks


def shape(*pages: str) -> list[tuple[Kind, str, str]]:
    return [(block.kind, block.label, block.text) for block in blocks_of(*pages)]


def marks(block: Block) -> list[tuple[Mark, str]]:
    return [(mark.mark, block.text[mark.start : mark.end]) for mark in block.annotations]


LOST_BULLETS = """
Article I

Both gardens are committed to the regular exchange of

seeds, bulbs and young trees, as well as of samples of soil;

□□

lists of birds; and of butterflies;

□□

□□□□ Stories about the great frost;

□□

Article II

Both gardens will help each other

□□□

□□□□□ Counting the bees in summer;

□□□□

-

□□□ the field of lanterns;

□□□ mending of fences.

□□

In the interest of peace the gate stays open.
"""


def test_lost_bullets_leave_items_and_no_glyph() -> None:
    assert shape(LOST_BULLETS) == [
        (Kind.HEADING, "", "Article I"),
        (Kind.PARAGRAPH, "", "Both gardens are committed to the regular exchange of"),
        (Kind.ITEM, "•", "seeds, bulbs and young trees, as well as of samples of soil;"),
        (Kind.ITEM, "•", "lists of birds; and of butterflies;"),
        (Kind.ITEM, "•", "Stories about the great frost;"),
        (Kind.HEADING, "", "Article II"),
        (Kind.PARAGRAPH, "", "Both gardens will help each other"),
        (Kind.ITEM, "•", "Counting the bees in summer;"),
        (Kind.ITEM, "•", "the field of lanterns;"),
        (Kind.ITEM, "•", "mending of fences."),
        (Kind.PARAGRAPH, "", "In the interest of peace the gate stays open."),
    ]


def test_a_word_lost_with_its_bullet_is_shown_as_damage_and_not_invented() -> None:
    items = {block.text: block for block in blocks_of(LOST_BULLETS) if block.kind is Kind.ITEM}
    assert items["the field of lanterns;"].annotations == (Annotation(Mark.DAMAGE, 0, 0, "bullet and word"),)
    assert items["mending of fences."].annotations == (Annotation(Mark.DAMAGE, 0, 0, "bullet"),)


def test_lines_of_only_lost_bullets_are_set_aside_not_thrown_away() -> None:
    text = clean_translation(document_of(LOST_BULLETS))
    assert [item.text for item in text.furniture] == ["□□", "□□", "□□", "□□□", "□□□□", "-", "□□"]
    assert {item.reason for item in text.furniture} == {"lost bullet"}


def test_items_of_a_list_share_a_group_and_lists_do_not() -> None:
    groups = [block.group for block in blocks_of(LOST_BULLETS) if block.kind is Kind.ITEM]
    assert groups == [1, 1, 1, 2, 2, 2]
    assert all(block.group == 0 for block in blocks_of(LOST_BULLETS) if block.kind is not Kind.ITEM)


def test_a_bullet_at_the_end_of_its_line_closes_its_item() -> None:
    assert shape("They exchange\n\nseeds of trees; □\nlists of birds; □") == [
        (Kind.PARAGRAPH, "", "They exchange"),
        (Kind.ITEM, "•", "seeds of trees;"),
        (Kind.ITEM, "•", "lists of birds;"),
    ]


def test_a_glyph_lost_inside_a_line_marks_where_it_was() -> None:
    [block] = blocks_of("The keeper □ took the lamp.")
    assert block.text == "The keeper took the lamp."
    assert block.annotations == (Annotation(Mark.DAMAGE, 11, 11, "bullet"),)


CUT = "The keepers discuss the directions of\n\nlight and sound, and go home.\n"


def test_a_paragraph_cut_in_two_is_joined_and_says_where() -> None:
    [block] = blocks_of(CUT)
    assert block.text == "The keepers discuss the directions of light and sound, and go home."
    assert block.annotations == (Annotation(Mark.JOIN, 37, 37),)
    assert block.text[37] == " "


def test_a_join_can_be_undone() -> None:
    [block] = blocks_of(CUT)
    first, second = undo_join(block, 37)
    assert (first.text, second.text) == ("The keepers discuss the directions of", "light and sound, and go home.")
    assert first.annotations == second.annotations == ()
    with pytest.raises(ValueError, match="no join"):
        undo_join(first, 3)


def test_undoing_a_join_leaves_every_other_mark_on_its_words() -> None:
    [block] = blocks_of("The [old] keepers discuss the directions of\n\nlight [only] and sound.")
    at = next(mark.start for mark in block.annotations if mark.mark is Mark.JOIN)
    first, second = undo_join(block, at)
    assert marks(first) == [(Mark.INSERTION, "[old]")]
    assert marks(second) == [(Mark.INSERTION, "[only]")]


@pytest.mark.parametrize(
    "text",
    [
        "The keepers went home.\n\nlight was out.",
        "The keepers went home\n\nThe light was out.",
        "N o t e\n\nabout the light",
        "Article IV\n\nlight and sound",
        "They will:\n\nlight the lamps and go",
        "Both exchange\n\n- light and sound",
    ],
)
def test_paragraphs_that_are_two_stay_two(text: str) -> None:
    assert len(blocks_of(text)) == 2
    assert not any(mark.mark is Mark.JOIN for block in blocks_of(text) for mark in block.annotations)


def test_the_first_item_of_an_unmarked_list_is_not_joined_to_its_lead_in() -> None:
    text = "Both sides exchange\n\nseeds and bulbs;\n\nyoung trees;\n\nstories.\n\nThis is all."
    assert shape(text) == [
        (Kind.PARAGRAPH, "", "Both sides exchange"),
        (Kind.ITEM, "", "seeds and bulbs;"),
        (Kind.ITEM, "", "young trees;"),
        (Kind.ITEM, "", "stories."),
        (Kind.PARAGRAPH, "", "This is all."),
    ]


def test_an_item_cut_in_two_is_joined_to_itself() -> None:
    text = "They will:\n\n- draft plans;\n-\n\n- hold meetings about directions of\n\nlight and sound.\n□□\n\nThe end."
    assert shape(text) == [
        (Kind.PARAGRAPH, "", "They will:"),
        (Kind.ITEM, "-", "draft plans;"),
        (Kind.ITEM, "-", "hold meetings about directions of light and sound."),
        (Kind.PARAGRAPH, "", "The end."),
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("N o t e", "Note"),
        ("A g r e e m e n t   o n   L i g h t", "Agreement on Light"),
        ("R e p o r t O n L i g h t", "Report On Light"),
        ("N\no\nt\ne", "Note"),
        ("the 5 th Tower and the 1\nst Lamp", "the 5th Tower and the 1st Lamp"),
        ("Muster[Head Gardener] spoke", "Muster [Head Gardener] spoke"),
        ("[Head Gardener]Muster spoke", "[Head Gardener] Muster spoke"),
        ("comrade[s] and [t]he others", "comrade[s] and [t]he others"),
        ("It is done.Tomorrow,we rest", "It is done. Tomorrow, we rest"),
        ("see www.example.org/a.Html,b", "see www.example.org/a.Html,b"),
        ("the ﬁrst ﬂower", "the first flower"),
    ],
)
def test_words_that_a_converter_broke_are_put_right(broken: str, whole: str) -> None:
    assert [block.text for block in blocks_of(broken)] == [whole]


def test_letter_spaced_lines_are_headings() -> None:
    assert [block.kind for block in blocks_of("N o t e\n\nThe keepers met.")] == [Kind.HEADING, Kind.PARAGRAPH]


def test_five_kinds_of_brackets_are_told_apart() -> None:
    [block] = blocks_of("Perhaps [only] the HVG [Head Office] knows. […] It was [Signed] in the West.[12] So be it.")
    assert block.text == "Perhaps [only] the HVG [Head Office] knows. […] It was [Signed] in the West. So be it."
    assert marks(block) == [
        (Mark.INSERTION, "[only]"),
        (Mark.GLOSS, "[Head Office]"),
        (Mark.OMISSION, "[…]"),
        (Mark.DOCUMENT, "[Signed]"),
        (Mark.FOOTNOTE, ""),
    ]
    footnote = block.annotations[-1]
    assert (block.text[: footnote.start][-4:], footnote.text) == ("est.", "[12]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Office [OMH] and the law [i.e., of 1911] stay.",
            [(Mark.GLOSS, "[OMH]"), (Mark.GLOSS, "[i.e., of 1911]")],
        ),
        (
            "He [the keeper [of the lamp] himself] came.",
            [(Mark.INSERTION, "[the keeper [of the lamp] himself]"), (Mark.INSERTION, "[of the lamp]")],
        ),
        ("He [the keeper came. She left.", [(Mark.INSERTION, "[the keeper came")]),
        (
            "He [the keeper and [only] she left.",
            [(Mark.INSERTION, "[the keeper and [only] she left"), (Mark.INSERTION, "[only]")],
        ),
        ("A stray] bracket means nothing.", []),
        ("It rained [...] and [. . .] rained.", [(Mark.OMISSION, "[...]"), (Mark.OMISSION, "[. . .]")]),
        ("[handwritten: Seen]", [(Mark.DOCUMENT, "[handwritten: Seen]")]),
        ("In [1911] they met.", [(Mark.INSERTION, "[1911]")]),
    ],
)
def test_brackets_may_be_nested_or_unclosed(text: str, expected: list[tuple[Mark, str]]) -> None:
    [block] = blocks_of(text)
    assert block.text == text
    assert marks(block) == expected


def test_the_text_of_a_footnote_is_marked_as_the_publishers() -> None:
    last = blocks_of("They came from the West.[1]\n\nThe end.\n\n[1] A footnote of the translator.")[-1]
    assert (last.label, marks(last)) == ("[1]", [(Mark.FOOTNOTE, "A footnote of the translator.")])


def test_speakers_are_units_on_a_line_of_their_own_or_inline() -> None:
    expected = [
        (Kind.SPEAKER, "", "Comrade Imker:"),
        (Kind.PARAGRAPH, "", "Welcome to our meadow."),
        (Kind.SPEAKER, "", "Comrade V. A. Beet [Head]:"),
        (Kind.PARAGRAPH, "", "Many thanks."),
    ]
    assert shape("Comrade Imker:\n\nWelcome to our meadow.\n\nComrade V. A. Beet [Head]:\nMany thanks.") == expected
    assert shape("Comrade Imker: Welcome to our meadow.\n\nComrade V. A. Beet [Head]: Many thanks.") == expected


def test_a_label_without_title_is_a_speaker_when_it_comes_again() -> None:
    said = ("Imker: We have come a long way.", "Beet: So have we, dear friends.", "Imker: Then let us all sit down.")
    text = "\n\n".join((*said, "Note: end."))
    kinds = [(block.kind, block.text) for block in blocks_of(text)]
    assert [text for kind, text in kinds if kind is Kind.SPEAKER] == ["Imker:", "Imker:"]


def test_participants_are_rows_below_their_heading() -> None:
    roll = "Comrade Imker – Chairman\nComrade Wabe\nColonel Honig (Interpreter)"
    text = f"Participants:\n\nfrom the GLP:\n\n{roll}\n\nFirst Day\n\nThey met."
    assert shape(text) == [
        (Kind.HEADING, "", "Participants:"),
        (Kind.PARAGRAPH, "", "from the GLP:"),
        (Kind.ROW, "", "Comrade Imker – Chairman"),
        (Kind.ROW, "", "Comrade Wabe"),
        (Kind.ROW, "", "Colonel Honig (Interpreter)"),
        (Kind.HEADING, "", "First Day"),
        (Kind.PARAGRAPH, "", "They met."),
    ]


def test_signatures_are_units_with_office_name_and_date() -> None:
    first = "Keeper of the\nNorthern Lamps\n\n[Signed] Muster\n6 December 1973"
    text = f"Both texts are valid.\n\n{first}\n\nHead of Bees\n\n[Signed] Imker\n6 December 1973"
    assert shape(text) == [
        (Kind.PARAGRAPH, "", "Both texts are valid."),
        (Kind.SIGNATURE, "", "Keeper of the Northern Lamps"),
        (Kind.SIGNATURE, "", "[Signed] Muster"),
        (Kind.SIGNATURE, "", "6 December 1973"),
        (Kind.SIGNATURE, "", "Head of Bees"),
        (Kind.SIGNATURE, "", "[Signed] Imker"),
        (Kind.SIGNATURE, "", "6 December 1973"),
    ]


WRAPPED = """The keepers of the northern coast met on a cold morning and
talked about lamps, fog and birds until the sun was low. No-
body was late, and the self-
evident questions were soon out of the way. The old light-
house was a lighthouse again.
Short line here.
The second paragraph begins after a line that had room for
more words than it held:
- an item that is longer than one line of this narrow page
and goes on below it;
- another item.
"""


def test_wrapped_lines_become_paragraphs() -> None:
    assert shape(WRAPPED) == [
        (
            Kind.PARAGRAPH,
            "",
            "The keepers of the northern coast met on a cold morning and talked about lamps, fog and birds until the "
            "sun was low. Nobody was late, and the self-evident questions were soon out of the way. The old lighthouse "
            "was a lighthouse again.",
        ),
        (Kind.PARAGRAPH, "", "Short line here."),
        (
            Kind.PARAGRAPH,
            "",
            "The second paragraph begins after a line that had room for more words than it held:",
        ),
        (Kind.ITEM, "-", "an item that is longer than one line of this narrow page and goes on below it;"),
        (Kind.ITEM, "-", "another item."),
    ]


def test_a_date_that_a_line_was_wrapped_before_is_no_line_of_its_own() -> None:
    text = WRAPPED.replace(
        "Short line here.", "They met again one year later, in the evening and by rain, on\n6 December 1973."
    )
    assert blocks_of(text)[1].text.endswith("by rain, on 6 December 1973.")


def test_a_hyphenated_word_keeps_both_places() -> None:
    left, right = Box(0.1, 0.1, 0.2, 0.12), Box(0.1, 0.13, 0.2, 0.15)
    first = Line("a light-", (Word("a", (Place(1),)), Word("light-", (Place(1, None, left),), 0.9)))
    second = Line("house stood.", (Word("house", (Place(2, None, right),), 0.7), Word("stood.", (Place(2),))))
    [block] = clean_translation(Document((Page(1, (first,)), Page(2, (second,))), "en")).blocks
    assert block.words[1] == Word("lighthouse", (Place(1, None, left), Place(2, None, right)), 0.7)


def test_a_sentence_across_a_page_break_is_one_sentence() -> None:
    first = "Head\n\nThe keepers of the northern coast met on a cold morning and talked about the\n\n1"
    second = "Head\n\nlamps, fog and birds.\n\nThey left.\n\n2"
    third = "Head\n\nThey came back.\n\n3"
    text = clean_translation(document_of(first, second, third))
    assert [block.text for block in text.blocks] == [
        "The keepers of the northern coast met on a cold morning and talked about the lamps, fog and birds.",
        "They left.",
        "They came back.",
    ]
    assert [(item.text, item.reason) for item in text.furniture if item.page == 2] == [
        ("Head", "running head"),
        ("2", "page number"),
    ]
    assert text.typed_numbers == {1: "1", 2: "2", 3: "3"}


def test_a_speakers_label_at_the_top_of_every_page_is_no_running_head() -> None:
    pages = [f"Comrade Imker:\n\nWe have come for the {n}. time to see it.\n\nAnd so on." for n in range(4)]
    assert [block.text for block in blocks_of(*pages)].count("Comrade Imker:") == 4


ONE_LINE = (
    "HIGHLY CONFIDENTIAL! N o t e About the Talks of Comrade Head [Karl Beet] with Comrade [Ivo] Imker in Wiese "
    "Participants: from the GLP: Comrade Army General Imker Comrade Major Wabe from the VLN [Gardeners]: Comrade Beet "
    "Comrade Lieutenant Colonel Distel At the beginning, a talk took place. Comrade Imker: Greetings from Comrade L. "
    "I. Berg. We came far. Comrade Beet: Many thanks. "
    + "We saw many towers and no lamp was dark. "
    * 14
    + "Article I Both "
    "sides exchange: □□ lists of birds; □□ lists of bees. Article II This is all. [Signed] Beet"
)


def test_a_translation_on_one_line_unfolds_where_it_shows_how() -> None:
    found = shape(ONE_LINE)
    assert found[:14] == [
        (Kind.HEADING, "", "HIGHLY CONFIDENTIAL!"),
        (Kind.HEADING, "", "Note"),
        (Kind.HEADING, "", "About the Talks of Comrade Head [Karl Beet] with Comrade [Ivo] Imker in Wiese"),
        (Kind.HEADING, "", "Participants:"),
        (Kind.PARAGRAPH, "", "from the GLP:"),
        (Kind.ROW, "", "Comrade Army General Imker"),
        (Kind.ROW, "", "Comrade Major Wabe"),
        (Kind.PARAGRAPH, "", "from the VLN [Gardeners]:"),
        (Kind.ROW, "", "Comrade Beet"),
        (Kind.ROW, "", "Comrade Lieutenant Colonel Distel"),
        (Kind.PARAGRAPH, "", "At the beginning, a talk took place."),
        (Kind.SPEAKER, "", "Comrade Imker:"),
        (Kind.PARAGRAPH, "", "Greetings from Comrade L. I. Berg. We came far."),
        (Kind.SPEAKER, "", "Comrade Beet:"),
    ]
    assert found[15:] == [
        (Kind.HEADING, "", "Article I"),
        (Kind.PARAGRAPH, "", "Both sides exchange:"),
        (Kind.ITEM, "•", "lists of birds;"),
        (Kind.ITEM, "•", "lists of bees."),
        (Kind.HEADING, "", "Article II"),
        (Kind.PARAGRAPH, "", "This is all."),
        (Kind.SIGNATURE, "", "[Signed] Beet"),
    ]


def test_the_folios_that_a_transcribed_translation_names_are_those_of_its_words(tmp_path: Path) -> None:
    path = tmp_path / "3.txt"
    path.write_text(
        "[Folio 12]\nThe bees sleep. In June nobody\n\n[Folio 13]\nwakes them. So it ends.\n", encoding="utf-8"
    )
    clean = clean_translation(read(path, ReadingOptions(language="en")))
    assert clean.folios == {1: "12", 2: "13"}
    assert [sentence.folios for sentence in split_sentences(clean)] == [("12",), ("12", "13"), ("13",)]


def test_an_empty_document_has_no_blocks() -> None:
    assert clean_translation(Document((), "en")).blocks == ()
    assert blocks_of("") == ()
    assert blocks_of("□□□\n\n-\n\n[1]") == ()


PIECES = st.sampled_from(
    ["Light", "light", "and", "□", "□□", "-", "[only]", "[", "]", "[1]", "5", "th", "x.", "Y:", "•", "a)", "N", "o"]
)


@given(st.lists(st.lists(PIECES, min_size=1, max_size=6).map(" ".join), max_size=12).map("\n".join))
def test_any_text_is_cleaned_to_words_with_offsets_inside(text: str) -> None:
    for block in blocks_of(text):
        assert "□" not in block.text
        assert block.text == " ".join(word.text for word in block.words)
        assert all(0 <= mark.start <= mark.end <= len(block.text) for mark in block.annotations)


def test_the_published_agreement_comes_out_perfect(shared: Path) -> None:
    document = read(next((shared / "seeds").glob("001_*.txt")), ReadingOptions(language="en"))
    text = clean_translation(document)
    blocks = text.blocks
    assert not any("□" in block.text + block.label for block in blocks)
    assert sum(block.text.startswith("Article ") and block.kind is Kind.HEADING for block in blocks) == 18
    assert [len([b for b in blocks if b.kind is Kind.ITEM and b.group == group]) for group in (1, 2, 3, 4)] == [
        6,
        7,
        4,
        2,
    ]
    assert [block.text for block in blocks if block.kind is Kind.SIGNATURE][1::3] == [
        "[Signed] Mielke",
        "[Signed] Andropov",
    ]
    assert [mark.mark for block in blocks for mark in block.annotations].count(Mark.JOIN) == 1
    damaged = [b.text for b in blocks for m in b.annotations if m.text == "bullet and word"]
    assert damaged == ["the field of protecting the government;", "the field of cryptology;"]


def test_the_published_agreement_is_split_as_its_gold_is(shared: Path) -> None:
    document = read(next((shared / "seeds").glob("001_*.txt")), ReadingOptions(language="en"))
    gold = (shared / "eval" / "agreement-1973" / "tgt.txt").read_text(encoding="utf-8").splitlines()
    assert [sentence.text for sentence in split_sentences(clean_translation(document))] == gold
