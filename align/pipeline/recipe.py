"""The whole journey of a pair of texts, from two documents to an alignment. Pure: nothing is read or written here."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from align.errors import MismatchError, NoTextError
from align.languages import ENCODED, language_name
from align.matching import Encoder, MatchingOptions, Plausibility, align_sentences, plausibility, prepare
from align.model import Alignment, Document, Finding, Sentence, Severity
from align.text import DEFAULT_PATTERNS, Patterns, clean_original, clean_translation, split_sentences

UNMARKED = (
    "Thai marks no ends of sentences, so the text was split only where its paragraphs end; "
    "align pair --sentences, with one sentence a line, is better."
)


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen about the journey.

    Attributes:
        matching: languages, pins, boundaries, model.
        patterns: what counts as stamp, page number or running head in the original.
        anyway: align even what looks like two texts that do not belong together.
    """

    matching: MatchingOptions = field(default_factory=MatchingOptions)
    patterns: Patterns = DEFAULT_PATTERNS
    anyway: bool = False


def align_documents(original: Document, translation: Document, options: Options, encoder: Encoder | None) -> Alignment:
    """Clean both sides, split them into sentences and match these.

    Raises:
        NoTextError: a side has no sentence.
        MismatchError: the sides cannot be original and translation of each other (never with `options.anyway`).
    """
    source = split_sentences(clean_original(original, options.patterns))
    target = split_sentences(clean_translation(translation))
    require_text(source, original.source or "the original")
    require_text(target, translation.source or "the translation")
    return match(source, target, encoder, options.matching, anyway=options.anyway)


def match(
    source: Sequence[Sentence],
    target: Sequence[Sentence],
    encoder: Encoder | None,
    options: MatchingOptions,
    *,
    anyway: bool = False,
) -> Alignment:
    """Match two lists of sentences, if they can be original and translation of each other.

    Returns:
        The alignment; a side that reads like another language than the one it is taken to be in is a finding.

    Raises:
        MismatchError: they cannot (never with `anyway`): swapped sides, the same language twice, another document.
    """
    prepared = prepare(source, target, encoder)
    verdict = plausibility(source, target, prepared, options)
    if verdict.reason and not anyway:
        raise MismatchError(
            verdict.reason,
            "Check that both files are of the same document and in the right order; --source-language and "
            "--target-language name other languages, --anyway aligns them as they are.",
        )
    found = align_sentences(source, target, encoder, options, prepared=prepared)
    return replace(found, findings=(*misnamed(verdict, options), *found.findings))


def misnamed(verdict: Plausibility, options: MatchingOptions) -> tuple[Finding, ...]:
    """Sides that read like another language than the one they are taken to be in.

    Nothing is said of a language beyond those of the encoder: Galician reads like Portuguese to who knows only that.
    """
    sides = (
        ("original", verdict.source_language, options.source_language),
        ("translation", verdict.target_language, options.target_language),
    )
    return tuple(
        Finding(
            "language",
            Severity.WARNING,
            f"The {side} reads like {language_name(found)} ({found}), not like {language_name(taken)} ({taken}); "
            f"if it is so, name {found} as its language and pair again.",
        )
        for side, found, taken in sides
        if found and found != taken and taken in ENCODED
    )


def require_text(sentences: Sequence[Sentence], name: str) -> None:
    """Raise NoTextError where there is nothing to match."""
    if not any(sentence.text for sentence in sentences):
        raise NoTextError(
            f"No sentence was found in {name}.",
            "Look at the file: is it empty, a scan that needs OCR (--ocr always), or only front matter?",
        )


def notes_on(document: Document) -> tuple[str, ...]:
    """What a person should know of a reading: the file was damaged, pages could not be read, sentences not be told."""
    damage = document.metadata.get("damage", "")
    failures = [f"page {page.number}: {page.failure}" for page in document.pages if page.failure]
    unmarked = UNMARKED if document.language == "th" else ""
    return tuple(f"{document.source}: {note}" for note in (damage, *failures, unmarked) if note)
