"""Backups on a timer, made by the server while people work."""

import sys
import threading
from datetime import timedelta

from align.errors import AlignError
from align.pipeline.workspace import Workspace
from align.reviewing.backups import backup_if_due

EVERY = timedelta(hours=1)
"""How old the last backup may become while people decide things."""
LOOK = 60.0
"""Seconds between two looks whether one is due."""


class BackupTimer(threading.Thread):
    """Looks at once and then again and again; a backup that fails is told on the terminal and tried again."""

    def __init__(self, workspace: Workspace, *, every: timedelta = EVERY, look: float = LOOK) -> None:
        super().__init__(name="backups", daemon=True)
        self._workspace, self._every, self._look = workspace, every, look
        self._ended = threading.Event()
        self._told = ""

    def run(self) -> None:
        """Look until `stop` is called."""
        while True:
            self._make()
            if self._ended.wait(self._look):
                return

    def stop(self) -> None:
        """End it; a backup that is being made is finished first."""
        self._ended.set()
        self.join()

    def _make(self) -> None:
        fault = ""
        try:
            with self._workspace.store() as store:
                backup_if_due(store.database, self._every)
        except (AlignError, OSError) as error:  # the latter for an old one that cannot be deleted
            fault = str(error)
        if fault and fault != self._told:
            sys.stderr.write(f"The backup could not be made; it is tried again every minute. {fault}\n")
        self._told = fault
