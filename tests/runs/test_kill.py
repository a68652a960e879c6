"""`kill -9` at any moment loses no call that returned. Real processes, acknowledged through shared memory."""

from __future__ import annotations

import mmap
import random
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from chartkit.runs import Api

EVERY = 2_000
"""Each so manieth call logs a table as well."""
KILLS = [*((seed, 20_000) for seed in range(19)), (19, 100_000)]
"""What the moment is drawn from, and how many calls the process would make; one has a long journal."""

CHILD = f"""
import mmap, os, struct, sys
import chartkit.runs as c
from chartkit.data import Table

stop_at, n_calls = int(sys.argv[1]), int(sys.argv[2])
with open("acknowledged", "r+b") as file:
    memory = mmap.mmap(file.fileno(), 8)
with c.init(project="p", id="r") as run:
    for n in range(n_calls):
        data = {{"n": n}}
        if n % {EVERY} == 0:
            data["table"] = Table(columns=["n"], data=[[n]])
        run.log(data)
        struct.pack_into("q", memory, 0, n + 1)
        if n == stop_at:
            os.write(1, b".")
"""


@pytest.mark.parametrize(("seed", "n_calls"), KILLS)
def test_every_call_that_returned_is_read_back(seed: int, n_calls: int, tmp_path: Path) -> None:
    (tmp_path / "acknowledged").write_bytes(bytes(8))
    stop_at = random.Random(seed).randrange(n_calls)
    command = [sys.executable, "-c", CHILD, str(stop_at), str(n_calls)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.read(1) == b"."
        child.kill()
    (acknowledged,) = struct.unpack("q", (tmp_path / "acknowledged").read_bytes())

    found = Api().run("p/r")
    rows = [row["n"] for row in found.scan_history()]
    assert rows == list(range(len(rows)))
    assert acknowledged <= len(rows) <= acknowledged + 1, "the call it was killed in may be there too"
    for step in range(0, acknowledged, EVERY):
        assert found.table("table", step).data == [[step]]
    assert found.skipped_lines <= 1
    if len(rows) < n_calls:
        assert found.state == "crashed"


def test_the_acknowledgement_itself_survives_a_kill(tmp_path: Path) -> None:
    """What the test above relies on: a shared mapping outlives the process that wrote to it."""
    (tmp_path / "memory").write_bytes(bytes(8))
    text = (
        "import mmap, os, signal, struct\n"
        "file = open('memory', 'r+b')\n"
        "memory = mmap.mmap(file.fileno(), 8)\n"
        "struct.pack_into('q', memory, 0, 42)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", text], check=False)
    with (tmp_path / "memory").open("rb") as file, mmap.mmap(file.fileno(), 8, access=mmap.ACCESS_READ) as memory:
        assert struct.unpack("q", memory) == (42,)
