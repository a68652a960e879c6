"""Several writers of one run: forked, spawned, threads, many at once, two that have one host name and process id."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from injected.disks import has_namespaces
from injected.outcome import Outcome, opened, total
from injected.training import HERE, Training, trainee


def forked(place: Path, times: int) -> Outcome:
    """Children forked in the middle of a run write on in it."""
    return _several("fork in the middle of a run, 4 children", place, times, "fork", 4, 100)


def spawned(place: Path, times: int) -> Outcome:
    """The run is handed to children that multiprocessing spawns."""
    return _several("multiprocessing spawn, 2 children", place, times, "spawn", 2, 100)


def threads(place: Path, times: int) -> Outcome:
    """Threads log to one run."""
    return _several("8 threads", place, times, "threads", 8, 200)


def eight(place: Path, times: int) -> Outcome:
    """Processes that each call `init` for one shared run."""
    return _several("8 processes × 500 calls to one run", place, times, "shared", 8, 500)


def sixty_four(place: Path, times: int) -> Outcome:
    """The same, on the scale of a cluster."""
    return _several("64 processes × 5,000 calls to one run", place, times, "shared", 64, 5000)


def _several(name: str, place: Path, times: int, how: str, writers: int, calls: int) -> Outcome:
    with trainee() as process:
        found = ((process.several(place / str(k), how, writers, calls), place / str(k)) for k in range(times))
        return total(name, (counted(training, folder, calls, writers * calls) for training, folder in found))


def counted(training: Training, folder: Path, calls: int, expected: int) -> Outcome:
    """Each acknowledged call is read back once, in rows of its own; all of a writer in their order."""
    found = opened(folder)
    rows = [row for row in found.scan_history() if "who" in row]
    read = Counter(row["who"] * calls + row["n"] for row in rows)
    lost = [f"call {n} was read {read[n]} times" for n in training.acknowledged if read[n] != 1]
    if len(training.acknowledged) != expected or training.code or found.skipped_lines:
        told = f"{len(training.acknowledged)} of {expected} calls acknowledged, code {training.code}"
        lost.append(f"{told}, {found.skipped_lines} torn lines")
    n = len(training.acknowledged)
    return Outcome("", 1, n, 0, sum(read[one] == 1 for one in training.acknowledged), len(lost), notes=tuple(lost))


WRITER = """
import os, sys
import chartkit as c
who, n_calls = int(sys.argv[1]), int(sys.argv[2])
run = c.init(project="p", id="r", mode="shared")
os.write(1, f"pid {os.getpid()}\\n".encode())
for n in range(n_calls):
    run.log({"who": who, "n": n})
    os.write(1, f"ack {who * n_calls + n}\\n".encode())
run.finish()
"""


def containers(place: Path, times: int) -> Outcome:
    """Two writers in process namespaces of their own, where both are process 1 of the same host, write one run."""
    name = "two containers with the same host name and process id"
    if not has_namespaces():
        return Outcome(f"{name}: not tried, no namespaces here")
    return total(name, (_contained(place / str(k)) for k in range(times)))


def _contained(folder: Path) -> Outcome:
    folder.mkdir(parents=True)
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[2]), "CHARTKIT_SILENT": "1", "CHARTKIT_SYSTEM_S": "0"}
    command = ["unshare", "-rpf", "--mount-proc", sys.executable, "-c", WRITER]
    started = [
        subprocess.Popen([*command, str(who), "200"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
        for who in range(2)
    ]
    words = [line.split() for child in started for line in child.communicate()[0].splitlines()]
    pids = {number for word, number in words if word == "pid"}
    acknowledged = [int(number) for word, number in words if word == "ack"]
    code = max(child.returncode for child in started)
    outcome = counted(Training(acknowledged, [], code, True), folder, 200, 400)
    return outcome if pids == {"1"} else outcome._replace(notes=(*outcome.notes, f"the ids were {pids}"))
