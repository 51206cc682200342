"""The protocol of a session, read back by others: the page by lxml, the document as the XML in its archive."""

import base64
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from lxml import etree, html

from align.collection import Entry
from align.exchange.protocol import (
    PROTOCOL_FORMATS,
    Chapter,
    Correction,
    Deed,
    Passage,
    Protocol,
    Wording,
    protocol_docx,
    protocol_html,
)
from align.exchange.protocol.contents import moved

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = datetime(2026, 3, 31, 8, 2, tzinfo=UTC)
HOSTILE = "<img src=x onerror=alert(1)> 1. Dezember \x00\x0b\ud800 & “so”"

ENTRY = Entry(
    "3", title_de="Über Gießkannen", title_en="On Watering Cans", date="1973-12-06", shelfmark="Kreisarchiv, WW 577"
)
MERGED = Passage(
    number=4,
    folios=("7", "8"),
    before=Wording(("Der Punkt wird beraten.",), ("The point is",)),
    after=Wording(
        ("Der Punkt wird beraten.", "Er ist neu."),
        ("The point is", "discussed."),
        "accepted",
        flagged=True,
        remark="It was cut.",
        suggestion="The item is discussed.",
    ),
    deeds=(Deed("merge", "Anna", AT), Deed("remark", "Ben", AT)),
    reasons=(("It was cut.", "Ben"),),
)
GONE = Passage(None, ("8",), Wording(("Er ist neu.",), ("discussed.",)), None, (Deed("merge", "Anna", AT),))
KEPT = Passage(
    5,
    ("9",),
    Wording(("Das ist so.",), ("That is so.",)),
    Wording(("Das ist so.",), ("That is so.",), "accepted"),
    (Deed("accept", "Anna", AT),),
)
OMITTED = Passage(
    6, (), Wording(("Weg.",), ()), Wording(("Weg.",), (), "accepted", "omission"), (Deed("mark-omission", "Ben", AT),)
)
PROTOCOL = Protocol(
    title="Autumn reading",
    date="2026-03-31",
    participants=("Anna", "Ben"),
    agenda=("document 3", "flagged"),
    decisions=("“Punkt” stays “point”.",),
    questions=("Who was Hartmann?",),
    chapters=(Chapter(ENTRY, (MERGED, GONE, KEPT, OMITTED), (Correction("Die Gießkamme.", "Die Gießkanne.", "Ben"),)),),
)


def tree(protocol: Protocol) -> Any:
    return html.document_fromstring(protocol_html(protocol).decode("utf-8"))


def words(node: Any) -> str:
    return " ".join(" ".join(node.itertext()).split())


def body(protocol: Protocol) -> Any:
    with zipfile.ZipFile(io.BytesIO(protocol_docx(protocol))) as archive:
        assert archive.testzip() is None
        return etree.fromstring(archive.read("word/document.xml"))


def runs(protocol: Protocol) -> list[tuple[str, str, bool, bool]]:
    """Text, language, underlined, struck out of every run of the document."""
    return [
        (
            "".join(run.itertext(f"{W}t")),
            run.find(f"{W}rPr/{W}lang").get(f"{W}val") if run.find(f"{W}rPr/{W}lang") is not None else "",
            run.find(f"{W}rPr/{W}u") is not None,
            run.find(f"{W}rPr/{W}strike") is not None,
        )
        for run in body(protocol).iter(f"{W}r")
    ]


def test_the_page_shows_before_and_after_with_languages() -> None:
    article = tree(PROTOCOL).xpath("//article")[0]
    cells = {
        words(row[0]): [(cell.get("lang"), words(cell)) for cell in row[1:]] for row in article.xpath(".//tbody/tr")
    }
    assert cells == {
        "Before": [("de", "Der Punkt wird beraten."), ("en", "The point is")],
        "After": [("de", "Der Punkt wird beraten. Er ist neu."), ("en", "The point is discussed.")],
    }
    assert words(article.xpath("./h3")[0]) == "Pair 4 Bl.\u00a07–8".replace("\u00a0", " ")
    assert [words(one) for one in article.xpath(".//*[contains(@class, 'come')]")] == ["Er ist neu.", "discussed."]
    assert article.xpath(".//*[contains(@class, 'gone')]") == []


def test_the_page_says_why_and_by_whom() -> None:
    article = tree(PROTOCOL).xpath("//article")[0]
    said = words(article)
    assert "not reviewed → accepted" in said
    assert "Ben: It was cut." in said
    assert "Anna merged (31 March 2026, 08:02 UTC)" in said
    assert words(article.xpath(".//*[contains(@class, 'suggestion')]//*[@lang='en']")[0]) == "The item is discussed."


def test_pairs_that_were_only_confirmed_stand_in_one_table() -> None:
    page = tree(PROTOCOL)
    rows = page.xpath("//table[@class='confirmed']/tbody/tr")
    assert [[words(cell) for cell in row] for row in rows] == [["Pair 5 Bl. 9", "Das ist so.", "That is so.", "Anna"]]
    assert len(page.xpath("//article")) == 3


