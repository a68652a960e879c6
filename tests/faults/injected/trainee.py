"""The process that trains: `python trainee.py` takes an order a line, forks a training for each, says how it ended.

A training tells its acknowledgements through the pipe that is its standard output: `ack n` when the n-th call has
returned, `said n` when the call returned with the word that it was not stored. Forked, since importing everything for
each of hundreds of trainings would take most of the time; nothing has run a thread before.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import sys
import traceback
import warnings
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import chartkit as c
from chartkit.runs import Run
from injected.acts import act

Order = dict[str, Any]


def tell(*words: object) -> None:
    """One line through the pipe, with one call."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def layer(name: str) -> Callable[..., Any]:
    """A function of the file layer that was put before the C library's."""
    function = getattr(ctypes.CDLL(None), name)
    if name == "faults_count":
        function.restype = ctypes.c_long
    return function


def arm(fault: tuple[int, int, int]) -> None:
    """Let the layer have a fault: its kind, the first call, how many."""
    kind, first, many = fault
    layer("faults_arm")(kind, ctypes.c_long(first), ctypes.c_long(many))


def call(run: Run, n: int) -> None:
    """Do the n-th call and acknowledge it."""
    before = run.lost_calls
    is_kept = act(n).do(run, n)
    tell("ack" if is_kept and run.lost_calls == before else "said", n)


def scalars(run: Run, n: int) -> None:
    """Log scalars alone, as the n-th call does where n is a multiple of ten."""
    run.log({"n": n, "loss": 1 / (n + 1)}, step=2 * n, commit=True)
    tell("ack", n)


def train(order: Order) -> None:
    """The training that the order describes."""
    os.chdir(order["folder"])
    if order.get("arm_first"):
        arm(order["arm_first"])
    run = c.init(project="p", id="r", config={"lr": 0.5}, on_error="record", resume=order.get("resume"))
    tell("init")
    if order.get("arm"):
        arm(order["arm"])
    for n in range(order.get("first", 0), order["last"]):
        for wrong_s in order.get("clock", {}).get(str(n), ()):
            layer("faults_clock")(ctypes.c_double(wrong_s))
        if n in order.get("pauses", ()):
            tell("pause", n)
            sys.stdin.readline()
        call(run, n) if order.get("every", 1) == 1 else scalars(run, n * order["every"])
    if order.get("arm"):
        tell("count", layer("faults_count")())
    run.finish()
    tell("finished")


def write(run: Run, who: int, n_calls: int) -> None:
    """The calls of one of several writers, each acknowledged."""
    for n in range(n_calls):
        run.log({"who": who, "n": n})
        tell("ack", who * n_calls + n)


def several(order: Order) -> None:
    """Several writers of one run: forked, spawned or threads of the one that began it, or all with an `init`."""
    os.chdir(order["folder"])
    how, n_writers, n_calls = order["how"], order["writers"], order["calls"]
    run = c.init(project="p", id="r", mode="shared" if how == "shared" else None, on_error="record")
    tell("init")
    if how == "threads":
        threads = [Thread(target=write, args=(run, who, n_calls)) for who in range(n_writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    elif how == "spawn":
        with get_context("spawn").Pool(n_writers) as pool:
            pool.starmap(write, [(run, who, n_calls) for who in range(n_writers)])
    else:
        forked(run, how, n_writers, n_calls)
    run.finish()


def forked(run: Run, how: str, n_writers: int, n_calls: int) -> None:
    """Writers forked in the middle; with `shared` each calls `init` itself."""
    pids: list[int] = []
    for who in range(n_writers):
        pid = os.fork()
        if pid == 0:
            mine = c.init(project="p", id="r", mode="shared", reinit="create_new") if how == "shared" else run
            write(mine, who, n_calls)
            mine.finish()
            os._exit(0)
        pids.append(pid)
    if any(os.waitpid(pid, 0)[1] for pid in pids):
        raise ChildProcessError("a writer failed")


def read(order: Order) -> None:
    """Read a run, its columns by the cache, with a fault of the layer in the middle."""
    os.chdir(order["folder"])
    arm(order["arm"])
    found = c.Api().run("p/r")
    rows = found.history(pandas=False)
    arm((0, 0, 0))
    for row in rows:
        tell("ack", row["n"])


def warm_up() -> None:
    """Load all that a training loads, in a run of its own."""
    run = c.init(project="warm", id="r")
    for n in range(10):
        act(n).do(run, n)
    run.finish()


def obey(order: Order) -> None:
    """Train in a process of its own, say its id and how it ended."""
    pid = os.fork()
    if pid == 0:
        code = 0
        try:
            tell("pid", os.getpid())
            what = several if "how" in order else read if order.get("is_reader") else train
            what(order)
        except BaseException:
            code = 1
            sys.stderr.write(traceback.format_exc())
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    tell("end", os.waitstatus_to_exitcode(status))


def main() -> None:
    """Obey until there are no more orders."""
    warnings.simplefilter("ignore")  # what is said is asked of the run
    with contextlib.suppress(KeyboardInterrupt):
        os.chdir(sys.argv[1])
        warm_up()
        tell("ready")
        for line in sys.stdin:
            obey(json.loads(line))


if __name__ == "__main__":
    main()
