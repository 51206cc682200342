"""The frozen data that flows: Document > Page > Line > Word, then Sentence, Bead, Alignment.

Everything here is immutable and compares by value; a change is `dataclasses.replace`. Nothing here imports upward.
Page numbers are 1-based positions in the file; folios are the archive's stamped numbers; typed numbers are what the
typist put on the page. The three differ and are kept apart.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, as fractions (0 to 1) of its width and height, origin top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word was read.

    Attributes:
        page: 1-based position of the page in the file.
        folio: the stamped number without leading zeros ("12", "12v"), None where no stamp was found.
        box: None for readings without geometry (plain text, transcriptions).
    """

    page: int
    folio: str | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read, with punctuation attached, without white space.

    Attributes:
        text: the word as it now stands.
        places: where it was read: one place, two for a word joined over a line end, none for typed-in text.
        confidence: the reader's, 0 to 1; None where the reader gives none.
        earlier: the reading before a person corrected it; None if never corrected.
    """

    text: str
    places: tuple[Place, ...] = ()
    confidence: float | None = None
    earlier: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.

    Attributes:
        text: the line as read, inner runs of blanks kept (letter-spaced words need them), outer blanks removed.
        words: `text` split at white space, in the same order.
        box: the line's rectangle; None without geometry.
        indent: blanks before the line, in characters (estimated from geometry where there is one).
        gap: blank lines before this one (0 for the next typed line; fractions from geometry are rounded).
    """

    text: str
    words: tuple[Word, ...]
    box: Box | None = None
    indent: int = 0
    gap: int = 0


class Reading(StrEnum):
    """How the text of a page was come by."""

    LAYER = "layer"
    OCR = "ocr"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file.

    Attributes:
        number: 1-based position in the file.
        lines: in reading order, furniture (stamps, page numbers, running heads) still among them.
        width, height: in points (1/72 inch); 0 without geometry.
        reading: which reading was chosen.
        confidence: mean confidence of the words, 0 to 1; None where unknown.
        folio: as the source itself declares it (a transcription by folio); stamps are found later, by cleaning.
        failure: why the page has no text (a plain sentence); None for a page that was read.
    """

    number: int
    lines: tuple[Line, ...] = ()
    width: float = 0.0
    height: float = 0.0
    reading: Reading = Reading.TEXT
    confidence: float | None = None
    folio: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: pages with lines and words, and what the file says of itself.

    Attributes:
        pages: in file order.
        language: ISO 639-1 code ("de", "en", "fr").
        layout: name of the layout or reader ("pdf", "wilson-pdf-new", "mediathek", "plain", "docx", …).
        metadata: front matter by lower-case key ("title", "date", "translator", "shelfmark", "folios", "address",
            "citation", "summary", "credits", "original_language", "wilson_number"); values as printed.
        source: file name without folder ("exercise.pdf"), "" where there is none.
        sha256: hash of the file's bytes, hexadecimal; "" where there is none.
    """

    pages: tuple[Page, ...]
    language: str = "de"
    layout: str = "plain"
    metadata: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    sha256: str = ""


