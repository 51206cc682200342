"""Two files in, an alignment out, without a workspace (`align pair`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from align.errors import LimitError, UnreadableFileError
from align.languages import beyond_encoder, require_codes
from align.matching import Encoder, MatchingOptions, load_encoder, require_short
from align.matching.crossing import moved
from align.model import Alignment, Bead, Finding, Landmark, Sentence, Severity, plain_sentences
from align.pipeline.recipe import Options, align_documents, match, notes_on, require_text
from align.reading import OcrMode, Progress, ReadingOptions, read

LONGEST_FILE = 200_000_000
"""Bytes of a file with one sentence a line; 100,000 sentences take about 12 million."""


@dataclass(frozen=True, slots=True)
class PairOptions:
    """What can be chosen for one pair of files; see `align pair --help`.

    Raises:
        UsageError: a language is no ISO 639-1 code.
    """

    source_language: str = "de"
    target_language: str = "en"
    ocr: OcrMode = OcrMode.AUTO
    jobs: int = 0
    anyway: bool = False
    use_encoder: bool = True
    landmarks: tuple[Landmark, ...] = ()

    def __post_init__(self) -> None:
        require_codes(self.source_language, self.target_language)

    @property
    def matching(self) -> MatchingOptions:
        """The part of them that matching needs."""
        return MatchingOptions(self.source_language, self.target_language, landmarks=self.landmarks)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the choice: languages that the encoder was not made for."""
        return beyond_encoder(self.source_language, self.target_language) if self.use_encoder else ()

    def reading(self, language: str) -> ReadingOptions:
        """The part of them that reading needs, for a side in `language`."""
        return ReadingOptions(language=language, ocr=self.ocr, jobs=self.jobs)


def pair_files(source: Path, target: Path, options: PairOptions, *, progress: Progress | None = None) -> Alignment:
    """Read, clean, split and match two files.

    Raises:
        UnreadableFileError, LimitError: a file that cannot be read.
        NoTextError, MismatchError: see `align_documents`.
        MissingCapabilityError: OCR or the encoder is needed and not installed.
    """
    original = read(source, options.reading(options.source_language), progress=progress)
    translation = read(target, options.reading(options.target_language), progress=progress)
    found = align_documents(
        original, translation, Options(matching=options.matching, anyway=options.anyway), choose_encoder(options)
    )
    notes = [Finding("reading", Severity.WARNING, note) for note in (*notes_on(original), *notes_on(translation))]
    return replace(found, findings=(*_warnings(options), *notes, *found.findings))


def pair_sentence_files(source: Path, target: Path, options: PairOptions) -> Alignment:
    """Match two files of one sentence a line; the indices of the beads are line numbers from 0.

    Raises:
        UnreadableFileError, LimitError, NoTextError, MismatchError: as `pair_files`.
    """
    sides = [read_lines(path) for path in (source, target)]
    for sentences, path, name in zip(sides, (source, target), ("original", "translation"), strict=True):
        require_text(sentences, path.name)
        require_short(sentences, f"the {name} ({path.name})")
    filled = [[k for k, sentence in enumerate(side) if sentence.text] for side in sides]
    chosen = [tuple(side[k] for k in places) for side, places in zip(sides, filled, strict=True)]
    found = match(chosen[0], chosen[1], choose_encoder(options), options.matching, anyway=options.anyway)
    beads = [
        replace(bead, source=tuple(filled[0][i] for i in bead.source), target=tuple(filled[1][j] for j in bead.target))
        for bead in found.beads
    ]
    ladder = with_blanks(beads, len(sides[0]), len(sides[1]))
    findings = (*_warnings(options), *renumbered(found.findings, beads, ladder))
    return replace(found, source=sides[0], target=sides[1], beads=ladder, findings=findings)


def _warnings(options: PairOptions) -> Iterator[Finding]:
    return (Finding("language", Severity.WARNING, note) for note in options.notes)


def renumbered(findings: Sequence[Finding], beads: Sequence[Bead], ladder: Sequence[Bead]) -> Iterator[Finding]:
    """Findings on beads as findings on a ladder in which others stand between them."""
    place = {id(bead): k for k, bead in enumerate(ladder)}
    for finding in findings:
        numbers = tuple(place[id(beads[k])] for k in finding.beads)
        if finding.code == "crossing" and len(numbers) > 1:
            yield moved(ladder, numbers)
        else:
            yield replace(finding, beads=numbers)


def with_blanks(beads: Sequence[Bead], sources: int, targets: int) -> tuple[Bead, ...]:
    """The ladder with a null bead, sure, for each sentence that is in none (an empty line), at its place.

    Args:
        beads: in order, of sentences with gaps between them.
        sources: number of all sentences of the source.
        targets: of the target.
    """
    blank_sources = iter(sorted(set(range(sources)) - {i for bead in beads for i in bead.source}))
    blank_targets = iter(sorted(set(range(targets)) - {j for bead in beads for j in bead.target}))
    ladder: list[Bead] = []
    source, target = next(blank_sources, sources), next(blank_targets, targets)
    for bead in (*beads, Bead((sources,), (targets,))):
        while bead.source and source < bead.source[0]:
            ladder.append(Bead((source,), ()))
            source = next(blank_sources, sources)
        while bead.target and target < bead.target[0]:
            ladder.append(Bead((), (target,)))
            target = next(blank_targets, targets)
        ladder.append(bead)
    return tuple(ladder[:-1])


def read_lines(path: Path) -> tuple[Sentence, ...]:
    """The lines of a UTF-8 file as sentences; only a line feed ends a line, an empty line stays a sentence of its own.

    Raises:
        UnreadableFileError: not there, not readable, not UTF-8.
        LimitError: more than `LONGEST_FILE` bytes.
    """
    try:
        size = path.stat().st_size
        if size > LONGEST_FILE:
            raise LimitError(f"{path} has {size:,} bytes; at most {LONGEST_FILE:,} are read.", "Split the file.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as exc:
        raise UnreadableFileError(f"{path} cannot be read: {exc.strerror}.", "Check the name.") from exc
    except UnicodeDecodeError as exc:
        raise UnreadableFileError(
            f"{path} is not UTF-8 text (byte {exc.start}).", "With --sentences a file holds one sentence a line."
        ) from exc
    lines = text.split("\n")
    return plain_sentences([line.strip() for line in (lines[:-1] if lines[-1] == "" else lines)])


def choose_encoder(options: PairOptions) -> Encoder | None:
    """The encoder, None where the user asked to do without.

    Raises:
        MissingCapabilityError: it is wanted and not installed.
    """
    return load_encoder() if options.use_encoder else None
