"""The index of each document that is being looked at, held and brought up to date by what happened since."""

import threading
from collections import OrderedDict

from align.reviewing import Store
from align.reviewing.following import refreshed
from align.reviewing.queries import BeadIndex, bead_index

AT_MOST = 8


class Indexes:
    """Indexes by database and document, safe to ask from several threads; the ones asked for last are held."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], BeadIndex] = OrderedDict()
        self._lock = threading.Lock()

    def current(self, store: Store, number: str) -> BeadIndex:
        """The index of a document as it is now."""
        key = (store.database.place, number)
        with self._lock:
            held = self._held.pop(key, None)
            index = bead_index(store, number) if held is None else refreshed(store, held)
            self._held[key] = index
            if len(self._held) > AT_MOST:
                self._held.popitem(last=False)
        return index


INDEXES = Indexes()
"""Those of this process."""
