"""What to fetch for a document of the catalogue, and where to put it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from align.collection import Entry, expand_folios, find_files, folio_ranges, place_for
from align.errors import FetchError
from align.reading.fetching.download import download, write_text
from align.reading.fetching.transcription import join_folios
from align.reading.fetching.visit import Visit

CACHE = Path("cache/fetched")


class State(StrEnum):
    """How it went with one side of a document."""

    PRESENT = "present"  # there already; nothing was asked of anybody
    FETCHED = "fetched"
    UNKNOWN = "unknown"  # no address is known
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one side of a document.

    Attributes:
        number: the document's.
        side: "original" or "translation".
        state: how it went.
        path: the file, where there is one; where there is none, the place where it belongs.
        address: where it was fetched from, or would have been; "" if none is known.
        message: what happened and what to do, in plain sentences; "" if there is nothing to say.
    """

    number: str
    side: str
    state: State
    path: Path
    address: str = ""
    message: str = ""


def fetch(entry: Entry, folder: Path, visit: Visit) -> tuple[Fetched, Fetched]:
    """Fetch what the workspace `folder` lacks of a document: its translation, and its transcription by folio.

    One side's failure does not keep the other from being fetched, and is returned, not raised. What is there already is
    not fetched again.

    Returns:
        Original and translation.

    Raises:
        CatalogueError: several files could be the document's.
        WorkspaceError: the workspace cannot be written to.
    """
    original, translation = find_files(entry, folder)
    return (
        _side(entry, "original", original, folder, visit),
        _side(entry, "translation", translation, folder, visit),
    )


def _side(entry: Entry, side: str, present: Path | None, folder: Path, visit: Visit) -> Fetched:
    address = entry.transcription if side == "original" else entry.download or entry.address
    if present:
        return Fetched(entry.number, side, State.PRESENT, present, address)
    if not address:
        place = place_for(entry, side, folder, ".pdf" if side == "original" else ".html")
        return Fetched(entry.number, side, State.UNKNOWN, place, message=_where(entry, side, place))
    try:
        if side == "original":
            path, message = _fetch_folios(entry, folder, visit)
        else:
            path, message = download(visit, address, place_for(entry, side, folder, "")), ""
    except FetchError as error:
        return Fetched(entry.number, side, State.FAILED, place_for(entry, side, folder, ".html"), address, str(error))
    return Fetched(entry.number, side, State.FETCHED, path, address, message)


def _fetch_folios(entry: Entry, folder: Path, visit: Visit) -> tuple[Path, str]:
    """Fetch a transcription page by page into the cache, then make one text of it."""
    try:
        folios = expand_folios(entry.folios)
    except ValueError as exc:
        what = (
            f"The folios of document {entry.number} are not known, so neither are the addresses of their pages ({exc})."
        )
        raise FetchError(what, 'Write them into its entry of collection.toml, for example folios = "1-19".') from exc
    pattern = hashlib.sha256(entry.transcription.encode()).hexdigest()[:8]
    pages = []
    for position, folio in enumerate(folios, 1):
        target = folder / CACHE / f"{entry.number}-{pattern}" / f"{folio}.html"
        if not target.is_file():
            address = entry.transcription.replace("{folio}", folio).replace("{page}", str(position))
            visit.say(f"Document {entry.number}: folio {folio} ({position} of {len(folios)}).")
            download(visit, address, target)
        pages.append((folio, target))
    text, missing = join_folios(entry, pages)
    path = place_for(entry, "original", folder, ".html")
    write_text(path, text)
    return path, f"No transcription on folio {folio_ranges(missing)}." if missing else ""


def _where(entry: Entry, side: str, place: Path) -> str:
    """What to put where, when no address is known."""
    if side == "original":
        what = entry.shelfmark_normal or entry.title_de or "the original"
        return (
            f"No address is known for the original. Get {what} from its archive and put the file at {place} (PDF, text,"
            " HTML or DOCX). If there is a transcription by folio on the web, its address goes into collection.toml:"
            ' transcription = "https://…/blatt/{folio}".'
        )
    title = f" “{entry.title_en}”" if entry.title_en else ""
    return (
        f"No address is known for the translation{title}. Save it from {entry.publisher or 'its publisher'} and put the"
        f' file at {place} (HTML, PDF, text or DOCX), or write its address into collection.toml: address = "https://…".'
    )
