"""One process that does an editor's work: takes tasks by its pipe, one after the other, gives what each came to."""

from __future__ import annotations

import importlib
import multiprocessing
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from chartkit.diagnostics import ChartkitError, Diagnostic

_START_S = 60.0
_READY = "ready"
_NEEDED_SOON = tuple(f"chartkit.{name}" for name in ("check.run", "check.checker", "workspace.editing.sketches"))
"""What the first task would wait for."""


class Worker:
    """One process with its pipe."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self._is_ready = False

    def wait_until_ready(self) -> None:
        """Wait for the process to have read what it needs: that is no part of a task's time. Raises `EOFError`."""
        if not self._is_ready:
            self._is_ready = self.pipe.poll(_START_S) and self.pipe.recv() == _READY
        if not self._is_ready:
            raise EOFError

    def end(self) -> None:
        """End the process, at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def serve(pipe: Connection) -> None:
    """A worker's whole life: one task after the other, until the server closes its end or is gone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to answer
    from chartkit.workspace.editing.tasks import TASKS

    for module in _NEEDED_SOON:
        importlib.import_module(module)
    with suppress(EOFError, ConnectionError):  # the server has closed its end, or is gone
        pipe.send(_READY)
        while True:
            task, arguments = pipe.recv()
            pipe.send(_done(TASKS[task], arguments))


def _done(work: Any, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", work(*arguments)
    except ChartkitError as error:
        return "fault", error.diagnostics
    except RecursionError:
        return "fault", (Diagnostic("CK102", "this preset is nested too deeply to be worked on."),)
    except Exception:  # a fault of chartkit's own is told with its trace, and ends no process
        return "failure", traceback.format_exc()
