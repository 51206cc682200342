"""What a session works through, how far it is, and who is at work in it."""

import pytest

from align.errors import CatalogueError, UsageError
from align.reviewing import Store
from align.reviewing.agenda import Agenda, Stage, agenda_from, beads_of, stages
from align.reviewing.attending import attend, attended
from align.reviewing.filters import Filter
from align.reviewing.operations import Accept, ChangeSession, Flag, OpenSession
from align.reviewing.sessions import sessions
from tests.reviewing.samples import Clock, do, ids, paired


@pytest.mark.parametrize("agenda", [Agenda(), Agenda(("3",)), Agenda(("3", "4"), Filter(codes=("x",), flagged=True))])
def test_an_agenda_is_kept_as_json(agenda: Agenda) -> None:
    assert agenda_from(agenda.as_json()) == agenda


def test_only_what_restricts_is_kept() -> None:
    assert Agenda().as_json() == {}
    assert Agenda(("3",), Filter(most=0.5)).as_json() == {"documents": ["3"], "most": 0.5}


@pytest.mark.parametrize("value", [{"colour": "red"}, {"documents": "3"}, {"documents": [3]}])
def test_an_agenda_that_cannot_be_meant_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        agenda_from(value)


def test_an_agenda_knows_how_far_it_is(document: Store) -> None:
    paired(document, "4", 2, 2, [((0,), (0,)), ((1,), (1,))])
    clock, (one, two, three, *_) = Clock(), ids(document)
    for bead in (one, two, three):
        do(document, Flag(bead), clock())
    do(document, Accept(one), clock())
    flagged = Agenda(wanted=Filter(flagged=True))
    assert stages(document, flagged, ("3", "4")) == (Stage("3", 3, 2, two), Stage("4", 0, 0, ""))
    assert [stage.number for stage in stages(document, Agenda(("4", "9")), ("3", "4"))] == ["4"]
    assert stages(document, Agenda(), ()) == ()


def test_the_agenda_of_a_session_names_its_beads(document: Store) -> None:
    clock, (one, _, three, *_) = Clock(), ids(document)
    for bead in (one, three):
        do(document, Flag(bead), clock())
    do(document, OpenSession("spring", "2026-03-31", agenda=Agenda(("3",), Filter(flagged=True)).as_json()), clock())
    session = sessions(document)[0].row.id
    assert beads_of(document, session, "3") == ("spring", (one, three))
    assert beads_of(document, session, "4") == ("spring", ())
    with pytest.raises(CatalogueError, match="does not exist"):
        beads_of(document, "no such session", "3")


def test_people_work_in_one_session_until_it_is_closed(document: Store) -> None:
    clock = Clock()
    for title in ("spring", "autumn"):
        do(document, OpenSession(title, "2026-03-31"), clock())
    spring, autumn = (
        next(item.row.id for item in sessions(document) if item.row.name == name) for name in ("spring", "autumn")
    )
    assert attended(document, "anna") == ""
    attend(document, "anna", spring)
    attend(document, "anna", autumn)
    assert attended(document, "anna") == autumn
    assert attended(document, "ben") == ""
    do(document, ChangeSession(autumn, closed=True), clock())
    assert attended(document, "anna") == ""
    do(document, ChangeSession(autumn, closed=False), clock())
    assert attended(document, "anna") == autumn
    attend(document, "anna", "")
    assert attended(document, "anna") == ""
    attend(document, "anna", "no such session")
    assert attended(document, "anna") == ""
