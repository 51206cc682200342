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
from align.measuring.ladders import Ladder, read_ladder
from align.measuring.metrics import Tallies, Tally, correct, tally
from align.measuring.sets import GOLD_NAME, content_hash, gold_files
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
    def caught(self) -> Mapping[float, float]:
        """Share of the beads reviewed, least sure first -> share of the errors caught; empty without confidence."""
        return {share: errors_caught(self.judged, share) for share in REVIEW_SHARES} if self.judged else {}

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
    pairs = zip(test, correct(gold, test), strict=True) if confidence else ()
    return Scores(tallies, tuple(Judged(bead.confidence, right) for bead, right in pairs), signature)


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
    """Scores by name of the text, and all of them pooled."""

    texts: Mapping[str, Scores]
    pooled: Scores


def evaluate_paths(gold: Path, test: Path) -> Evaluation:
    """Score one ladder, or a folder of them.

    Args:
        gold: a ladder; a folder with a `gold.txt`; or a folder of such folders or of ladders named by their text.
        test: a ladder, or a folder with one ladder for each gold, named like it (`kafka.txt`, `kafka.jsonl`,
            `kafka/beads.txt`, …; the suffix does not matter).

    Raises:
        UnreadableFileError: if a file is missing or cannot be read.
        UsageError: if a single ladder is given for several gold ones, or a folder for a single one holds several.
        FormatError: see `read_ladder`.
    """
    golds = gold_files(gold)
    if test.is_dir():
        tests = {name: _find_ladder(test, name, alone=len(golds) == 1) for name in golds}
    elif len(golds) == 1:
        tests = dict.fromkeys(golds, test)
    else:
        raise UsageError(
            f"{gold} holds {len(golds)} gold ladders, and {test} is one file.", "Give a folder of ladders."
        )
    texts = {name: _evaluate_files(name, golds[name], tests[name]) for name in golds}
    return Evaluation(texts, pool(texts.values()))


def _evaluate_files(name: str, gold: Path, test: Path) -> Scores:
    known = read_ladder(gold)
    found: Ladder = read_ladder(test)
    signature = f"{name}:{content_hash(gold)}|test:{content_hash(test)}|measure:vecalign-score|align:{__version__}"
    return evaluate(known.beads, found.beads, signature=signature, confidence=found.has_confidence)


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
