"""How a document is cited: the published translation as its publisher does, the original as its archive does."""

from collections.abc import Sequence

from align.collection.catalogue import Entry
from align.collection.dates import english_date, german_date
from align.collection.shelfmarks import parse_shelfmark


def cite_translation(entry: Entry) -> str:
    """The translation in the form of the Wilson Center's archive; parts that the catalogue does not know are left out.

    For example: "Title," December 6, 1973, Wilson Center Digital Archive, Office of … (BStU), MfS, ZAIG 13730,
    pp. 1-15. Translated from German for CWIHP by Bernd Schaefer. https://…
    """
    shelfmark = parse_shelfmark(entry.shelfmark)
    archive = entry.repository or shelfmark.archive
    pages = f"{'p.' if entry.folios.isalnum() else 'pp.'} {entry.folios}" if entry.folios else ""
    known = [part for part in (english_date(entry.date), entry.publisher, archive, *shelfmark.path, pages) if part]
    place = f"{', '.join(known)}." if known else ""
    title = f"“{entry.title_en}{',' if known else '.'}”" if entry.title_en else ""
    credit = entry.credit or (f"Translated by {entry.translator}." if entry.translator else "")
    return " ".join(part for part in (title, place, credit, entry.address) if part)


def cite_original(entry: Entry, folios: Sequence[str] = ()) -> str:
    """The original in the archive's form of today: Titel, 6. Dezember 1973. BArch, MfS, ZAIG 13730, Bl. 12.

    Args:
        entry: the document.
        folios: those that the cited words stand on, in order; empty for the whole document.
    """
    leaves = folio_ranges(folios) if folios else entry.folios.replace("-", "–")
    title = ", ".join(part for part in (entry.title_de, german_date(entry.date)) if part)
    place = ", ".join(part for part in (entry.shelfmark_normal, f"Bl. {leaves}" if leaves else "") if part)
    return " ".join(f"{part}." for part in (title, place) if part)


def folio_ranges(folios: Sequence[str]) -> str:
    """Folios with runs of neighbours drawn together: ("12", "13", "14", "17v") gives "12–14, 17v"."""
    runs: list[list[str]] = []
    for folio in dict.fromkeys(folios):
        if runs and folio.isdecimal() and runs[-1][-1].isdecimal() and int(folio) == int(runs[-1][-1]) + 1:
            runs[-1].append(folio)
        else:
            runs.append([folio])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
