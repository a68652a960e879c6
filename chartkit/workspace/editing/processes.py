"""The processes that do an editor's work: takes a task and its arguments, gives its result, within time and memory.

What a preset asks for has no bounds, so it never runs in the server itself: a process that takes too long is ended, and
the next task starts another.
"""

from __future__ import annotations

import atexit
import sys
import threading
import time
from collections.abc import Hashable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from chartkit.diagnostics import ChartkitError, RenderError
from chartkit.workspace.editing.worker import Worker

if TYPE_CHECKING:
    import psutil

LIMIT_S = 10.0
MAX_MEMORY_BYTES = 2 << 30
_KEEP_BELOW_BYTES = 600 << 20
_N_PROCESSES = 2
_IDLE_S = 120.0
_WAITS = 6
"""A task that waits instead of working is ended after so many times its limit."""
_OUTDATED_S = 1.0
_LOOK_S = 0.1


class Superseded(Exception):
    """The same editor has asked again meanwhile: nobody waits for this answer."""


class EditingProcesses:
    """A few workers, started when they are needed and ended when they have nothing to do. Safe between threads.

    `asker` is one editor's question: of two the later is answered, and the earlier no longer waited for.
    """

    def __init__(self, limit_s: float = LIMIT_S, max_memory_bytes: int = MAX_MEMORY_BYTES) -> None:
        self.limit_s = limit_s
        self._max_memory_bytes = max_memory_bytes
        self._free = threading.Semaphore(_N_PROCESSES)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._latest: dict[Hashable, object] = {}
        self._timer: threading.Timer | None = None
        self._is_warm = False
        atexit.register(self.close)

    def ask(self, task: str, *arguments: Any, asker: Hashable = None) -> Any:
        """What `tasks.TASKS[task]` gives. Raises what it raises as `ChartkitError`, and `Superseded`.

        Raises `RenderError` where it takes too long or too much memory, or its process dies.
        """
        turn = object()
        if asker is not None:
            self._latest[asker] = turn
        try:
            with self._free:
                kind, value = self._in_turn(task, arguments, asker, turn)
        finally:
            if self._latest.get(asker) is turn:
                del self._latest[asker]
        if kind == "fault":
            raise ChartkitError(value)
        if kind == "failure":
            print(value, file=sys.stderr)  # noqa: T201
            message = f"chartkit failed at this preset: {value.splitlines()[-1]}."
            raise ChartkitError.of(
                "CK709", message, "this is a fault of chartkit's own; please report it with the preset"
            )
        return value

    def warm(self) -> None:
        """Start a worker beforehand, unless there is one: the first task then need not wait for its start."""
        with self._lock:
            if self._is_warm:
                return
            self._is_warm = True
        threading.Thread(target=lambda: self._put_back(Worker()), daemon=True).start()

    def asked(self, asker: Hashable) -> bool:
        """Whether a question of this editor waits for its answer."""
        return asker in self._latest

    def close(self) -> None:
        """End all workers that have nothing to do."""
        with self._lock:
            idle, self._idle = self._idle, []
            self._is_warm = False
            if self._timer:
                self._timer.cancel()
                self._timer = None
        for worker in idle:
            worker.end()

    def _in_turn(self, task: str, arguments: tuple[Any, ...], asker: Hashable, turn: object) -> tuple[str, Any]:
        self._check_turn(asker, turn)
        worker = self._taken()
        try:
            answer = self._answer(worker, task, arguments, asker, turn)
        except BaseException:
            worker.end()
            raise
        self._put_back(worker)
        return answer

    def _answer(
        self, worker: Worker, task: str, arguments: tuple[Any, ...], asker: Hashable, turn: object
    ) -> tuple[str, Any]:
        import psutil

        try:
            worker.wait_until_ready()
            started_s = time.monotonic()
            worker.pipe.send((task, arguments))
            watched = psutil.Process(worker.process.pid)
            worked_before_s = _worked_s(watched)
            while not worker.pipe.poll(_LOOK_S):
                passed_s = time.monotonic() - started_s
                if passed_s > _OUTDATED_S:
                    self._check_turn(asker, turn)
                if is_over(self.limit_s, passed_s, _worked_s(watched) - worked_before_s):
                    raise _endless(self.limit_s)
                if watched.memory_info().rss > self._max_memory_bytes:
                    raise _too_large(self._max_memory_bytes)
            return worker.pipe.recv()
        except (EOFError, OSError, psutil.NoSuchProcess):
            message = "the process that works on this preset ended before it was done."
            raise RenderError.of("CK504", message, "the next change starts another one") from None

    def _check_turn(self, asker: Hashable, turn: object) -> None:
        if asker is not None and self._latest.get(asker) is not turn:
            raise Superseded

    def _taken(self) -> Worker:
        with self._lock:
            self._is_warm = True
            while self._idle:
                worker = self._idle.pop()
                if worker.process.is_alive():
                    return worker
                worker.end()
        return Worker()

    def _put_back(self, worker: Worker) -> None:
        """Keep a worker for the next task, unless it has grown; all of them end when nobody asks for some minutes."""
        import psutil

        with suppress(psutil.NoSuchProcess):
            if psutil.Process(worker.process.pid).memory_info().rss > _KEEP_BELOW_BYTES:
                worker.end()
                return
        with self._lock:
            self._idle.append(worker)
            if self._timer:
                self._timer.cancel()
            self._timer = threading.Timer(_IDLE_S, self.close)
            self._timer.daemon = True
            self._timer.start()


def is_over(limit_s: float, passed_s: float, worked_s: float) -> bool:
    """Whether a task had its time: that of a processor, which on a busy machine is longer in coming.

    >>> is_over(10, 11, 11), is_over(10, 11, 4), is_over(10, 61, 4)
    (True, False, True)
    """
    return passed_s > limit_s and (worked_s > limit_s or passed_s > _WAITS * limit_s)


def _worked_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _endless(limit_s: float) -> RenderError:
    message = f"this preset did not finish within {limit_s:g} s and was stopped."
    return RenderError.of("CK502", message, "look for a transform that makes rows without end, or take a smaller table")


def _too_large(limit_bytes: int) -> RenderError:
    message = f"this preset took more than {limit_bytes >> 20:,} MB of memory and was stopped."
    return RenderError.of("CK503", message, "look for a transform that multiplies rows, or take a smaller table")
