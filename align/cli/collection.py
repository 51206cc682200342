"""Commands that fill a workspace: `new`, `add`, `fetch`, and `doctor`, which tells what is installed."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from align.cli.arguments import HERE, Folder, Json, Numbers
from align.cli.printing import print_facts, print_json, print_records, print_table, say
from align.collection import Entry, add_entry, new_collection
from align.errors import FetchError
from align.pipeline.doctor import examine
from align.pipeline.workspace import entries_of, open_workspace, require_writable
from align.reading.fetching import FetchOptions, State, Visit
from align.reading.fetching import fetch as fetch_entry


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (new, add, fetch, doctor):
        app.command()(command)


def new(folder: Annotated[Path, typer.Argument(help="Folder to make; may exist.")]) -> None:
    """Make an empty workspace for another collection.

    Example: `align new letters`
    """
    path = new_collection(folder)
    say(f"Made {path}.")
    say(f"Next: put files into {folder / 'originals'} and {folder / 'translations'}, or use `align add`.")


def add(
    original: Annotated[Path, typer.Argument(help="The original: PDF, DOCX, HTML or text.")],
    translation: Annotated[Path | None, typer.Argument(help="Its translation; may come later.")] = None,
    number: Annotated[str, typer.Option(help="Number in this collection; else the next free one.")] = "",
    title: Annotated[str, typer.Option(help="English title.")] = "",
    german_title: Annotated[str, typer.Option(help="Title of the original.")] = "",
    date: Annotated[str, typer.Option(help="Of the document: 1973-12-06, or a span 1964-11-30/1964-12-01.")] = "",
    shelfmark: Annotated[str, typer.Option(help="As the archive gives it, folios included.")] = "",
    translator: Annotated[str, typer.Option(help="Who translated it.")] = "",
    address: Annotated[str, typer.Option(help="Web address of the published translation.")] = "",
    source_language: Annotated[str, typer.Option(help="ISO 639-1.")] = "de",
    target_language: Annotated[str, typer.Option(help="ISO 639-1.")] = "en",
    remark: Annotated[list[str] | None, typer.Option(help="What users should know; may be given again.")] = None,
    workspace: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Register a pair of files with what is known about it.

    Example: `align add scans/note.pdf texts/note.txt --title "Note on the harbour" --date 1972-05-04`
    """
    entry = Entry(
        number=number,
        title_de=german_title,
        title_en=title,
        date=date,
        shelfmark=shelfmark,
        translator=translator,
        address=address,
        languages=(source_language, target_language),
        remarks=tuple(remark or ()),
        original=original,
        translation=translation,
    )
    added = add_entry(workspace, entry).entries[-1]
    facts = {"number": added.number, "original": str(added.original), "translation": str(added.translation or "")}
    print_facts(facts, as_json=as_json)
    say(f"Next: align run {added.number}")


def fetch(numbers: Numbers = None, workspace: Folder = HERE, as_json: Json = False) -> None:
    """Download translations, and transcriptions by folio, from their publishers: one request at a time, resumable.

    What is there already is left alone; where no address is known, it says what to put where.

    Example: `align fetch 3 5`
    """
    opened = open_workspace(workspace)
    require_writable(opened)
    visit = Visit(FetchOptions(), say=say)
    fetched = [
        one for entry in entries_of(opened, tuple(numbers or ())) for one in fetch_entry(entry, opened.folder, visit)
    ]
    if as_json:
        print_json([asdict(one) for one in fetched])
    else:
        rows = [(one.number, one.side, one.state.value, one.path.name) for one in fetched]
        print_table(("no", "side", "state", "file"), rows)
        for one in fetched:
            if one.message:
                say(f"{one.number}, {one.side}: {one.message}")
    if any(one.state is State.FAILED for one in fetched):
        raise typer.Exit(FetchError.exit_code)


def doctor(workspace: Folder = HERE, as_json: Json = False) -> None:
    """Tell what is installed, what is missing, and what that costs.

    Example: `align doctor`
    """
    checks = examine(workspace)
    print_records([check.record() for check in checks], as_json=as_json)
    if any(check.needed and not check.found for check in checks):
        raise typer.Exit(1)
