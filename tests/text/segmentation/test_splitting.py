"""Sentences: hard items, units that are never split, places and annotations that go with their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model import LONGEST_SENTENCE, Annotation, Block, Box, CleanText, Kind, Mark, Place, Word, written_out
from align.text import split_sentences
from align.text.segmentation.cutting import PIECE
from align.text.segmentation.lexicon import extended, lexicon
from align.text.segmentation.splitting import punkt_ends, sentence_ends
from tests.text.segmentation.items import boundary_f1, items


def block_of(
    text: str, kind: Kind = Kind.PARAGRAPH, annotations: tuple[Annotation, ...] = (), label: str = ""
) -> Block:
    return Block(tuple(Word(word) for word in text.split()), kind, annotations, label)


def split(text: str, language: str = "de", kind: Kind = Kind.PARAGRAPH, extra: tuple[str, ...] = ()) -> list[str]:
    clean = CleanText((block_of(text, kind),), language)
    return [sentence.text for sentence in split_sentences(clean, extra_abbreviations=extra)]


@pytest.mark.parametrize(
    ("language", "group", "least"),
    [("de", "tuned", 0.98), ("de", "held-out", 0.97), ("en", "tuned", 0.98), ("en", "held-out", 0.95)],
)
def test_hard_items_are_split_where_a_reader_would(language: str, group: str, least: float) -> None:
    known = lexicon(language)
    assert boundary_f1(items(language, group), lambda words: sentence_ends(words, language, known)) >= least


@pytest.mark.parametrize(("language", "fewest"), [("de", 150), ("en", 100)])
def test_a_third_of_the_items_is_held_out(language: str, fewest: int) -> None:
    tuned, held_out = items(language, "tuned"), items(language, "held-out")
    assert len(tuned) + len(held_out) >= fewest
    assert len(held_out) == (len(tuned) + len(held_out)) // 3


@pytest.mark.parametrize("language", ["de", "en"])
def test_rules_are_worth_having_over_bare_punkt(language: str) -> None:
    chosen = items(language, "held-out")
    bare = boundary_f1(chosen, lambda words: punkt_ends(words, language))
    ruled = boundary_f1(chosen, lambda words: sentence_ends(words, language, lexicon(language)))
    assert ruled > bare + 0.1


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.ROW, Kind.SPEAKER, Kind.SIGNATURE])
def test_units_stay_whole(kind: Kind) -> None:
    text = "Gen. Otto. Der Garten. Ende."
    assert split(text, kind=kind) == [text]


def test_list_items_are_split_at_stops_but_not_at_semicolons() -> None:
    text = "Pläne entwerfen; Wege bauen. Dabei ist zu sparen;"
    assert split(text, kind=Kind.ITEM) == ["Pläne entwerfen; Wege bauen.", "Dabei ist zu sparen;"]


def test_only_the_first_sentence_of_an_item_has_its_mark() -> None:
    clean = CleanText((block_of("Erstens so. Zweitens so.", Kind.ITEM, label="a)"),))
    assert [sentence.label for sentence in split_sentences(clean)] == ["a)", ""]


def test_an_inline_speakers_label_is_a_unit_in_both_languages() -> None:
    for language, text in (
        ("de", "Gen. Otto: Wir danken. Es regnet."),
        ("en", "Comrade Otto: We thank you. It rains."),
    ):
        sentences = split_sentences(CleanText((block_of(text),), language))
        assert [sentence.kind for sentence in sentences] == [Kind.SPEAKER, Kind.PARAGRAPH, Kind.PARAGRAPH]
        assert sentences[0].text.endswith("Otto:")
        assert {sentence.block for sentence in sentences} == {0}


def test_a_colon_inside_a_sentence_is_no_label() -> None:
    assert split("Die Lage ist klar: Es regnet.") == ["Die Lage ist klar: Es regnet."]


def test_a_misread_abbreviation_ends_no_sentence() -> None:
    text = "Wir versuchten es oft, zZ. B. mit Musik. Es half."
    assert split(text) == ["Wir versuchten es oft, zZ. B. mit Musik.", "Es half."]


def test_users_may_add_abbreviations() -> None:
    text = "Der Weg ist gesp. Er wird i. G. Ordnung gebracht. Danke."
    assert split(text)[0] == "Der Weg ist gesp."
    assert split(text, extra=("gesp", "i. G.")) == ["Der Weg ist gesp. Er wird i. G. Ordnung gebracht.", "Danke."]


def test_adding_abbreviations_does_not_change_the_lexicon_of_others() -> None:
    extended(lexicon("de"), ["gesp."])
    assert lexicon("de").usage("gesp.") is None


def test_words_keep_their_places_across_a_page_break() -> None:
    places = [(Place(1, "7", Box(0.1, 0.9, 0.2, 0.95)),), (Place(2, "8", Box(0.1, 0.1, 0.2, 0.15)),), (Place(2, "8"),)]
    words = tuple(Word(text, place) for text, place in zip(("Sie", "kamen.", "Dann."), places, strict=True))
    first, second = split_sentences(CleanText((Block(words),)))
    assert first.words == words[:2]
    assert first.folios == ("7", "8")
    assert second.places == places[2]


def test_annotations_go_with_their_sentence() -> None:
    text = "He came [alone]. She [Eva] left. […] End."
    annotations = (
        Annotation(Mark.INSERTION, 8, 15, "[alone]"),
        Annotation(Mark.FOOTNOTE, 16, 16, "[1]"),
        Annotation(Mark.DAMAGE, 17, 17),
        Annotation(Mark.INSERTION, 21, 26, "[Eva]"),
        Annotation(Mark.OMISSION, 33, 36, "[…]"),
    )
    first, second, third = split_sentences(CleanText((block_of(text, annotations=annotations),), "en"))
    assert [(a.mark, first.text[a.start : a.end]) for a in first.annotations] == [
        (Mark.INSERTION, "[alone]"),
        (Mark.FOOTNOTE, ""),
    ]
    assert second.text == "She [Eva] left. […]"
    assert [(a.mark, a.start, second.text[a.start : a.end]) for a in second.annotations] == [
        (Mark.DAMAGE, 0, ""),
        (Mark.INSERTION, 4, "[Eva]"),
        (Mark.OMISSION, 16, "[…]"),
    ]
    assert third.annotations == ()


def test_an_annotation_over_two_sentences_is_cut_at_the_boundary() -> None:
    text = "He [came. She] left."
    both = split_sentences(CleanText((block_of(text, annotations=(Annotation(Mark.INSERTION, 3, 14),)),), "en"))
    assert [sentence.text[a.start : a.end] for sentence in both for a in sentence.annotations] == ["[came.", "She]"]


def test_blocks_are_numbered_and_empty_ones_give_no_sentence() -> None:
    clean = CleanText((block_of("Eins."), Block(()), block_of("Zwei. Drei.")))
    assert [(sentence.block, sentence.text) for sentence in split_sentences(clean)] == [
        (0, "Eins."),
        (2, "Zwei."),
        (2, "Drei."),
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "M. Dupont est parti. Il pleut.", ["M. Dupont est parti.", "Il pleut."]),
        ("ru", "Он пришёл. Она ушла.", ["Он пришёл.", "Она ушла."]),
        ("la", "Veni. Vidi. Vici.", ["Veni.", "Vidi.", "Vici."]),
    ],
)
def test_other_languages_fall_back_to_punkt(language: str, text: str, expected: list[str]) -> None:
    assert split(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "雨停了。桥修好了！谁来付钱？没人知道", ["雨停了。", "桥修好了！", "谁来付钱？", "没人知道"]),
        ("zh", "她问：“谁来付钱？”没人说话。", ["她问：“谁来付钱？”", "没人说话。"]),
        ("zh", "谁来？“我来。”他笑了。", ["谁来？", "“我来。”", "他笑了。"]),
        ("zh", '谁来？"我来。"他笑了。', ["谁来？", '"我来。"', "他笑了。"]),
        ("zh", "真的！？真的。 雨停了。 」", ["真的！？", "真的。", "雨停了。 」"]),
        (
            "ja",
            "雨がやんだ。橋は直った！（たぶん。）誰が払う？",
            ["雨がやんだ。", "橋は直った！", "（たぶん。）", "誰が払う？"],
        ),
        ("ja", "「待て！」と犬が言った。猫は笑った。", ["「待て！」と犬が言った。", "猫は笑った。"]),
        ("ar", "أين الجسر؟ لا أحد يعرف. توقف المطر.", ["أين الجسر؟", "لا أحد يعرف.", "توقف المطر."]),
        ("ur", "بارش رک گئی۔پل ٹھیک ہے۔", ["بارش رک گئی۔", "پل ٹھیک ہے۔"]),
    ],
)
def test_marks_of_other_scripts_end_sentences_without_a_blank(language: str, text: str, expected: list[str]) -> None:
    assert split(text, language) == expected


@pytest.mark.parametrize("language", ["de", "en"])
def test_german_and_english_quote_such_marks_without_ending(language: str) -> None:
    text = "Das Zeichen 。 und 好。好 stehen hier. Ende."
    assert split(text, language) == ["Das Zeichen 。 und 好。好 stehen hier.", "Ende."]


def test_both_parts_of_a_cut_word_keep_its_place_and_annotations_stay_where_they_were() -> None:
    place = (Place(3, "7", Box(0.1, 0.1, 0.9, 0.2)),)
    block = Block((Word("雨停了。[又]下了。", place),), annotations=(Annotation(Mark.INSERTION, 4, 7, "[又]"),))
    first, second = split_sentences(CleanText((block,), "zh"))
    assert first.words == (Word("雨停了。", place),)
    assert second.words == (Word("[又]下了。", place),)
    assert first.annotations == ()
    assert [second.text[a.start : a.end] for a in second.annotations] == ["[又]"]


def test_a_chinese_heading_stays_whole() -> None:
    assert split("雨停了。桥修好了。", "zh", kind=Kind.HEADING) == ["雨停了。桥修好了。"]


@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING])
def test_a_text_without_ends_is_cut_at_commas_and_blanks(kind: Kind) -> None:
    text = ", ".join(["die Gans und der Hut gingen ohne Hast über die Brücke"] * 400)
    pieces = split(text, kind=kind)
    assert " ".join(pieces) == text
    assert all(piece.endswith("Brücke,") for piece in pieces[:-1])
    assert max(map(len, pieces)) <= PIECE
    blanks = split("Gans " * 4_000, kind=kind)
    assert " ".join(blanks) == " ".join(["Gans"] * 4_000)
    assert max(map(len, blanks)) <= PIECE


@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.ROW])
@pytest.mark.parametrize("language", ["de", "zh"])
def test_a_word_without_end_is_cut_too(kind: Kind, language: str) -> None:
    for text in ("雨停了，桥修好了，" * 2_000, "x" * 25_000, "ﷺ" * 5_000, "好。" + "雨" * 25_000 + "。好。"):
        pieces = split(text, language, kind)
        assert "".join(pieces) == text
        assert max(map(written_out, pieces)) <= LONGEST_SENTENCE


def test_a_long_sentence_that_can_be_matched_stays_whole() -> None:
    text = " ".join(["die Gans,"] * 499)
    assert split(text) == [text]


TOKENS = st.sampled_from(
    [
        "Gen.",
        "z.",
        "B.",
        "Er",
        "kam.",
        "6.",
        "Dezember",
        "„Ja.“",
        "[…]",
        "(So.)",
        "und",
        "Nr.",
        "5",
        "II.",
        "...",
        ".",
        "a.",
        "D.",
        "Otto:",
    ]
)


@given(st.lists(TOKENS, max_size=25), st.sampled_from(["de", "en", "fr", "zh"]))
def test_sentences_put_together_are_the_block_again(words: list[str], language: str) -> None:
    block = Block(tuple(Word(word) for word in words))
    sentences = split_sentences(CleanText((block,), language))
    assert tuple(word for sentence in sentences for word in sentence.words) == block.words
    assert all(sentence.text == " ".join(word.text for word in sentence.words) for sentence in sentences)
    assert all(sentence.words for sentence in sentences)
