"""The store of decisions: readings and runs go in, operations change them, the present state comes out.

`open_store` gives a `Store`. Each of its methods is a unit of work with a connection and a transaction of its own, so a
store can be shared between threads, and a database between processes. What only asks is in `queries` and `history`.
"""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from align.errors import CatalogueError, UsageError
from align.model import Alignment, Bead, CleanText, Document, Finding, Sentence
from align.reviewing.applying import Base, apply_operation, undo, undoable
from align.reviewing.backups import Backup, record, write_copy
from align.reviewing.findings import load_bead_ids, store_findings
from align.reviewing.intake import StoredReading, load_reading, store_reading, store_run
from align.reviewing.opening import Database, database_url, migrate
from align.reviewing.operations import Operation
from align.reviewing.outcome import Outcome, ReadingReport, RunReport
from align.reviewing.reviewed import DocumentSummary, Reviewed, load_reviewed, load_summaries
from align.reviewing.state import MACHINE, Side, Stamp


def now(user: str = MACHINE) -> Stamp:
    """A stamp for something that a person (or the machine) does now, under a number that nobody has used."""
    return Stamp(secrets.token_hex(8), user, datetime.now(UTC))


class Store:
    """Decisions of people on one collection, kept in one database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; the store can still be used and opens new ones."""
        self.database.close()

    def documents(self) -> tuple[DocumentSummary, ...]:
        """How far each known document is, by number."""
        with self.database.reading() as connection:
            return load_summaries(connection)

    def save_reading(
        self,
        number: str,
        side: Side | str,
        *,
        document: Document,
        clean: CleanText,
        sentences: Sequence[Sentence],
        signature: str = "",
        stamp: Stamp | None = None,
    ) -> ReadingReport:
        """Take in a reading of one side of a document.

        Sentences keep their identity where the reading says the same; words that people corrected stay corrected,
        sentences that people joined or split stay so; what no longer fits is kept as an orphan. Until the next run,
        new sentences stand in beads of their own. An identical reading changes nothing.

        Args:
            number: of the document in the catalogue.
            side: "source" or "target".
            document: the file as read, with its pages.
            clean: the text after cleaning.
            sentences: of the cleaned text, in order.
            signature: how it was read (options, versions).
            stamp: who, when, under which number; the machine, now, and a fresh number if None.

        Raises:
            WorkspaceError: the database cannot be written.
        """
        reading, who = (document, clean, tuple(sentences)), stamp or now()
        with self.database.writing() as connection:
            return store_reading(connection, number, Side(side), reading, who, signature)

    def reading(self, number: str, side: Side | str) -> StoredReading | None:
        """The reading in force of one side, as it was taken in; None if there is none."""
        with self.database.reading() as connection:
            return load_reading(connection, number, Side(side))

    def save_run(self, number: str, alignment: Alignment, *, stamp: Stamp | None = None) -> RunReport:
        """Take in an alignment of the sentences that now stand (`alignment(number)` gives them).

        Decided beads stay, whether the run knew of them or not. Beads that come out as before keep their ids and all
        that people put on them. An identical run changes nothing. The alignment's findings replace the present ones.

        Raises:
            ConflictError: the alignment was made from other sentences.
            ValueError: its beads do not cover every sentence once and in order.
            WorkspaceError: the database cannot be written.
        """
        with self.database.writing() as connection:
            return store_run(connection, number, alignment, stamp or now())

    def alignment(self, number: str) -> Reviewed:
        """A document as it now stands; without beads before the first run.

        Raises:
            CatalogueError: nothing of this document has been read.
        """
        with self.database.reading() as connection:
            reviewed = load_reviewed(connection, number)
        if reviewed is None:
            raise CatalogueError(f"Nothing of document {number!r} has been read yet.", "Read it first.")
        return reviewed

    def pins(self, number: str) -> tuple[Bead, ...]:
        """Decided beads as constraints for a new run, over the indices of `alignment(number)`.

        Two beads that are swapped with each other come as one.
        """
        return self.alignment(number).pins

    def apply(
        self,
        operation: Operation,
        *,
        stamp: Stamp,
        base: Base | None = None,
        session: str = "",
    ) -> Outcome:
        """Apply an operation of a person, in one transaction, and append it to the log.

        Args:
            operation: what to do.
            stamp: who, when, and the number; sent twice with one number, an operation is stored once and acknowledged
                twice. (`now(user)` makes one.)
            base: what the sender saw of every row that the operation names: its revision (or the number of any later
                event that he had seen), or the `op_id` of his own earlier operation that left it so.
            session: id of the review session it belongs to.

        Raises:
            WorkspaceError: the database cannot be written.
        """
        with self.database.writing() as connection:
            return apply_operation(connection, operation, stamp, base or {}, session=session)

    def save_findings(self, number: str, findings: Sequence[Finding]) -> None:
        """Replace the findings of a document; their indices mean the beads of `alignment(number)`.

        Findings can be made again at any time and are no part of the log; dismissals are, and outlast them.

        Raises:
            UsageError: an index beyond the beads.
        """
        with self.database.writing() as connection:
            beads = load_bead_ids(connection, number)
            if any(not 0 <= index < len(beads) for finding in findings for index in finding.beads):
                raise UsageError(f"A finding speaks of a bead that document {number} does not have.")
            store_findings(connection, number, beads, findings)

    def undo(self, number: str, *, stamp: Stamp, seq: int | None = None, session: str = "") -> Outcome:
        """Take back the person's last operation in a document that still stands, or the event of this number.

        `number` is "" for review sessions. If somebody has changed one of the rows since, it is a conflict.
        """
        with self.database.writing() as connection:
            return undo(connection, number, stamp, seq=seq, session=session)

    def redo(self, number: str, *, stamp: Stamp, session: str = "") -> Outcome:
        """Do again what the person last took back, unless he has done something else since."""
        with self.database.writing() as connection:
            return undo(connection, number, stamp, redo=True, session=session)

    def undoable(self, number: str, *, user: str) -> tuple[int, int]:
        """How many operations the person can take back, and how many do again."""
        with self.database.reading() as connection:
            done, undone = undoable(connection, number, user)
        return len(done), len(undone)


def open_store(location: Path | str, *, backups: Path | None = None, at: datetime | None = None) -> Store:
    """Open the database, make it if it is not there, bring it to the present shape (after a backup).

    Args:
        location: a database file, a workspace folder (`opening.DATABASE_NAME` in it), or a URL (`postgresql://…`).
        backups: folder for copies; `backups` beside an SQLite file if None. Without one, a PostgreSQL database of an
            older shape is not touched.
        at: the present time, for the name of a backup.

    Raises:
        WorkspaceError: not a database of this program or of a newer version of it, not writable, disk full.
    """
    database = Database(database_url(location), backups=backups)
    made: list[Backup] = []
    try:
        migrate(database, lambda reason, when: made.append(write_copy(database, reason, when)), at or datetime.now(UTC))
        record(database, made)
    except BaseException:
        database.close()
        raise
    return Store(database)
