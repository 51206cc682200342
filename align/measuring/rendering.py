"""A benchmark as files: a table to read, a record for programs, pictures."""

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

from align.measuring.benchmark import ALIGN, COSINE, LENGTHS, Benchmark, Noise, Quality
from align.measuring.cost import Cost, Usage
from align.measuring.damages import Damage
from align.measuring.evaluation import Scores
from align.measuring.metrics import Tally
from align.measuring.pictures import Axis, Curve, picture

_TENTHS = tuple(k / 10 for k in range(0, 11, 2))


def render(measured: Benchmark) -> dict[str, str]:
    """File name -> content: `benchmark.md`, `benchmark.json` and the pictures that there is data for."""
    files = {"benchmark.md": _markdown(measured), "benchmark.json": _record(measured)}
    if any(one.scores.judged for one in measured.quality):
        files["reliability.svg"] = _reliability(measured)
        files["review-curve.svg"] = _review_curve(measured)
    for damage, noise in _by_damage(measured.noise):
        files[_picture_name(damage)] = _noise_curves(damage, noise)
    return files


def _by_damage(noise: Sequence[Noise]) -> list[tuple[Damage, list[Noise]]]:
    """What was measured of each damage."""
    damages = dict.fromkeys(one.damage for one in noise)
    return [(damage, [one for one in noise if one.damage == damage]) for damage in damages]


def _picture_name(damage: Damage) -> str:
    return f"noise-{damage.key.replace('_', '-')}.svg"


def _markdown(measured: Benchmark) -> str:
    parts = ["# Benchmark", ""]
    for artificial, title in ((False, "Natural sets"), (True, "Artificial sets (merges, splits and drops by rule)")):
        rows = [one for one in measured.quality if one.artificial == artificial]
        if rows:
            parts += [f"## {title}", "", *_quality_table(rows, measured.pooled(ALIGN, artificial=artificial)), ""]
    pooled = measured.pooled(ALIGN)
    if pooled.judged:
        parts += ["## Confidence", "", *_confidence_table(measured, pooled), ""]
        parts += ["![Reliability](reliability.svg)", "![Errors caught by review](review-curve.svg)", ""]
    if measured.noise:
        parts += ["## Damage on the source side (strict F1, draws pooled)", ""]
        for damage, noise in _by_damage(measured.noise):
            parts += [f"### {damage.name}", "", f"Share of the {damage.share}:", "", *_noise_table(noise), ""]
            parts += [f"![{damage.name}]({_picture_name(damage)})", ""]
    if measured.cost:
        parts += [
            "## Cost (a process of its own, start and model loading included)",
            "",
            *_cost_table(measured.cost),
            "",
        ]
        if shortages := [f"- {cost.shortage}" for cost in measured.cost if cost.shortage]:
            parts += [*shortages, ""]
    if measured.left_out:
        parts += ["## Left out", "", *(f"- {line}" for line in measured.left_out), ""]
    parts += ["## Signatures", "", f"- all: `{measured.signature}`"]
    parts += [f"- {one.name}, {one.method}: `{one.scores.signature}`" for one in measured.quality]
    return "\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return ["| " + " | ".join(cells) + " |" for cells in lines]


def _quality_table(rows: Sequence[Quality], pooled: Scores) -> list[str]:
    by_name: dict[str, dict[str, Scores]] = {}
    for one in rows:
        by_name.setdefault(one.name, {})[one.method] = one.scores
    head = ["set", "gold beads", "strict P", "strict R", "strict F1", "lax F1", "links-only F1", "null F1"]
    head += [f"{method}: strict F1" for method in (COSINE, LENGTHS)]
    lines = [
        [name, f"{scores[ALIGN].strict.gold + scores[ALIGN].null.gold}", *_figures(scores[ALIGN])]
        + [f"{scores[method].strict.f1:.3f}" if method in scores else "–" for method in (COSINE, LENGTHS)]
        for name, scores in by_name.items()
    ]
    if len(lines) > 1:
        lines.append(["**pooled**", f"{pooled.strict.gold + pooled.null.gold}", *_figures(pooled), "", ""])
    return _table(head, lines)


def _figures(scores: Scores) -> list[str]:
    null = scores.null.shares()["f1"]
    strict = [f"{figure:.3f}" for figure in (scores.strict.precision, scores.strict.recall, scores.strict.f1)]
    return [*strict, f"{scores.lax.f1:.3f}", f"{scores.links_only.f1:.3f}", "–" if null is None else f"{null:.3f}"]


def _confidence_table(measured: Benchmark, pooled: Scores) -> list[str]:
    head = [
        "set",
        "beads",
        "errors",
        "calibration error",
        *(f"errors in the least sure {s:.0%}" for s in pooled.caught),
    ]
    named = [(one.name, one.scores) for one in measured.quality if one.method == ALIGN]
    return _table(head, [_confidence_row(name, scores) for name, scores in [*named, ("**pooled**", pooled)]])


def _confidence_row(name: str, scores: Scores) -> list[str]:
    errors = sum(not one.correct for one in scores.judged)
    error = "–" if scores.calibration_error is None else f"{scores.calibration_error:.3f}"
    caught = ["–" if share is None else f"{share:.0%}" for share in scores.caught.values()]
    return [name, str(len(scores.judged)), str(errors), error, *caught]


