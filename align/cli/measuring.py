"""Commands that tell how good an alignment is: `evaluate`."""

from pathlib import Path
from typing import Annotated

import typer

from align.cli.arguments import Json
from align.cli.printing import print_json, print_table, say
from align.measuring import Scores, Tally, evaluate_paths

_MEASURES = ("strict", "lax", "links_only", "null")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(help="The true ladder, or a folder of them.")],
    test: Annotated[Path, typer.Argument(help="The ladder to judge, or a folder with one for each gold.")],
    as_json: Json = False,
) -> None:
    """Score a ladder against gold: strict, lax, links-only and null precision, recall, F1.

    A ladder has one bead a line, `[0,1]:[0]`, perhaps with `:confidence` behind; JSON lines of `align pair` do as well.

    Example: `align evaluate gold.txt mine.txt`
    """
    evaluation = evaluate_paths(gold, test)
    parts = dict(evaluation.texts)
    if len(parts) > 1:
        parts["all together"] = evaluation.pooled
    if as_json:
        print_json({name: _record(scores) for name, scores in parts.items()})
        return
    for name, scores in parts.items():
        rows = [
            (measure.replace("_", " "), tally.precision, tally.recall, tally.f1) for measure, tally in _tallies(scores)
        ]
        print_table(("measure", "precision", "recall", "F1"), rows, title=name)
        if scores.calibration_error is not None:
            caught = ", ".join(f"{part:.0%} of it catches {share:.0%}" for part, share in scores.caught.items())
            say(f"Errors caught by reviewing the least sure part: {caught}.")
            say(f"Expected calibration error of the confidence: {scores.calibration_error:.4f}.")
        say(scores.signature)


def _tallies(scores: Scores) -> list[tuple[str, Tally]]:
    return [(measure, getattr(scores, measure)) for measure in _MEASURES]


def _record(scores: Scores) -> dict[str, object]:
    record: dict[str, object] = {
        measure: {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
        for measure, tally in _tallies(scores)
    }
    if scores.calibration_error is not None:
        record["calibration_error"] = scores.calibration_error
        record["errors_caught"] = {f"{part:g}": share for part, share in scores.caught.items()}
    record["signature"] = scores.signature
    return record
