"""The protocol of a real session: what was done to the store comes out, what was taken back does not."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from align.errors import CatalogueError
from align.exchange.protocol import DEEDS, STATUS_NAMES
from align.pipeline.protocols import agenda_words, session_protocol
from align.pipeline.workspace import Workspace, open_workspace
from align.reviewing import OPERATIONS, Operation, Stamp, Status, Store, open_store
from align.reviewing.agenda import Agenda
from align.reviewing.filters import Filter
from align.reviewing.operations import Accept, ChangeSession, Flag, Merge, OpenSession, Remark
from align.reviewing.sessions import sessions
from tests.pipeline.long_session import worked_through
from tests.reviewing.samples import paired

START = datetime(2026, 3, 31, 8, 0, tzinfo=UTC)
CATALOGUE = '[[document]]\nnumber = "4"\ntitle_de = "Vier"\n[[document]]\nnumber = "3"\ntitle_de = "Drei"\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "collection.toml").write_text(CATALOGUE, encoding="utf-8")
    return open_workspace(tmp_path)


@pytest.fixture
def store(workspace: Workspace) -> Iterator[Store]:
    with open_store(workspace.folder) as opened:
        for number in ("3", "4"):
            paired(opened, number, 4, 4, [((i,), (i,)) for i in range(4)])
        yield opened


class Desk:
    """Somebody at work."""

    def __init__(self, store: Store) -> None:
        self.store, self.count = store, 0
        self.do(OpenSession("Spring", "2026-03-31", ("anna",), Agenda(("3",)).as_json()))
        self.session = sessions(store)[0].row.id

    def stamp(self, user: str = "anna") -> Stamp:
        self.count += 1
        return Stamp(f"op{self.count}", user, START + timedelta(minutes=self.count))

    def do(self, operation: Operation, user: str = "anna", number: str = "3", session: str = "") -> None:
        seen = dict.fromkeys(operation.named, self.store.alignment(number).seq)
        outcome = self.store.apply(operation, stamp=self.stamp(user), base=seen, session=session)
        assert outcome.reason == ""


def ids(store: Store, number: str) -> list[str]:
    return [bead.id for bead in store.alignment(number).beads]


def test_a_protocol_tells_what_the_session_did(workspace: Workspace, store: Store) -> None:
    desk, three, four = Desk(store), ids(store, "3"), ids(store, "4")
    desk.do(Accept(three[3]), session=desk.session)
    desk.do(Merge(three[0], three[1]), user="ben", session=desk.session)
    desk.do(Remark(three[0], "They are one."), user="ben", session=desk.session)
    desk.do(Flag(four[0]), number="4", session=desk.session)
    desk.do(Accept(three[2]))  # outside the session
    desk.do(ChangeSession(desk.session, decisions=("So be it.",), closed=True))
    found = session_protocol(workspace, store, desk.session)
    assert (found.title, found.date, found.decisions, found.closed) == ("Spring", "2026-03-31", ("So be it.",), True)
    assert found.agenda == ("document 3",)
    assert [chapter.entry.title_de for chapter in found.chapters] == ["Vier", "Drei"]  # as in the catalogue
    merged, gone = found.chapters[1].changed
    assert (merged.number, merged.folios, gone.number) == (1, ("7",), None)
    assert merged.before is not None
    assert merged.after is not None
    assert merged.before.source == ("Der Punkt 0 wird beraten.",)
    assert merged.after.source == ("Der Punkt 0 wird beraten.", "Der Punkt 1 wird beraten.")
    assert merged.reasons == (("They are one.", "ben"),)
    assert [deed.words for deed in merged.deeds] == [
        "ben merged (31 March 2026, 08:03 UTC)",
        "ben remarked (31 March 2026, 08:04 UTC)",
    ]
    assert [passage.number for passage in found.chapters[1].confirmed] == [3]
    assert [passage.turns for passage in found.chapters[0].changed] == [("flagged",)]


def test_what_was_taken_back_is_not_in_the_protocol(workspace: Workspace, store: Store) -> None:
    desk = Desk(store)
    desk.do(Accept(ids(store, "3")[0]), session=desk.session)
    store.undo("3", stamp=desk.stamp())
    assert session_protocol(workspace, store, desk.session).chapters == ()


def test_a_document_that_left_the_catalogue_keeps_its_number(workspace: Workspace, store: Store) -> None:
    desk = Desk(store)
    desk.do(Accept(ids(store, "3")[0]), session=desk.session)
    (workspace.folder / "collection.toml").write_text('[[document]]\nnumber = "4"\n', encoding="utf-8")
    found = session_protocol(open_workspace(workspace.folder), store, desk.session)
    assert [chapter.entry.number for chapter in found.chapters] == ["3"]


def test_a_session_that_does_not_exist_is_told(workspace: Workspace, store: Store) -> None:
    with pytest.raises(CatalogueError):
        session_protocol(workspace, store, "none")


def test_an_agenda_is_told_in_words() -> None:
    wanted = Filter(
        statuses=("auto", "rejected"), codes=("number-differs",), least=0.2, most=0.5, flagged=True, folio="7"
    )
    assert agenda_words(Agenda(("3", "4"), wanted).as_json()) == (
        "documents 3, 4",
        "not reviewed or rejected",
        "at least 20% sure",
        "at most 50% sure",
        "flagged",
        "finding: number differs",
        "folio 7",
    )
    assert agenda_words({}) == ()
    assert agenda_words({"colour": "red"}) == ()


def test_every_operation_and_status_has_words() -> None:
    on_sessions = {OpenSession.name, ChangeSession.name}
    assert set(OPERATIONS) - on_sessions <= set(DEEDS)
    assert set(STATUS_NAMES) == {status.value for status in Status}


def statements(tmp_path: Path, touched: int) -> int:
    """How many questions a protocol of so many beads asks the database."""
    tmp_path.mkdir()
    (tmp_path / "collection.toml").write_text('[[document]]\nnumber = "3"\n', encoding="utf-8")
    workspace = open_workspace(tmp_path)
    asked: list[str] = []
    with workspace.store() as store:
        session = worked_through(workspace, store, beads=60, touched=touched)
        sa.event.listen(
            store.database.engine, "before_cursor_execute", lambda c, cursor, statement, *_: asked.append(statement)
        )
        found = session_protocol(workspace, store, session)
    assert len(found.chapters[0].passages) == touched
    return len(asked)


def test_a_long_protocol_asks_no_more_often_than_a_short_one(tmp_path: Path) -> None:
    # Six deeds on six beads, one word put right: each sentence that was changed later is looked up in the log.
    assert statements(tmp_path / "short", 6) == statements(tmp_path / "long", 60)
