"""Alignment sets: folders with `src.txt`, `tgt.txt` (one sentence a line) and `gold.txt` (the true ladder)."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.errors import FormatError, UnreadableFileError, UsageError
from align.measuring.ladders import looks_like_ladder, read_beads
from align.model import Bead

SOURCE_NAME, TARGET_NAME, GOLD_NAME, ABOUT_NAME = "src.txt", "tgt.txt", "gold.txt", "about.toml"

_KNOWN: dict[str, dict[str, Any]] = {
    "textberg-dev": {"target_language": "fr"},
    "textberg-test": {"target_language": "fr"},
    "basic-law-hard": {"artificial": True},
    "ntrex-hard": {"artificial": True},
}
"""What is known of public sets that come without an `about.toml`."""


@dataclass(frozen=True, slots=True)
class AlignmentSet:
    """Two texts whose true alignment is known.

    Attributes:
        name: of its folder.
        source, target: sentences.
        gold: the true beads.
        source_language, target_language: ISO 639-1 codes.
        artificial: merges, splits and drops were made by rule; reported apart from natural sets.
        sha256: hash over the three files, hexadecimal.
    """

    name: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    gold: tuple[Bead, ...]
    source_language: str = "de"
    target_language: str = "en"
    artificial: bool = False
    sha256: str = ""


def find_sets(folder: Path) -> tuple[Path, ...]:
    """The folders of alignment sets: `folder` itself, or those right under it, by name.

    Raises:
        UnreadableFileError: if there is none.
    """
    if _is_set(folder):
        return (folder,)
    found = tuple(sorted(path for path in folder.glob("*") if _is_set(path)))
    if not found:
        needed = f"{SOURCE_NAME}, {TARGET_NAME} and {GOLD_NAME}"
        raise UnreadableFileError(f"No alignment set was found in {folder}.", f"A set is a folder with {needed}.")
    return found


def load_set(folder: Path) -> AlignmentSet:
    """Load one alignment set.

    An `about.toml` may say `source_language`, `target_language`, `artificial`; without it the set is natural, German
    and English, unless it is a public one known to be otherwise.

    Raises:
        UnreadableFileError: if a file is missing or not UTF-8.
        FormatError: if gold or `about.toml` cannot be read, or gold speaks of sentences that are not there.
    """
    source, target = read_sentences(folder / SOURCE_NAME), read_sentences(folder / TARGET_NAME)
    gold = read_beads(folder / GOLD_NAME, sources=len(source), targets=len(target))
    about = _KNOWN.get(folder.name, {}) | _about(folder / ABOUT_NAME)
    return AlignmentSet(
        folder.resolve().name,
        source,
        target,
        gold,
        source_language=str(about.get("source_language", "de")),
        target_language=str(about.get("target_language", "en")),
        artificial=bool(about.get("artificial", False)),
        sha256=content_hash(folder / SOURCE_NAME, folder / TARGET_NAME, folder / GOLD_NAME, digits=64),
    )


def read_sentences(path: Path) -> tuple[str, ...]:
    """The lines of a file, one sentence each; only LF ends a line, an empty line is an empty sentence.

    Raises:
        UnreadableFileError: if the file cannot be read or is not UTF-8.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as exc:
        raise UnreadableFileError(f"{path} cannot be read: {exc.strerror or exc}.") from exc
    except UnicodeDecodeError as exc:
        raise UnreadableFileError(f"{path} is not a text in UTF-8.") from exc
    return tuple(line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")) if text else ()


@dataclass(frozen=True, slots=True)
class GoldFiles:
    """Gold ladders by the name of their text, and what else lies in their folder (hidden files apart)."""

    ladders: Mapping[str, Path]
    skipped: tuple[Path, ...] = ()


def gold_files(path: Path) -> GoldFiles:
    """Find gold ladders.

    Args:
        path: a ladder, a folder with a `gold.txt`, or a folder of such folders or of ladders.

    Raises:
        UnreadableFileError: if there is none.
        UsageError: if two ladders are of the same text.
    """
    if not path.is_dir():
        return GoldFiles({path.stem: path})
    if (path / GOLD_NAME).is_file():
        return GoldFiles({path.resolve().name: path / GOLD_NAME})
    inside = [inner for inner in sorted(path.iterdir()) if not inner.name.startswith(".")]
    sets = [inner for inner in inside if (inner / GOLD_NAME).is_file()]
    found = sets or [inner for inner in inside if inner.is_file() and looks_like_ladder(inner)]
    if not found:
        raise _no_gold(path)
    ladders: dict[str, Path] = {}
    for inner in found:
        name = inner.name if sets else inner.name.split(".")[0]
        if name in ladders:
            raise UsageError(f"{path} has two ladders for {name!r}: {ladders[name].name}, {inner.name}.", "Leave one.")
        ladders[name] = inner / GOLD_NAME if sets else inner
    return GoldFiles(ladders, tuple(inner for inner in inside if inner not in found))


def _no_gold(path: Path) -> UnreadableFileError:
    deeper = sorted(path.glob(f"*/*/{GOLD_NAME}"))
    advice = f"Give a ladder, a set (a folder with {GOLD_NAME}), or a folder of sets or of ladders."
    if deeper:
        advice = f"Sets are looked for one folder down, no deeper: give {deeper[0].parent.parent}."
    return UnreadableFileError(f"{path} holds no gold ladder.", advice)


def content_hash(*paths: Path, digits: int = 12) -> str:
    """SHA-256 over the files' bytes, each preceded by its length, cut to `digits` hexadecimal digits.

    Raises:
        UnreadableFileError: if a file cannot be read.
    """
    total = hashlib.sha256()
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as exc:
            raise UnreadableFileError(f"{path} cannot be read: {exc.strerror or exc}.") from exc
        total.update(f"{len(content)}:".encode() + content)
    return total.hexdigest()[:digits]


def _is_set(folder: Path) -> bool:
    return all((folder / name).is_file() for name in (SOURCE_NAME, TARGET_NAME, GOLD_NAME))


def _about(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise FormatError(f"{path}: {exc}.", "See https://toml.io for the format.") from exc
