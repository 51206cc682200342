"""Paragraphs, headings, items, tables: what the typist's own evidence says."""

import pytest

from align.model import Kind
from tests.text.typescript.typed import blocks, cleaned, kinds

FULL = "Diese Zeile füllt das Blatt ganz bis an den rechten Rand aus und"


def test_an_empty_line_ends_a_paragraph() -> None:
    assert blocks(f"{FULL}\nhier endet der erste Absatz.\n\n{FULL}\nhier endet der zweite.") == [
        f"{FULL} hier endet der erste Absatz.",
        f"{FULL} hier endet der zweite.",
    ]


def test_a_line_that_ends_early_after_a_stop_ends_a_paragraph() -> None:
    assert blocks(f"{FULL}\nhier endet er.\n{FULL}\nhier endet der zweite.") == [
        f"{FULL} hier endet er.",
        f"{FULL} hier endet der zweite.",
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    sentence = "Dieser Satz füllt die Zeile ganz bis an den rechten Rand hinaus."
    assert (
        len(
            blocks(
                f"{FULL}\n{sentence}\n     Der zweite Absatz beginnt mit einem Einzug, wie es üblich\nwar, und endet."
            )
        )
        == 2
    )


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    assert len(blocks(f"{FULL}\n{FULL}", "kleingeschrieben geht es weiter.")) == 1
    assert len(blocks(f"{FULL}\n{FULL}", "Großgeschrieben geht es weiter, denn der Satz war nicht zu Ende.")) == 1
    assert len(blocks(f"{FULL}\nhier ist Schluß.", "Neues beginnt auf dem neuen Blatt und nicht auf dem alten.")) == 2


@pytest.mark.parametrize("heading", ["Artikel IV", "Vereinbarung", "Protokoll", "I. Allgemeines"])
def test_a_short_line_in_the_middle_is_a_heading(heading: str) -> None:
    found = kinds(f"{FULL}\nSchluß.\n\n{heading:^62}\n\n{FULL}\nSchluß.")
    kind, label, text = found[1]
    assert (kind, f"{label} {text}".strip()) in {("heading", heading), ("item", heading)}


def test_a_heading_of_two_lines_is_one_heading() -> None:
    found = kinds(f"{'Bericht':^62}\n{'über die Lage der Bäckereien':^62}\n\n{FULL}\nSchluß.")
    assert found[0] == ("heading", "", "Bericht über die Lage der Bäckereien")


@pytest.mark.parametrize("heading", ["Artikel 7", "Artikel IH", "§ 3", "§ 12a", "Abschnitt 2.", "Präambel"])
def test_a_numbered_heading_needs_no_empty_line(heading: str) -> None:
    text = f"{FULL}\nSchluß.\n{heading}\nDie Seiten, die einander kennen, gehen bis zum Rand hin und\n{FULL}\nEnde."
    found = kinds(text)
    assert [kind for kind, _, _ in found] == ["paragraph", "heading", "paragraph"]
    assert found[1] == ("heading", "", heading)


def test_a_title_in_the_middle_belongs_to_the_number_above_it() -> None:
    found = kinds(f"{FULL}\nSchluß.\n\n{'Artikel 7':^62}\n{'Zusammenarbeit':^62}\n\n{FULL}\nSchluß.")
    assert found[1] == ("heading", "", "Artikel 7 Zusammenarbeit")
    assert len(found) == 3


def test_an_item_can_follow_a_numbered_heading_at_once() -> None:
    found = kinds(f"{FULL}\nSchluß.\n\nArtikel 7\n(1) {FULL}\nSchluß.\n(2) Ein Ende.")
    assert [(kind, label) for kind, label, _ in found] == [
        ("paragraph", ""),
        ("heading", ""),
        ("item", "(1)"),
        ("item", "(2)"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{FULL}\nverweisen auf den schon früher vereinbarten und unterzeichneten\nArtikel 7\nder Vereinbarung.",
        f"{FULL}\nsteht im schon früher vereinbarten und so unterzeichneten Text des\nArtikel 7\n{FULL}\nSchluß.",
        f"{FULL}\nTeil der Vereinbarung\nüber Bäckereien.",
        f"{FULL}\nüber das Backen und den Verkauf, wie ihn beide Seiten beschließen.\nArtikel 7 gilt.",
    ],
)
def test_an_article_inside_a_sentence_is_no_heading(text: str) -> None:
    assert len(blocks(text)) == 1


@pytest.mark.parametrize("marks", ["- - -", "a) b) c)", "1. 2. 3.", "1.1. 1.2. 1.3.", "(1) (2) (3)", "• • •"])
def test_items_are_apart_and_their_marks_are_labels(marks: str) -> None:
    first, second, third = marks.split()
    width = len(first) + 1
    text = (
        f"Die Seiten liefern einander\n\n{first} Mehl und Salz und alles, was man sonst noch zum Backen\n"
        f"{' ' * width}von gutem Brot braucht;\n\n{second} Hefe;\n\n{third} Wasser."
    )
    found = kinds(text)
    assert [(kind, label) for kind, label, _ in found] == [
        ("paragraph", ""),
        *(("item", mark) for mark in (first, second, third)),
    ] or found[0][0] == "heading"
    assert [item[2] for item in found[1:]] == [
        "Mehl und Salz und alles, was man sonst noch zum Backen von gutem Brot braucht;",
        "Hefe;",
        "Wasser.",
    ]
    assert len({block.group for block in cleaned(text).blocks if block.kind is Kind.ITEM}) == 1


def test_items_without_empty_lines_are_apart() -> None:
    assert [text for *_, text in kinds("Es fehlen:\n- Mehl,\n- Salz,\n- Hefe.\nMehr fehlt nicht.")] == [
        "Es fehlen:",
        "Mehl,",
        "Salz,",
        "Hefe.",
        "Mehr fehlt nicht.",
    ]


def test_a_dash_inside_a_sentence_begins_no_item() -> None:
    first = "Die Lage ist ernst, wenn auch nicht ganz ohne Hoffnung für alle"
    text = f"{first}\n- so jedenfalls der Minister -, und sie bleibt es."
    assert len(blocks(text)) == 1


def test_a_date_at_the_start_of_a_line_is_no_item() -> None:
    first = "Die Bäckerei wurde nach langer und sorgfältiger Vorbereitung am"
    text = f"{first}\n6. Dezember 1973 eröffnet, und der Bäcker sprach."
    assert kinds(text)[0][:2] == ("paragraph", "")
    assert len(blocks(text)) == 1


def test_an_item_goes_on_over_a_page_break() -> None:
    assert len(blocks("- Mehl und Salz und alles, was man sonst noch zum Backen von gutem", "  Brot braucht.")) == 1


def test_participants_in_two_columns_are_rows() -> None:
    text = """Teilnehmer:

Gen. Adam Bäcker            Leiter der Bäckerei
Gen. Berta Müllerin         Stellvertreterin, zuständig für
                            die Mühlen
Gen. Cäsar Salzmann         Kraftfahrer"""
    clean = cleaned(text)
    rows = [block.text for block in clean.blocks if block.kind is Kind.ROW]
    assert rows == [
        "Gen. Adam Bäcker Leiter der Bäckerei",
        "Gen. Berta Müllerin Stellvertreterin, zuständig für die Mühlen",
        "Gen. Cäsar Salzmann Kraftfahrer",
    ]
    assert len({block.group for block in clean.blocks if block.kind is Kind.ROW}) == 1


def test_names_and_then_functions_become_rows() -> None:
    text = "Teilnehmer:\n\nGen. Adam\nGen. Berta\nGen. Cäsar\nLeiter der Bäckerei\nMüllerin\nKraftfahrer"
    assert [block.text for block in cleaned(text).blocks if block.kind is Kind.ROW] == [
        "Gen. Adam Leiter der Bäckerei",
        "Gen. Berta Müllerin",
        "Gen. Cäsar Kraftfahrer",
    ]


def test_two_signatures_side_by_side_are_read_one_after_the_other() -> None:
    text = """Leiter der Bäckerei des           Vorsitzende des Verbandes
volkseigenen Betriebes            der Mühlen
Bäcker                            Müllerin"""
    clean = cleaned(text)
    assert [block.text for block in clean.blocks] == [
        "Leiter der Bäckerei des volkseigenen Betriebes",
        "Bäcker",
        "Vorsitzende des Verbandes der Mühlen",
        "Müllerin",
    ]
    assert {block.kind for block in clean.blocks} == {Kind.SIGNATURE}


def test_a_signature_and_a_speaker_alone_on_a_line_are_told() -> None:
    found = kinds(f"Gen. Bäcker:\n\n{FULL}\nSchluß.\n\n(Unterschrift) Bäcker")
    assert found[0][0] == "speaker"
    assert found[-1][0] == "signature"


@pytest.mark.parametrize("signed", ["gez. Bäcker", "(Unterschrift) Bäcker", "/Unterschrift/ Bäcker"])
def test_a_signature_under_a_title_is_a_block_of_its_own(signed: str) -> None:
    assert [kind for kind, *_ in kinds(f"{FULL}\nSchluß.\n\nLeiter der Bäckerei im Bezirk\n{signed}")][
        -1
    ] == "signature"


def test_every_line_of_an_unwrapped_text_is_a_paragraph() -> None:
    long = "Ein Absatz, der auf einer einzigen Zeile steht, wie ihn Abschriften haben, " * 4
    assert len(blocks(f"{long}Eins.\n{long}Zwei.\n{long}Drei.")) == 3
