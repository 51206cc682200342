"""Review sessions and their protocol: each changed bead before and after, why, by whom, with folio."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.reviewing import schema
from align.reviewing.history import Entry, entries
from align.reviewing.ledger import row_at
from align.reviewing.service import Store
from align.reviewing.state import BeadState, Change, CommentState, DismissalState, SentenceState, SessionState, Side
from align.reviewing.storing import Stored, load, load_ids


@dataclass(frozen=True, slots=True)
class Version:
    """A bead at one time, with the texts of its sentences as they were then."""

    bead: BeadState
    source: tuple[str, ...]
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What a session did to one bead, on balance.

    Attributes:
        document: number of the document.
        bead: id of the bead.
        folios: of its original, before or after, in order.
        before: None for a bead that came into being.
        after: None for one that was merged into another.
        done: (operation, who, when) in order, without what was taken back.
        reasons: remarks, comments and reasons given in the session, with who gave them.
    """

    document: str
    bead: str
    folios: tuple[str, ...]
    before: Version | None
    after: Version | None
    done: tuple[tuple[str, str, str], ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Protocol:
    """A session with all that it did, by document and in reading order.

    Attributes:
        corrections: words that were put right: (document, old sentence, new sentence, who).
    """

    session: SessionState
    items: tuple[Item, ...]
    corrections: tuple[tuple[str, str, str, str], ...] = ()


def sessions(store: Store) -> tuple[Stored[SessionState], ...]:
    """All review sessions with their revisions, the latest date first."""
    with store.database.reading() as connection:
        found = load(connection, SessionState, sa.true())
    return tuple(sorted(found, key=lambda item: (item.row.date, item.row.id), reverse=True))


def protocol(store: Store, session: str) -> Protocol | None:
    """What a session did; None if there is no such session."""
    with store.database.reading() as connection:
        found = load_ids(connection, SessionState, [session]).get(session)
        if found is None:
            return None
        numbers = frozenset(_numbers(connection, session))
        happened = [entry for entry in entries(connection, sorted(numbers)) if _counts(entry, numbers)]
        items = [_item(connection, bead, happened) for bead in _beads(happened)]
        kept = [item for item in items if item.before != item.after or item.reasons]
        return Protocol(found.row, tuple(sorted(kept, key=_place)), tuple(_corrections(happened)))


def _counts(entry: Entry, numbers: Container[int]) -> bool:
    """Whether an event has an effect of its own: it stands, and does not just take back one of the same session."""
    return not entry.undone and entry.event.undoes not in numbers


def _numbers(connection: Connection, session: str) -> Sequence[int]:
    e = schema.events.c
    return connection.execute(sa.select(e.seq).where(e.session == session).order_by(e.seq)).scalars().all()


def _beads(happened: Iterable[Entry]) -> tuple[str, ...]:
    """Ids of the beads that were changed or talked about."""
    found: dict[str, None] = {}
    for entry in happened:
        for change in entry.changes:
            row = change.row
            if isinstance(row, BeadState):
                found[row.id] = None
            elif isinstance(row, CommentState | DismissalState):
                found[row.bead] = None
    return tuple(found)


def _item(connection: Connection, bead: str, happened: Sequence[Entry]) -> Item:
    touching = [(entry, change) for entry in happened for change in entry.changes if _concerns(change, bead)]
    shaped = [(entry, change) for entry, change in touching if isinstance(change.row, BeadState)]
    if shaped:
        (first, start), (last, end) = shaped[0], shaped[-1]
        before = _version(connection, start.before, first.event.seq - 1)
        after = _version(connection, end.after, last.event.seq)
    else:
        seq = touching[-1][0].event.seq
        before = after = _version(connection, row_at(connection, "bead", bead, seq), seq)
    done = dict.fromkeys((entry.event.operation, entry.event.user, entry.event.at) for entry, _ in touching)
    return Item(
        document=touching[0][0].event.document,
        bead=bead,
        folios=_folios(connection, [one for one in (before, after) if one]),
        before=before,
        after=after,
        done=tuple(done),
        reasons=tuple(dict.fromkeys(_reasons(touching))),
    )


def _concerns(change: Change, bead: str) -> bool:
    row = change.row
    return (row.bead if isinstance(row, CommentState | DismissalState) else row.id) == bead


def _version(connection: Connection, row: object, seq: int) -> Version | None:
    if not isinstance(row, BeadState):
        return None
    texts = {side: tuple(_text(connection, item, seq) for item in row.members(side)) for side in Side}
    return Version(row, texts[Side.SOURCE], texts[Side.TARGET])


def _text(connection: Connection, sentence: str, seq: int) -> str:
    row = row_at(connection, "sentence", sentence, seq)
    return row.sentence.text if isinstance(row, SentenceState) else ""


def _folios(connection: Connection, versions: Sequence[Version]) -> tuple[str, ...]:
    ids = [item for version in versions for item in version.bead.source]
    stored = load_ids(connection, SentenceState, ids)
    rows = sorted((item.row for item in stored.values()), key=lambda row: row.rank)
    return tuple(dict.fromkeys(folio for row in rows for folio in row.sentence.folios))


def _reasons(touching: Iterable[tuple[Entry, Change]]) -> Iterable[tuple[str, str]]:
    for entry, change in touching:
        after = change.after
        if isinstance(after, CommentState):
            yield after.text, after.author
        elif isinstance(after, DismissalState):
            yield after.reason, after.user
        elif isinstance(after, BeadState) and after.remark:
            was = change.before.remark if isinstance(change.before, BeadState) else ""
            if after.remark != was:
                yield after.remark, entry.event.user


def _corrections(happened: Iterable[Entry]) -> Iterable[tuple[str, str, str, str]]:
    for entry in happened:
        for change in entry.changes:
            if isinstance(change.before, SentenceState) and isinstance(change.after, SentenceState):
                old, new = change.before.sentence.text, change.after.sentence.text
                if entry.event.operation == "correct-word":
                    yield entry.event.document, old, new, entry.event.user


def _place(item: Item) -> tuple[str, str, str]:
    version = item.after or item.before
    return (item.document.zfill(12), version.bead.rank if version else "", item.bead)
