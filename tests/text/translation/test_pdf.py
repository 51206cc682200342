"""A translation as a PDF: wrapped lines, line-end hyphens, running heads, a paragraph across the page break."""

from pathlib import Path

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from align.model import Kind
from align.reading import ReadingOptions, read
from align.text import clean_translation, split_sentences

PAGES = (
    (
        "M i n u t e s",
        "",
        "The keepers of the northern coast met on a cold morning in order to talk about the",
        "lamps. Nobody was late, since the ferry had been on time for once, and the self-",
        "evident questions were soon out of the way. They then turned to the light-",
        "houses of the other coast.",
        "The second point was the counting of birds, which takes two people, a ladder and some",
        "patience; it was agreed that the ladder should be shared by all towers that want to",
    ),
    (
        "count. The lighthouses were content.",
        "",
        "Comrade Imker: Both sides will exchange in spring",
        "- feathers of all kinds, except those that are needed by the birds themselves or by",
        "people who write letters;",
        "- eggs.",
    ),
    ("The end.",),
)


def write_pdf(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=letter)
    for number, lines in enumerate(PAGES, 1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 750, "Exercise, not an archival document")
        canvas.drawString(300, 40, str(number))
        canvas.setFont("Helvetica", 11)
        for row, text in enumerate(lines):
            canvas.drawString(72, 720 - 14 * row, text)
        canvas.showPage()
    canvas.save()


def test_a_pdf_gives_whole_paragraphs_and_words(tmp_path: Path) -> None:
    path = tmp_path / "translation.pdf"
    write_pdf(path)
    text = clean_translation(read(path, ReadingOptions(language="en")))
    assert [(block.kind, block.text) for block in text.blocks] == [
        (Kind.HEADING, "Minutes"),
        (
            Kind.PARAGRAPH,
            "The keepers of the northern coast met on a cold morning in order to talk about the lamps. Nobody was "
            "late, since the ferry had been on time for once, and the self-evident questions were soon out of the way. "
            "They then turned to the lighthouses of the other coast.",
        ),
        (
            Kind.PARAGRAPH,
            "The second point was the counting of birds, which takes two people, a ladder and some patience; it was "
            "agreed that the ladder should be shared by all towers that want to count. The lighthouses were content.",
        ),
        (Kind.SPEAKER, "Comrade Imker:"),
        (Kind.PARAGRAPH, "Both sides will exchange in spring"),
        (
            Kind.ITEM,
            "feathers of all kinds, except those that are needed by the birds themselves or by people who write "
            "letters;",
        ),
        (Kind.ITEM, "eggs."),
        (Kind.PARAGRAPH, "The end."),
    ]
    assert text.typed_numbers == {1: "1", 2: "2", 3: "3"}
    assert {item.text for item in text.furniture} == {"Exercise, not an archival document", "1", "2", "3"}


def test_every_word_of_a_pdf_knows_its_page_and_box(tmp_path: Path) -> None:
    path = tmp_path / "translation.pdf"
    write_pdf(path)
    sentences = split_sentences(clean_translation(read(path, ReadingOptions(language="en"))))
    across = next(sentence for sentence in sentences if sentence.text.startswith("The second point"))
    assert across.pages == (1, 2)
    assert all(place.box is not None for sentence in sentences for place in sentence.places)
    joined = next(word for sentence in sentences for word in sentence.words if word.text == "lighthouses")
    assert len(joined.places) == 2
