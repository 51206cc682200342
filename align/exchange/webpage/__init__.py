"""A document and its translation side by side as one HTML file: to read, to send, to print.

The file is whole in itself: no script, no address it loads from (its Content-Security-Policy forbids both), one style
sheet whose hash the policy names. Every word of the documents is escaped.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from align import __version__
from align.collection import cite_original, cite_translation, english_date
from align.exchange.bitext import AUTO, Bitext
from align.exchange.webpage.markup import head, plain
from align.exchange.webpage.rows import percent, table_rows
from align.exchange.writing import WriteReport, write_text

_LANGUAGES = {"de": "German", "en": "English", "fr": "French", "ru": "Russian", "it": "Italian", "es": "Spanish"}
_LEAST_SURE = 6
_LONG_TITLE = 90  # characters; a longer title is set smaller


def write_html(bitext: Bitext, path: Path) -> WriteReport:
    """Write the page, null beads and rejected ones included.

    Raises:
        WorkspaceError: if the file cannot be written.
    """
    write_text(path, _page(bitext))
    return WriteReport(written=len(bitext.alignment.beads))


def _page(bitext: Bitext) -> Iterator[str]:
    style = files("align.exchange.webpage").joinpath("style.css").read_text(encoding="utf-8")
    title = bitext.entry.title_en or bitext.entry.title_de or f"Document {bitext.entry.number}"
    yield head(f"{title}: parallel text", style)
    yield '<body>\n<a class="skip" href="#text">Skip to the text</a>\n'
    yield _masthead(bitext)
    yield _overview(bitext)
    yield _table_head(bitext)
    yield from table_rows(bitext)
    yield "</tbody>\n</table>\n</main>\n"
    yield _colophon(bitext)
    yield "</body>\n</html>\n"


def _masthead(bitext: Bitext) -> str:
    entry = bitext.entry
    source, target = (plain(code) for code in entry.languages)
    titles = [(source, entry.title_de), (target, entry.title_en)]
    known = [(code, title) for code, title in titles if title] or [("en", f"Document {entry.number}")]
    size = ' class="long"' if len(known[0][1]) > _LONG_TITLE else ""
    heading = f'<h1 lang="{known[0][0]}"{size}>{plain(known[0][1])}</h1>\n'
    if len(known) > 1:
        heading += f'<p class="subtitle" lang="{known[1][0]}">{plain(known[1][1])}</p>\n'
    facts = [
        ("Date", english_date(entry.date)),
        ("Shelfmark", entry.shelfmark),
        ("Folios", entry.folios.replace("-", "–")),
        ("Translated by", entry.translator),
        ("Published", entry.publisher),
    ]
    pairs = "".join(f"<div><dt>{name}</dt><dd>{plain(value)}</dd></div>" for name, value in facts if value)
    remarks = "".join(f'<li lang="">{plain(remark)}</li>' for remark in entry.remarks)
    remarks = f'<ul class="notice">{remarks}</ul>\n' if remarks else ""
    name = f"Document {entry.number}" if entry.number[:1].isdecimal() else entry.number
    return (
        f'<header class="masthead">\n<p class="eyebrow">{plain(name)} · parallel text</p>\n'
        f'{heading}<dl class="facts">{pairs}</dl>\n{remarks}</header>\n'
    )


def _overview(bitext: Bitext) -> str:
    rows = list(bitext.rows())
    figures = [
        (len(rows), "passages"),
        (sum(review.status != AUTO or bead.decided for _, bead, review in rows), "decided by people"),
        (sum(not bead.target for _, bead, _ in rows), "without a translation"),
        (sum(not bead.source for _, bead, _ in rows), "without an original"),
    ]
    if flagged := sum(review.flagged for _, _, review in rows):
        figures.append((flagged, "flagged"))
    counts = "".join(f"<li><strong>{count:,}</strong> {name}</li>" for count, name in figures)
    open_ones = [(bead.confidence, index) for index, bead, review in rows if review.status == AUTO and not bead.decided]
    doubts = ", ".join(
        f'<a href="#b{index + 1}">{index + 1}</a> ({percent(confidence)})'
        for confidence, index in sorted(open_ones)[:_LEAST_SURE]
    )
    doubts = f'<p class="doubts">Least sure, not yet reviewed: {doubts}</p>\n' if doubts else ""
    counts = f'<ul class="counts">{counts}</ul>\n'
    return f'<section class="overview" aria-label="Overview">\n{counts}{doubts}{_LEGEND}</section>\n'


_LEGEND = """<ul class="legend" aria-label="Legend">
<li><span class="leaf">Bl.&nbsp;2</span> a new folio begins</li>
<li><span class="mark insertion">[only]</span> the translator’s insertion</li>
<li><span class="mark gloss">[HVA: …]</span> the translator’s gloss</li>
<li><span class="mark document">[Signed]</span> a mark of the document</li>
<li><span class="mark damage">▯</span> a character lost in the file</li>
<li><span class="swatch"></span> no counterpart on the other side</li>
<li><span class="seam"></span> sentences of one passage</li>
<li><span class="figure">87&#8239;%</span> how sure the program is of the pairing</li>
<li><span class="status accepted">✓</span> confirmed by a person, <span class="status approved">✓✓</span> by two</li>
</ul>
"""


def _table_head(bitext: Bitext) -> str:
    source, target = (_LANGUAGES.get(code, code) for code in bitext.entry.languages)
    return (
        '<main id="text">\n<table>\n<caption>The text, passage by passage</caption>\n<thead><tr>'
        f'<th scope="col" class="where">No., folio</th><th scope="col" class="source">Original, {plain(source)}</th>'
        f'<th scope="col" class="target">Translation, {plain(target)}</th><th scope="col" class="state">Pairing</th>'
        "</tr></thead>\n<tbody>\n"
    )


def _colophon(bitext: Bitext) -> str:
    entry = bitext.entry
    source, target = (plain(code) for code in entry.languages)
    lines = [
        ("Original", source, cite_original(entry)),
        ("Translation", target, cite_translation(entry)),
        ("This pairing", "en", _imprint(bitext)),
    ]
    cited = "".join(
        f'<dt>{name}</dt><dd lang="{code}">{plain(text)}</dd>' for name, code, text in lines if text.strip()
    )
    return (
        '<footer class="colophon">\n<h2>How to cite</h2>\n'
        f"<dl>{cited}</dl>\n"
        "<p>The number before a passage is a link to it. The wording of the translation is the published one; "
        "suggested wordings stand apart, under the passage.</p>\n</footer>\n"
    )


def _imprint(bitext: Bitext) -> str:
    state = f"State of {_day(bitext.changed)}. " if bitext.changed is not None else ""
    signature = f" Signature: {bitext.alignment.signature}." if bitext.alignment.signature else ""
    return f"{state}Paired with align {__version__}.{signature}"


def _day(time: datetime) -> str:
    utc = time.astimezone(UTC) if time.tzinfo else time
    return f"{utc.day} {utc:%B %Y, %H:%M} UTC"
