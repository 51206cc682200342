"""Two programs at the same beads, one of them killed in the middle: nothing acknowledged is lost, nothing is torn.

A backup that is made meanwhile is whole by itself.

ALIGN_HAMMER_SECONDS sets how long it takes (5 unless set; 20 for a thorough trial).
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from align.reviewing import open_store
from align.reviewing.backups import backup
from align.reviewing.history import of_document
from tests.reviewing.samples import paired, sound

SECONDS = float(os.environ.get("ALIGN_HAMMER_SECONDS", "5"))
ROOT = Path(__file__).resolve().parents[2]


def start(location: Path | str, user: str, seconds: float, log: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.reviewing.hammering", str(location), user, str(seconds), str(log)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def logged(log: Path) -> dict[str, int]:
    """What was acknowledged: operation and event numbers; a line that a killed program did not finish is left out."""
    lines = [line.split(" ") for line in log.read_text().splitlines(keepends=True) if line.endswith("\n")]
    return {op_id: int(seq) for op_id, seq in lines}


def test_two_programs_and_a_kill_lose_nothing(location: Path | str, tmp_path: Path) -> None:
    with open_store(location) as store:
        paired(store, "3", 40, 40, [((i,), (i,)) for i in range(40)])
    logs = {user: tmp_path / f"{user}.log" for user in ("anna", "bert", "carl")}
    for log in logs.values():
        log.touch()
    steady = start(location, "anna", SECONDS, logs["anna"])
    victims = [start(location, "bert", SECONDS + 60, logs["bert"])]
    wait_for(logs["bert"], 10)
    victims[0].send_signal(signal.SIGKILL)
    victims[0].wait(timeout=30)
    second = start(location, "carl", SECONDS, logs["carl"])
    wait_for(logs["carl"], 10)
    with open_store(location) as store:
        midway = backup(store.database, folder=tmp_path / "kept")
    outputs = [one.communicate(timeout=SECONDS * 4 + 120) for one in (steady, second)]
    for one, (_, faults) in zip((steady, second), outputs, strict=True):
        assert one.returncode == 0, faults
    assert victims[0].returncode == -signal.SIGKILL

    with open_store(midway.file) as copy:
        sound(copy)
    with open_store(location) as store:
        sound(store)
        backup(store.database, folder=tmp_path / "kept")  # lets SQLite check every page of the copy
        stored = {
            user: {entry.event.op_id: entry.event.seq for entry in of_document(store, "3", users=[user])}
            for user in logs
        }
    for user in ("anna", "carl"):
        assert stored[user] == logged(logs[user]), "acknowledged operations are the events, no more and no fewer"
    told = logged(logs["bert"])
    assert told.items() <= stored["bert"].items(), "what was acknowledged before the kill is there"
    assert len(stored["bert"]) - len(told) <= 1, "at most the operation on its way was stored without being told"
    print({user: len(events) for user, events in stored.items()}, *(out for out, _ in outputs))


def wait_for(log: Path, lines: int) -> None:
    """Wait until a program has done some work."""
    end = time.monotonic() + 60
    while len(log.read_text().splitlines()) < lines:
        assert time.monotonic() < end, "the program does nothing"
        time.sleep(0.02)
