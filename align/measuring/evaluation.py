"""A predicted ladder against gold: all measures at once, for one text or pooled over several."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from align import __version__
from align.errors import UnreadableFileError, UsageError
from align.measuring.confidence import (
    REVIEW_SHARES,
    Bin,
    Judged,
    ReviewPoint,
    errors_caught,
    expected_calibration_error,
    reliability,
    review_curve,
)
from align.measuring.ladders import Ladder, check_ends, read_beads, read_ladder
from align.measuring.metrics import Tallies, Tally, correct, count, tally
from align.measuring.projection import project
from align.measuring.sets import (
    GOLD_NAME,
    SOURCE_NAME,
    TARGET_NAME,
    content_hash,
    gold_files,
    read_sentences,
)
from align.model import Bead


@dataclass(frozen=True, slots=True)
class Scores:
    """How good one prediction is, or several pooled.

    Attributes:
        tallies: the counts behind strict, lax, links-only and null precision, recall and F1.
        judged: confidence and correctness of each predicted bead; empty where the prediction has no confidence.
        signature: what was measured, with what; reproduces the number.
    """

    tallies: Tallies
    judged: tuple[Judged, ...] = ()
    signature: str = ""

    @property
    def strict(self) -> Tally:
        """The same bead; precision counts predicted null beads, recall leaves gold's out."""
        return self.tallies.strict

    @property
    def lax(self) -> Tally:
        """Shares a sentence on both sides; null beads as in `strict`."""
        return self.tallies.lax

    @property
    def links_only(self) -> Tally:
        """The same bead, null beads left out on both sides."""
        return self.tallies.links_only

    @property
    def null(self) -> Tally:
        """Omissions and additions alone."""
        return self.tallies.null

    @property
    def calibration_error(self) -> float | None:
        """Expected calibration error of the confidence, 0 to 1; None where there is no confidence."""
        return expected_calibration_error(self.judged) if self.judged else None

    @property
    def bins(self) -> tuple[Bin, ...]:
        """The reliability diagram."""
        return reliability(self.judged) if self.judged else ()

    @property
    def caught(self) -> Mapping[float, float | None]:
        """Share of the beads reviewed, least sure first -> share of the errors caught.

        Empty without confidence; None for each share where there is no error to catch.
        """
        if not self.judged:
            return {}
        wrong = any(not one.correct for one in self.judged)
        return {share: errors_caught(self.judged, share) if wrong else None for share in REVIEW_SHARES}

    @property
    def curve(self) -> tuple[ReviewPoint, ...]:
        """The review curve in steps of one per cent."""
        return review_curve(self.judged) if self.judged else ()


def evaluate(gold: Sequence[Bead], test: Sequence[Bead], *, signature: str = "", confidence: bool = True) -> Scores:
    """Score predicted beads against gold.

    Args:
        gold: the true beads of a text.
        test: the predicted beads of the same text.
        signature: goes into the scores as it is.
        confidence: whether the confidence of the predicted beads means something.

    Raises:
        FormatError: if one of the ladders cannot be (see `metrics.validate`).
    """
    tallies = tally(gold, test)
    return Scores(tallies, _judge(gold, test) if confidence else (), signature)


def _judge(gold: Sequence[Bead], test: Sequence[Bead]) -> tuple[Judged, ...]:
    return tuple(Judged(bead.confidence, right) for bead, right in zip(test, correct(gold, test), strict=True))


