"""Bitexts to test with: one written by hand that has a bit of everything, and Hypothesis strategies for all others."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from align.collection import Entry
from align.exchange import Bitext, Change, Review, SideFile
from align.model import (
    Alignment,
    Annotation,
    Bead,
    Box,
    Finding,
    Kind,
    Mark,
    Place,
    Sentence,
    Severity,
    Word,
)

NOON = datetime(2024, 3, 5, 12, 0, tzinfo=UTC)


def typed(
    text: str, *, page: int = 1, folio: str | None = "1", top: float = 0.1, kind: Kind = Kind.PARAGRAPH
) -> Sentence:
    """A sentence on one printed line, words side by side."""
    words = tuple(
        Word(word, (Place(page, folio, Box(0.1 + 0.05 * k, top, 0.14 + 0.05 * k, top + 0.02)),), 0.9)
        for k, word in enumerate(text.split())
    )
    return Sentence(text, words, kind)


def sample() -> Bitext:
    """Six beads: 1-1, 2-1, an omission, an addition, one rejected, one under review with a history."""
    source = (
        typed("Vermerk", kind=Kind.HEADING),
        typed("Der Garten wurde umgegraben.", top=0.2),
        typed("Die Beete sind fertig.", folio="2", page=2),
        typed("Ein Apfelbaum fehlt.", folio="2", page=2, top=0.3),
        typed("Gen. Birnbaum dankte.", folio="2", page=2, top=0.4),
        typed("=SUMME(A1)", folio="3", page=3),
    )
    target = (
        Sentence("Note", kind=Kind.HEADING),
        Sentence(
            "The garden was dug over and the [flower] beds are ready.",
            annotations=(Annotation(Mark.INSERTION, 32, 40),),
        ),
        Sentence("Comrade Birnbaum said his thanks."),
        Sentence("There was tea & cake <afterwards>."),
        Sentence("Sum."),
    )
    beads = (
        Bead((0,), (0,), 0.99),
        Bead((1, 2), (1,), 0.8125),
        Bead((3,), (), 0.61),
        Bead((4,), (2,), 1.0, decided=True),
        Bead((), (3,), 0.55),
        Bead((5,), (4,), 0.2),
    )
    history = (
        Change("op-1", NOON, "run", "align", after="1-1"),
        Change(
            "op-2", NOON + timedelta(minutes=4), "Ada", "accept", before="auto", after="accepted", reason="read twice"
        ),
    )
    reviews = {
        3: Review(
            "accepted",
            "Ada",
            "Ben",
            flagged=True,
            remark="Check the name.",
            suggestion="thanked them",
            bead_id="b-0004",
            changed=NOON + timedelta(minutes=4),
            history=history,
        ),
        5: Review("rejected", "Ada"),
    }
    entry = Entry(
        "7",
        title_de="Vermerk über den Garten",
        title_en="Note on the Garden",
        date="1984-03-31",
        shelfmark="BStU, MfS, ZAIG 0000",
        folios="1-3",
        translator="C. Nobody",
        remarks=("Invented for a test",),
        original=Path("originals/garden.pdf"),
    )
    findings = (Finding("number-differs", Severity.WARNING, "3 is not 4.", (1,)),)
    alignment = Alignment(source, target, beads, findings, "test:1")
    files = SideFile("garden.pdf", "ab" * 32), SideFile("garden.txt", "cd" * 32)
    return Bitext(entry, alignment, reviews, *files, NOON + timedelta(hours=1))


# Every kind of odd character a text could carry, line ends of Unicode and lone surrogates among them.
texts = st.text(st.characters(), max_size=12) | st.sampled_from(
    ["", "daß", "\x85", "a\u2028b", "\ud800", "<b>&amp;]]>", '"\\u0041"', "\r\n", "=1+1", "\x00", "\t-x", "\ufffe"]
)
_shares = st.floats(0, 1)
_times = st.datetimes(timezones=st.sampled_from([UTC]))
_places = st.builds(
    Place, st.integers(1, 9999), st.none() | texts, st.none() | st.builds(Box, _shares, _shares, _shares, _shares)
)
_words = st.builds(Word, texts, st.lists(_places, max_size=2).map(tuple), st.none() | _shares, st.none() | texts)
_annotations = st.builds(Annotation, st.sampled_from(Mark), st.integers(0, 9), st.integers(0, 9), texts)
sentences = st.builds(
    Sentence,
    texts,
    st.lists(_words, max_size=3).map(tuple),
    st.sampled_from(Kind),
    st.integers(0, 99),
    st.lists(_annotations, max_size=2).map(tuple),
    texts,
)
_changes = st.builds(Change, texts, _times, texts, texts, texts, texts, texts)
_reviews = st.builds(
    Review,
    *[texts] * 4,
    st.booleans(),
    texts,
    texts,
    st.just(""),
    st.none() | _times,
    st.lists(_changes, max_size=2).map(tuple),
)
_dates = st.sampled_from(["", "1984-03-31", "1964-11-30/1964-12-01", "1973"])
_entries = st.builds(
    Entry,
    texts.filter(bool),
    *[texts] * 2,
    _dates,
    *[texts] * 6,
    languages=st.sampled_from([("de", "en"), ("de", "fr")]),
    remarks=st.lists(texts, max_size=2).map(tuple),
    original=st.none() | st.sampled_from([Path("originals/a.pdf"), Path("/tmp/ß.txt")]),
)


@st.composite
def bitexts(draw: st.DrawFn) -> Bitext:
    """Any bitext: a ladder with a crossing now and then, odd texts, some beads reviewed."""
    shapes = draw(st.lists(st.sampled_from([(1, 1), (2, 1), (1, 3), (0, 1), (2, 0)]), max_size=5))
    beads: list[Bead] = []
    i = j = 0
    for a, b in shapes:
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), draw(_shares), draw(st.booleans())))
        i, j = i + a, j + b
    if len(beads) > 1 and draw(st.booleans()):
        first, second = beads[:2]
        beads[:2] = [Bead(first.source, second.target), Bead(second.source, first.target)]
        beads = [bead for bead in beads if bead.source or bead.target]
    source = tuple(draw(sentences) for _ in range(i))
    target = tuple(draw(sentences) for _ in range(j))
    findings = draw(
        st.lists(st.builds(Finding, texts, st.sampled_from(Severity), texts, st.just((0,))), max_size=2).map(tuple)
    )
    reviews = {index: draw(_reviews) for index in range(len(beads)) if draw(st.booleans())}
    alignment = Alignment(source, target, tuple(beads), findings, draw(texts))
    files = SideFile(draw(texts), draw(texts)), SideFile(draw(texts), draw(texts))
    return Bitext(draw(_entries), alignment, reviews, *files, draw(st.none() | _times))
