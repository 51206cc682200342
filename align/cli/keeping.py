"""The workbench in the browser, `review`, and what keeps its work safe: `backup`, `restore`, `replay`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from align.cli.arguments import HERE, Folder, Json
from align.cli.printing import print_facts, print_records, say
from align.collection import CATALOGUE_NAME, load_collection
from align.errors import UsageError
from align.pipeline.workspace import open_workspace, require_writable
from align.reviewing import DATABASE_NAME, archives, backups
from align.reviewing.replaying import replay as replay_log


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (review, backup, restore, replay):
        app.command()(command)


def review(
    workspace: Folder = HERE,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; else the first free one from 8501.")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    trust_header: Annotated[
        str,
        typer.Option(metavar="NAME", help="Header in which a proxy names the person who logged in there."),
    ] = "",
    proxy: Annotated[
        list[str] | None, typer.Option(metavar="ADDRESS", help="Where that proxy is, if not on this machine.")
    ] = None,
    host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Name under which browsers reach it through the proxy.")
    ] = None,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the workbench in the browser. It answers on this machine only, unless told otherwise.

    Example: `align review --port 8600`
    """
    from align.app.access import Access
    from align.app.launching import launch  # Streamlit is an extra, and slow to load for every other command

    access = Access(address, tuple(host or ()), trust_header, tuple(proxy or ()))
    raise typer.Exit(launch(open_workspace(workspace).folder, port=port, open_browser=browser, access=access))


def backup(
    archive: Annotated[
        Path | None, typer.Option(help="Write the whole workspace, files and decisions, into this .zip instead.")
    ] = None,
    workspace: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Copy the database into the folder `backups`, or the whole workspace into one file with hashes.

    Example: `align backup --archive ~/dossier.zip`
    """
    opened = open_workspace(workspace)
    require_writable(opened)
    with opened.store() as store:
        if archive is None:
            made = backups.backup(store.database)
            facts: dict[str, object] = {"file": str(made.file), "bytes": made.size, "sha256": made.sha256}
        else:
            pieces = archives.write_archive(store.database, opened.folder, archive)
            facts = {"file": str(archive), "files in it": len(pieces), "bytes": sum(piece.size for piece in pieces)}
    print_facts(facts, as_json=as_json)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup (.sqlite), or an archive (.zip) of a whole workspace.")],
    into: Annotated[Path | None, typer.Option(help="New folder for an archive.")] = None,
    workspace: Folder = HERE,
    as_json: Json = False,
) -> None:
    """Go back to a backup (what is there now is backed up before), or unpack an archive into a new folder.

    Example: `align restore ~/dossier.zip --into dossier`
    """
    if file.suffix.casefold() == ".zip":
        if into is None:
            raise UsageError("An archive is unpacked into a new folder.", "Name it: --into DIR")
        pieces = archives.restore_archive(file, into)
        print_facts({"workspace": str(into), "files": len(pieces)}, as_json=as_json)
        _tell_of_other_database(into)
        return
    opened = open_workspace(workspace)
    require_writable(opened)
    before = backups.restore(opened.database, file, folder=opened.backups)
    kept = str(before.file) if before else "nothing was there"
    print_facts({"restored": str(file), "what was there": kept}, as_json=as_json)


def _tell_of_other_database(folder: Path) -> None:
    """The decisions of an archive lie in its folder, whatever database its catalogue names."""
    named = load_collection(folder).database
    if named not in ("", DATABASE_NAME):
        say(
            f"Its catalogue names another database ({named}). The archive's decisions are in {DATABASE_NAME}: take the "
            f"line out of {CATALOGUE_NAME}, or call align restore {folder / DATABASE_NAME} -w {folder}"
        )


def replay(workspace: Folder = HERE, as_json: Json = False) -> None:
    """Prove the database: fold all events anew and compare; ends with 1 if anything differs.

    Example: `align replay`
    """
    with open_workspace(workspace).store() as store:
        differences = replay_log(store)
    print_records([asdict(difference) for difference in differences], as_json=as_json)
    if differences:
        raise typer.Exit(1)
    say("Every row follows from the log, and every sentence is in its bead.")
