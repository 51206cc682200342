"""The recipe that turns a typescript as read into clean text; nothing is lost, all is kept somewhere."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from align.model import Annotation, Block, CleanText, Document, Line, Mark, Page, Reading
from align.text.folios import declared_folios, with_folios
from align.text.typescript.furniture import Bared, bare
from align.text.typescript.hyphens import Spellings, words_of
from align.text.typescript.misreadings import mended_numbers, mended_page
from align.text.typescript.paragraphs import Draft, drafts_of
from align.text.typescript.parentheses import with_parentheses
from align.text.typescript.patterns import DEFAULT_PATTERNS, Patterns
from align.text.typescript.spacing import close_spaced

ARCHIVIST = re.compile(r"\[[^\[\]]*\]")
"""A note of the archive in its transcription."""


def clean_original(document: Document, patterns: Patterns = DEFAULT_PATTERNS) -> CleanText:
    """Clean a typescript or its transcription.

    Args:
        document: as read.
        patterns: what counts as stamp, page number, running head; see `patterns_from`.

    Returns:
        Blocks in reading order; every word keeps its places, now with folios. Stamps and page numbers are data,
        everything else that is not text is `furniture`. `metadata["repaired_folios"]` lists pages whose stamp was
        misread or missing and was inferred from the pages around it.
    """
    pages = [_normalised(page) for page in document.pages]
    bared = bare(pages, patterns)
    closed = [mended_page(close_spaced(page), document.language) for page in bared.pages]
    spellings = Spellings.of(line for page in closed for line in page.lines)
    folios = _folios(document.pages, bared)
    transcribed = any(page.reading is Reading.TEXT for page in document.pages)
    blocks = mended_numbers([_block(draft, spellings, folios) for draft in drafts_of(closed)])
    return CleanText(
        blocks=tuple(_annotated(block) if transcribed else block for block in blocks if block.words),
        language=document.language,
        folios=folios,
        typed_numbers={page: str(number.value) for page, number in bared.typed_numbers.items()},
        furniture=bared.furniture,
        metadata={**document.metadata, **_repairs(bared)},
    )


def _normalised(page: Page) -> Page:
    """Composed characters, no typographic ligatures."""
    return replace(page, lines=tuple(_normalised_line(line) for line in page.lines))


LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


def _normalised_line(line: Line) -> Line:
    text = _normal(line.text)
    if text == line.text:
        return line
    return replace(line, text=text, words=tuple(replace(word, text=_normal(word.text)) for word in line.words))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(LIGATURES))


def _folios(pages: Sequence[Page], bared: Bared) -> dict[int, str]:
    """What the source says of its folios, else what its stamps say."""
    return declared_folios(pages) or {page: str(number.value) for page, number in bared.folios.items()}


def _repairs(bared: Bared) -> Mapping[str, str]:
    repaired = [str(page) for page, number in sorted(bared.folios.items()) if number.repaired]
    return {"repaired_folios": ", ".join(repaired)} if repaired else {}


def _block(draft: Draft, spellings: Spellings, folios: Mapping[int, str]) -> Block:
    words = with_parentheses(words_of(draft.lines, spellings))
    placed = tuple(with_folios(word, folios) for word in words)
    return Block(placed, draft.kind, (), draft.label, draft.group)


def _annotated(block: Block) -> Block:
    text = block.text
    notes = tuple(
        Annotation(Mark.ARCHIVIST, match.start(), match.end(), match[0]) for match in ARCHIVIST.finditer(text)
    )
    return replace(block, annotations=notes) if notes else block
