"""The protocol of a review session, from what is kept, ready to be written as a file."""

from collections.abc import Mapping
from datetime import datetime

from align.collection import Entry
from align.errors import CatalogueError, UsageError
from align.exchange.protocol import STATUS_NAMES, Chapter, Correction, Deed, Passage, Protocol, Wording
from align.pipeline.workspace import Workspace
from align.reviewing import Store
from align.reviewing.agenda import Agenda, agenda_from
from align.reviewing.queries import bead_index
from align.reviewing.sessions import Item, Version, protocol


def session_protocol(workspace: Workspace, store: Store, session: str) -> Protocol:
    """What a session did, by document in the order of the catalogue and in reading order.

    Raises:
        CatalogueError: there is no such session.
    """
    kept = protocol(store, session)
    if kept is None:
        raise CatalogueError("This review session does not exist.", "Choose another one.")
    touched = dict.fromkeys((*(item.document for item in kept.items), *(one[0] for one in kept.corrections)))
    order = [entry.number for entry in workspace.collection.entries]
    numbers = sorted(touched, key=lambda one: order.index(one) if one in order else len(order))
    chapters = []
    for number in numbers:
        positions = {row.id: place for place, row in enumerate(bead_index(store, number).rows, 1)}
        passages = tuple(_passage(item, positions) for item in kept.items if item.document == number)
        corrections = tuple(Correction(*one[1:]) for one in kept.corrections if one[0] == number)
        chapters.append(Chapter(_entry(workspace, number), passages, corrections))
    state = kept.session
    return Protocol(
        title=state.name,
        date=state.date,
        participants=state.participants,
        agenda=agenda_words(state.agenda),
        decisions=state.decisions,
        questions=state.questions,
        closed=state.closed,
        chapters=tuple(chapters),
    )


def _entry(workspace: Workspace, number: str) -> Entry:
    """The document in the catalogue; a bare number for one that has been taken out of it since."""
    try:
        return workspace.collection.entry(number)
    except CatalogueError:
        return Entry(number)


def _passage(item: Item, positions: Mapping[str, int]) -> Passage:
    return Passage(
        number=positions.get(item.bead),
        folios=item.folios,
        before=_wording(item.before),
        after=_wording(item.after),
        deeds=tuple(Deed(what, who, datetime.fromisoformat(at)) for what, who, at in item.done),
        reasons=item.reasons,
    )


def _wording(version: Version | None) -> Wording | None:
    if version is None:
        return None
    bead = version.bead
    return Wording(
        source=version.source,
        target=version.target,
        status=bead.status.value,
        nature=bead.nature.value,
        flagged=bead.flagged,
        remark=bead.remark,
        suggestion=bead.suggestion,
    )


def agenda_words(agenda: Mapping[str, object]) -> tuple[str, ...]:
    """An agenda as phrases; () for one that restricts nothing, or that another version of the program wrote."""
    try:
        read = agenda_from(agenda)
    except UsageError:
        return ()
    return tuple(phrase for phrase in (*_scope(read), *_conditions(read)) if phrase)


def _scope(agenda: Agenda) -> tuple[str, ...]:
    if not agenda.documents:
        return ()
    return (f"document{'s' if len(agenda.documents) > 1 else ''} {', '.join(agenda.documents)}",)


def _conditions(agenda: Agenda) -> tuple[str, ...]:
    wanted = agenda.wanted
    return (
        " or ".join(STATUS_NAMES.get(status, status) for status in wanted.statuses),
        f"at least {wanted.least:.0%} sure" if wanted.least > 0 else "",
        f"at most {wanted.most:.0%} sure" if wanted.most < 1 else "",
        "flagged" if wanted.flagged else "",
        "with a finding" if wanted.with_findings and not wanted.codes else "",
        f"finding: {' or '.join(code.replace('-', ' ') for code in wanted.codes)}" if wanted.codes else "",
        f"type {' or '.join(wanted.types)}" if wanted.types else "",
        f"by {' or '.join(wanted.persons)}" if wanted.persons else "",
        "with an open comment" if wanted.commented else "",
        f"with the words “{wanted.text}”" if wanted.text else "",
        f"folio {wanted.folio}" if wanted.folio else "",
    )