def pool(scores: Iterable[Scores]) -> Scores:
    """All beads of all texts as if they were of one, so that long texts weigh more.

    Confidences are pooled only if every part has them.
    """
    parts = list(scores)
    sure = all(part.judged or not part.tallies.strict.predicted for part in parts)
    return Scores(
        reduce(Tallies.__add__, (part.tallies for part in parts), Tallies()),
        tuple(one for part in parts for one in part.judged) if sure else (),
        " + ".join(part.signature for part in parts),
    )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by name of the text, and all of them pooled; `remarks` say in sentences how files were understood."""

    texts: Mapping[str, Scores]
    pooled: Scores
    remarks: tuple[str, ...] = ()


def evaluate_paths(gold: Path, test: Path, *, confidence: bool | None = None) -> Evaluation:
    """Score one ladder, or a folder of them.

    JSON lines that carry their sentences, against a gold that lies in the folder of a set, may have another splitting
    into sentences (a run from a scan): they are then compared by their words (see `projection`), and the signature
    says so.

    Args:
        gold: a ladder; a folder with a `gold.txt`; or a folder of such folders or of ladders named by their text.
        test: a ladder, or a folder with one ladder for each gold, named like it (`kafka.txt`, `kafka.jsonl`,
            `kafka/beads.txt`, …; the suffix does not matter).
        confidence: whether the numbers behind the beads of `test` are confidences; None for what each file says (see
            `ladders`).

    Raises:
        UnreadableFileError: if a file is missing or cannot be read.
        UsageError: if a single ladder is given for several gold ones, a folder for a single one holds several, or two
            gold ladders are of one text.
        FormatError: see `read_ladder`; also for an index past the end of a text that lies beside the gold.
    """
    found = gold_files(gold)
    golds = found.ladders
    if test.is_dir():
        tests = {name: _find_ladder(test, name, alone=len(golds) == 1) for name in golds}
    elif len(golds) == 1:
        tests = dict.fromkeys(golds, test)
    else:
        raise UsageError(
            f"{gold} holds {len(golds)} gold ladders, and {test} is one file.", "Give a folder of ladders."
        )
    ladders = {name: read_ladder(path, confidence=confidence) for name, path in tests.items()}
    texts = {name: _evaluate_files(name, golds[name], tests[name], ladders[name]) for name in golds}
    return Evaluation(texts, pool(texts.values()), _remarks(gold, found.skipped, tests, ladders))


def _remarks(
    gold: Path, skipped: Sequence[Path], tests: Mapping[str, Path], ladders: Mapping[str, Ladder]
) -> tuple[str, ...]:
    """What the reader of the scores should know of how files were understood."""
    left = [f"Not gold, left out of {gold}: {', '.join(path.name for path in skipped)}."] if skipped else []
    costs = [
        f"{tests[name]}: the numbers behind the beads are taken for costs, with --confidence for confidences."
        for name, ladder in ladders.items()
        if ladder.unsaid
    ]
    return (*left, *costs)


def _evaluate_files(name: str, gold: Path, test: Path, found: Ladder) -> Scores:
    source, target = (_sentences_beside(gold, side) for side in (SOURCE_NAME, TARGET_NAME))
    sources, targets = (None if side is None else len(side) for side in (source, target))
    known = read_beads(gold, sources=sources, targets=targets)
    signature = f"{name}:{content_hash(gold)}|test:{content_hash(test)}|measure:vecalign-score"
    if found.texts and source and target and not _same_sentences(found, source, target):
        beads = _projected(found, source, target)
        judged = _judge(known, beads) if found.has_confidence else ()
        return Scores(count(known, beads), judged, f"{signature}|by-words|align:{__version__}")
    check_ends(found, test, sources, targets)
    return evaluate(known, found.beads, signature=f"{signature}|align:{__version__}", confidence=found.has_confidence)


def _sentences_beside(gold: Path, name: str) -> tuple[str, ...] | None:
    """The sentences of one side, where the gold lies in the folder of a set; else None."""
    path = gold.with_name(name)
    return read_sentences(path) if gold.name == GOLD_NAME and path.is_file() else None


def _same_sentences(ladder: Ladder, source: Sequence[str], target: Sequence[str]) -> bool:
    """Whether the indices of the ladder mean the sentences of the set."""

    def same(indices: Sequence[int], texts: Sequence[str], sentences: Sequence[str]) -> bool:
        places = zip(indices, texts, strict=True)
        return all(i < len(sentences) and sentences[i].split() == text.split() for i, text in places)

    return all(
        same(bead.source, ours, source) and same(bead.target, theirs, target)
        for bead, (ours, theirs) in zip(ladder.beads, ladder.texts, strict=True)
    )


def _projected(ladder: Ladder, source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    """The beads in sentences of the set; those that have none (furniture, misreadings) are left out."""
    ours = project([texts[0] for texts in ladder.texts], source)
    theirs = project([texts[1] for texts in ladder.texts], target)
    return tuple(Bead(i, j, bead.confidence) for bead, i, j in zip(ladder.beads, ours, theirs, strict=True) if i or j)


def _find_ladder(folder: Path, name: str, *, alone: bool) -> Path:
    """The ladder of the text `name` in the folder; if it is the only text, any ladder that is alone there."""
    named = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name.split(".")[0] == name]
    inner = sorted(path for path in (folder / name).glob("*") if path.is_file() and path.name != GOLD_NAME)
    candidates = named or inner
    if not candidates and alone:
        candidates = sorted(path for path in folder.iterdir() if path.is_file())
    if not candidates:
        raise UnreadableFileError(f"{folder} has no ladder for {name!r}.", f"Name the file {name}.txt.")
    if len(candidates) > 1:
        names = ", ".join(path.name for path in candidates)
        raise UsageError(f"{folder} has several files for {name!r}: {names}.", "Leave one.")
    return candidates[0]
