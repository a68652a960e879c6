"""One function over many items, in processes: real ones, that end in every way a process can."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable

import psutil
import pytest

from chartkit.check.working.parallel import in_processes
from chartkit.diagnostics import ChartkitError


def nothing(number: int) -> None:
    return None


def test_results_come_in_the_order_of_the_items() -> None:
    done: list[int] = []
    assert in_processes(math.sqrt, [n * n for n in range(100)], 2, done.append) == list(range(100))
    assert sum(done) == 100


def test_fewer_items_than_processes() -> None:
    assert in_processes(math.sqrt, [4], 3, nothing) == [2]
    assert in_processes(math.sqrt, [], 2, nothing) == []


def test_what_the_function_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="math domain error"):
        in_processes(math.sqrt, [1, -1, 4], 2, nothing)


HELP = "help: often memory runs out: --jobs 1 takes the least, and shows which file is at fault"


@pytest.mark.parametrize(
    ("end", "number", "how"),
    [(os._exit, 3, "ended with exit code 3"), (signal.raise_signal, 9, "was killed by signal 9")],
)
def test_a_process_that_ends_before_its_work(end: Callable[[int], None], number: int, how: str) -> None:
    with pytest.raises(ChartkitError) as caught:
        in_processes(end, [number] * 40, 2, nothing)
    assert str(caught.value) == f"CK891 a process that checks {how} before it was done.\n{HELP}"


FORKED = """
import os, sys
from chartkit.check.working.parallel import can_fork, in_processes
def ready(item):
    return item, os.getppid(), "json" in sys.modules
import json
assert can_fork()
found = in_processes(ready, list("abcdef"), 2, lambda number: None)
assert found == [(item, os.getpid(), True) for item in "abcdef"], found
import polars
assert not can_fork()
"""


def test_workers_are_forked_with_everything_imported_until_an_engine_has_threads() -> None:
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_workers_end_with_the_process_that_asks() -> None:
    code = (
        "import os, time\n"
        "from chartkit.check.working.parallel import in_processes\n"
        "def work(number):\n"
        "    os.write(1, b'%d\\n' % os.getpid())\n"
        "    time.sleep(0.05)\n"
        "in_processes(work, list(range(10_000)), 2, lambda number: None)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers: set[int] = set()
        while len(workers) < 2:
            workers.add(int(parent.stdout.readline()))
        living = [psutil.Process(pid) for pid in workers]
        parent.kill()
        _, left = psutil.wait_procs(living, timeout=120)
        for process in left:
            process.kill()
        assert not left
