"""The protocol as one HTML file: to read, to send, to print. Its look is that of the page with both texts."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from importlib.resources import files

from align import __version__
from align.collection import cite_original, english_date, folio_ranges
from align.exchange.protocol.contents import NATURES, Chapter, Correction, Passage, Protocol, Wording, moved
from align.exchange.webpage.markup import head, plain

Languages = tuple[str, str]


def protocol_html(protocol: Protocol) -> bytes:
    """The page, whole in itself: no script, one style sheet whose hash its policy names; UTF-8."""
    return "".join(_page(protocol)).encode("utf-8")


def _page(protocol: Protocol) -> Iterator[str]:
    sheets = (("align.exchange.webpage", "style.css"), ("align.exchange.protocol", "protocol.css"))
    style = "".join(files(package).joinpath(name).read_text(encoding="utf-8") for package, name in sheets)
    yield head(f"{protocol.title}: protocol", style)
    yield '<body class="protocol">\n<a class="skip" href="#text">Skip to the decisions</a>\n'
    yield _masthead(protocol)
    yield '<main id="text">\n'
    yield _points("Decisions", protocol.decisions)
    yield _points("Open questions", protocol.questions)
    for chapter in protocol.chapters:
        yield from _chapter(chapter)
    if not protocol.chapters:
        yield "<p>No pair was changed or confirmed in this session.</p>\n"
    yield "</main>\n"
    yield _colophon(protocol)
    yield "</body>\n</html>\n"


def _masthead(protocol: Protocol) -> str:
    facts = [
        ("Date", english_date(protocol.date)),
        ("Participants", ", ".join(protocol.participants)),
        ("Agenda", "; ".join(protocol.agenda)),
    ]
    pairs = "".join(f"<div><dt>{name}</dt><dd>{plain(value)}</dd></div>" for name, value in facts if value)
    counts = "".join(f"<li><strong>{count:,}</strong> {name}</li>" for count, name in protocol.counts)
    still = "" if protocol.closed else '<ul class="notice"><li>The session is not closed yet.</li></ul>\n'
    return (
        '<header class="masthead">\n<p class="eyebrow">Review session · protocol</p>\n'
        f'<h1 lang="">{plain(protocol.title)}</h1>\n<dl class="facts">{pairs}</dl>\n{still}</header>\n'
        f'<section class="overview" aria-label="Overview">\n<ul class="counts">{counts}</ul>\n</section>\n'
    )


def _points(title: str, points: tuple[str, ...]) -> str:
    if not points:
        return ""
    items = "".join(f'<li lang="">{plain(point)}</li>' for point in points)
    return f'<section class="points">\n<h2>{title}</h2>\n<ol>{items}</ol>\n</section>\n'


def _chapter(chapter: Chapter) -> Iterator[str]:
    (language, title), *more = chapter.titles
    subtitle = "".join(f'<p class="subtitle" lang="{plain(code)}">{plain(words)}</p>\n' for code, words in more)
    yield (
        f'<section class="chapter">\n<h2 lang="{plain(language)}">{plain(title)}</h2>\n{subtitle}'
        f'<p class="quiet">{plain(chapter.facts)}</p>\n'
    )
    for passage in chapter.changed:
        yield _passage(passage, chapter.entry.languages)
    yield _corrections(chapter)
    yield _confirmed(chapter)
    yield "</section>\n"


def _passage(passage: Passage, languages: Languages) -> str:
    turns = "".join(f"<li>{plain(turn)}</li>" for turn in passage.turns)
    deeds = "".join(f"<li>{plain(deed.words)}</li>" for deed in passage.deeds)
    said = "".join(
        f'<p class="note remark" lang=""><span class="tag">{plain(who)}:</span> {plain(words)}</p>'
        for words, who in passage.reasons
    )
    suggestion = passage.after.suggestion if passage.after else ""
    if suggestion:
        said += (
            '<p class="note suggestion"><span class="tag">Suggested wording:</span> '
            f'<span lang="{plain(languages[1])}">{plain(suggestion)}</span></p>'
        )
    turned = f'<ul class="turns">{turns}</ul>' if turns else ""
    return (
        f'<article class="passage">\n<h3>{_where(passage)}</h3>\n{_versions(passage, languages)}{turned}{said}'
        f'<ul class="deeds" aria-label="Who did what">{deeds}</ul>\n</article>\n'
    )


def _where(passage: Passage) -> str:
    number = f"Pair {passage.number:,}" if passage.number is not None else "A pair that is gone"
    folios = f' <span class="folio new">Bl.&nbsp;{plain(folio_ranges(passage.folios))}</span>' if passage.folios else ""
    return f"{number}{folios}"


def _versions(passage: Passage, languages: Languages) -> str:
    before, after = passage.before, passage.after
    if not passage.reshaped:
        rows = _version("Text", after, None, languages, "") if after else ""
    else:
        rows = _version("Before", before, after, languages, "gone") if before else ""
        rows += _version("After", after, before, languages, "come") if after else ""
    return (
        '<table><caption>The pair</caption><thead><tr><th scope="col" class="when"></th>'
        '<th scope="col" class="source">Original</th><th scope="col" class="target">Translation</th></tr></thead>\n'
        f"<tbody>{rows}</tbody></table>\n"
    )


def _version(name: str, one: Wording, other: Wording | None, languages: Languages, kind: str) -> str:
    texts = ((one.source, other.source if other else None), (one.target, other.target if other else None))
    cells = "".join(
        f'<td class="{side}" lang="{plain(code)}">{_sentences(own, others, kind, one.nature)}</td>'
        for side, code, (own, others) in zip(("source", "target"), languages, texts, strict=True)
    )
    return f'<tr><th scope="row" class="when">{name}</th>{cells}</tr>\n'


def _sentences(own: tuple[str, ...], others: tuple[str, ...] | None, kind: str, nature: str) -> str:
    if not own:
        return f'<p class="empty" lang="en">{plain(NATURES.get(nature, "nothing"))}</p>'
    marks = moved(own, others) if others is not None else (False,) * len(own)
    spans = (
        f'<span class="sentence{f" {kind}" if mark else ""}">{plain(sentence)}</span>'
        for sentence, mark in zip(own, marks, strict=True)
    )
    return f"<p>{' '.join(spans)}</p>"


def _corrections(chapter: Chapter) -> str:
    if not chapter.corrections:
        return ""
    language = plain(chapter.entry.languages[0])
    items = "".join(
        f'<li><span lang="{language}">{_compared(one)}</span> <span class="quiet">{plain(one.who)}</span></li>'
        for one in chapter.corrections
    )
    return f'<h3>Words of the original that were misread</h3>\n<ol class="corrections">{items}</ol>\n'


def _compared(one: Correction) -> str:
    """The sentence with what was taken out and what was put in."""
    old, new = one.before.split(), one.after.split()
    parts = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(plain(" ".join(old[i1:i2])))
            continue
        parts += [f"<del>{plain(' '.join(old[i1:i2]))}</del>"] if i1 < i2 else []
        parts += [f"<ins>{plain(' '.join(new[j1:j2]))}</ins>"] if j1 < j2 else []
    return " ".join(parts)


def _confirmed(chapter: Chapter) -> str:
    if not chapter.confirmed:
        return ""
    source, target = (plain(code) for code in chapter.entry.languages)
    rows = "".join(
        f'<tr><th scope="row" class="where">{_where(one)}</th>'
        f'<td class="source" lang="{source}">{_sentences(one.after.source, None, "", one.after.nature)}</td>'
        f'<td class="target" lang="{target}">{_sentences(one.after.target, None, "", one.after.nature)}</td>'
        f'<td class="state">{plain(", ".join(one.who))}</td></tr>\n'
        for one in chapter.confirmed
        if one.after is not None
    )
    return (
        '<h3>Confirmed as they stood</h3>\n<table class="confirmed"><caption>Confirmed pairs</caption><thead><tr>'
        '<th scope="col" class="where">Pair, folio</th><th scope="col" class="source">Original</th>'
        '<th scope="col" class="target">Translation</th><th scope="col" class="state">By</th></tr></thead>\n'
        f"<tbody>{rows}</tbody></table>\n"
    )


def _colophon(protocol: Protocol) -> str:
    cited = "".join(
        f'<dt>No. {plain(chapter.entry.number)}</dt><dd lang="{plain(chapter.entry.languages[0])}">'
        f"{plain(cite_original(chapter.entry))}</dd>"
        for chapter in protocol.chapters
        if chapter.entry.shelfmark
    )
    sources = f"<h2>Originals</h2>\n<dl>{cited}</dl>\n" if cited else ""
    return (
        f'<footer class="colophon">\n{sources}'
        '<p>A <span class="sentence gone">sentence marked so</span> left the pair, a '
        '<span class="sentence come">sentence marked so</span> came to it. Suggested wordings stand apart: the '
        f"published translation is not changed. Written by align {plain(__version__)}.</p>\n</footer>\n"
    )