class Kind(StrEnum):
    """What a block of text, and each sentence of it, is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    SPEAKER = "speaker"
    SIGNATURE = "signature"


class Mark(StrEnum):
    """Kinds of annotations on a text."""

    INSERTION = "insertion"  # the translator's own words in square brackets: [only]
    GLOSS = "gloss"  # an abbreviation explained in brackets: HVA [Foreign Intelligence Division]
    FOOTNOTE = "footnote"  # a footnote number; taken out of the text, `start == end`, `text` keeps it
    DOCUMENT = "document"  # a mark of the document itself: [Signed]
    OMISSION = "omission"  # […]
    ARCHIVIST = "archivist"  # an archivist's note inside a transcription
    DAMAGE = "damage"  # a glyph lost in conversion, perhaps with a word; zero-width where it was
    JOIN = "join"  # two paragraphs of the file were joined here; undoable; zero-width at the blank


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark on a text from `start` to `end` (0-based character offsets, end exclusive; equal for zero width)."""

    mark: Mark
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A cleaned stretch of text that no sentence crosses: a paragraph, a heading, a list item, a table row.

    Attributes:
        words: in reading order; `text` is their join with one blank.
        kind: what it is.
        annotations: offsets into `text`.
        label: list mark or item number as printed ("-", "a)", "3."), not part of `text`; "" where there is none.
        group: blocks of one list or one table share a number; 0 for none.
    """

    words: tuple[Word, ...]
    kind: Kind = Kind.PARAGRAPH
    annotations: tuple[Annotation, ...] = ()
    label: str = ""
    group: int = 0

    @property
    def text(self) -> str:
        """The words joined by one blank."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that is not text: a stamp, a page number, a running head, noise. Kept, so that it can be brought back."""

    page: int
    text: str
    reason: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class CleanText:
    """A document after cleaning: blocks to split into sentences, folios found, and all that was set aside."""

    blocks: tuple[Block, ...]
    language: str = "de"
    folios: Mapping[int, str] = field(default_factory=dict)  # page number -> folio
    typed_numbers: Mapping[int, str] = field(default_factory=dict)  # page number -> typed page number
    furniture: tuple[Furniture, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of matching: a sentence, heading, list item, speaker label or table row.

    Attributes:
        text: equal to its words joined by one blank wherever `words` is not empty.
        words: () for sentences that came without places (one a line from a file).
        kind: kind of the block it comes from.
        block: 0-based number of its block in the document; a new number is a paragraph end.
        annotations: offsets into `text`.
        label: list mark of its block, for the first sentence of the block.
    """

    text: str
    words: tuple[Word, ...] = ()
    kind: Kind = Kind.PARAGRAPH
    block: int = 0
    annotations: tuple[Annotation, ...] = ()
    label: str = ""

    @property
    def places(self) -> tuple[Place, ...]:
        """Places of all its words, in order."""
        return tuple(place for word in self.words for place in word.places)

    @property
    def folios(self) -> tuple[str, ...]:
        """Folios it stands on, in order, each once."""
        return tuple(dict.fromkeys(place.folio for place in self.places if place.folio is not None))

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages it stands on, in order, each once."""
        return tuple(dict.fromkeys(place.page for place in self.places))


class Landmark(StrEnum):
    """What both sides of a document may show alike, and what can be asked to part its pairs."""

    ARTICLES = "articles"  # numbered headings
    FOLIOS = "folios"


LONGEST_SENTENCE = 5_000
"""Characters (see `written_out`) of the longest sentence that is matched.

Two printed pages. Encoding one takes some 50 MB, and its sums, kept in half precision, stay far from the 65,504 that it
can hold: 1,500 for prose, 35,600 for nothing but dashes, the worst that was found.
"""


def written_out(text: str) -> int:
    """Characters of a text as the encoder reads it: compatibility characters as those they stand for (`ﷺ` as 18)."""
    return len(unicodedata.normalize("NFKC", text))


def plain_sentences(texts: Sequence[str]) -> tuple[Sentence, ...]:
    """Sentences without places, each in a block of its own number 0 (no paragraph ends known)."""
    return tuple(Sentence(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Bead:
    """A minimal group of source sentences paired with one of target sentences (0-based indices, ascending).

    Attributes:
        source, target: one of them is empty for a null bead, never both.
        confidence: posterior probability of the bead, 0 to 1; 1.0 for a bead decided by a person.
        decided: fixed by a person, hence a hard constraint for any new run.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float = 1.0
    decided: bool = False

    @property
    def type(self) -> str:
        """For example "2-1"."""
        return f"{len(self.source)}-{len(self.target)}"

    @property
    def is_null(self) -> bool:
        """One side is empty: an omission (1-0) or an addition (0-1)."""
        return not (self.source and self.target)


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the data, as a value.

    Attributes:
        code: stable name of the check ("crossing", "number-differs").
        severity: how much it matters.
        message: a plain sentence.
        beads: 0-based indices of the beads it speaks of, the first being where it is shown.
    """

    code: str
    severity: Severity
    message: str
    beads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts and the ladder between them.

    Attributes:
        source, target: all sentences of both sides.
        beads: cover every sentence exactly once, in order on both sides (a swapped pair of neighbours is two beads
            in source order).
        findings: faults found on the way, for example crossings.
        signature: how this came about: encoder, model, options, version; reproduces the run.
    """

    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    findings: tuple[Finding, ...] = ()
    signature: str = ""

    def findings_by_bead(self) -> dict[int, list[Finding]]:
        """The findings by the number of the bead where they are shown; those that speak of no bead are left out."""
        found: dict[int, list[Finding]] = {}
        for finding in self.findings:
            for number in finding.beads[:1]:
                found.setdefault(number, []).append(finding)
        return found

    def source_text(self, bead: Bead) -> str:
        """The bead's source sentences joined by one blank."""
        return " ".join(self.source[i].text for i in bead.source)

    def target_text(self, bead: Bead) -> str:
        """The bead's target sentences joined by one blank."""
        return " ".join(self.target[j].text for j in bead.target)
