"""The model as JSON values and back, without loss.

Short keys and left-out defaults keep a sentence of thirty words near two kilobytes. Floats survive because JSON
writes the shortest text that reads back as the same number. Unknown keys are refused by the constructors.
"""

from typing import Any

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

Json = dict[str, Any]


def _trim(value: Json) -> Json:
    """Without the keys whose value is a default: None, "", 0 where the default is 0, or an empty list or mapping."""
    return {key: item for key, item in value.items() if item is not None and item != "" and item != [] and item != {}}


def box_to_json(box: Box | None) -> list[float] | None:
    """Left, top, right, bottom."""
    return None if box is None else [box.left, box.top, box.right, box.bottom]


def box_from_json(value: list[float] | None) -> Box | None:
    """Reads `box_to_json`."""
    return None if value is None else Box(*value)


def word_to_json(word: Word) -> list[Any]:
    """Text, places, confidence, earlier reading; the end is left out where it is empty."""
    places = [
        [place.page, place.folio, (box := place.box) and [box.left, box.top, box.right, box.bottom]]
        for place in word.places
    ]
    if word.earlier is not None:
        return [word.text, places, word.confidence, word.earlier]
    if word.confidence is not None:
        return [word.text, places, word.confidence]
    return [word.text, places] if places else [word.text]


def word_from_json(value: list[Any]) -> Word:
    """Reads `word_to_json`."""
    text, places, confidence, earlier = [*value, None, None, None][:4]
    read = tuple(Place(page, folio, box and Box(*box)) for page, folio, box in places or ())
    return Word(text, read, confidence, earlier)


def _annotations_to_json(annotations: tuple[Annotation, ...]) -> list[list[Any]]:
    return [[item.mark.value, item.start, item.end, item.text] for item in annotations]


def _annotations_from_json(value: list[list[Any]]) -> tuple[Annotation, ...]:
    return tuple(Annotation(Mark(mark), start, end, text) for mark, start, end, text in value)


def sentence_to_json(sentence: Sentence) -> Json:
    """`text` is left out where the words give it."""
    joined = " ".join(word.text for word in sentence.words)
    text = {} if sentence.words and joined == sentence.text else {"text": sentence.text}
    return text | _trim(
        {
            "words": [word_to_json(word) for word in sentence.words],
            "kind": sentence.kind.value,
            "block": sentence.block,
            "annotations": _annotations_to_json(sentence.annotations),
            "label": sentence.label,
        }
    )


def sentence_from_json(value: Json) -> Sentence:
    """Reads `sentence_to_json`."""
    words = tuple(word_from_json(word) for word in value.get("words", ()))
    return Sentence(
        text=value["text"] if "text" in value else " ".join(word.text for word in words),
        words=words,
        kind=Kind(value["kind"]),
        block=value["block"],
        annotations=_annotations_from_json(value.get("annotations", [])),
        label=value.get("label", ""),
    )


def line_to_json(line: Line) -> Json:
    """One printed line."""
    return _trim(
        {
            "text": line.text,
            "words": [word_to_json(word) for word in line.words],
            "box": box_to_json(line.box),
            "indent": line.indent,
            "gap": line.gap,
        }
    )


def line_from_json(value: Json) -> Line:
    """Reads `line_to_json`."""
    return Line(
        text=value.get("text", ""),
        words=tuple(word_from_json(word) for word in value.get("words", ())),
        box=box_from_json(value.get("box")),
        indent=value["indent"],
        gap=value["gap"],
    )


def page_to_json(page: Page) -> Json:
    """One page with its lines."""
    return {
        "number": page.number,
        "lines": [line_to_json(line) for line in page.lines],
        "width": page.width,
        "height": page.height,
        "reading": page.reading.value,
        "confidence": page.confidence,
        "folio": page.folio,
        "failure": page.failure,
    }


def page_from_json(value: Json) -> Page:
    """Reads `page_to_json`."""
    lines = tuple(line_from_json(line) for line in value["lines"])
    return Page(**{**value, "lines": lines, "reading": Reading(value["reading"])})


def document_to_json(document: Document) -> Json:
    """All but the pages, which are rows of their own."""
    return {
        "language": document.language,
        "layout": document.layout,
        "metadata": dict(document.metadata),
        "source": document.source,
        "sha256": document.sha256,
    }


def document_from_json(value: Json, pages: tuple[Page, ...]) -> Document:
    """Reads `document_to_json`."""
    return Document(pages=pages, **value)


def _block_to_json(block: Block) -> Json:
    return _trim(
        {
            "words": [word_to_json(word) for word in block.words],
            "kind": block.kind.value,
            "annotations": _annotations_to_json(block.annotations),
            "label": block.label,
            "group": block.group,
        }
    )


def _block_from_json(value: Json) -> Block:
    return Block(
        words=tuple(word_from_json(word) for word in value.get("words", ())),
        kind=Kind(value["kind"]),
        annotations=_annotations_from_json(value.get("annotations", [])),
        label=value.get("label", ""),
        group=value["group"],
    )


def clean_to_json(clean: CleanText) -> Json:
    """A cleaned text; page numbers become texts, because JSON knows no other keys."""
    return {
        "blocks": [_block_to_json(block) for block in clean.blocks],
        "language": clean.language,
        "folios": {str(page): folio for page, folio in clean.folios.items()},
        "typed_numbers": {str(page): number for page, number in clean.typed_numbers.items()},
        "furniture": [[item.page, item.text, item.reason, box_to_json(item.box)] for item in clean.furniture],
        "metadata": dict(clean.metadata),
    }


def clean_from_json(value: Json) -> CleanText:
    """Reads `clean_to_json`."""
    return CleanText(
        blocks=tuple(_block_from_json(block) for block in value["blocks"]),
        language=value["language"],
        folios={int(page): folio for page, folio in value["folios"].items()},
        typed_numbers={int(page): number for page, number in value["typed_numbers"].items()},
        furniture=tuple(
            Furniture(page, text, reason, box_from_json(box)) for page, text, reason, box in value["furniture"]
        ),
        metadata=dict(value["metadata"]),
    )
