"""`align …`: each command parses its arguments, calls one function, prints what came back."""

from align.cli.main import main

__all__ = ["main"]
