"""Many processes that log to one project at once: seconds a call that can be read afterwards.

From the moment when all have called `init` to the end of the last one, `finish` included. A call that is not kept does
not count.
"""

import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from killed import count
from measuring import Samples, main

LABEL = "64 processes at once: time a kept call"
TARGETS = {"trackio": {LABEL: 1 / 10}}
PROCESSES = (2, 1)
_PROGRAM = """
import sys
from killed import begin
log, finish = begin(sys.argv[1])
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.readline()
for step in range(int(sys.argv[2])):
    log({"loss": 1 / (step + 1), "number": step})
finish()
"""


def measure(tracker: str, quick: bool) -> Samples:
    """One sample; the CPU time is not this process's and left out. Quick: two processes."""
    n_processes, n_calls = (2, 50) if quick else (64, 5_000)
    command = [sys.executable, "-c", _PROGRAM, tracker, str(n_calls)]
    folder = {"cwd": Path.cwd(), "env": _environment()}
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **folder)
        for _ in range(n_processes)
    ]
    for process in started:
        while (line := process.stdout.readline()) != b"ready\n":
            if not line:
                raise SystemExit(f"a process of {tracker} ended with {process.wait()}")
    start_s = time.perf_counter()
    for process in started:
        process.stdin.write(b"\n")
        process.stdin.close()
    codes = [process.wait() for process in started]
    elapsed_s = time.perf_counter() - start_s
    kept = count(tracker)
    if not kept or (tracker == "chartkit" and (any(codes) or kept != n_processes * n_calls)):
        raise SystemExit(f"{kept} of {n_processes * n_calls} calls were kept, exit codes {set(codes)}")
    sys.stderr.write(f"{tracker}: {kept:,} of {n_processes * n_calls:,} calls kept, {elapsed_s:.2f} s\n")
    return {LABEL: [(elapsed_s / kept, 0.0)]}


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}


if __name__ == "__main__":
    main(measure)