def _noise_table(noise: Sequence[Noise]) -> list[str]:
    rates = sorted({one.rate for one in noise})
    by_name: dict[str, dict[float, float]] = {}
    for one in noise:
        by_name.setdefault(one.name, {})[one.rate] = one.scores.strict.f1
    rows = [[name, *(f"{figures[rate]:.3f}" for rate in rates)] for name, figures in by_name.items()]
    return _table(["set", *(f"{rate:.0%}" for rate in rates)], rows)


def _cost_table(costs: Sequence[Cost]) -> list[str]:
    head = ["source sentences", "CPU s", "floor CPU s", "ratio", "clock s", "peak memory", "strict F1", "text"]
    return _table(
        head,
        [
            [
                f"{cost.sentences:,}",
                f"{cost.whole.processor:.1f}",
                f"{cost.floor.processor:.1f}",
                f"{cost.ratio:.2f}",
                f"{cost.whole.elapsed:.1f}",
                f"{cost.whole.memory / 2**20:,.0f} MiB",
                f"{cost.f1:.3f}",
                "repeats itself" if cost.repeated else "running",
            ]
            for cost in costs
        ],
    )


def _record(measured: Benchmark) -> str:
    record = {
        "signature": measured.signature,
        "quality": [
            {"set": one.name, "artificial": one.artificial, "method": one.method} | _scores(one.scores)
            for one in measured.quality
        ],
        "pooled": {
            "all": _scores(measured.pooled(ALIGN)),
            "natural": _scores(measured.pooled(ALIGN, artificial=False)),
            "artificial": _scores(measured.pooled(ALIGN, artificial=True)),
        },
        "noise": [
            {"damage": one.damage.key, "set": one.name, "rate": one.rate, "draws": one.draws} | _scores(one.scores)
            for one in measured.noise
        ],
        "cost": [
            {
                "sentences": cost.sentences,
                "asked": cost.asked,
                "repeated": cost.repeated,
                "strict_f1": cost.f1,
                "whole": _usage(cost.whole),
                "floor": _usage(cost.floor),
                "ratio": cost.ratio,
            }
            for cost in measured.cost
        ],
        "left_out": list(measured.left_out),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _scores(scores: Scores) -> dict[str, Any]:
    record: dict[str, Any] = {
        name.replace(" ", "_"): one.shares() | _counts(one) for name, one in scores.tallies.by_name().items()
    }
    if scores.judged:
        record["calibration_error"] = scores.calibration_error
        record["errors_caught"] = {f"{share:g}": caught for share, caught in scores.caught.items()}
    return record | {"signature": scores.signature}


def _counts(tally: Tally) -> dict[str, int]:
    return {"hits": tally.hits, "predicted": tally.predicted, "found": tally.found, "gold": tally.gold}


def _usage(usage: Usage) -> dict[str, float]:
    return {"cpu_seconds": usage.processor, "clock_seconds": usage.elapsed, "peak_bytes": usage.memory}


def _kinds(measured: Benchmark) -> list[tuple[str, Scores]]:
    """Natural and artificial sets, pooled apart, as far as there are any."""
    kinds = [
        (name, measured.pooled(ALIGN, artificial=kind)) for kind, name in ((False, "natural"), (True, "artificial"))
    ]
    return [(name, scores) for name, scores in kinds if scores.judged]


def _reliability(measured: Benchmark) -> str:
    curves = []
    for name, scores in _kinds(measured):
        filled = [one for one in scores.bins if one.count]
        points = tuple((one.confidence, one.accuracy) for one in filled)
        curves.append(Curve(f"{name} ({len(scores.judged)})", points, tuple(float(one.count) for one in filled)))
    across, up = Axis("confidence", 0, 1, _TENTHS), Axis("share that is right", 0, 1, _TENTHS)
    return picture("How sure the matching is, and how often it is right", across, up, curves, ideal=True)


def _review_curve(measured: Benchmark) -> str:
    curves = [
        Curve(name, tuple((point.share, point.caught) for point in scores.curve)) for name, scores in _kinds(measured)
    ]
    across = Axis("share of the beads reviewed, least sure first", 0, 1, _TENTHS)
    up = Axis("share of the errors caught", 0, 1, _TENTHS)
    return picture("Errors caught by reviewing the least sure beads", across, up, curves, ideal=True)


def _noise_curves(damage: Damage, noise: Sequence[Noise]) -> str:
    curves = []
    for name in dict.fromkeys(one.name for one in noise):
        points = tuple((100 * one.rate, one.scores.strict.f1) for one in noise if one.name == name)
        curves.append(Curve(name, points, (1.0,) * len(points)))
    rates = tuple(sorted({100 * one.rate for one in noise}))
    # The axis begins at a twentieth, so that its ticks are round figures.
    low = min(18, math.floor(20 * min(one.scores.strict.f1 for one in noise)))
    up = Axis("strict F1", low / 20, 1, tuple(tick / 20 for tick in range(low, 21)))
    across = Axis(f"share of the {damage.share}, per cent", 0, max(rates) or 1, rates)
    return picture(f"{damage.name} on the source side", across, up, curves)
