"""Commands on the documents of a workspace: `status`, `read`, `run`, `export`, `show`."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from align.cli.arguments import HERE, Folder, Jobs, Json, Numbers, Ocr
from align.cli.printing import out, print_json, print_records, print_table, say, steps
from align.collection import Entry
from align.pipeline.exporting import DEFAULT_FORMATS, export_documents
from align.pipeline.running import NOTHING, Outcome, RunOptions, read_document, run_documents
from align.pipeline.showing import ShownBead, show_beads
from align.pipeline.status import Status, document_status
from align.pipeline.workspace import entries_of, open_workspace, require_writable
from align.reading import OcrMode

NOTHING_THERE = "put originals/NUMBER.pdf and translations/NUMBER.txt there; `align fetch` brings translations."

Formats = Annotated[list[str] | None, typer.Option("--format", "-f", help="Format to write; may be given again.")]
Again = Annotated[bool, typer.Option("--again", help="Do anew what has not changed; decisions stay.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Align even what does not look like a pair.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (status, read, run, export, show):
        app.command()(command)


def status(numbers: Numbers = None, workspace: Folder = HERE, as_json: Json = False) -> None:
    """Show how far each document is, and what to do next.

    Example: `align status`
    """
    opened = open_workspace(workspace)
    found = document_status(opened, entries_of(opened, tuple(numbers or ())))
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        print_table(
            ("no", "document", "date", "there", "read", "beads", "reviewed", "exported", "next"),
            [_status_row(one, opened.collection.entry(one.number)) for one in found],
            title=opened.collection.title,
            shorten="document",
        )
        for advice in dict.fromkeys(one.advice for one in found if one.advice and (one.beads or one.files != ("", ""))):
            say(f"Next: {advice}")
        if empty := [one.number for one in found if one.files == ("", "")]:
            say(f"Nothing there for {', '.join(empty)}: {NOTHING_THERE}")


def _status_row(one: Status, entry: Entry) -> tuple[object, ...]:
    there = "+".join(language for language, name in zip(entry.languages, one.files, strict=True) if name)
    read_ = "+".join(language for language, count in zip(entry.languages, one.sentences, strict=True) if count)
    reviewed = f"{one.decided}/{one.beads}" if one.beads else ""
    exported = "yes" if one.exported else ""
    return (one.number, one.title, one.date[:10], there, read_, one.beads or "", reviewed, exported, one.step)


def read(
    numbers: Numbers = None,
    workspace: Folder = HERE,
    ocr: Ocr = OcrMode.AUTO,
    jobs: Jobs = 0,
    again: Again = False,
    as_json: Json = False,
) -> None:
    """Read files into the workspace, without matching.

    Example: `align read 3 --ocr always`
    """
    opened = open_workspace(workspace)
    require_writable(opened)
    options = RunOptions(ocr=ocr, jobs=jobs, again=again)
    with steps() as report:
        entries = entries_of(opened, tuple(numbers or ()))
        outcomes = tuple(read_document(opened, entry, options, report=report) for entry in entries)
    _print_outcomes(outcomes, as_json=as_json)


def run(
    numbers: Numbers = None,
    workspace: Folder = HERE,
    ocr: Ocr = OcrMode.AUTO,
    jobs: Jobs = 0,
    again: Again = False,
    anyway: Anyway = False,
    without_encoder: Annotated[
        bool, typer.Option("--without-encoder", help="Match by length, numbers and names alone (worse).")
    ] = False,
    format_: Formats = None,
    as_json: Json = False,
) -> None:
    """Read, align and export everything that is new or changed, and print a summary. People's decisions stay.

    Example: `align run 3 --jobs 2`
    """
    opened = open_workspace(workspace)
    options = RunOptions(
        ocr=ocr,
        jobs=jobs,
        again=again,
        anyway=anyway,
        use_encoder=not without_encoder,
        formats=tuple(format_ or DEFAULT_FORMATS),
    )
    with steps() as report:
        outcomes = run_documents(opened, entries_of(opened, tuple(numbers or ())), options, report=report)
    _print_outcomes(outcomes, as_json=as_json)


def _print_outcomes(outcomes: Sequence[Outcome], *, as_json: bool) -> None:
    """The summary; ends with the exit code of the first document that failed."""
    if as_json:
        print_json([asdict(outcome) for outcome in outcomes])
    else:
        columns = ("no", "document", "state", "beads", "omitted", "added", "unsure", "exports")
        print_table(
            columns, [_outcome_row(one) for one in outcomes if one.state != NOTHING], title="", shorten="document"
        )
        if empty := [one.number for one in outcomes if one.state == NOTHING]:
            say(f"Nothing there for {', '.join(empty)}: {NOTHING_THERE}")
        for outcome in (one for one in outcomes if one.state != NOTHING):
            for note in filter(None, outcome.notes):
                say(f"{outcome.number}: {note}")
            if outcome.orphaned:
                say(f"{outcome.number}: {outcome.orphaned} decisions no longer fit; they are kept: align review")
    if failed := [outcome.exit_code for outcome in outcomes if outcome.exit_code]:
        raise typer.Exit(failed[0])


def _outcome_row(outcome: Outcome) -> tuple[object, ...]:
    counts = (outcome.beads, outcome.omissions, outcome.additions, outcome.unsure) if outcome.beads else ("",) * 4
    return (outcome.number, outcome.title, outcome.state, *counts, ", ".join(p.suffix[1:] for p in outcome.written))


def export(
    numbers: Numbers = None,
    workspace: Folder = HERE,
    format_: Formats = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Folder; else `exports`.")] = None,
    as_json: Json = False,
) -> None:
    """Write aligned documents into files of other tools: jsonl, tmx, tsv, html, vecalign.

    Example: `align export 3 --format tmx --output for-omegat`
    """
    opened = open_workspace(workspace)
    entries = entries_of(opened, tuple(numbers or ()))
    if not numbers:
        aligned = {one.number for one in document_status(opened, entries) if one.beads}
        entries = tuple(entry for entry in entries if entry.number in aligned)
    exports = export_documents(opened, entries, tuple(format_ or DEFAULT_FORMATS), output)
    if not exports:
        say("No document has been aligned yet. Next: align run")
    print_records(
        [
            {"no": e.number, "format": e.format, "file": str(e.path), "beads": e.written, "left out": e.left_out}
            for e in exports
        ],
        as_json=as_json,
    )


def show(
    number: Annotated[str, typer.Argument(help="Document number.")],
    workspace: Folder = HERE,
    folio: Annotated[str, typer.Option(help="Only what stands on this folio.")] = "",
    containing: Annotated[str, typer.Option("--find", help="Only beads with this text on either side.")] = "",
    first: Annotated[int, typer.Option("--from", help="First bead, from 1.")] = 1,
    last: Annotated[int | None, typer.Option("--to", help="Last bead.")] = None,
    as_json: Json = False,
) -> None:
    """Show the beads of a document, both texts side by side.

    Example: `align show exercise --folio 24`
    """
    opened = open_workspace(workspace)
    entry = opened.collection.entry(number)
    beads = show_beads(opened, entry, folio=folio, containing=containing, first=first, last=last)
    if as_json:
        print_json([asdict(bead) for bead in beads])
        return
    languages = (code.upper() for code in entry.languages)
    print_table(("bead", *languages), [_bead_row(bead) for bead in beads])
    if not beads:
        out.print("No bead fits.")


def _bead_row(bead: ShownBead) -> tuple[str, str, str]:
    folios = f"Bl. {', '.join(bead.folios)}" if bead.folios else ""
    head = [str(bead.bead), f"{bead.type} {bead.confidence:.0%}", bead.status, folios, *bead.findings]
    return ("\n".join(filter(None, head)), "\n".join(bead.source) or "—", "\n".join(bead.target) or "—")
