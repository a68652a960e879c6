"""Many processes, forks and threads writing at once: nothing is lost and nothing is mixed up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from threading import Thread

from chartkit.runs import Api, init

WRITER = """
import sys
import chartkit.runs as c
with c.init(project="shared", config={"number": int(sys.argv[1])}) as run:
    for n in range(2000):
        run.log({"n": n, "writer": int(sys.argv[1])})
"""


def test_sixteen_processes_log_to_one_project() -> None:
    command = [sys.executable, "-c", WRITER]
    children = [subprocess.Popen([*command, str(number)]) for number in range(16)]
    assert [child.wait() for child in children] == [0] * 16
    runs = Api().runs("shared")
    assert sorted(run.config["number"] for run in runs) == list(range(16))
    for run in runs:
        rows = list(run.scan_history())
        assert [(row["_step"], row["n"]) for row in rows] == [(n, n) for n in range(2000)]
        assert {row["writer"] for row in rows} == {run.config["number"]}
        assert (run.state, run.skipped_lines) == ("finished", 0)


FORKING = """
import os, sys
import chartkit.runs as c
run = c.init(project="p", id="r")
run.log({"who": "parent", "n": 0})
children = []
for number in range(4):
    pid = os.fork()
    if pid == 0:
        for n in range(100):
            run.log({"who": number, "n": n})
        run.summary[f"child{number}"] = number
        if number == 0:
            run.finish()
        if number == 1:
            os._exit(0)
        sys.exit(0)
    children.append(pid)
for pid in children:
    assert os.waitpid(pid, 0)[1] == 0
run.log({"who": "parent", "n": 1})
"""


def test_forked_children_write_journals_of_their_own(run_folder: Path) -> None:
    subprocess.run([sys.executable, "-c", FORKING], check=True)
    assert len(list(run_folder.glob("journal-*.jsonl"))) == 5
    found = Api().run("r")
    rows = list(found.scan_history())
    assert Counter(row["who"] for row in rows) == {"parent": 2, 0: 100, 1: 100, 2: 100, 3: 100}
    for number in range(4):
        mine = [(row["_step"], row["n"]) for row in rows if row["who"] == number]
        assert mine == [(n + 1, n) for n in range(100)]
    assert {f"child{number}": number for number in range(4)}.items() <= found.summary.items()
    assert (found.state, found.exit_code) == ("finished", 0)


FORKING_IN_C = """
import ctypes, os
import chartkit.runs as c
run = c.init(project="p", id="r")
run.log({"who": "parent"})
pid = ctypes.CDLL(None).fork()  # Python runs no hooks
if pid == 0:
    run.summary["child"] = True
    run.log({"who": "child"})
    run.finish()
    os._exit(0)
os.waitpid(pid, 0)
run.log({"who": "parent"})
run.finish()
"""


def test_a_fork_that_python_does_not_know_of_is_noticed(run_folder: Path) -> None:
    subprocess.run([sys.executable, "-c", FORKING_IN_C], check=True)
    run = Api().run("r")
    assert sorted((row["_step"], row["who"]) for row in run.scan_history()) == [
        (0, "parent"),
        (1, "child"),
        (1, "parent"),
    ]
    assert (run.state, run.summary["child"], len(list(run_folder.glob("journal-*.jsonl")))) == ("finished", True, 2)


def test_a_child_that_ends_does_not_end_the_run() -> None:
    text = FORKING.replace('run.log({"who": "parent", "n": 1})', "os._exit(0)")
    subprocess.run([sys.executable, "-c", text], check=True)
    assert Api().run("r").exit_code is None


def test_threads_never_take_the_same_step() -> None:
    run = init()

    def work(number: int) -> None:
        for n in range(500):
            run.log({"thread": number, "n": n})

    threads = [Thread(target=work, args=(number,)) for number in range(8)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    rows = list(Api().run(run.id).scan_history())
    assert [row["_step"] for row in rows] == list(range(4000))
    for number in range(8):
        assert [row["n"] for row in rows if row["thread"] == number] == list(range(500))


def test_a_run_in_another_folder_after_chdir(tmp_path: Path) -> None:
    run = init()
    (tmp_path / "inner").mkdir()
    os.chdir(tmp_path / "inner")
    run.log({"a": 1})
    run.finish()
    assert [row["a"] for row in Api(tmp_path).run(run.id).scan_history()] == [1]
