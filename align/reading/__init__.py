"""Reading: a file in, a `Document` out. Everything that takes a file apart happens in child processes under limits.

The names are loaded when first used: a child process imports this package, too, and shall start quickly.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from align.reading.engines import Engine, available_engines
    from align.reading.options import OcrMode, Progress, ReadingOptions
    from align.reading.pdf import page_count, render_page
    from align.reading.reader import read, read_pages

__all__ = [
    "Engine",
    "OcrMode",
    "Progress",
    "ReadingOptions",
    "available_engines",
    "page_count",
    "read",
    "read_pages",
    "render_page",
]

_HOMES = {
    "Engine": "engines",
    "OcrMode": "options",
    "Progress": "options",
    "ReadingOptions": "options",
    "available_engines": "engines",
    "page_count": "pdf",
    "read": "reader",
    "read_pages": "reader",
    "render_page": "pdf",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
