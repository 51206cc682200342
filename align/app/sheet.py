"""The look of the pages that are made of Streamlit's own elements: a sheet of paper, with tables and charts as HTML.

Every function gives a piece of HTML for `st.html` and escapes what it is given; nothing goes through markdown.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from align.app.theme import DARK, LIGHT

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of HTML that is safe to put on a page; whatever is no `Html` is escaped."""

    markup: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: how many, what of (its name in the legend), and the class that colours it."""

    count: int
    name: str
    kind: str


Cell = str | int | Html


def text(value: Cell) -> str:
    """A value as HTML; whole numbers with separators, characters that HTML has no place for as U+FFFD."""
    if isinstance(value, Html):
        return value.markup
    if isinstance(value, int):
        return f"{value:,}"
    return escape(_UNSHOWABLE.sub("\ufffd", value))


def element(tag: str, content: Cell, *, style: str = "", lang: str = "") -> Html:
    """An element with a class and a language."""
    marks = "".join(f' {name}="{text(value)}"' for name, value in (("class", style), ("lang", lang)) if value)
    return Html(f"<{tag}{marks}>{text(content)}</{tag}>")


def joined(*parts: Cell) -> Html:
    """Pieces one after the other."""
    return Html("".join(text(part) for part in parts))


def link(address: str, words: Cell, *, lang: str = "") -> Html:
    """A link inside the workbench, in the same window."""
    language = f' lang="{text(lang)}"' if lang else ""
    return Html(f'<a href="{text(address)}" target="_self"{language}>{text(words)}</a>')


def heading(title: str, words: str = "") -> str:
    """The head of a page."""
    return _sheet(f"<header><h1>{text(title)}</h1>{f'<p>{text(words)}</p>' if words else ''}</header>")


def section(title: str, words: str = "") -> str:
    """The head of a section."""
    more = f'<p class="quiet">{text(words)}</p>' if words else ""
    return _sheet(f"<h2>{text(title)}</h2>{more}")


def paragraph(words: Cell, *, quiet: bool = False) -> str:
    """A paragraph."""
    return _sheet(text(element("p", words, style="quiet" if quiet else "")))


def notice(what: str, advice: str = "", *, good: bool = False) -> str:
    """What went wrong and what to do about it; or, if `good`, what went well."""
    kind, role = ("good", "status") if good else ("bad", "alert")
    more = f"<p>{text(advice)}</p>" if advice else ""
    return _sheet(f'<div class="notice {kind}" role="{role}"><p><strong>{text(what)}</strong></p>{more}</div>')


def figures(items: Iterable[tuple[int, str]]) -> str:
    """A row of large figures, each with what it counts."""
    shown = "".join(f"<div><dd>{count:,}</dd><dt>{text(name)}</dt></div>" for count, name in items)
    return _sheet(f'<dl class="figures">{shown}</dl>')


def facts(items: Iterable[tuple[str, Cell]]) -> str:
    """Names and values, those without a value left out."""
    shown = "".join(f"<dt>{text(name)}</dt><dd>{text(value)}</dd>" for name, value in items if value != "")
    return _sheet(f'<dl class="facts">{shown}</dl>')


def listing(items: Iterable[Cell]) -> str:
    """A numbered list."""
    return _sheet(f"<ol>{''.join(f'<li>{text(item)}</li>' for item in items)}</ol>")


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, style: str = "") -> str:
    """A table with a caption for readers of screens; the first cell of each row names it.

    Args:
        caption: what the table holds.
        head: names of the columns.
        rows: as many cells each; whole numbers stand to the right.
        style: classes besides.
    """
    held = [*rows]
    counts = {at for row in held for at, cell in enumerate(row) if isinstance(cell, int)}
    columns = "".join(_column(name, number=at in counts) for at, name in enumerate(head))
    body = "".join(f"<tr>{''.join(_cell(at, cell) for at, cell in enumerate(row))}</tr>" for row in held)
    return _sheet(
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text(caption)}"><table class="{text(style)}">'
        f"<caption>{text(caption)}</caption><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _column(name: str, *, number: bool) -> str:
    return f'<th scope="col"{" class=number" if number else ""}>{text(name)}</th>'


def _cell(at: int, cell: Cell) -> str:
    tag = 'th scope="row"' if at == 0 else "td"
    number = ' class="number"' if isinstance(cell, int) else ""
    return f"<{tag}{number}>{text(cell)}</{tag.split()[0]}>"


def bar(parts: Sequence[Part], whole: int) -> Html:
    """A bar of parts, each as long as its share of `whole`; what it says is in the words beside it."""
    shown = "".join(
        f'<i class="{text(part.kind)}" style="width:{100 * part.count / whole:.2f}%" '
        f'title="{part.count:,} {text(part.name)}"></i>'
        for part in parts
        if part.count and whole
    )
    return Html(f'<span class="bar" aria-hidden="true">{shown}</span>')


def legend(parts: Iterable[Part]) -> Html:
    """What the colours of bars mean."""
    shown = "".join(f'<span><i class="{text(part.kind)}"></i>{text(part.name)}</span>' for part in parts)
    return Html(f'<span class="legend">{shown}</span>')


def columns(name: str, bars: Sequence[Sequence[Part]], ends: tuple[str, str], words: Cell) -> str:
    """A histogram of upright bars.

    Args:
        name: what it shows, for readers of screens together with `words`.
        bars: of parts, from the bottom up.
        ends: what stands under the first and the last bar.
        words: what it says, in a sentence.
    """
    highest = max((sum(part.count for part in parts) for parts in bars), default=0)
    shown = "".join(
        f"<span>{''.join(_upright(part, highest) for part in parts if part.count)}</span>" for parts in bars
    )
    return _sheet(
        f'<figure aria-label="{text(name)}"><div class="columns" aria-hidden="true">{shown}</div>'
        f'<div class="ends" aria-hidden="true"><span>{text(ends[0])}</span><span>{text(ends[1])}</span></div>'
        f"<figcaption>{text(words)}</figcaption></figure>"
    )


def _upright(part: Part, highest: int) -> str:
    height = 100 * part.count / highest
    return f'<i class="{text(part.kind)}" style="height:{height:.2f}%" title="{part.count:,} {text(part.name)}"></i>'


def _sheet(markup: str) -> str:
    return f'<div class="sheet">{markup}</div>'


def _paired(name: str) -> str:
    return f"light-dark({LIGHT[name]}, {DARK[name]})"


STYLE = (
    """
