"""Text of documents is text: no markup, no markdown, no turned direction, no layout that breaks."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from align.model import Kind
from tests.app.servers import serving
from tests.app.workshop import Workshop, make

Look = Callable[..., Any]

TEXTS = {
    "markup": '<img src=x onerror="window.harmed = 1"><script>window.harmed = 2</script> & <b>bold</b>',
    "markdown": "1. Dezember 1964 **stark** [Verweis](https://example.org) `Kode` $x^2$ :material/home:",
    "streamlit colours": ":red[rot] :blue-background[blau]",
    "directions": "Vor \u202eumgekehrt\u202c und \u2067daneben\u2069 nach.",
    "a very long word": "Donaudampfschifffahrtsgesellschaft" * 40,
    "beyond the basic plane": "𝔊𝔢𝔥𝔢𝔦𝔪 [only] 😀",
    "typewriter quotes": """Er sagte "Nein!" ('leise'), es war Hans' Turm.""",
    "template": "{{ 7 * 7 }} ${7 * 7} %s {0}",
}
LADDER = tuple((((text, Kind.PARAGRAPH),), ((f"{text} [only]", Kind.PARAGRAPH),), 0.9) for text in TEXTS.values())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, watching: Look) -> Iterator[Any]:
    workshop: Workshop = make(tmp_path_factory.mktemp("hostile") / "ws", rounds=1, ladder=LADDER)
    catalogue = workshop.folder / "collection.toml"
    named = catalogue.read_text().replace("Niederschrift über", "<img src=x onerror='window.harmed = 3'> über")
    catalogue.write_text(named)
    with serving(workshop.folder) as address:
        opened = watching(f"{address}/review?doc=1&order=reading")
        opened.wait_for_selector(".bead[aria-current]")
        opened.home = address
        yield opened


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "directions"])
def test_text_is_shown_as_it_is(page: Any, name: str) -> None:
    position = list(TEXTS).index(name)
    shown = page.locator(f'.bead[data-position="{position}"] .source .sentence').evaluate("e => e.textContent")
    assert shown == TEXTS[name]


def test_marks_stand_at_their_words_beyond_the_basic_plane(page: Any) -> None:
    position = list(TEXTS).index("beyond the basic plane")
    assert page.locator(f'.bead[data-position="{position}"] .mark-insertion').first.inner_text() == "[only]"


def test_direction_marks_are_named_and_not_obeyed(page: Any) -> None:
    position = list(TEXTS).index("directions")
    source = page.locator(f'.bead[data-position="{position}"] .source')
    shown = source.evaluate("e => e.textContent")
    assert shown == "Vor U+202EumgekehrtU+202C und U+2067danebenU+2069 nach."
    assert source.locator(".control").count() == 4


def test_typewriter_quotes_are_shown_as_print_has_them_and_stay_what_they_are(page: Any) -> None:
    position = list(TEXTS).index("typewriter quotes")
    signs = "all => all.map(e => getComputedStyle(e, '::before').content.slice(1, -1)).join('')"
    for side, expected in (("source", "„“‚‘’"), ("target", "“”‘’’")):
        quotes = page.locator(f'.bead[data-position="{position}"] .{side} .quote')
        assert quotes.evaluate_all(signs) == expected
        assert quotes.evaluate_all("all => all.map(e => e.textContent).join('')") == chr(34) * 2 + chr(39) * 3


def test_nothing_of_it_runs(page: Any) -> None:
    assert page.evaluate("window.harmed") is None
    assert page.locator(".align .side img, .align .side script, .align .side b, .align .side a").count() == 0


def test_the_layout_holds(page: Any) -> None:
    for width in (1280, 820):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.eval_on_selector_all(
            ".side, .sentence", "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length"
        )
        assert wide == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_note_full_of_markup_is_shown_as_text(page: Any) -> None:
    note = "<img src=x onerror='window.harmed = 4'> **no**"
    page.keyboard.press("f")
    page.keyboard.type(note)
    page.keyboard.press("Enter")
    page.wait_for_selector(".saved:not(.unsaved)")
    assert note in page.locator(".bead[aria-current] .remark").inner_text()
    assert page.evaluate("window.harmed") is None


def test_what_people_say_turns_no_direction_and_breaks_no_layout(page: Any) -> None:
    page.keyboard.press("Home")
    for key, word in (("f", "note"), ("w", "wording"), ("n", "comment")):
        page.keyboard.press(key)
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(f"{word} \u202e{'verylongword' * 60}\u202c")
        page.keyboard.press("Enter")
        page.wait_for_selector(".saved:not(.unsaved)")
    page.keyboard.press("n")
    page.locator(".panel .thread p").wait_for()
    row = page.locator(".bead[aria-current]")
    for place in (".remark", ".suggestion", ".thread p"):
        assert "U+202E" in row.locator(place).inner_text()
        assert "\u202e" not in row.locator(place).inner_text()
    for width in (1280, 820):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.locator(".pairs").evaluate("e => e.scrollWidth <= e.clientWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("Escape")


def test_the_ledger_shows_titles_as_text(page: Any) -> None:
    page.goto(page.home)
    page.wait_for_selector(".document")
    assert "<img src=x" in page.locator(".document h3").first.inner_text()
    assert page.evaluate("window.harmed") is None
