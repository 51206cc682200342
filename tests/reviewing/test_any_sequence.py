"""Any sequence of operations keeps every sentence in one bead and in order; undo is exact; the log is the state.

The machine plays two people and the aligner on one document. After every step the ladder is checked, at the end the log
is replayed and everything is taken back, event by event, to the first state.
"""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from align.model import Alignment, Bead, Sentence
from align.reviewing import Outcome, Result, Store, open_store, schema
from align.reviewing import operations as ops
from align.reviewing.following import refreshed, touched
from align.reviewing.history import last_event
from align.reviewing.operations import Operation
from align.reviewing.queries import BeadIndex, bead_index
from align.reviewing.replaying import ladder_faults, replay
from align.reviewing.state import KINDS, BeadState, SentenceState
from align.reviewing.storing import load
from tests.reviewing.samples import Clock, english, german, reading, sentence

EXAMPLES = int(os.environ.get("ALIGN_EXAMPLES", "16"))
NUMBER = "3"
places = st.integers(0, 30)
small = st.integers(0, 3)
people = st.sampled_from(["anna", "bert"])
sides = st.sampled_from(["source", "target"])
shapes = st.lists(st.tuples(small, small).filter(any), min_size=1, max_size=10)


def ladder_of(shape: Sequence[tuple[int, int]], n: int, m: int) -> list[Bead]:
    """A ladder over n and m sentences with beads of about these sizes."""
    beads = []
    i = j = 0
    for a, b in [*shape, (n, m)]:
        p, q = min(n, i + a), min(m, j + b)
        if p > i or q > j:
            beads.append(Bead(tuple(range(i, p)), tuple(range(j, q)), (i % 10) / 10))
        i, j = p, q
    return beads