def test_an_omission_is_named_where_the_translation_is_empty() -> None:
    article = tree(PROTOCOL).xpath("//article")[2]
    assert words(article.xpath(".//td[@class='target']")[0]) == "left out in the translation"


def test_a_pair_that_is_gone_is_told() -> None:
    article = tree(PROTOCOL).xpath("//article")[1]
    assert "A pair that is gone" in words(article)
    assert [words(row[0]) for row in article.xpath(".//tbody/tr")] == ["Before"]


def test_corrections_show_the_word_alone() -> None:
    item = tree(PROTOCOL).xpath("//ol[@class='corrections']/li")[0]
    assert [words(one) for one in item.xpath(".//del")] == ["Gießkamme."]
    assert [words(one) for one in item.xpath(".//ins")] == ["Gießkanne."]


def test_the_policy_names_the_hash_of_the_only_style() -> None:
    page = tree(PROTOCOL)
    (style,) = page.xpath("//style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page.xpath("//meta[@http-equiv]")[0].get("content")
    assert not page.xpath("//script | //img | //link | //*[@style]")


def hostile() -> Protocol:
    wording = Wording((HOSTILE,), (HOSTILE,), "accepted", suggestion=HOSTILE)
    passage = Passage(
        1, (HOSTILE,), replace(wording, source=("x",)), wording, (Deed(HOSTILE, HOSTILE, AT),), ((HOSTILE, HOSTILE),)
    )
    kept = replace(passage, before=replace(wording, status="auto"), reasons=())
    entry = Entry(HOSTILE, HOSTILE, HOSTILE, shelfmark=HOSTILE)
    chapter = Chapter(entry, (passage, kept), (Correction(HOSTILE, "x", HOSTILE),))
    points = (HOSTILE,)
    return Protocol(HOSTILE, "2026-03-31", points, points, points, points, chapters=(chapter,))


def test_hostile_words_are_text_on_the_page() -> None:
    page = tree(hostile())
    assert not page.xpath("//img | //script | //*[@onerror]")
    shown = words(page)
    assert shown.count("<img src=x onerror=alert(1)>") >= 12
    assert "\x00" not in shown


def test_hostile_words_are_text_in_the_document() -> None:
    texts = [text for text, *_ in runs(hostile())]
    assert sum("<img src=x onerror=alert(1)>" in text for text in texts) >= 12
    assert all(text.isprintable() or "\ufffd" in text for text in texts)


def test_every_text_of_the_document_has_its_language() -> None:
    spoken = {text: language for text, language, *_ in runs(PROTOCOL)}
    assert spoken["Er ist neu."] == "de-DE"
    assert spoken["discussed."] == "en-US"
    assert spoken["Über Gießkannen"] == "de-DE"
    assert spoken["The item is discussed."] == "en-US"


def test_the_document_marks_what_came_and_what_was_misread() -> None:
    found = runs(PROTOCOL)
    assert [text for text, _, underlined, _ in found if underlined] == ["Er ist neu.", "discussed."]
    assert [text for text, *_, struck in found if struck] == ["Die Gießkamme."]


def test_the_document_says_all_that_the_page_says() -> None:
    document = docx.Document(io.BytesIO(protocol_docx(PROTOCOL)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for phrase in (
        "Autumn reading", "March 31, 2026", "Anna, Ben", "document 3; flagged", "1. “Punkt” stays “point”.",
        "1. Who was Hartmann?", "Pair 4, Bl. 7–8", "Before", "After", "not reviewed → accepted", "Ben: It was cut.",
        "Anna merged (31 March 2026, 08:02 UTC)", "Kreisarchiv", "left out in the translation",
        "Confirmed as they stood",
    ):  # fmt: skip
        assert phrase in said, phrase


def test_the_document_carries_the_date_of_the_session() -> None:
    document = docx.Document(io.BytesIO(protocol_docx(PROTOCOL)))
    assert document.core_properties.created == datetime(2026, 3, 31, tzinfo=document.core_properties.created.tzinfo)
    assert document.core_properties.title == "Autumn reading"
    (section,) = document.sections
    assert section.page_width is not None
    assert round(section.page_width.mm) == 210


def test_a_session_without_work_is_a_page_and_a_document() -> None:
    empty = Protocol("Nothing yet", "2026-03-31", closed=False)
    assert "not closed yet" in words(tree(empty))
    assert "No pair was changed" in words(tree(empty))
    assert any("not closed yet" in text for text, *_ in runs(empty))
    assert set(PROTOCOL_FORMATS) == {"html", "docx"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((), ("a",), ()),
        (("a", "b"), ("b",), (True, False)),
        (("a", "a"), ("a",), (False, True)),
        (("a",), ("a", "a"), (False,)),
    ],
)
def test_sentences_that_moved_are_counted(
    one: tuple[str, ...], other: tuple[str, ...], expected: tuple[bool, ...]
) -> None:
    assert moved(one, other) == expected


def test_colours_of_the_protocol_are_those_of_the_page() -> None:
    style = tree(PROTOCOL).xpath("//style")[0].text
    used = set(re.findall(r"var\((--[a-z]+)\)", style))
    defined = set(re.findall(r"(--[a-z]+):", style))
    assert used <= defined
