"""`align pair`: two files in, beads out, no workspace needed."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from align.cli.printing import print_facts, progress, say
from align.exchange import pair_lines, write_pairs
from align.model import Alignment, Landmark
from align.pipeline.pairing import PairOptions, pair_files, pair_sentence_files
from align.reading import OcrMode


class PairFormat(StrEnum):
    """Formats of `align pair`."""

    JSONL = "jsonl"
    TSV = "tsv"
    VECALIGN = "vecalign"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(pair)


def pair(
    source: Annotated[Path, typer.Argument(help="The original: PDF, DOCX, HTML or text.")],
    target: Annotated[Path, typer.Argument(help="Its translation, in any of these.")],
    source_language: Annotated[str, typer.Option(help="Language of the original, ISO 639-1 code.")] = "de",
    target_language: Annotated[str, typer.Option(help="Language of the translation, likewise.")] = "en",
    sentences: Annotated[bool, typer.Option("--sentences", help="The files hold one sentence a line.")] = False,
    format_: Annotated[PairFormat, typer.Option("--format", help="Form of the result.")] = PairFormat.JSONL,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; else standard output.")] = None,
    ocr: Annotated[OcrMode, typer.Option(help="Read scans: where it is better, always, never.")] = OcrMode.AUTO,
    jobs: Annotated[int, typer.Option(min=0, help="Processes that read pages; 0 for one a core.")] = 0,
    anyway: Annotated[bool, typer.Option("--anyway", help="Align even what does not look like a pair.")] = False,
    without_encoder: Annotated[
        bool, typer.Option("--without-encoder", help="Match by length, numbers and names alone (worse).")
    ] = False,
    boundaries: Annotated[
        list[Landmark] | None,
        typer.Option(help="No pair reaches over these marks where both sides show them; may be given twice."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --output: the summary as JSON.")] = False,
) -> None:
    """Pair two files sentence by sentence.

    Example: `align pair minutes.pdf minutes-english.txt --format tsv --output minutes.tsv`

    The encoder was made for 16 languages: Arabic (ar), Chinese in both scripts (zh), Dutch (nl), English (en),
    French (fr), German (de), Italian (it), Japanese (ja), Korean (ko), Polish (pl), Portuguese (pt), Russian (ru),
    Spanish (es), Thai (th), Turkish (tr). Others are paired with a warning.
    """
    options = PairOptions(
        source_language=source_language,
        target_language=target_language,
        ocr=ocr,
        jobs=jobs,
        anyway=anyway,
        use_encoder=not without_encoder,
        landmarks=tuple(boundaries or ()),
    )
    if sentences:
        alignment = pair_sentence_files(source, target, options)
    else:
        with progress(f"reading {source.name} and {target.name}") as step:
            alignment = pair_files(source, target, options, progress=step)
    if output is None:
        sys.stdout.writelines(pair_lines(alignment, format_.value))
    else:
        write_pairs(alignment, output, format_.value)
        print_facts(_summary(alignment, output), as_json=as_json)
    for finding in alignment.findings:
        where = f"bead {finding.beads[0] + 1}: " if finding.beads else ""
        say(f"{finding.severity}: {where}{finding.message}")


def _summary(alignment: Alignment, output: Path) -> dict[str, object]:
    beads = [bead for bead in alignment.beads if alignment.source_text(bead) or alignment.target_text(bead)]
    return {
        "beads": len(beads),
        "omissions": sum(not bead.target for bead in beads),
        "additions": sum(not bead.source for bead in beads),
        "mean confidence": round(sum(bead.confidence for bead in beads) / max(1, len(beads)), 4),
        "written": str(output),
        "signature": alignment.signature,
    }
