"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from align.reading import OcrMode

Numbers = Annotated[list[str] | None, typer.Argument(help="Document numbers; none for all.", show_default=False)]
Folder = Annotated[
    Path, typer.Option("--workspace", "-w", envvar="ALIGN_WORKSPACE", help="Folder with collection.toml.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Ocr = Annotated[OcrMode, typer.Option(help="Read scans: where it is better, always, never.")]
Jobs = Annotated[int, typer.Option(min=0, help="Processes at work at the same time; 0 for one a core.")]
HERE = Path()
