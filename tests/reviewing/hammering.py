"""A program that works on one document as fast as it can: `python -m … LOCATION USER SECONDS LOG`.

Each operation that the store acknowledged is written to the log with its number, before the next one begins.
"""

import random
import sys
import time
from pathlib import Path

from align.reviewing import Result, now, open_store
from align.reviewing import operations as ops
from align.reviewing.operations import Operation
from align.reviewing.queries import BeadIndex, bead_index

FEWEST = 20
"""A fast machine would merge all into one bead within seconds, and then do nothing."""


def choose(index: BeadIndex, chance: random.Random) -> Operation:
    """Any operation on the first few beads, where the others are at work too; merging only while beads are left."""
    place = chance.randrange(min(6, len(index.rows) - 1))
    first, second = index.rows[place].id, index.rows[place + 1].id
    merging = [ops.Merge(first, second)] if len(index.rows) > FEWEST else []
    return chance.choice(
        [
            *merging,
            ops.Accept(first),
            ops.Reject(first),
            ops.Flag(first, f"note {chance.random()}"),
            ops.Split(first, 1, 1),
            ops.MoveBoundary(first, second, "source", "down", first),
            ops.MoveBoundary(first, second, "target", "up", second),
            ops.Comment(first, "Well?"),
        ]
    )


def hammer(location: str, user: str, seconds: float, log: Path) -> None:
    """Work until the time is up."""
    chance = random.Random(f"{user} {time.time()}")
    counts = dict.fromkeys(Result, 0)
    with open_store(location) as store, log.open("a") as lines:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            index = bead_index(store, "3")
            operation = choose(index, chance)
            time.sleep(chance.random() / 100)
            stamp = now(user)
            if chance.random() < 0.1:
                outcome = store.undo("3", stamp=stamp)
            else:
                outcome = store.apply(operation, stamp=stamp, base=dict.fromkeys(operation.named, index.seq))
            counts[outcome.result] += 1
            if outcome.result is Result.ACKNOWLEDGED:
                lines.write(f"{stamp.op_id} {outcome.seq}\n")
                lines.flush()
    print(*(f"{result.value}={count}" for result, count in counts.items()))


if __name__ == "__main__":
    hammer(sys.argv[1], sys.argv[2], float(sys.argv[3]), Path(sys.argv[4]))
