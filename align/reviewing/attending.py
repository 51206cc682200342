"""In which review session a person is at work: what he does there belongs to its protocol. A habit, no decision."""

from align.reviewing.preferences import preferences, set_preference
from align.reviewing.service import Store
from align.reviewing.state import SessionState
from align.reviewing.storing import load_ids

_NAME = "session"


def attend(store: Store, user: str, session: str) -> None:
    """From now on a person works in this session, and in no other; "" for none.

    Raises:
        WorkspaceError: the database cannot be written.
    """
    set_preference(store, user, _NAME, session or None)


def attended(store: Store, user: str) -> str:
    """Id of the session in which a person is at work; "" for none, and for one that is closed or gone."""
    session = preferences(store, user).get(_NAME)
    if not isinstance(session, str):
        return ""
    with store.database.reading() as connection:
        found = load_ids(connection, SessionState, [session]).get(session)
    return session if found is not None and not found.row.closed else ""
