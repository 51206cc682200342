"""What a person has set up for himself: keys, tour seen, name of the last document. No decisions."""

from typing import Any

import sqlalchemy as sa

from align.reviewing import schema
from align.reviewing.service import Store


def preferences(store: Store, user: str) -> dict[str, Any]:
    """Everything a person has set, by name, as JSON values."""
    p = schema.preferences.c
    with store.database.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(sa.select(p.name, p.value).where(p.user == user))}


def set_preference(store: Store, user: str, name: str, value: Any) -> None:
    """Set something; None removes it.

    Args:
        store: the store.
        user: whose preference it is.
        name: of the preference.
        value: anything that JSON can hold.
    """
    p = schema.preferences.c
    with store.database.writing() as connection:
        connection.execute(sa.delete(schema.preferences).where(p.user == user, p.name == name))
        if value is not None:
            connection.execute(sa.insert(schema.preferences), [{"user": user, "name": name, "value": value}])
