"""Quality and cost of matching on all alignment sets of a folder, beside simple methods, each number with signature."""

import hashlib
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import count
from pathlib import Path

from align import __version__
from align.errors import LimitError
from align.matching import MatchingOptions, align_sentences, load_encoder
from align.matching.beadmodel import BeadModel
from align.measuring.baselines import gale_church, plain_cosine
from align.measuring.cost import Cost, measure_cost
from align.measuring.damages import DAMAGES, Damage
from align.measuring.evaluation import Scores, evaluate, pool
from align.measuring.material import check_material, make_text
from align.measuring.sets import AlignmentSet, find_sets, load_set
from align.model import Alignment, Bead, plain_sentences

Progress = Callable[[str, int, int], None]
Step = Callable[[str], None]

ALIGN, COSINE, LENGTHS = "align", "cosine", "Gale-Church"
SIZES = (1_000, 10_000)


@dataclass(frozen=True, slots=True)
class BenchmarkOptions:
    """What to measure.

    Attributes:
        baselines: measure the simple methods too.
        damages: what is done to the source side; empty for no noise curves.
        sizes: numbers of source sentences to measure the cost at; empty for none.
        running_text: files of pairs (source TAB target) to make the long texts from; the sets if there are none.
        seed: of all chance.
    """

    baselines: bool = True
    damages: tuple[Damage, ...] = DAMAGES
    sizes: tuple[int, ...] = SIZES
    running_text: tuple[Path, ...] = ()
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Prediction:
    """Beads that a method predicts, how they came about, and whether their confidence means something."""

    beads: tuple[Bead, ...]
    signature: str
    has_confidence: bool = False


Method = Callable[[AlignmentSet], Prediction]


@dataclass(frozen=True, slots=True)
class Quality:
    """The scores of one method on one set; `artificial` as in the set."""

    name: str
    artificial: bool
    method: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class Noise:
    """The pooled scores of `draws` times matching one set, each damaged anew; at the rate 0 those of the whole set."""

    damage: Damage
    name: str
    artificial: bool
    rate: float
    draws: int
    scores: Scores


@dataclass(frozen=True, slots=True)
class Benchmark:
    """All that was measured; `left_out` names in plain sentences what was too large for a simple method."""

    quality: tuple[Quality, ...]
    noise: tuple[Noise, ...]
    cost: tuple[Cost, ...]
    left_out: tuple[str, ...]
    signature: str

    def pooled(self, method: str, *, artificial: bool | None = None) -> Scores:
        """Scores of a method over all sets, or over the natural or the artificial ones alone."""
        return pool(
            one.scores
            for one in self.quality
            if one.method == method and (artificial is None or one.artificial == artificial)
        )


def benchmark(
    sets_folder: Path, options: BenchmarkOptions | None = None, *, progress: Progress | None = None
) -> Benchmark:
    """Measure everything that the options ask for.

    Args:
        sets_folder: folder of alignment sets, or one set.
        options: what to measure; None for the usual.
        progress: told what comes next, how many steps are done, and how many there are.

    Raises:
        UnreadableFileError: if there is no set, or a file cannot be read or holds no pairs.
        UsageError: if the cost is asked for, and there is nothing to make a long text from.
        FormatError: for a set that cannot be.
        MissingCapabilityError: if the encoder is not installed.
        LimitError: if a text does not fit into the memory.
    """
    chosen = options or BenchmarkOptions()
    sets = [load_set(folder) for folder in find_sets(sets_folder)]
    alike = _most_alike(sets)
    if chosen.sizes:
        check_material(alike, chosen.running_text)
    methods = _methods(baselines=chosen.baselines)
    rates = sum(len(damage.rates) for damage in chosen.damages)
    step = _counted(progress, len(sets) * (len(methods) + rates) + len(chosen.sizes))
    quality, left_out = _measure_quality(sets, methods, step)
    return Benchmark(
        quality,
        _measure_noise(sets, quality, chosen, step),
        _measure_cost(alike, chosen, step),
        left_out,
        _signature(sets, chosen),
    )


def _counted(progress: Progress | None, total: int) -> Step:
    """A function that is told the name of the next step, counts, and passes both on."""
    done = count()

    def step(name: str) -> None:
        if progress is not None:
            progress(name, next(done), total)

    return step


def _methods(*, baselines: bool) -> dict[str, Method]:
    """Name -> function that gives the beads of a set, and a signature of how they came about."""
    methods: dict[str, Method] = {ALIGN: _by_align}
    if baselines:
        methods |= {COSINE: _by_cosine, LENGTHS: _by_lengths}
    return methods


