"""What matching costs: processor seconds and memory of a fresh process, from its start to its end."""

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from align.errors import AlignError, LimitError
from align.measuring.ladders import read_beads
from align.measuring.material import LongText
from align.measuring.metrics import tally

_POLL = 0.02  # seconds between two looks at the memory of the process


@dataclass(frozen=True, slots=True)
class Usage:
    """What one process used.

    Attributes:
        processor: seconds of processor time, user and system, start of the process included.
        elapsed: seconds on the clock.
        memory: peak resident memory in bytes.
    """

    processor: float
    elapsed: float
    memory: int


@dataclass(frozen=True, slots=True)
class Cost:
    """Matching against the floor on one text.

    Attributes:
        sentences: on the source side.
        whole: the whole run: start, model loading, matching, writing.
        floor: start, model loading, encoding each sentence once, which nothing that looks at the sentences undercuts.
        f1: strict F1 of the result, to see that it is one.
        repeated: the text repeats itself, because there was not enough of it.
        asked: sentences that were asked for; more than `sentences` where there was not enough running text.
    """

    sentences: int
    whole: Usage
    floor: Usage
    f1: float
    repeated: bool
    asked: int

    @property
    def shortage(self) -> str:
        """A sentence on what the text was too short for; empty if there was enough of it."""
        if self.repeated:
            return (
                f"The sets have fewer than {self.sentences:,} pairs, so the text of that size repeats itself: "
                "its sentences have doubles, which makes it harder than a natural one."
            )
        if self.sentences < self.asked:
            return f"The running text gives {self.sentences:,} sentences, not the {self.asked:,} that were asked for."
        return ""

    @property
    def ratio(self) -> float:
        """Processor time of the whole over that of the floor."""
        return self.whole.processor / self.floor.processor if self.floor.processor else 0.0


def measure_cost(text: LongText, source_language: str = "de", target_language: str = "en") -> Cost:
    """Run matching and floor on a text, each in a process of its own, one after the other.

    Raises:
        LimitError: if a process is killed (for example for want of memory).
        AlignError: if a process fails; its message goes to standard error.
    """
    with tempfile.TemporaryDirectory(prefix="align-cost-") as folder:
        source, target, out = (Path(folder) / name for name in ("src.txt", "tgt.txt", "beads.txt"))
        for path, sentences in ((source, text.source), (target, text.target)):
            path.write_text("".join(f"{' '.join(sentence.split())}\n" for sentence in sentences), encoding="utf-8")
        arguments = [str(source), str(target), str(out), source_language, target_language]
        floor = _run(["floor", *arguments])
        whole = _run(["align", *arguments])
        f1 = tally(text.gold, read_beads(out)).strict.f1
    return Cost(len(text.source), whole, floor, f1, text.repeated, text.asked)


def _run(arguments: list[str]) -> Usage:
    """Run `align.measuring.process` and see what it uses."""
    begin = time.monotonic()
    command = [sys.executable, "-m", "align.measuring.process", *arguments]
    pid = os.posix_spawn(sys.executable, command, os.environ)
    memory = 0
    while True:
        memory = max(memory, _peak_memory(pid))
        done, status, used = os.wait4(pid, os.WNOHANG)
        if done:
            break
        time.sleep(_POLL)
    elapsed = time.monotonic() - begin
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        raise LimitError(f"The process that matches was ended by signal {-code}.", "Is there enough memory?")
    if code > 0:
        raise AlignError(f"The process that matches ended with exit code {code}.", "Its own message stands above.")
    return Usage(used.ru_utime + used.ru_stime, elapsed, memory or used.ru_maxrss * 1024)


def _peak_memory(pid: int) -> int:
    """Peak resident memory of a running process in bytes; 0 where the system does not tell, or when it has ended.

    The figure that `wait4` gives is no use where this one can be had: a new process begins with the peak of the one
    that started it.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    peak = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(peak.split()[1]) * 1024
