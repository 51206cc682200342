"""`collection.toml`: one entry per document of a workspace, read with its faults named by file and line."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from align.collection.dates import normal_date
from align.collection.shelfmarks import parse_shelfmark
from align.collection.source import Source, decode
from align.errors import CatalogueError, WorkspaceError
from align.languages import fault_of_code
from align.model import Landmark

CATALOGUE_NAME = "collection.toml"

_PATHS = ("original", "translation")
_LISTS = ("remarks",)
_TABLES = ("collection", "defaults", "cleaning", "sentences", "document")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue knows of one document; "" where it knows nothing.

    Attributes:
        number: the document's name in this collection ("3", "exercise"); unique, leading zeros do not count.
        title_de, title_en: German and English title.
        date: ISO 8601; a span as "1964-11-30/1964-12-01".
        shelfmark: as the source of the catalogue gives it, the key to the original wherever it may be published.
        folios: first and last folio as given ("88-110").
        translator: who made the translation.
        publisher: where the translation was published ("Wilson Center Digital Archive").
        repository: the archive's name as that publisher writes it.
        credit: the publisher's sentence on the translation ("Translated from German for CWIHP by Bernd Schaefer.").
        address: of the published translation, to cite and to fetch.
        languages: ISO 639-1 codes of original and translation.
        boundaries: marks over which no pair reaches where both sides show them.
        remarks: what a user should know, contradictions between sources among them.
        original, translation: file of each side, relative to the workspace or absolute; None to find it by number.
        transcription: address of a transcription folio by folio, with `{folio}` where the folio's number goes, or
            `{page}` for its position, counted from 1.
        download: address of the translation's file, if it is another than the page to cite.
    """

    number: str
    title_de: str = ""
    title_en: str = ""
    date: str = ""
    shelfmark: str = ""
    folios: str = ""
    translator: str = ""
    publisher: str = ""
    repository: str = ""
    credit: str = ""
    address: str = ""
    languages: tuple[str, str] = ("de", "en")
    boundaries: tuple[Landmark, ...] = ()
    remarks: tuple[str, ...] = ()
    original: Path | None = None
    translation: Path | None = None
    transcription: str = ""
    download: str = ""

    @property
    def shelfmark_normal(self) -> str:
        """Today's form of the shelfmark, without folios."""
        return parse_shelfmark(self.shelfmark).normal

    @property
    def wilson_number(self) -> str:
        """The number in an address of the Wilson Center's archive; "" where the address names the document in words."""
        parts = urlsplit(self.address)
        match = re.search(r"/document/(\d+)/?$", parts.path)
        return match[1] if match and "wilson" in parts.netloc else ""


ENTRY_KEYS = tuple(item.name for item in fields(Entry))


@dataclass(frozen=True, slots=True)
class Collection:
    """A catalogue as read.

    Attributes:
        folder: the workspace.
        title: of the whole collection.
        database: address or path of the database, "" for the usual file in the workspace.
        entries: in the order of the file.
        cleaning: patterns of furniture, lists of regular expressions by name, as the file gives them.
        abbreviations: further abbreviations that do not end a sentence.
    """

    folder: Path
    title: str = ""
    database: str = ""
    entries: tuple[Entry, ...] = ()
    cleaning: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    abbreviations: tuple[str, ...] = ()

    def entry(self, number: str) -> Entry:
        """The document of that number ("3", "03" and "Exercise" are found as well).

        Raises:
            CatalogueError: no such document; the message lists the known numbers.
        """
        for entry in self.entries:
            if entry_key(entry.number) == entry_key(number):
                return entry
        known = ", ".join(entry.number for entry in self.entries) or "none yet"
        raise CatalogueError(
            f"{self.folder / CATALOGUE_NAME} has no document {number!r}.", f"Known documents: {known}."
        )


def entry_key(number: str) -> str:
    """What makes two document numbers the same: case, outer blanks and leading zeros do not count."""
    number = number.strip().casefold()
    return number.lstrip("0") or "0" if number.isdecimal() else number


def load_collection(folder: Path) -> Collection:
    """Read the catalogue of a workspace.

    Raises:
        WorkspaceError: there is no `collection.toml` in that folder, or it cannot be read.
        CatalogueError: the file breaks TOML's rules or the catalogue's; the message carries file and line.
    """
    path = folder / CATALOGUE_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError as exc:
        raise WorkspaceError(
            f"{folder} is not a workspace: it has no {CATALOGUE_NAME}.",
            "Go to the folder of your workspace, or make an empty one with `align new DIR`.",
        ) from exc
    except OSError as exc:
        raise WorkspaceError(f"{path} cannot be read: {exc.strerror}.", "Check the file and its permissions.") from exc
    return parse_collection(data, path)


def parse_collection(data: bytes, path: Path) -> Collection:
    """Read a catalogue from its bytes; `path` is where they stand (or will stand).

    Raises:
        CatalogueError: as `load_collection`.
    """
    source = decode(data, path)
    content = source.parse()
    for name in content:
        if name not in _TABLES:
            raise source.fault(f"unknown table or key {name!r}", f"Known tables: {', '.join(_TABLES)}.", key=name)
    about = source.table(content, "collection")
    source.check_keys(about, ("title", "database"), "[collection]")
    sentences = source.table(content, "sentences")
    source.check_keys(sentences, ("abbreviations",), "[sentences]")
    return Collection(
        folder=path.parent,
        title=source.string(about.get("title", ""), "title").strip(),
        database=_database(source.string(about.get("database", ""), "database").strip(), source),
        entries=_entries(content, source),
        cleaning=_cleaning(source.table(content, "cleaning"), source),
        abbreviations=source.strings(sentences.get("abbreviations", []), "abbreviations"),
    )


