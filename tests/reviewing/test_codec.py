"""What is stored comes back the same."""

import json

from hypothesis import given
from hypothesis import strategies as st

from align.model import (
    Annotation,
    Block,
    Box,
    CleanText,
    Document,
    Furniture,
    Kind,
    Line,
    Mark,
    Page,
    Place,
    Reading,
    Sentence,
    Word,
)
from align.reviewing import codec
from align.reviewing.rows import row_from_json, row_to_json
from align.reviewing.state import (
    KINDS,
    BeadState,
    CommentState,
    DismissalState,
    DocumentState,
    Nature,
    OrphanState,
    SentenceState,
    SessionState,
    Side,
    Status,
    Subject,
)

texts = st.text(max_size=12)
fractions = st.floats(0, 1)
boxes = st.builds(Box, fractions, fractions, fractions, fractions)
folios = st.one_of(st.none(), texts)
places = st.builds(Place, st.integers(1, 999), folios, st.one_of(st.none(), boxes))
words = st.builds(
    Word,
    st.text(min_size=1, max_size=8),
    st.lists(places, max_size=2).map(tuple),
    st.one_of(st.none(), fractions),
    folios,
)
tuples_of_words = st.lists(words, max_size=4).map(tuple)
annotations = st.lists(
    st.builds(Annotation, st.sampled_from(Mark), st.integers(0, 99), st.integers(0, 99), texts), max_size=2
).map(tuple)
sentences = st.builds(Sentence, texts, tuples_of_words, st.sampled_from(Kind), st.integers(0, 99), annotations, texts)
lines = st.builds(Line, texts, tuples_of_words, st.one_of(st.none(), boxes), st.integers(0, 40), st.integers(0, 3))
pages = st.builds(
    Page,
    st.integers(1, 99),
    st.lists(lines, max_size=2).map(tuple),
    st.floats(0, 2000),
    st.floats(0, 2000),
    st.sampled_from(Reading),
    st.one_of(st.none(), fractions),
    folios,
    folios,
)
blocks = st.builds(Block, tuples_of_words, st.sampled_from(Kind), annotations, texts, st.integers(0, 9))
cleans = st.builds(
    CleanText,
    st.lists(blocks, max_size=2).map(tuple),
    texts,
    st.dictionaries(st.integers(1, 99), texts, max_size=2),
    st.dictionaries(st.integers(1, 99), texts, max_size=2),
    st.lists(st.builds(Furniture, st.integers(1, 99), texts, texts, st.one_of(st.none(), boxes)), max_size=2).map(
        tuple
    ),
    st.dictionaries(texts, texts, max_size=2),
)
names = st.lists(texts, max_size=3).map(tuple)
rows = st.one_of(
    st.builds(DocumentState, texts, texts, texts, texts, st.booleans()),
    st.builds(SentenceState, texts, texts, st.sampled_from(Side), texts, sentences, texts),
    st.builds(
        BeadState,
        id=texts,
        document=texts,
        rank=texts,
        source=names,
        target=names,
        confidence=fractions,
        status=st.sampled_from(Status),
        nature=st.sampled_from(Nature),
        flagged=st.booleans(),
        remark=texts,
    ),
    st.builds(CommentState, texts, texts, texts, texts, texts, texts, texts, st.booleans()),
    st.builds(DismissalState, texts, texts, texts, texts, texts, texts, texts, texts),
    st.builds(OrphanState, texts, texts, st.sampled_from(Subject), names, names, texts, texts, texts, texts, names),
    st.builds(
        SessionState, texts, texts, texts, names, st.dictionaries(texts, texts, max_size=2), names, names, st.booleans()
    ),
)


def through_json(value: object) -> object:
    return json.loads(json.dumps(value))


@given(sentences)
def test_a_sentence_survives_storing(sentence: Sentence) -> None:
    assert codec.sentence_from_json(through_json(codec.sentence_to_json(sentence))) == sentence  # type: ignore[arg-type]


@given(pages)
def test_a_page_survives_storing(page: Page) -> None:
    assert codec.page_from_json(through_json(codec.page_to_json(page))) == page  # type: ignore[arg-type]


@given(cleans)
def test_a_cleaned_text_survives_storing(clean: CleanText) -> None:
    assert codec.clean_from_json(through_json(codec.clean_to_json(clean))) == clean  # type: ignore[arg-type]


@given(rows)
def test_a_row_of_any_kind_survives_the_log(row: BeadState) -> None:
    assert row_from_json(KINDS[type(row)], through_json(row_to_json(row))) == row  # type: ignore[arg-type]


def test_the_facts_of_a_document_survive_storing() -> None:
    document = Document((Page(1),), "en", "wilson-pdf-new", {"title": "Note"}, "note.pdf", "00ff")
    assert codec.document_from_json(codec.document_to_json(document), document.pages) == document


def test_a_sentence_of_thirty_words_with_boxes_stays_under_three_kilobytes() -> None:
    box = Box(0.1234567890123, 0.2345678901234, 0.3456789012345, 0.4567890123456)
    sentence = Sentence(" ".join(["Beratung"] * 30), (Word("Beratung", (Place(12, "7", box),), 0.9123456),) * 30)
    assert len(json.dumps(codec.sentence_to_json(sentence))) < 3500
