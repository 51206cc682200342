"""Review sessions and their protocol: each changed bead before and after, why, by whom, with folio."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from align.reviewing import schema
from align.reviewing.history import Entry, entries
from align.reviewing.ledger import row_at
from align.reviewing.service import Store
from align.reviewing.state import BeadState, Change, CommentState, DismissalState, SentenceState, SessionState, Side
from align.reviewing.storing import Stored, load, load_ids, load_lines


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
        courses = _courses(connection, _touching(happened))
        texts = _Texts(connection, {item for course in courses for item in course.sentences})
        items = [_item(course, texts) for course in courses]
        kept = [item for item in items if item.before != item.after or item.reasons]
        return Protocol(found.row, tuple(sorted(kept, key=_place)), tuple(_corrections(happened)))


def _counts(entry: Entry, numbers: Container[int]) -> bool:
    """Whether an event has an effect of its own: it stands, and does not just take back one of the same session."""
    return not entry.undone and entry.event.undoes not in numbers


def _numbers(connection: Connection, session: str) -> Sequence[int]:
    e = schema.events.c
    return connection.execute(sa.select(e.seq).where(e.session == session).order_by(e.seq)).scalars().all()


Touch = tuple[Entry, Change]


def _touching(happened: Iterable[Entry]) -> dict[str, list[Touch]]:
    """By bead, in order, what changed it or was said of it."""
    found: dict[str, list[Touch]] = {}
    for entry in happened:
        for change in entry.changes:
            row = change.row
            if isinstance(row, BeadState):
                found.setdefault(row.id, []).append((entry, change))
            elif isinstance(row, CommentState | DismissalState):
                found.setdefault(row.bead, []).append((entry, change))
    return found


@dataclass(frozen=True, slots=True)
class _Course:
    """What became of one bead, each end with the number of the event after which it stood so; None for no bead."""

    bead: str
    touching: tuple[Touch, ...]
    start: tuple[BeadState | None, int]
    end: tuple[BeadState | None, int]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Ids of the sentences of both ends."""
        return tuple(item for bead, _ in (self.start, self.end) if bead for item in (*bead.source, *bead.target))


def _courses(connection: Connection, touching: Mapping[str, Sequence[Touch]]) -> tuple[_Course, ...]:
    """The course of each bead."""
    standing = load_ids(connection, BeadState, list(touching))
    found = []
    for bead, touches in touching.items():
        shaped = [(entry, change) for entry, change in touches if isinstance(change.row, BeadState)]
        if shaped:
            (first, begun), (last, ended) = shaped[0], shaped[-1]
            start, end = (_bead(begun.before), first.event.seq - 1), (_bead(ended.after), last.event.seq)
        else:
            seq = touches[-1][0].event.seq
            stored = standing.get(bead)
            known = stored.row if stored and stored.revision <= seq else row_at(connection, "bead", bead, seq)
            start = end = (_bead(known), seq)
        found.append(_Course(bead, tuple(touches), start, end))
    return tuple(found)


def _bead(row: object) -> BeadState | None:
    return row if isinstance(row, BeadState) else None


class _Texts:
    """The texts of sentences as they were at any time; asks the log only for those that have changed since."""

    def __init__(self, connection: Connection, ids: Iterable[str]) -> None:
        self._connection = connection
        self._standing = load_lines(connection, ids)

    def at(self, sentence: str, seq: int) -> str:
        """The text after the event of this number; "" if there was none."""
        line = self._standing.get(sentence)
        if line is not None and line.revision <= seq:
            return line.text
        row = row_at(self._connection, "sentence", sentence, seq)
        return row.sentence.text if isinstance(row, SentenceState) else ""

    def folios(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """Folios of those of the sentences that still stand, in order, each once."""
        lines = sorted((self._standing[item] for item in sentences if item in self._standing), key=lambda one: one.rank)
        return tuple(dict.fromkeys(folio for line in lines for folio in line.folios))


def _item(course: _Course, texts: _Texts) -> Item:
    done = dict.fromkeys((entry.event.operation, entry.event.user, entry.event.at) for entry, _ in course.touching)
    sources = [item for bead, _ in (course.start, course.end) if bead for item in bead.source]
    return Item(
        document=course.touching[0][0].event.document,
        bead=course.bead,
        folios=texts.folios(sources),
        before=_version(*course.start, texts),
        after=_version(*course.end, texts),
        done=tuple(done),
        reasons=tuple(dict.fromkeys(_reasons(course.touching))),
    )


def _version(bead: BeadState | None, seq: int, texts: _Texts) -> Version | None:
    if bead is None:
        return None
    source, target = (tuple(texts.at(item, seq) for item in bead.members(side)) for side in (Side.SOURCE, Side.TARGET))
    return Version(bead, source, target)


def _reasons(touching: Iterable[Touch]) -> Iterable[tuple[str, str]]:
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
