"""What the scan pane asks: the pages of a side with their sizes and folios, without their text."""

from dataclasses import dataclass

import sqlalchemy as sa

from align.reviewing import schema
from align.reviewing.service import Store
from align.reviewing.state import Side


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page without its text.

    Attributes:
        number: 1-based position in the file.
        width, height: in points; 0 for a page without geometry.
        folio, typed: stamped and typed number, "" where there is none.
        failure: why it has no text, "" for a page that was read.
    """

    number: int
    width: float
    height: float
    folio: str = ""
    typed: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class SideFacts:
    """The file of a side as it was read: its name, the hash of its bytes, its pages in order."""

    source: str
    sha256: str
    pages: tuple[PageFacts, ...]


def side_facts(store: Store, number: str, side: Side) -> SideFacts | None:
    """The reading in force of one side of a document; None if there is none."""
    d, r, p = schema.documents.c, schema.readings.c, schema.pages.c
    in_force = d.source_reading if side is Side.SOURCE else d.target_reading
    about = (
        sa.select(r.id, r.source, r.sha256, r.clean["folios"], r.clean["typed_numbers"])
        .join(schema.documents, in_force == r.id)
        .where(d.id == number)
    )
    with store.database.reading() as connection:
        found = connection.execute(about).first()
        if found is None:
            return None
        reading, source, sha256, folios, typed = found
        sizes = [p.content[name].as_float() for name in ("width", "height")]
        words = [p.content[name].as_string() for name in ("folio", "failure")]
        rows = connection.execute(sa.select(p.number, *sizes, *words).where(p.reading == reading).order_by(p.number))
        pages = tuple(
            PageFacts(
                page, width, height, folios.get(str(page)) or folio or "", typed.get(str(page), ""), failure or ""
            )
            for page, width, height, folio, failure in rows
        )
    return SideFacts(source, sha256, pages)