<style>
  [data-testid="stMain"] { overflow: auto; }
  [data-testid="stMainBlockContainer"] { max-width: 1180px; margin: 0 auto; padding: 78px 36px 90px; }
  [data-testid^="stBaseButton-primary"], [data-tag], [data-tag] * { color: light-dark(#ffffff, #171614); }
  .sheet {
"""
    f"    --ink: {_paired('textColor')}; --rule: light-dark(#e4ded3, #35312b); --line: {_paired('borderColor')};\n"
    f"    --surface: light-dark(#ffffff, #201e1b); --accent: {_paired('primaryColor')};\n"
    """
    --soft: light-dark(#5f584e, #b5ac9f); --bad: light-dark(#9a2a2a, #f2a098); --good: light-dark(#2b6739, #93d0a2);
    --warn: light-dark(#855300, #e4b95f); --wash: light-dark(#f1ede5, #2a2723); --open: light-dark(#cfc7b8, #4b453c);
    --serif: "Source Serif", "Source Serif 4", Charter, Georgia, serif;
    color: var(--ink); font-size: 15px; line-height: 1.5; font-variant-numeric: tabular-nums lining-nums;
  }
  .sheet h1 { margin: 0; padding: 0; font: 600 27px/1.25 var(--serif); letter-spacing: -0.005em; }
  .sheet h2 { margin: 22px 0 6px; padding: 0; font: 600 19px/1.3 var(--serif); }
  .sheet p { margin: 0; }
  .sheet h2 + p { margin: -4px 0 8px; }
  .sheet header p, .sheet .quiet, .sheet small { color: var(--soft); }
  .sheet small { font-size: 13px; }
  .sheet a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
  .sheet :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .sheet .notice { padding: 12px 16px; border-left: 3px solid; background: var(--wash); overflow-wrap: anywhere; }
  .sheet .notice.bad { border-color: var(--bad); }
  .sheet .notice.bad strong { color: var(--bad); }
  .sheet .notice.good { border-color: var(--good); }
  .sheet .notice.good strong { color: var(--good); }
  .sheet .figures { display: flex; flex-wrap: wrap; gap: 6px 44px; margin: 10px 0 4px; padding: 0; }
  .sheet .figures div { margin: 0; }
  .sheet .figures div { display: flex; flex-direction: column; }
  .sheet .figures dd { margin: 0; font: 600 25px/1.2 var(--serif); }
  .sheet .figures dt { color: var(--soft); font-size: 13.5px; font-weight: 400; }
  .sheet .facts { display: grid; grid-template-columns: max-content 1fr; gap: 4px 22px; margin: 4px 0; padding: 0; }
  .sheet .facts dt, .sheet .facts dd { margin: 0; padding: 0; }
  .sheet .facts dt { color: var(--soft); font-weight: 400; }
  .sheet .facts dd { overflow-wrap: anywhere; }
  .sheet ol { margin: 0; padding-left: 1.4em; }
  .sheet .scroll { overflow-x: auto; }
  .sheet table { width: 100%; border-collapse: collapse; border-top: 2px solid var(--ink); }
  .sheet caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .sheet th, .sheet td {
    padding: 8px 16px 8px 0; border: 0; border-bottom: 1px solid var(--rule);
    color: inherit; font-weight: 400; text-align: left; vertical-align: baseline; overflow-wrap: break-word;
  }
  .sheet thead th { padding: 6px 16px 6px 0; color: var(--soft); font-size: 13px; white-space: nowrap; }
  .sheet tbody tr:hover > * { background: var(--wash); }
  .sheet .number { text-align: right; }
  .sheet td:last-child, .sheet th:last-child { padding-right: 0; }
  .sheet .title { font: 600 16px/1.35 var(--serif); hyphens: auto; overflow-wrap: anywhere; }
  .sheet .title a { color: inherit; text-decoration-color: var(--line); }
  .sheet .title a:hover { color: var(--accent); text-decoration-color: currentColor; }
  .sheet .nowrap { white-space: nowrap; overflow-wrap: normal; }
  .sheet code { padding: 1px 6px; border-radius: 3px; background: var(--wash); color: inherit; font-size: 13px; }
  .sheet del { color: var(--soft); text-decoration-color: var(--bad); }
  .sheet ins { color: var(--good); text-decoration: none; }
  .sheet .bar { display: flex; width: 100%; min-width: 120px; height: 9px; overflow: hidden; background: var(--rule); }
  .sheet .bar i, .sheet .columns i { display: block; }
  .sheet i.approved { background: var(--good); }
  .sheet i.accepted { background: light-dark(#7ba686, #5d8f6b); }
  .sheet i.rejected { background: light-dark(#b4472f, #e07a60); }
  .sheet i.auto { background: var(--open); }
  .sheet i.plain { background: var(--accent); }
  .sheet .legend { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--soft); font-size: 13px; }
  .sheet .legend i { display: inline-block; width: 11px; height: 11px; margin-right: 6px; }
  .sheet figure { margin: 6px 0 0; }
  .sheet .columns { display: flex; gap: 3px; height: 132px; border-bottom: 1px solid var(--line); }
  .sheet .columns > span { display: flex; flex: 1; flex-direction: column-reverse; height: 100%; }
  .sheet .ends { display: flex; justify-content: space-between; color: var(--soft); font-size: 13px; }
  .sheet figcaption { margin-top: 4px; color: var(--soft); font-size: 13.5px; }
</style>
"""
)
"""Given to `st.html` at the head of a page, after `frame.FRAME`; holds nothing from outside."""
