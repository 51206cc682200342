"""The workbench in the browser: `review`."""

from typing import Annotated

import typer

from align.cli.arguments import HERE, Folder
from align.pipeline.workspace import open_workspace


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(review)


def review(
    workspace: Folder = HERE,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port; else the first free one from 8501.")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
) -> None:
    """Open the workbench in the browser. It answers on this machine only.

    Example: `align review --port 8600`
    """
    from align.app.launching import launch  # Streamlit is an extra, and slow to load for every other command

    raise typer.Exit(launch(open_workspace(workspace).folder, port=port, open_browser=browser))
