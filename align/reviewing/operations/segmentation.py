"""Mending the text itself: a misread word, two sentences that are one, one that is two.

Grouping sentences into a bead is something else (`structure`). The published translation is never altered: its words
are mended by nobody; where its sentences are cut wrongly, they can be joined and split.
"""

from dataclasses import dataclass, replace
from typing import ClassVar

from align.model import Annotation, Sentence, Word
from align.reviewing.operations.operation import Operation, RefusedError, View, altered, checked_text
from align.reviewing.ranks import between
from align.reviewing.state import Change, SentenceState, Side, Stamp


def words_of(sentence: Sentence) -> tuple[Word, ...]:
    """The words; those of a sentence that came without places are its text cut at single blanks."""
    return sentence.words or tuple(Word(part) for part in sentence.text.split(" "))


def _starts(words: tuple[Word, ...]) -> tuple[int, ...]:
    """Offset of each word in the joined text, and one past its end plus a blank."""
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word.text) + 1)
    return tuple(starts)


def _shifted(annotation: Annotation, by: int) -> Annotation:
    return replace(annotation, start=annotation.start + by, end=annotation.end + by)


def corrected(sentence: Sentence, index: int, text: str) -> Sentence:
    """The sentence with one word (0-based index) put right; places and the first reading are kept.

    Annotations keep their words: an end inside the altered word stays at its offset as far as the new word reaches, one
    behind it moves along.
    """
    words = words_of(sentence)
    old = words[index]
    first = old.text if old.earlier is None else old.earlier
    new = replace(old, text=text, earlier=None if text == first else first)
    start = _starts(words)[index]
    end, grown = start + len(old.text), len(text) - len(old.text)

    def moved(offset: int) -> int:
        return offset + grown if offset >= end else min(offset, start + len(text))

    annotations = tuple(
        replace(item, start=moved(item.start), end=max(moved(item.start), moved(item.end)))
        for item in sentence.annotations
    )
    fixed = (*words[:index], new, *words[index + 1 :])
    return replace(sentence, text=" ".join(word.text for word in fixed), words=fixed, annotations=annotations)


def joined(first: Sentence, second: Sentence) -> Sentence:
    """Two sentences as one, in the block of the first."""
    shift = len(first.text) + 1
    annotations = (*first.annotations, *(_shifted(item, shift) for item in second.annotations))
    words = (*words_of(first), *words_of(second)) if first.words or second.words else ()
    return replace(first, text=f"{first.text} {second.text}", words=words, annotations=annotations)


def cut(sentence: Sentence, index: int) -> tuple[Sentence, Sentence]:
    """A sentence as two, the second beginning with the word of this index (1 to the number of words - 1).

    An annotation across the cut is cut too.
    """
    words = words_of(sentence)
    border = _starts(words)[index]
    halves = words[:index], words[index:]
    texts = [" ".join(word.text for word in half) for half in halves]
    before = [
        replace(item, end=min(item.end, len(texts[0])))
        for item in sentence.annotations
        if item.start < border - 1 or (item.start == item.end < border)
    ]
    after = [
        replace(item, start=max(item.start, border) - border, end=item.end - border)
        for item in sentence.annotations
        if item.end > border or (item.start == item.end == border)
    ]
    kept = halves if sentence.words else ((), ())
    first = replace(sentence, text=texts[0], words=kept[0], annotations=tuple(before))
    return first, replace(sentence, text=texts[1], words=kept[1], annotations=tuple(after), label="")


@dataclass(frozen=True, slots=True)
class CorrectWord(Operation):
    """Put a misread word of the original right; its box and the first reading are kept.

    Attributes:
        sentence: id of the sentence.
        word: 0-based index of the word in it.
        was: the word as the sender saw it.
        text: the right word, without blanks.
    """

    name: ClassVar[str] = "correct-word"
    named_in: ClassVar[tuple[str, ...]] = ("sentence",)
    sentence: str
    word: int
    was: str
    text: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        before = view.sentence(self.sentence)
        if before.side is Side.TARGET:
            raise RefusedError("The published translation is never altered; suggest a wording instead.")
        text = checked_text(self.text, what="word", empty=False)
        if len(text.split()) != 1:
            raise RefusedError("A corrected word holds no blanks.")
        words = words_of(before.sentence)
        if not 0 <= self.word < len(words) or words[self.word].text != self.was:
            raise RefusedError(f"The sentence has no word {self.was!r} at this place.")
        if text == self.was:
            return ()
        return (Change(before, replace(before, sentence=corrected(before.sentence, self.word, text))),)


@dataclass(frozen=True, slots=True)
class JoinSentences(Operation):
    """Two neighbouring sentences of one bead are one sentence that was cut by mistake; the first keeps its id."""

    name: ClassVar[str] = "join-sentences"
    named_in: ClassVar[tuple[str, ...]] = ("first", "second")
    first: str
    second: str

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        first, second = view.sentence(self.first), view.sentence(self.second)
        bead = view.holder(first.id)
        members = bead.members(first.side)
        if second.id not in members:
            raise RefusedError("The two sentences stand in two pairs; merge these first.")
        if members.index(second.id) != members.index(first.id) + 1:
            raise RefusedError("Only neighbouring sentences can be joined, the first one named first.")
        whole = replace(first, sentence=joined(first.sentence, second.sentence), shaper=stamp.user)
        rest = tuple(member for member in members if member != second.id)
        after = replace(bead, source=rest) if first.side is Side.SOURCE else replace(bead, target=rest)
        return (Change(first, whole), Change(second, None), *altered((bead, after)))


@dataclass(frozen=True, slots=True)
class SplitSentence(Operation):
    """One sentence is two; both stay in its bead, the first keeps the id.

    Attributes:
        sentence: its id.
        word: 0-based index of the word with which the second one begins, at least 1.
    """

    name: ClassVar[str] = "split-sentence"
    named_in: ClassVar[tuple[str, ...]] = ("sentence",)
    sentence: str
    word: int

    def changes(self, view: View, stamp: Stamp) -> tuple[Change, ...]:
        """What it does."""
        before = view.sentence(self.sentence)
        if not 1 <= self.word < len(words_of(before.sentence)):
            raise RefusedError("A sentence can be cut only between two of its words.")
        first, second = cut(before.sentence, self.word)
        side = [item for item in view.sentences.values() if item.side is before.side]
        following = next((item.rank for item in side if item.rank > before.rank), None)
        new_id = stamp.new_id(1)
        rest = SentenceState(new_id, before.document, before.side, between(before.rank, following), second, stamp.user)
        bead = view.holder(before.id)
        place = bead.members(before.side).index(before.id) + 1
        members = (*bead.members(before.side)[:place], new_id, *bead.members(before.side)[place:])
        after = replace(bead, source=members) if before.side is Side.SOURCE else replace(bead, target=members)
        upper = replace(before, sentence=first, shaper=stamp.user)
        return (Change(before, upper), Change(None, rest), *altered((bead, after)))
