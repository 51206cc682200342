"""What every check looks at: an alignment with its languages, each bead's two texts prepared once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from align.checking.languages import Language, language
from align.checking.names import NameWord, Registry, Unmatched, make_registry, name_words, unmatched
from align.checking.numbers import Mention, Settled, mentions, settle
from align.checking.numbers.finding import BRACKETS
from align.model import Alignment, Bead, Sentence

Span = tuple[int, int]


@dataclass(frozen=True)
class SideText:
    """One side of a bead.

    Attributes:
        sentences: in order; () for the empty side of a null bead.
        language: of the text.
        wanted: words in lower case that may be names however common they are.
    """

    sentences: tuple[Sentence, ...]
    language: Language
    wanted: frozenset[str] = frozenset()

    @cached_property
    def text(self) -> str:
        """The sentences joined by one blank."""
        return " ".join(sentence.text for sentence in self.sentences)

    @cached_property
    def asides(self) -> tuple[Span, ...]:
        """Stretches in square brackets or marked as a translator's, an archivist's or the document's marks, merged."""
        spans = [match.span() for match in BRACKETS.finditer(self.text)]
        offset = 0
        for sentence in self.sentences:
            spans += [(offset + a.start, offset + a.end) for a in sentence.annotations if a.start < a.end]
            offset += len(sentence.text) + 1
        return tuple(_merged(sorted(spans)))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where its sentences start in the text."""
        lengths = [len(sentence.text) + 1 for sentence in self.sentences]
        return tuple(accumulate(lengths[:-1], initial=0))

    @cached_property
    def names(self) -> tuple[NameWord, ...]:
        """Its words that may be names."""
        return tuple(name_words(self.text, self.starts, self.language, self.asides, self.wanted))

    @cached_property
    def own(self) -> str:
        """The text without the asides: what the other side owes an answer to."""
        if not self.asides:
            return self.text
        kept, at = [], 0
        for start, end in self.asides:
            kept.append(self.text[at:start])
            at = end
        return " ".join("".join([*kept, self.text[at:]]).split())

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Its numbers, dates and times; those in asides are loose."""
        return mentions(self.text, self.language, self.asides)


def _merged(spans: Sequence[Span]) -> Iterator[Span]:
    last: Span | None = None
    for start, end in spans:
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
        else:
            if last:
                yield last
            last = (start, end)
    if last:
        yield last


@dataclass(frozen=True)
class Pair:
    """One bead with its two texts.

    Attributes:
        index: 0-based number of the bead.
        bead: the bead.
        source, target: its texts.
    """

    index: int
    bead: Bead
    source: SideText
    target: SideText


@dataclass(frozen=True)
class Case:
    """An alignment to be checked.

    Attributes:
        alignment: as it stands.
        source_language, target_language: of its two texts.
    """

    alignment: Alignment
    source_language: Language
    target_language: Language

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All beads with their texts, null beads among them."""
        source, target = self._sides(of_source=True), self._sides(of_source=False)
        if self.source_language.nouns_are_capitalised:
            source = self._sides(of_source=True, wanted=_telling(target))
        elif self.target_language.nouns_are_capitalised:
            target = self._sides(of_source=False, wanted=_telling(source))
        beads = self.alignment.beads
        return tuple(Pair(k, bead, source[k], target[k]) for k, bead in enumerate(beads))

    def _sides(self, *, of_source: bool, wanted: frozenset[str] = frozenset()) -> list[SideText]:
        sentences = self.alignment.source if of_source else self.alignment.target
        lang = self.source_language if of_source else self.target_language
        indices = [bead.source if of_source else bead.target for bead in self.alignment.beads]
        return [SideText(tuple(sentences[i] for i in places), lang, wanted) for places in indices]

    @cached_property
    def linked(self) -> tuple[Pair, ...]:
        """The beads that have both sides."""
        return tuple(pair for pair in self.pairs if not pair.bead.is_null)

    @cached_property
    def settled(self) -> tuple[Settled, ...]:
        """For each bead what is left of its numbers when all answers have been found."""
        return settle(
            [pair.source.mentions for pair in self.pairs],
            [pair.target.mentions for pair in self.pairs],
            self.source_language,
            self.target_language,
        )

    @cached_property
    def registry(self) -> Registry:
        """The names that the document shows to be names."""
        texts = [sentence.text for side in (self.alignment.source, self.alignment.target) for sentence in side]
        small = frozenset(word for text in texts for word in text.split() if word.islower())
        return make_registry([(pair.source.names, pair.target.names) for pair in self.linked], small)

    @cached_property
    def unmatched_names(self) -> tuple[tuple[tuple[Unmatched, ...], tuple[Unmatched, ...]], ...]:
        """For each linked bead the names of its source and of its target that have no answer."""
        return tuple(self._unmatched(pair) for pair in self.linked)

    def _unmatched(self, pair: Pair) -> tuple[tuple[Unmatched, ...], tuple[Unmatched, ...]]:
        """Where only one side lacks an answer, a word with a capital that opens a sentence may stand for it."""
        source, target = pair.source, pair.target
        ours = unmatched(source.names, target.names, target.text, self.registry)
        theirs = unmatched(target.names, source.names, source.text, self.registry)
        if theirs and not ours and not source.language.nouns_are_capitalised:
            ours = unmatched(source.names, target.names, target.text, self.registry, thorough=True)
        elif ours and not theirs and not target.language.nouns_are_capitalised:
            theirs = unmatched(target.names, source.names, source.text, self.registry, thorough=True)
        return ours, theirs

    @property
    def both_known(self) -> bool:
        """Whether both languages have data."""
        return self.source_language.known and self.target_language.known


def _telling(texts: Sequence[SideText]) -> frozenset[str]:
    """Words, in lower case, whose capital says that they are names."""
    return frozenset(word.text.lower() for text in texts for word in text.names if word.telling)


def make_case(alignment: Alignment, source_language: str, target_language: str) -> Case:
    """Prepare an alignment between two languages (ISO 639-1 codes)."""
    return Case(alignment, language(source_language), language(target_language))