def _database(address: str, source: Source) -> str:
    """Without a password: the catalogue travels with archives and checkouts."""
    if "password" in address.partition("?")[2] or re.match(r"[^/]*://[^/]*:.*@", address):
        raise source.fault(
            "the address of the database holds a password",
            "Keep it in ~/.pgpass, or give the whole address in the variable ALIGN_DATABASE.",
            key="database",
        )
    return address


def _entries(content: Mapping[str, Any], source: Source) -> tuple[Entry, ...]:
    defaults = source.table(content, "defaults")
    source.check_keys(defaults, [key for key in ENTRY_KEYS if key not in ("number", *_PATHS)], "[defaults]")
    tables = content.get("document", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise source.fault("'document' must be a list of tables", "Begin each entry with [[document]].", key="document")
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for index, table in enumerate(tables):
        source.check_keys(table, ENTRY_KEYS, "[[document]]", index)
        entry = _entry({**defaults, **table}, source, index)
        first = seen.setdefault(entry_key(entry.number), index)
        if first != index:
            raise source.fault(
                f"document {entry.number!r} is there already (line {source.line_of('number', first)})",
                "Give each document a number of its own.",
                key="number",
                document=index,
            )
        entries.append(entry)
    return tuple(entries)


def _entry(table: Mapping[str, Any], source: Source, index: int) -> Entry:
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in _LISTS:
            values[key] = source.strings(value, key, index)
        elif key == "languages":
            values[key] = _languages(source.strings(value, key, index), source, index)
        elif key == "boundaries":
            values[key] = _boundaries(source.strings(value, key, index), source, index)
        elif key == "number":
            values[key] = source.string(str(value) if type(value) is int else value, key, index).strip()
        elif key == "date":
            values[key] = _date(value, source, index)
        else:
            values[key] = source.string(value, key, index).strip()
    _check_number(values.get("number", ""), source, index)
    for side in _PATHS:
        values[side] = Path(values[side]) if values.get(side) else None
    _check_addresses(values, source, index)
    values["folios"] = values.get("folios") or parse_shelfmark(values.get("shelfmark", "")).folios
    return Entry(**values)


def _check_number(number: str, source: Source, index: int) -> None:
    """A number names files, so it must be there and fit into a file name anywhere."""
    if not number:
        raise source.fault(
            "a document without a number", 'Add number = "…" to the entry.', key="number", document=index
        )
    if not re.fullmatch(r"[^./\\:*?\"<>|\x00-\x1f][^/\\:*?\"<>|\x00-\x1f]*", number):
        raise source.fault(
            f"the number {number!r} cannot be part of a file name",
            "Use letters, digits, blanks, - and _.",
            key="number",
            document=index,
        )


def _languages(codes: tuple[str, ...], source: Source, index: int) -> tuple[str, str]:
    if len(codes) != 2:
        raise source.fault(
            "languages must be the codes of original and translation",
            'For example languages = ["de", "en"].',
            key="languages",
            document=index,
        )
    for what, advice in map(fault_of_code, codes):
        if what:
            raise source.fault(f"languages: {what.rstrip('.')}", advice, key="languages", document=index)
    return codes[0], codes[1]


def _boundaries(names: tuple[str, ...], source: Source, index: int) -> tuple[Landmark, ...]:
    unknown = next((name for name in names if name not in tuple(Landmark)), None)
    if unknown is not None:
        raise source.fault(
            f"boundaries: {unknown!r} is not known",
            f'Known are {", ".join(Landmark)}: boundaries = ["articles"].',
            key="boundaries",
            document=index,
        )
    return tuple(map(Landmark, names))


def _date(value: object, source: Source, index: int) -> str:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    try:
        return normal_date(source.string(value, "date", index))
    except ValueError as exc:
        advice = 'Write date = "1973-12-06", or a span as "1964-11-30/1964-12-01".'
        raise source.fault(str(exc), advice, key="date", document=index) from exc


def _check_addresses(values: Mapping[str, Any], source: Source, index: int) -> None:
    for key in ("address", "transcription", "download"):
        value = values.get(key, "")
        if value and not _is_web_address(value):
            raise source.fault(
                f"{key} {value!r} is not a web address", "It begins with https://.", key=key, document=index
            )
    pattern = values.get("transcription", "")
    if pattern and "{folio}" not in pattern and "{page}" not in pattern:
        raise source.fault(
            "transcription does not say where the folio's number goes",
            "Put {folio} in its place: https://…/blatt/{folio}.",
            key="transcription",
            document=index,
        )


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _cleaning(table: Mapping[str, Any], source: Source) -> Mapping[str, tuple[str, ...]]:
    patterns = {key: source.strings(value, key) for key, value in table.items()}
    for key, values in patterns.items():
        for value in values:
            try:
                re.compile(value)
            except re.error as exc:
                raise source.fault(
                    f"{value!r} is not a regular expression: {exc}", "Mend it or take it out.", key=key
                ) from exc
    return MappingProxyType(patterns)
