"""A process forked after Polars ran says so, where it would else wait without end."""

import os
import subprocess
import sys

SCRIPT = """
import os, signal, sys
import chartkit
signal.alarm(60)
encoding = {"x": {"field": "a", "bin": True}, "y": {"aggregate": "count"}}
spec = {"data": {"name": "table"}, "mark": "bar", "encoding": encoding}
rows = {"a": [i % 97 for i in range(6000)]}
chartkit.plot_table(spec, rows, {})
child = os.fork()
if not child:
    try:
        chartkit.plot_table(spec, rows, {})
    except chartkit.DataError as error:
        print(error, flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""


def test_a_forked_child_is_told() -> None:
    env = {**os.environ, "PYTHONWARNINGS": "ignore"}
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert found.stdout == (
        "CK416 Polars ran before this process was forked, and cannot run in it.\n"
        "help: start worker processes with multiprocessing's spawn, or draw large tables in the parent\n"
    ), found.stderr
