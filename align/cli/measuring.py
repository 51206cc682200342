"""Commands that tell how good alignments are, `evaluate` and `benchmark`, and `train`, which makes the bead model."""

from pathlib import Path
from typing import Annotated

import typer

from align.cli.arguments import Json
from align.cli.printing import print_json, print_table, say, steps
from align.errors import UsageError
from align.exchange import write_text
from align.files import check_writable
from align.measuring import Scores, Tally, evaluate_paths

_MEASURES = ("strict", "lax", "links_only", "null")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (evaluate, benchmark, train):
        app.command()(command)


def evaluate(
    gold: Annotated[Path, typer.Argument(help="The true ladder, or a folder of them.")],
    test: Annotated[Path, typer.Argument(help="The ladder to judge, or a folder with one for each gold.")],
    confidence: Annotated[
        bool | None,
        typer.Option(
            "--confidence/--costs",
            help="What the numbers behind the beads are. Else confidence if all are written as align does (0.9731).",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Score a ladder against gold: strict, lax, links-only and null precision, recall, F1.

    A ladder has one bead a line, `[0,1]:[0]`, perhaps with a confidence or a cost behind, `[0,1]:[0]:0.9731`; JSON
    lines of `align pair` do as well. Where there is nothing to count stands – (null in JSON).

    Example: `align evaluate gold.txt mine.txt`
    """
    evaluation = evaluate_paths(gold, test, confidence=confidence)
    for remark in evaluation.remarks:
        say(remark)
    parts = dict(evaluation.texts)
    if len(parts) > 1:
        parts["all together"] = evaluation.pooled
    if as_json:
        print_json({name: _record(scores) for name, scores in parts.items()})
        return
    for name, scores in parts.items():
        _print_scores(name, scores)


def benchmark(
    sets: Annotated[Path, typer.Argument(help="Folder of alignment sets (src.txt, tgt.txt, gold.txt each).")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for table, record and pictures.")],
    text: Annotated[
        list[Path] | None,
        typer.Option(help="File of running pairs to make the long texts from; may be given again. Else the sets."),
    ] = None,
    size: Annotated[
        list[int] | None,
        typer.Option(
            min=1, help="Number of sentences to measure the cost at; may be given again. Else 1,000 and 10,000."
        ),
    ] = None,
    baselines: Annotated[bool, typer.Option("--baselines/--no-baselines", help="Measure simple methods too.")] = True,
    noise: Annotated[
        bool, typer.Option("--noise/--no-noise", help="Measure with misread, ill-parted and oddly spelt sources too.")
    ] = True,
    cost: Annotated[bool, typer.Option("--cost/--no-cost", help="Measure time and memory of long texts too.")] = True,
) -> None:
    """Measure quality, honesty of the confidence, noise and cost; every figure carries its signature.

    Example: `align benchmark sets --output docs/benchmark --text news.tsv.gz`
    """
    from align.measuring.benchmark import BenchmarkOptions  # brings NLTK along, which the other commands do without
    from align.measuring.benchmark import benchmark as measure
    from align.measuring.rendering import render

    if not cost and (size or text):
        raise UsageError("--size and --text are for the cost, which --no-cost leaves out.", "Take out one of them.")
    check_writable(output / "benchmark.md")
    usual = BenchmarkOptions()
    options = BenchmarkOptions(
        baselines=baselines,
        damages=usual.damages if noise else (),
        sizes=tuple(size or usual.sizes) if cost else (),
        running_text=tuple(text or ()),
    )
    with steps() as report:
        measured = measure(sets, options, progress=lambda name, done, total: report("benchmark", done, total))
    for name, content in render(measured).items():
        write_text(output / name, iter([content]))
    for shortage in filter(None, (one.shortage for one in measured.cost)):
        say(shortage)
    say(f"Wrote {output / 'benchmark.md'}.")


def train(
    pairs: Annotated[Path, typer.Argument(help="Folder with NAME.tsv.gz of German TAB English, one pair a line.")],
    sets: Annotated[Path, typer.Argument(help="Folder with the alignment sets on which priors are set.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File of the model; its card goes beside it.")],
    tokens: Annotated[
        Path | None,
        typer.Option(help="Learn the directions of tokens, too, into this file; the model uses those packaged."),
    ] = None,
    verses: Annotated[
        Path | None,
        typer.Option(help="Learn what tells texts in verses, too, into this file; the model uses what is packaged."),
    ] = None,
    salience: Annotated[
        Path | None,
        typer.Option(help="Learn which words tell most, too, into this file; the model uses what is packaged."),
    ] = None,
    kinds: Annotated[
        bool,
        typer.Option(
            "--kinds", help="Learn only what headings, items and speakers are worth, over the packaged model."
        ),
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Processes; the model does not depend on it.")] = 1,
) -> None:
    """Make the bead model anew, as the packaged one was made. On one machine the same input gives the same bytes.

    Example: `align train pairs sets --output model.npz`
    """
    from align.matching.beadmodel import model_name, packaged_bytes  # training is rare; other commands start without it
    from align.pipeline.training import (
        learn_directions,
        learn_kinds_from_files,
        learn_telling_words,
        learn_verses,
        read_sources,
        train_from_files,
    )

    for path in filter(None, (output, tokens, verses, salience)):
        check_writable(path)
    check_writable(output.with_suffix(".md"))
    sources = read_sources(pairs)
    say("Training takes half an hour of one core." if not kinds else "This takes some minutes.")
    if tokens:
        learn_directions(sources, tokens)
        say(f"The directions of tokens are in {tokens}.")
    if verses:
        learn_verses(sources, verses)
        say(f"What tells texts in verses is in {verses}.")
    if salience:
        learn_telling_words(sources, salience)
        say(f"Which words tell most is in {salience}.")
    make = learn_kinds_from_files if kinds else train_from_files
    trained = make(sources, sets, output, jobs)
    say(trained.card)
    shipped = model_name(packaged_bytes("use-multilingual"))
    if shipped in trained.card:
        say(f"The packaged model is {shipped}; the new one is the same.")
    else:
        say(f"The packaged model is {shipped}; the new one is another. From the same texts that is so where another")
        say("processor, or another version of align, rounds otherwise: strict F1 then differs by up to .003 over many")
        say("texts, by up to .02 on a single one.")


def _print_scores(name: str, scores: Scores) -> None:
    rows = [
        (measure.replace("_", " "), *("–" if share is None else share for share in tally.shares().values()))
        for measure, tally in _tallies(scores)
    ]
    print_table(("measure", "precision", "recall", "F1"), rows, title=name)
    if scores.calibration_error is not None:
        caught = [f"{part:.0%} of it catches {share:.0%}" for part, share in scores.caught.items() if share is not None]
        told = ", ".join(caught) or "– (there are none)"
        say(f"Errors caught by reviewing the least sure part: {told}.")
        say(f"Expected calibration error of the confidence: {scores.calibration_error:.4f}.")
    say(scores.signature)


def _tallies(scores: Scores) -> list[tuple[str, Tally]]:
    return [(measure, getattr(scores, measure)) for measure in _MEASURES]


def _record(scores: Scores) -> dict[str, object]:
    record: dict[str, object] = {measure: tally.shares() for measure, tally in _tallies(scores)}
    if scores.calibration_error is not None:
        record["calibration_error"] = scores.calibration_error
        record["errors_caught"] = {f"{part:g}": share for part, share in scores.caught.items()}
    record["signature"] = scores.signature
    return record
