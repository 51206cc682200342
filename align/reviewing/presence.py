"""Who is where: a hint for the others, never a lock. What guards a bead is its revision."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from align.reviewing import schema
from align.reviewing.service import Store

FRESH = timedelta(seconds=90)
"""How long a sign of life counts."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A person, the document and the bead he is looking at, and his last sign of life (ISO 8601, UTC)."""

    user: str
    document: str
    bead: str
    at: str


def note(store: Store, user: str, document: str, bead: str, *, at: datetime | None = None) -> None:
    """A person is at a bead now; he is at one place at a time."""
    row = {"user": user, "document": document, "bead": bead, "at": _text(at or datetime.now(UTC))}
    table = schema.presence
    with store.database.writing() as connection:
        connection.execute(sa.delete(table).where(table.c.user == user))
        connection.execute(sa.insert(table), [row])


def leave(store: Store, user: str) -> None:
    """A person has gone."""
    table = schema.presence
    with store.database.writing() as connection:
        connection.execute(sa.delete(table).where(table.c.user == user))


def present(store: Store, document: str = "", *, at: datetime | None = None) -> tuple[Presence, ...]:
    """Who has given a sign of life lately, by name; in one document or (for "") in all."""
    p = schema.presence.c
    conditions = [p.at >= _text((at or datetime.now(UTC)) - FRESH), *([p.document == document] if document else [])]
    with store.database.reading() as connection:
        rows = connection.execute(sa.select(schema.presence).where(*conditions).order_by(p.user)).mappings()
        return tuple(Presence(**row) for row in rows)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
