"""Small documents made by rule."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from align.model import Alignment, Bead, Block, Box, CleanText, Document, Line, Page, Place, Reading, Sentence, Word
from align.reviewing import Outcome, Result, Side, Stamp, Store
from align.reviewing.operations import Operation
from align.reviewing.replaying import replay

MORNING = datetime(2026, 3, 31, 8, 0, tzinfo=UTC)


class Clock:
    """Stamps with rising times and numbers."""

    def __init__(self, prefix: str = "op") -> None:
        self.count = 0
        self.prefix = prefix

    def __call__(self, user: str = "anna") -> Stamp:
        self.count += 1
        return Stamp(f"{self.prefix}{self.count}", user, MORNING + timedelta(seconds=self.count))


def sentence(text: str, *, page: int = 1, folio: str = "7", block: int = 0) -> Sentence:
    """A sentence whose words have boxes one after the other on a line."""
    words = tuple(
        Word(part, (Place(page, folio, Box(0.1 + i / 100, 0.2, 0.1 + (i + 1) / 100, 0.21)),), 0.9)
        for i, part in enumerate(text.split())
    )
    return Sentence(text, words, block=block)


def german(count: int) -> tuple[Sentence, ...]:
    """Sentences of an original, three on each folio."""
    return tuple(sentence(f"Der Punkt {i} wird beraten.", page=1 + i // 3, folio=str(7 + i // 3)) for i in range(count))


def english(count: int) -> tuple[Sentence, ...]:
    """Sentences of a translation, without places."""
    return tuple(Sentence(f"Point {i} is discussed.") for i in range(count))


def reading(sentences: Sequence[Sentence], language: str = "de") -> dict[str, object]:
    """What a reader and the cleaning would hand over with these sentences."""
    lines = tuple(Line(item.text, item.words) for item in sentences)
    document = Document(
        (Page(1, lines, 595.0, 842.0, Reading.OCR, 0.9),),
        language,
        "pdf",
        {"title": "Übung"},
        f"{language}.pdf",
        "ab12",
    )
    clean = CleanText(tuple(Block(item.words) for item in sentences), language, {1: "7"}, {1: "2"})
    return {"document": document, "clean": clean, "sentences": tuple(sentences)}


def save_reading(store: Store, number: str, side: str, sentences: Sequence[Sentence], **more: object) -> object:
    """Take in a reading with these sentences."""
    return store.save_reading(number, side, **reading(sentences, "de" if side == "source" else "en"), **more)  # type: ignore[arg-type]


def save_run(
    store: Store, number: str, beads: Sequence[tuple[Sequence[int], Sequence[int]]], *, confidence: float = 0.8
) -> object:
    """Take in a run over the sentences that stand."""
    standing = store.alignment(number).alignment
    ladder = tuple(Bead(tuple(source), tuple(target), confidence) for source, target in beads)
    return store.save_run(number, Alignment(standing.source, standing.target, ladder, signature="made by rule"))


def paired(store: Store, number: str, n: int, m: int, beads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> None:
    """A document with n and m sentences, paired so."""
    save_reading(store, number, "source", german(n))
    save_reading(store, number, "target", english(m))
    save_run(store, number, beads)


def ladder(store: Store, number: str = "3") -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The beads as indices."""
    return [(bead.source, bead.target) for bead in store.alignment(number).alignment.beads]


def ids(store: Store, number: str = "3") -> list[str]:
    """Ids of the beads, in order."""
    return [bead.id for bead in store.alignment(number).beads]


def base(store: Store, operation: Operation, number: str = "3") -> dict[str, int]:
    """What somebody who has just looked has seen."""
    return dict.fromkeys(operation.named, store.alignment(number).seq)


def do(store: Store, operation: Operation, stamp: Stamp, number: str = "3") -> Outcome:
    """Apply an operation after looking, and insist that it is acknowledged."""
    outcome = store.apply(operation, stamp=stamp, base=base(store, operation, number))
    assert outcome.result is Result.ACKNOWLEDGED, outcome.reason
    return outcome


def snapshot(store: Store, number: str = "3") -> object:
    """The whole state of a document but for revisions."""
    reviewed = store.alignment(number)
    return (reviewed.alignment, [bead.state for bead in reviewed.beads], reviewed.source_ids, reviewed.target_ids)


def sound(store: Store) -> None:
    """Insist that the log gives the state and that all ladders are whole."""
    assert replay(store) == ()


SIDES = (Side.SOURCE, Side.TARGET)