def align_set(one: AlignmentSet, model: BeadModel | None = None) -> Alignment:
    """Match the texts of a set with the packaged encoder, and with its own bead model if no other is given.

    Raises:
        MissingCapabilityError: if the encoder is not installed.
    """
    options = MatchingOptions(one.source_language, one.target_language, model=model)
    return align_sentences(plain_sentences(one.source), plain_sentences(one.target), load_encoder(), options)


def _by_align(one: AlignmentSet) -> Prediction:
    alignment = align_set(one)
    return Prediction(alignment.beads, alignment.signature, has_confidence=True)


def _by_cosine(one: AlignmentSet) -> Prediction:
    encoder = load_encoder()
    return Prediction(plain_cosine(one.source, one.target, encoder), f"plain-cosine|{encoder.signature}")


def _by_lengths(one: AlignmentSet) -> Prediction:
    return Prediction(gale_church(one.source, one.target), f"gale-church|nltk:{version('nltk')}")


def _score(one: AlignmentSet, prediction: Prediction) -> Scores:
    signature = f"{one.name}:{one.sha256[:12]}|{prediction.signature}|measure:vecalign-score|align:{__version__}"
    return evaluate(one.gold, prediction.beads, signature=signature, confidence=prediction.has_confidence)


def _measure_quality(
    sets: Sequence[AlignmentSet], methods: dict[str, Method], step: Step
) -> tuple[tuple[Quality, ...], tuple[str, ...]]:
    """Scores of all methods on all sets, and plain sentences on what was too large for a simple method."""
    quality: list[Quality] = []
    left_out: list[str] = []
    for one in sets:
        for name, method in methods.items():
            step(f"{one.name}: {name}")
            try:
                scores = _score(one, method(one))
            except LimitError as error:
                left_out.append(f"{one.name}, {name}: {error.what}")
            else:
                quality.append(Quality(one.name, one.artificial, name, scores))
    return tuple(quality), tuple(left_out)


def _measure_noise(
    sets: Sequence[AlignmentSet], quality: Sequence[Quality], options: BenchmarkOptions, step: Step
) -> tuple[Noise, ...]:
    unharmed = {one.name: one.scores for one in quality if one.method == ALIGN}
    measured: list[Noise] = []
    for damage in options.damages:
        for one in sets:
            measured.append(Noise(damage, one.name, one.artificial, 0.0, 1, unharmed[one.name]))
            for rate in damage.rates:
                step(f"{one.name}: {damage.name}, {rate:.0%}")
                draws = range(damage.draws_at(rate))
                scores = [_score_damaged(one, damage, rate, f"{options.seed} {one.name} {rate} {k}") for k in draws]
                how = f"{damage.key}:{rate:g}|draws:{len(draws)}|seed:{options.seed}"
                pooled = replace(pool(scores), signature=f"{scores[0].signature}|{how}")
                measured.append(Noise(damage, one.name, one.artificial, rate, len(draws), pooled))
    return tuple(measured)


def _score_damaged(one: AlignmentSet, damage: Damage, rate: float, seed: str) -> Scores:
    chance = random.Random(seed)  # noqa: S311 (reproducible, no secret)
    harmed = damage.harm(one, rate, chance)
    return _score(harmed, _by_align(harmed))


def _most_alike(sets: Sequence[AlignmentSet]) -> list[AlignmentSet]:
    """The sets of the language pair that most sets are in."""
    (languages, _), *_ = Counter((one.source_language, one.target_language) for one in sets).most_common(1)
    return [one for one in sets if (one.source_language, one.target_language) == languages]


def _measure_cost(alike: Sequence[AlignmentSet], options: BenchmarkOptions, step: Step) -> tuple[Cost, ...]:
    """Costs on texts made from sets of one language pair."""
    languages = alike[0].source_language, alike[0].target_language
    measured: list[Cost] = []
    for size in options.sizes:
        step(f"cost of {size:,} sentences")
        measured.append(measure_cost(make_text(size, alike, options.running_text, options.seed), *languages))
    return tuple(measured)


def _signature(sets: Sequence[AlignmentSet], options: BenchmarkOptions) -> str:
    texts = "+".join(path.name for path in options.running_text) or "sets"
    data = hashlib.sha256("".join(one.sha256 for one in sets).encode()).hexdigest()[:12]
    return (
        f"sets:{len(sets)}:{data}|{load_encoder().signature}|running-text:{texts}|seed:{options.seed}"
        f"|measure:vecalign-score|align:{__version__}"
    )
