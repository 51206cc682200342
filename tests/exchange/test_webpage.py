import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree, html

from align.exchange import Bitext, Review, write_html
from align.exchange.webpage.markup import marked, plain
from align.exchange.webpage.rows import percent
from align.model import Alignment, Annotation, Bead, Kind, Mark, Place, Sentence, Word
from tests.exchange.samples import bitexts, sample, typed

STYLE = (Path(__file__).resolve().parents[2] / "align/exchange/webpage/style.css").read_text(encoding="utf-8")

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "section", "main", "footer", "h1", "h2", "p", "a"),
    *("dl", "div", "dt", "dd", "ul", "li", "strong", "span", "sup", "svg", "rect"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}


def _page(bitext: Bitext, folder: Path) -> html.HtmlElement:
    write_html(bitext, folder / "a.html")
    return html.document_fromstring((folder / "a.html").read_bytes().decode("utf-8"))


def _by_class(element: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return list(element.find_class(name))


def _without_leaves(cell: html.HtmlElement) -> str:
    for name in ("leaf", "label", "note"):
        for sign in _by_class(cell, name):
            sign.drop_tree()
    return str(cell.text_content())


@given(bitexts())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_the_texts_no_tag_and_no_address_comes_from_them(tmp_path: Path, bitext: Bitext) -> None:
    page = _page(bitext, tmp_path)
    assert {element.tag for element in page.iter(etree.Element)} <= TAGS
    assert not [name for element in page.iter(etree.Element) for name in element.attrib if name.startswith("on")]
    assert not page.xpath("//@src | //@style | //link | //script")
    assert all(str(address).startswith("#") for address in page.xpath("//@href"))
    assert len(page.xpath("//tbody/tr")) == len(bitext.alignment.beads)


def test_markup_in_a_text_is_shown_as_text(tmp_path: Path) -> None:
    nasty = '<img src=x onerror="alert(1)"> **bold** &amp; </td>'
    alignment = Alignment((Sentence(nasty),), (Sentence(nasty),), (Bead((0,), (0,)),))
    page = _page(replace(sample(), alignment=alignment, reviews={0: Review(remark=nasty, suggestion=nasty)}), tmp_path)
    shown = [str(cell.text_content()) for cell in page.xpath("//tbody//td")]
    assert shown[0] == nasty
    assert shown[1].count(nasty) == 3


def test_the_policy_allows_nothing_but_the_page_s_own_style(tmp_path: Path) -> None:
    page = _page(sample(), tmp_path)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(str(style).encode()).digest()).decode()
    assert str(policy).split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not re.search(r"url\(|@import|http", str(style))


def test_both_texts_are_there_whole_and_in_order_in_their_languages(tmp_path: Path) -> None:
    page, bitext = _page(sample(), tmp_path), sample()
    for side, code, text in (
        ("source", "de", bitext.alignment.source_text),
        ("target", "en", bitext.alignment.target_text),
    ):
        cells = page.xpath(f"//tbody//td[@class='{side}']")
        assert {cell.get("lang") for cell in cells} == {code}
        shown = [_without_leaves(cell) for cell in cells]
        beads = bitext.alignment.beads
        assert [one for one, bead in zip(shown, beads, strict=True) if getattr(bead, side)] == [
            text(bead) for bead in beads if getattr(bead, side)
        ]


def test_null_beads_say_so_and_what_people_called_them(tmp_path: Path) -> None:
    page = _page(replace(sample(), reviews={2: Review("accepted", "Ada", nature="layout")}), tmp_path)
    empty = [str(one.text_content()) for one in _by_class(page, "empty")]
    assert empty == ["lost or repeated by the layout of the file", "no counterpart in the original"]


def test_confidence_is_shown_until_a_person_decides_and_then_the_decision(tmp_path: Path) -> None:
    states = [
        " ".join(str(cell.text_content()).split()) for cell in _page(sample(), tmp_path).xpath("//td[@class='state']")
    ]
    assert states[0].startswith("99")
    assert "2–1" in states[1]
    assert "✓ accepted" in states[3]
    assert "Ada, Ben" in states[3]
    assert "⚑ flagged" in states[3]
    assert "%" not in states[3]
    assert "✗ rejected" in states[5]


