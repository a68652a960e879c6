"""The workspace's server of a notebook: takes a store, gives the address of a `chartkit ui` that this kernel started.

It is a process of its own, so that a cell that computes does not hold it up, and ends when the kernel does: it reads
its stdin, whose other end is ours.
"""

from __future__ import annotations

import atexit
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, NamedTuple, cast

from chartkit.diagnostics import RunError

_ADDRESS = re.compile(r" is at (http://\S+/) ")


class NotebookServer(NamedTuple):
    """A server that was started by the process `pid`."""

    url: str
    process: subprocess.Popen[str]
    pid: int

    @property
    def is_ours(self) -> bool:
        """Whether it still answers, and was started by this very process rather than by one that forked it."""
        return self.pid == os.getpid() and self.process.poll() is None


_servers: dict[Path, NotebookServer] = {}
"""The servers of this process, each store's own."""


def server_of(store: Path) -> NotebookServer:
    """The server of a store, started when there is none. Raises `RunError` where it cannot be, with its own words."""
    found = _servers.get(store)
    if found is None or not found.is_ours:
        found = _servers[store] = _started(store)
    return found


def _started(store: Path) -> NotebookServer:
    command = [sys.executable, "-m", "chartkit", "ui", "--for-notebook", "--no-open"]
    environment = {**os.environ, "CHARTKIT_DIR": str(store)}
    with tempfile.TemporaryFile("w+", errors="replace") as said:  # whatever it says later is kept from filling a pipe
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=said, text=True, env=environment, start_new_session=True
        )
        line = cast(IO[str], process.stdout).readline()  # a pipe
        found = _ADDRESS.search(line)
        if found is None:
            process.communicate()
            said.seek(0)
            raise RunError.of("CK907", f"the workspace cannot be shown here: {(said.read() + line).strip()}")
    atexit.register(_end, process, os.getpid())
    return NotebookServer(found[1], process, os.getpid())


def _end(process: subprocess.Popen[str], pid: int) -> None:
    """Let the server end, which its stdin tells it to; a process that was forked off leaves it alone."""
    if pid == os.getpid():
        process.communicate()
