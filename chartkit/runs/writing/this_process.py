"""The id of this process, known without a system call.

A forked child learns its own from Python's hook. One that was forked by C code without Python's knowledge learns it
from `renew`, which the journal calls once a second and a run before all but `log`.
"""

from __future__ import annotations

import os


class ThisProcess:
    """The one process that runs this."""

    def __init__(self) -> None:
        self.pid = os.getpid()

    def renew(self) -> None:
        """Ask the system again."""
        self.pid = os.getpid()


here = ThisProcess()

if hasattr(os, "register_at_fork"):  # not on Windows, which has no fork
    os.register_at_fork(after_in_child=here.renew)
