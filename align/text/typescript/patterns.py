"""What counts as a stamp, a page number or a running head: defaults, and what a collection adds."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

from align.errors import CatalogueError


@dataclass(frozen=True, slots=True)
class Patterns:
    """Regular expressions by what they recognise; each must fit a whole stretch of a line, case ignored.

    Attributes:
        stamps: the archive's name on a folio stamp.
        copy_stamps: marks left by copying, at the edges of a page.
        running_heads: heads and feet, at the edges of a page.
        page_numbers: typed page numbers, at the top or bottom.
        noise: dirt.
        keep: text, although something above fits.
    """

    stamps: tuple[str, ...] = ()
    copy_stamps: tuple[str, ...] = ()
    running_heads: tuple[str, ...] = ()
    page_numbers: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()

    def fits(self, name: str, text: str) -> bool:
        """Whether one of the patterns called `name` fits the whole of `text`, and none of `keep` does."""
        text = text.strip()
        return _fits(getattr(self, name), text) and not _fits(self.keep, text)


def _fits(patterns: tuple[str, ...], text: str) -> bool:
    return any(_compiled(pattern).fullmatch(text) for pattern in patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _defaults() -> Patterns:
    text = (resources.files("align.text") / "data" / "cleaning-patterns.toml").read_text(encoding="utf-8")
    return Patterns(**{name: tuple(values) for name, values in tomllib.loads(text).items()})


DEFAULT_PATTERNS = _defaults()


def patterns_from(table: Mapping[str, Sequence[str]], base: Patterns = DEFAULT_PATTERNS) -> Patterns:
    """The patterns of `base` and those of a collection (`[cleaning]` in its catalogue).

    Raises:
        CatalogueError: a name that is not known, something else than a list of texts, or no regular expression.
    """
    known = [field.name for field in fields(Patterns)]
    added: dict[str, tuple[str, ...]] = {}
    for name, values in table.items():
        if name not in known:
            raise CatalogueError(f"[cleaning] knows no '{name}'.", f"It knows: {', '.join(known)}.")
        if isinstance(values, str) or not all(isinstance(value, str) for value in values):
            raise CatalogueError(f"'{name}' in [cleaning] is no list of texts.", f"Write {name} = ['…', '…'].")
        for value in values:
            _check(name, value)
        added[name] = tuple(values)
    return Patterns(**{name: getattr(base, name) + added.get(name, ()) for name in known})


def _check(name: str, pattern: str) -> None:
    try:
        _compiled(pattern)
    except re.error as error:
        raise CatalogueError(
            f"{pattern!r} in '{name}' of [cleaning] is not a regular expression: {error}.", "Mend it or take it out."
        ) from error