@pytest.mark.parametrize(("confidence", "shown"), [(1.0, "100"), (0.9999, "99"), (0.614, "61"), (0.0, "0")])
def test_only_certainty_is_a_hundred_per_cent(confidence: float, shown: str) -> None:
    assert percent(confidence) == f"{shown}\u202f%"


def test_a_new_folio_is_signed_where_it_begins_and_kept_in_mind() -> None:
    words = tuple(
        Word(text, (Place(page, str(page)),)) for text, page in (("Ein", 1), ("Baum", 1), ("fiel", 2), ("um", 2))
    )
    text, folio = marked(Sentence("Ein Baum fiel um", words), "1")
    assert re.sub("<[^>]+>", "|", text) == "Ein Baum |Bl.&nbsp;2|fiel um"
    assert folio == "2"
    assert marked(typed("Noch da", folio="2"), "2") == ("Noch da", "2")


def test_a_word_broken_over_two_folios_has_the_sign_after_it() -> None:
    words = (Word("Verein"), Word("barung", (Place(1, "1"), Place(2, "2"))), Word("gilt", (Place(2, "2"),)))
    text, _ = marked(Sentence("Verein barung gilt", words), "1")
    assert re.sub("<[^>]+>", "|", text) == "Verein barung|Bl.&nbsp;2| gilt"


def test_annotations_nest_touch_and_hang_over_the_end() -> None:
    sentence = Sentence(
        "He [only [sic] said] so",
        annotations=(
            Annotation(Mark.INSERTION, 3, 20),
            Annotation(Mark.ARCHIVIST, 9, 14),
            Annotation(Mark.FOOTNOTE, 23, 23, "[4]"),
            Annotation(Mark.DAMAGE, 0, 0),
            Annotation(Mark.GLOSS, 21, 99),
        ),
    )
    text, _ = marked(sentence, None)
    assert re.sub("<[^>]+>", "", text) == "▯He [only [sic] said] so[4]"
    assert 'class="mark insertion archivist"' in text
    assert '<sup class="mark footnote"' in text


@pytest.mark.parametrize("text", ["", "a", "\x00", "\ud800", "<&>\"'", "\u202eabc"])
def test_plain_text_comes_back_from_the_parser(text: str) -> None:
    expected = text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    assert str(html.fromstring(f'<p title="{plain(text)}">{plain(text)}</p>').get("title")) == expected


def test_headings_items_and_speakers_can_be_told_apart(tmp_path: Path) -> None:
    sentences = tuple(
        Sentence(kind.value, kind=kind, block=block, label="a)" if kind is Kind.ITEM else "")
        for block, kind in enumerate(Kind)
    )
    alignment = Alignment(sentences, (), (Bead(tuple(range(len(sentences))), ()),))
    page = _page(replace(sample(), alignment=alignment, reviews={}), tmp_path)
    assert [str(p.get("class")).split()[0] for p in page.xpath("//td[@class='source']/p")] == [
        kind.value for kind in Kind
    ]
    assert all(re.search(rf"p\.{kind.value}\b", STYLE) for kind in Kind if kind is not Kind.PARAGRAPH)
    assert str(_by_class(page, "labelled")[0].text_content()) == "a) item"


def test_the_page_tells_how_to_cite_it_and_writes_the_same_bytes_again(tmp_path: Path) -> None:
    page = _page(sample(), tmp_path)
    first = (tmp_path / "a.html").read_bytes()
    footer = str(page.xpath("//footer")[0].text_content())
    assert "State of 5 March 2024, 13:00 UTC" in footer
    assert "ZAIG 0000" in footer
    assert "Signature: test:1" in footer
    write_html(sample(), tmp_path / "a.html")
    assert (tmp_path / "a.html").read_bytes() == first


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
@pytest.mark.parametrize(
    ("front", "back"),
    [
        *[(front, back) for front in ("ink", "quiet", "accent", "doubtful", "good") for back in ("paper", "faint")],
        *[("ink", back) for back in ("insertion", "gloss", "document", "null")],
        ("quiet", "null"),
    ],
)
def test_every_text_stands_out_from_its_ground(scheme: int, front: str, back: str) -> None:
    # WCAG 2.1, success criterion 1.4.3: at least 4.5 to 1.
    roots = re.findall(r":root \{(.*?)\}", STYLE, flags=re.S)
    colours = dict(re.findall(r"--(\w+): (#\w+)", roots[scheme]))
    lighter, darker = sorted((_luminance(colours[front]), _luminance(colours[back])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
