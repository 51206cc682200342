"""The recipe: lines, paragraphs, structure, brackets, blocks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from align.model import Annotation, Block, CleanText, Document, Mark, Word
from align.text.folios import declared_folios, with_folios
from align.text.translation.brackets import bracket_annotations, take_footnotes
from align.text.translation.paragraphs import Draft, drafts_of
from align.text.translation.strips import PAGE_NUMBER_REASON, strips_of
from align.text.translation.structure import structured


def clean_translation(document: Document) -> CleanText:
    """A translation as its publisher converted it, cleaned into blocks.

    Lost bullets (`□`) are dropped or become labels with a `DAMAGE` mark; nothing is invented in their place. Wrapped
    lines and paragraphs cut in two are joined, the latter with a `JOIN` mark that `undo_join` takes back. Headings,
    list items, speakers' labels, rows and signatures get their kind; square brackets become annotations, and footnote
    numbers leave the text. Works for plain texts without any publisher's layout too. Where the file says on which folio
    of the original its text stands, the words know it.

    Args:
        document: as read, front matter already taken out; an empty one gives no blocks.
    """
    strips, furniture = strips_of(document)
    drafts = structured(drafts_of(strips))
    folios = declared_folios(document.pages)
    blocks = _with_notes([block for draft in drafts if (block := _block(draft)).words])
    return CleanText(
        blocks=tuple(_placed(block, folios) for block in blocks) if folios else blocks,
        language=document.language,
        folios=folios,
        typed_numbers={
            item.page: number[0]
            for item in furniture
            if item.reason == PAGE_NUMBER_REASON and (number := re.search(r"\d+", item.text))
        },
        furniture=furniture,
        metadata=document.metadata,
    )


def undo_join(block: Block, at: int) -> tuple[Block, Block]:
    """Cut a block in two again at the offset of a `JOIN` annotation.

    Raises:
        ValueError: the block has no `JOIN` annotation at `at`.
    """
    if not any(mark.mark is Mark.JOIN and mark.start == at for mark in block.annotations):
        raise ValueError(f"no join at {at}")
    count = len(block.text[:at].split())
    marks = [mark for mark in block.annotations if (mark.mark, mark.start) != (Mark.JOIN, at)]
    first = tuple(replace(mark, end=min(mark.end, at)) for mark in marks if mark.start <= at)
    second = tuple(
        replace(mark, start=max(0, mark.start - at - 1), end=mark.end - at - 1)
        for mark in marks
        if mark.end > at + 1 or mark.start > at
    )
    return (
        replace(block, words=block.words[:count], annotations=first),
        replace(block, words=block.words[count:], annotations=second, label=""),
    )


def _block(draft: Draft) -> Block:
    words, taken, indices = take_footnotes(draft.words)
    text = " ".join(word.text for word in words)
    starts = _starts(words)
    marks = [
        Annotation(mark, position, position, note)
        for index, mark, note in draft.marks
        for position in [min(len(text), max(0, starts[indices[index]] - (mark is Mark.JOIN)))]
    ]
    notes = [Annotation(Mark.FOOTNOTE, note.offset, note.offset, note.text) for note in taken]
    annotations = sorted([*marks, *notes, *bracket_annotations(text)], key=lambda mark: (mark.start, mark.end))
    return Block(words, draft.kind, tuple(annotations), draft.label, draft.group)


def _with_notes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Mark the texts of footnotes: blocks whose label is a number that was taken out of the text."""
    numbers = {mark.text for block in blocks for mark in block.annotations if mark.mark is Mark.FOOTNOTE}
    return tuple(
        replace(block, annotations=(Annotation(Mark.FOOTNOTE, 0, len(block.text), block.label), *block.annotations))
        if block.label in numbers
        else block
        for block in blocks
    )


def _placed(block: Block, folios: Mapping[int, str]) -> Block:
    return replace(block, words=tuple(with_folios(word, folios) for word in block.words))


def _starts(words: Sequence[Word]) -> tuple[int, ...]:
    """Offset of each word in the text, and of a word that might follow."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word.text) + 1)
    return tuple(starts)
