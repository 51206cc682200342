"""Sentences from clean text: rules of this genre first, Punkt (Kiss and Strunk 2006) for the rest."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from align.model import Annotation, Block, CleanText, Kind, Sentence
from align.text.segmentation.cutting import CutWords, cut_at_marks, cut_long_words, with_ends_in_long
from align.text.segmentation.lexicon import RULED, Lexicon, extended, lexicon
from align.text.segmentation.rules import decide
from align.text.speakers import frequent_labels, label_length
from align.text.wordlists import word_list

UNITS = frozenset({Kind.HEADING, Kind.ROW, Kind.SPEAKER, Kind.SIGNATURE})
"""Blocks that are one sentence whatever stops they contain."""

PUNKT_NAMES = {
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sl": "slovene",
    "sv": "swedish",
    "tr": "turkish",
}
"""Languages with Punkt parameters; others are split by Punkt untrained."""


def split_sentences(text: CleanText, *, extra_abbreviations: Iterable[str] = ()) -> tuple[Sentence, ...]:
    """The sentences of a clean text, in order.

    Headings, table rows, speaker labels and signatures stay whole; paragraphs and list items are split at sentence
    ends, never at semicolons or colons, except after a speaker's label at the start (`Gen. Otto: …`). Words keep their
    places; annotations are cut to the sentence they fall in. A word in which a sentence ends (`。`) becomes two.
    A sentence or unit that is too long to be matched (`model.LONGEST_SENTENCE`) is cut at commas and blanks.

    Args:
        text: blocks in reading order; its language chooses rules and parameters.
        extra_abbreviations: further abbreviations after which no sentence ends ("i. G.").
    """
    known = extended(lexicon(text.language), extra_abbreviations)
    parted = [_parted(block, known) for block in text.blocks]
    paragraphs = [part.texts for block, part in zip(text.blocks, parted, strict=True) if block.kind is Kind.PARAGRAPH]
    frequent = frequent_labels(paragraphs)
    return tuple(
        sentence
        for number, (block, part) in enumerate(zip(text.blocks, parted, strict=True))
        if block.words
        for sentence in _sentences_of(block, number, part, _ends_of(block, part, text.language, known, frequent))
    )


def sentence_ends(words: Sequence[str], language: str, known: Lexicon) -> tuple[int, ...]:
    """Indices of the words that end a sentence, the last word always among them; () for no words."""
    if not words:
        return ()
    decided = [decide(words, i, known) for i in range(len(words) - 1)]
    if None in decided:
        by_punkt = punkt_ends(words, language)
        decided = [i in by_punkt if end is None else end for i, end in enumerate(decided)]
    return (*(i for i, end in enumerate(decided) if end), len(words) - 1)


def punkt_ends(words: Sequence[str], language: str) -> frozenset[int]:
    """Indices of the words that end a sentence by Punkt's parameters alone."""
    text = " ".join(words)
    stops = {stop for _, stop in _tokenizer(language).span_tokenize(text)}
    ends = []
    position = -1
    for i, word in enumerate(words):
        position += len(word) + 1
        if position in stops:
            ends.append(i)
    return frozenset(ends)


@cache
def _tokenizer(language: str) -> Any:
    # NLTK takes seconds to import; a program that never splits should not wait for it.
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
    from punkt.model import load_model

    parameters = PunktParameters()
    if language in PUNKT_NAMES:
        model = load_model(PUNKT_NAMES[language])
        ordinary = word_list(f"words-{language}.txt") if language in RULED else frozenset()
        parameters.abbrev_types = set(model.abbrev_types) - ordinary
        parameters.collocations = set(model.collocations)
        parameters.sent_starters = set(model.sent_starters)
        parameters.ortho_context.update(model.ortho_context)
    return PunktSentenceTokenizer(parameters)


def _parted(block: Block, known: Lexicon) -> CutWords:
    """The words of a block, cut where a sentence ends inside one."""
    splits = known.own_marks and block.kind not in UNITS
    return cut_long_words(cut_at_marks(block.words) if splits else CutWords(block.words))


def _ends_of(block: Block, part: CutWords, language: str, known: Lexicon, frequent: Collection[str]) -> tuple[int, ...]:
    """Indices of the words that end a sentence of a block, or the label of its speaker."""
    words = part.texts
    if block.kind in UNITS:
        return with_ends_in_long(words, sorted({*part.cuts, len(words) - 1}))
    ends = {*sentence_ends(words, language, known), *part.cuts}
    label = label_length(words, frequent) if block.kind is Kind.PARAGRAPH else 0
    return with_ends_in_long(words, sorted({label - 1, *ends} if 0 < label < len(words) else ends))


def _sentences_of(block: Block, number: int, part: CutWords, ends: Sequence[int]) -> Iterator[Sentence]:
    first = offset = 0
    for end in ends:
        words = part.words[first : end + 1]
        text = " ".join(word.text for word in words)
        speaks = first == 0 and end < ends[-1] and block.kind is Kind.PARAGRAPH and text.endswith(":")
        yield Sentence(
            text=text,
            words=words,
            kind=Kind.SPEAKER if speaks else block.kind,
            block=number,
            annotations=_cut(block.annotations, offset, offset + len(text)),
            label=block.label if first == 0 else "",
        )
        first, offset = end + 1, offset + len(text) + (end not in part.cuts)


def _cut(annotations: Sequence[Annotation], start: int, stop: int) -> tuple[Annotation, ...]:
    """Annotations that fall between two offsets, counted from the first of them."""
    return tuple(
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, stop) - start)
        for mark in annotations
        if (start <= mark.start <= stop if mark.start == mark.end else mark.start < stop and mark.end > start)
    )
