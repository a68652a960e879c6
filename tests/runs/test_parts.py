"""Runs in children of multiprocessing, in deep copies, and in children that a signal ends."""

from __future__ import annotations

import copy
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from chartkit.runs import Api, active_run, init

WORKERS = """
import multiprocessing, sys
import chartkit.runs as c

def given(run, number):
    assert c.active_run() is run
    run.log({"who": number})
    c.log({"who": number})
    run.config[f"child{number}"] = number

def joined(number):
    with_own = c.init(project="p", id="r", resume="allow")
    with_own.log({"who": number})
    with_own.log({"who": number})

if __name__ == "__main__":
    run = c.init(project="p", id="r", config={"lr": 1})
    run.log({"who": "parent"})
    context = multiprocessing.get_context(sys.argv[1])
    work = {"given": given, "joined": joined}[sys.argv[2]]
    children = [context.Process(target=work, args=(run, n) if work is given else (n,)) for n in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
        assert child.exitcode == 0
    assert c.Api().run("r").state == "running"
    run.log({"who": "parent"})
"""


@pytest.mark.parametrize(
    ("method", "how"),
    [
        ("spawn", "given"),
        ("fork", "joined"),
        pytest.param("fork", "given", marks=pytest.mark.full),
        pytest.param("spawn", "joined", marks=pytest.mark.full),
        pytest.param("forkserver", "given", marks=pytest.mark.full),
    ],
)
def test_children_of_multiprocessing_write_to_the_run(method: str, how: str) -> None:
    Path("train.py").write_text(WORKERS)
    subprocess.run([sys.executable, "train.py", method, how], check=True)
    found = Api().run("r")
    assert (found.state, found.skipped_lines) == ("finished", 0)
    rows = list(found.scan_history())
    assert Counter(row["who"] for row in rows) == {"parent": 2, 0: 2, 1: 2}
    steps = [row["_step"] for row in rows if row["who"] == 0]
    assert steps == ([1, 2] if how == "given" else [0, 1])
    assert found.config == {"lr": 1} | ({"child0": 0, "child1": 1} if how == "given" else {})


SPAWNED = """
import multiprocessing
import chartkit.runs as c

def work():
    try:
        c.log({"a": 1})
    except c.Api.__init__.__globals__["RunError"] as error:
        print(error)

if __name__ == "__main__":
    child = multiprocessing.get_context("spawn").Process(target=work)
    child.start()
    child.join()
"""


def test_a_spawned_child_without_the_run_says_how_to_have_it() -> None:
    Path("train.py").write_text(SPAWNED)
    said = subprocess.run([sys.executable, "train.py"], check=True, capture_output=True, text=True).stdout
    assert said == (
        "CK606 chartkit.log needs a run: call chartkit.init() first.\n"
        "help: give this process the run as an argument, or call init with the run's id and resume='allow'.\n"
    )


def test_a_deep_copy_is_the_run_itself() -> None:
    run = init()
    assert copy.deepcopy({"logger": run})["logger"] is run
    assert active_run() is run


SIGNALLED = """
import os, signal, time
import chartkit.runs as c
run = c.init(project="p", id="r")
child = os.fork()
if child == 0:
    run.log({"who": "child"})
    signal.pause()
while not any(row["who"] == "child" for row in c.Api().run("r").scan_history()):
    os.sched_yield()
os.kill(child, signal.SIGTERM)
assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGTERM
print(c.Api().run("r").state)
"""


def test_a_signal_to_a_child_does_not_end_the_run() -> None:
    said = subprocess.run([sys.executable, "-c", SIGNALLED], check=True, capture_output=True, text=True).stdout
    assert (said, Api().run("r").state) == ("running\n", "finished")


def test_the_process_dies_of_the_signal_and_handlers_of_the_script_stay() -> None:
    text = "import os, signal, chartkit.runs as c\nc.init(project='p', id='r')\nos.kill(os.getpid(), signal.SIGTERM)"
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == -signal.SIGTERM
    assert (Api().run("r").state, Api().run("r").exit_code) == ("failed", 143)
    before = signal.getsignal(signal.SIGTERM)
    seen: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: seen.append(number))
    try:
        with init(id="s") as run:
            os.kill(os.getpid(), signal.SIGTERM)
            assert not run.is_finished
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [signal.SIGTERM]
    assert before is signal.SIG_DFL