class Review(RuleBasedStateMachine):
    """Two people and the aligner at work on one document."""

    store: Store
    clock: Clock
    first: int
    start: dict[str, Any]
    known: BeadIndex

    def open(self) -> Store:
        """A store without any rows."""
        raise NotImplementedError

    @initialize(n=st.integers(1, 7), m=st.integers(1, 7), shape=shapes)
    def begin(self, n: int, m: int, shape: list[tuple[int, int]]) -> None:
        self.store = self.open()
        self.clock = Clock()
        self.store.save_reading(NUMBER, "source", **reading(german(n)), stamp=self.clock())  # type: ignore[arg-type]
        self.store.save_reading(NUMBER, "target", **reading(english(m), "en"), stamp=self.clock())  # type: ignore[arg-type]
        self.run(shape)
        self.first = last_event(self.store)
        self.start = self.everything()

    # what is there

    def rows(self, kind: type[Any]) -> list[Any]:
        with self.store.database.reading() as connection:
            return [item.row for item in load(connection, kind, sa.true())]

    def beads(self) -> list[BeadState]:
        return self.rows(BeadState)

    def sentences(self, side: str = "") -> list[SentenceState]:
        return [row for row in self.rows(SentenceState) if not side or row.side == side]

    def everything(self) -> dict[str, Any]:
        """All rows by kind and id."""
        with self.store.database.reading() as connection:
            kinds: list[type[Any]] = list(KINDS)
            stored = [item for kind in kinds for item in load(connection, kind, sa.true())]
        return {f"{type(item.row).__name__} {item.row.id}": item.row for item in stored}

    def pick(self, place: int) -> BeadState:
        beads = self.beads()
        return beads[place % len(beads)]

    # what is done

    def do(self, operation: Operation, user: str) -> Outcome:
        """Apply an operation after looking; take it back and do it again on the way."""
        before = self.everything()
        seen = last_event(self.store)
        base = dict.fromkeys(operation.named, seen)
        outcome = self.store.apply(operation, stamp=self.clock(user), base=base)
        assert outcome.result is not Result.CONFLICT
        after = self.everything()
        if outcome.result is Result.REFUSED:
            assert outcome.reason
            assert after == before
            assert last_event(self.store) == seen
        elif outcome.changed or outcome.removed:
            self.back_and_forth(before, after, user)
        else:
            assert after == before
        return outcome

    def back_and_forth(self, before: dict[str, Any], after: dict[str, Any], user: str) -> None:
        assert self.store.undo(NUMBER, stamp=self.clock(user)).result is Result.ACKNOWLEDGED
        assert self.everything() == before
        assert self.store.redo(NUMBER, stamp=self.clock(user)).result is Result.ACKNOWLEDGED
        assert self.everything() == after

    def run(self, shape: list[tuple[int, int]]) -> None:
        standing = self.store.alignment(NUMBER).alignment
        beads = ladder_of(shape, len(standing.source), len(standing.target))
        self.store.save_run(
            NUMBER, Alignment(standing.source, standing.target, tuple(beads)), stamp=self.clock("aligner")
        )

    @rule(
        place=places, user=people, kind=st.sampled_from([ops.Accept, ops.Approve, ops.Reject, ops.Reopen, ops.Unflag])
    )
    def verdict(self, place: int, user: str, kind: type[Any]) -> None:
        self.do(kind(self.pick(place).id), user)

    @rule(
        place=places,
        user=people,
        kind=st.sampled_from([ops.Flag, ops.Remark, ops.Suggest]),
        text=st.sampled_from(["", "why?"]),
    )
    def words(self, place: int, user: str, kind: type[Any], text: str) -> None:
        self.do(kind(self.pick(place).id, text), user)

    @rule(user=people, least=st.floats(0, 1), late=st.booleans())
    def accept_above(self, user: str, least: float, late: bool) -> None:
        self.do(ops.AcceptAbove(NUMBER, least, last_event(self.store) if late else self.first), user)

    @rule(place=places, user=people, kind=st.sampled_from([ops.Merge, ops.Swap]))
    def neighbours(self, place: int, user: str, kind: type[Any]) -> None:
        beads = self.beads()
        first = place % len(beads)
        self.do(kind(beads[first].id, beads[(first + 1) % len(beads)].id), user)

    @rule(place=places, user=people, upper=small, lower=small)
    def split(self, place: int, user: str, upper: int, lower: int) -> None:
        self.do(ops.Split(self.pick(place).id, upper, lower), user)

    @rule(
        place=places,
        on=st.integers(1, 3),
        user=people,
        side=sides,
        towards=st.sampled_from(["up", "down"]),
        upper=st.booleans(),
    )
    def move(self, place: int, on: int, user: str, side: str, towards: str, upper: bool) -> None:
        beads = self.beads()
        first = place % len(beads)
        pair = beads[first].id, beads[(first + on) % len(beads)].id
        self.do(ops.MoveBoundary(*pair, side, towards, pair[not upper]), user)

    @rule(place=places, user=people, kind=st.sampled_from([ops.MarkOmission, ops.MarkAddition, ops.LayoutDropped]))
    def empty_side(self, place: int, user: str, kind: type[Any]) -> None:
        self.do(kind(self.pick(place).id), user)

    @rule(side=sides, place=places, word=st.integers(0, 5), user=people)
    def correct(self, side: str, place: int, word: int, user: str) -> None:
        rows = self.sentences(side)
        row = rows[place % len(rows)]
        parts = row.sentence.text.split(" ")
        self.do(ops.CorrectWord(row.id, word % len(parts), parts[word % len(parts)], "Beratung"), user)

    @rule(side=sides, place=places, user=people)
    def join(self, side: str, place: int, user: str) -> None:
        rows = self.sentences(side)
        first = place % len(rows)
        self.do(ops.JoinSentences(rows[first].id, rows[(first + 1) % len(rows)].id), user)

    @rule(side=sides, place=places, word=st.integers(0, 5), user=people)
    def split_sentence(self, side: str, place: int, word: int, user: str) -> None:
        rows = self.sentences(side)
        self.do(ops.SplitSentence(rows[place % len(rows)].id, word), user)

    @rule(left=st.tuples(places, small), right=st.tuples(places, small), user=people, late=st.booleans(), shape=shapes)
    def pin(
        self, left: tuple[int, int], right: tuple[int, int], user: str, late: bool, shape: list[tuple[int, int]]
    ) -> None:
        ids = [[row.id for row in self.sentences(side)] for side in ("source", "target")]
        taken = [
            tuple(rows[place % len(rows) :][:count]) for rows, (place, count) in zip(ids, (left, right), strict=True)
        ]
        proposed = [self.by_id(bead, ids) for bead in ladder_of(shape, len(ids[0]), len(ids[1]))] if late else []
        self.do(ops.Pin(NUMBER, taken[0], taken[1], last_event(self.store), tuple(proposed)), user)

    def by_id(self, bead: Bead, ids: list[list[str]]) -> tuple[tuple[str, ...], tuple[str, ...], float]:
        return tuple(ids[0][i] for i in bead.source), tuple(ids[1][j] for j in bead.target), 0.5

    @rule(user=people, shape=shapes)
    def rematch(self, user: str, shape: list[tuple[int, int]]) -> None:
        ids = [[row.id for row in self.sentences(side)] for side in ("source", "target")]
        beads = ladder_of(shape, len(ids[0]), len(ids[1]))
        self.do(ops.Rematch(NUMBER, tuple(self.by_id(bead, ids) for bead in beads)), user)

    @rule(place=places, user=people)
    def comment(self, place: int, user: str) -> None:
        self.do(ops.Comment(self.pick(place).id, "Seen?"), user)

    @rule(place=places, user=people)
    def dismiss(self, place: int, user: str) -> None:
        self.do(ops.Dismiss(self.pick(place).id, "number-differs", "1964 differs from 1946", "a slip of the pen"), user)

    @rule(shape=shapes)
    def run_again(self, shape: list[tuple[int, int]]) -> None:
        decided = {(bead.id, bead.source, bead.target) for bead in self.beads() if bead.decided}
        self.run(shape)
        assert decided <= {(bead.id, bead.source, bead.target) for bead in self.beads()}

    @rule(side=sides, place=places, what=st.sampled_from(["drop", "add", "change"]))
    def read_again(self, side: str, place: int, what: str) -> None:
        with_words = [row.sentence for row in self.sentences(side)]
        at = place % len(with_words)
        if what == "drop" and len(with_words) > 1:
            del with_words[at]
        elif what == "add":
            with_words.insert(at, sentence("Ein neuer Satz."))
        elif what == "change":
            with_words[at] = Sentence(with_words[at].text + " Jawohl.")
        as_read = [Sentence(item.text) for item in with_words]
        self.store.save_reading(NUMBER, side, **reading(as_read), stamp=self.clock("aligner"))  # type: ignore[arg-type]

    @rule(user=people, again=st.booleans())
    def take_back(self, user: str, again: bool) -> None:
        before = self.everything()
        step = self.store.redo if again else self.store.undo
        outcome = step(NUMBER, stamp=self.clock(user))
        if outcome.result is not Result.ACKNOWLEDGED:
            assert outcome.reason or outcome.conflicts
            assert self.everything() == before

    @rule(place=places, age=st.integers(0, 40), user=people)
    def accept_what_was_seen_long_ago(self, place: int, age: int, user: str) -> None:
        bead = self.pick(place)
        seen = max(0, last_event(self.store) - age)
        with self.store.database.reading() as connection:
            revision = load(connection, BeadState, schema.beads.c.id == bead.id)[0].revision
        outcome = self.store.apply(ops.Accept(bead.id), stamp=self.clock(user), base={bead.id: seen})
        assert (outcome.result is Result.CONFLICT) == (revision > seen)
        if outcome.conflicts:
            assert outcome.conflicts[0].theirs == bead

    # what must always hold

    @invariant()
    def every_sentence_stands_in_one_bead_and_in_order(self) -> None:
        if hasattr(self, "start"):
            assert ladder_faults(self.beads(), self.sentences()) == ()

    @invariant()
    def an_index_brought_up_to_date_is_the_index_made_anew(self) -> None:
        if not hasattr(self, "start"):
            return
        known = getattr(self, "known", None) or bead_index(self.store, NUMBER)
        ids = touched(self.store, NUMBER, known.seq)
        self.known = refreshed(self.store, known)
        fresh = bead_index(self.store, NUMBER)
        assert (self.known.rows, self.known.seq) == (fresh.rows, fresh.seq)
        if ids is not None:
            assert self.known.shape == known.shape
            changed = {row.id for row, old in zip(fresh.rows, known.rows, strict=True) if row != old}
            assert changed <= ids

    def teardown(self) -> None:
        if not hasattr(self, "start"):
            return
        try:
            assert replay(self.store) == ()
            for seq in range(last_event(self.store), self.first, -1):
                if self.changed_something(seq):
                    outcome = self.store.undo(NUMBER, stamp=self.clock(), seq=seq)
                    assert outcome.result is Result.ACKNOWLEDGED, outcome
            assert self.everything() == self.start
            assert replay(self.store) == ()
        finally:
            self.store.close()

    def changed_something(self, seq: int) -> bool:
        with self.store.database.reading() as connection:
            query = sa.select(sa.func.count()).where(schema.changes.c.seq == seq)
            return bool(connection.execute(query).scalar_one())


def run_machine(machine: type[Review], *, examples: int, steps: int) -> None:
    """Let Hypothesis play."""
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    phases = [Phase.explicit, Phase.reuse, Phase.generate]  # shrinking takes minutes, and twenty steps can be read
    chosen = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks, phases=phases
    )
    run_state_machine_as_test(machine, settings=chosen)


def test_any_sequence_of_operations_keeps_a_store_sound_on_sqlite(tmp_path: Path) -> None:
    template = tmp_path / "template.sqlite"
    open_store(template).close()

    class OnSqlite(Review):
        def open(self) -> Store:
            copy = Path(tempfile.mkdtemp(dir=tmp_path)) / "align.sqlite"
            shutil.copy(template, copy)
            return open_store(copy)

    run_machine(OnSqlite, examples=EXAMPLES, steps=20)


def test_any_sequence_of_operations_keeps_a_store_sound_on_postgresql(database: str) -> None:
    with open_store(database) as kept:

        class OnPostgresql(Review):
            def open(self) -> Store:
                with kept.database.writing() as connection:
                    for table in reversed(schema.metadata.sorted_tables):
                        connection.execute(sa.delete(table))
                return kept

        run_machine(OnPostgresql, examples=EXAMPLES // 2, steps=12)
