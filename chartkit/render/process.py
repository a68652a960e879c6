"""The parent's side of the drawing process: takes a request, gives the reply, keeps the process.

One process is started at first use; callers from several threads take turns. A forked child never shares its parent's
process but starts its own.
"""

from __future__ import annotations

import atexit
import os
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import Diagnostic, RenderError

if TYPE_CHECKING:
    from subprocess import Popen

_LOG_BYTES = 1 << 16
# V8 keeps what a large chart made it take; above this the process is let go after its reply.
_KEEP_BELOW_BYTES = 1 << 30


class Reply(NamedTuple):
    """What came back: the header, the drawing, and what the libraries wrote to stderr meanwhile."""

    header: dict[str, Any]
    body: bytes
    log: str


class DrawingProcess:
    """One reused `worker.py` process with its pipes. Safe to call from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: Popen[bytes] | None = None
        self._log_fd = -1

    @property
    def pid(self) -> int | None:
        """The process id while one runs."""
        return self._process.pid if self._process is not None else None

    def ask(self, header: dict[str, Any], body: bytes, timeout_s: float, max_memory_bytes: int) -> Reply:
        """The reply to one request; other threads wait for their turn, which the timeout does not count.

        Raises `RenderError` CK502 after `timeout_s`, CK503 above `max_memory_bytes` of resident memory, CK504 when the
        process dies, CK510 when it cannot be started. Whatever interrupts the wait also ends the process, so that no
        late reply is taken for the next one.
        """
        from chartkit.render.conversation import Died, Watch, converse, message

        with self._lock:
            process = self._running()
            os.ftruncate(self._log_fd, 0)
            os.lseek(self._log_fd, 0, os.SEEK_SET)
            try:
                watch = Watch(process.pid, timeout_s, max_memory_bytes)
                answer, content = converse(process, message(header | {"timeout_s": timeout_s}, body), watch)
                reply = Reply(answer, content, self._log())
                if watch.memory_bytes() > _KEEP_BELOW_BYTES:
                    self._stop()
            except Died:
                error = RenderError(_death(process, self._log()))
                self._stop()
                raise error from None
            except BaseException:
                self._stop()
                raise
            return reply

    def start(self) -> None:
        """Let the process load Vega while others work: what takes longest is done before the first request.

        Raises `RenderError` CK510 when it cannot be started.
        """
        from chartkit.schema import MAJOR

        with self._lock:
            self._running(MAJOR)

    def stop(self) -> None:
        """End the process; the next request starts another."""
        with self._lock:
            self._stop()

    def end(self) -> None:
        """As `stop`, at the end of Python: waits for no thread."""
        self._stop()

    def forget(self) -> None:
        """In a forked child: drop the parent's process without ending it, closing our copies of its pipes."""
        self._lock = threading.Lock()
        process, self._process = self._process, None
        if process is not None:
            process.returncode = 0  # not ours to wait for
            self._close(process)

    def _running(self, major: int = 0) -> Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        from chartkit.render.launch import log_file, start

        self._stop()
        log_fd = log_file()
        try:
            self._process = start(log_fd, major)
        except RenderError:
            os.close(log_fd)
            raise
        self._log_fd = log_fd
        return self._process

    def _log(self) -> str:
        return os.pread(self._log_fd, _LOG_BYTES, 0).decode(errors="replace")

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            self._close(process)

    def _close(self, process: Popen[bytes]) -> None:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        os.close(self._log_fd)


def _death(process: Popen[bytes], log: str) -> Diagnostic:
    """How the process ended, with the last thing it said."""
    import signal
    import subprocess

    from chartkit.render.reason import last_words

    try:
        status = process.wait(5)
    except subprocess.TimeoutExpired:
        status = 0
    how = f"by {signal.Signals(-status).name}" if status < 0 else f"with status {status}"
    words = last_words(log)
    reason = f": {words}" if words else "."
    return Diagnostic(
        "CK504",
        f"the drawing process ended {how} before the picture was done{reason}",
        help="the next drawing starts a new process; if the chart is large, draw fewer rows or a smaller picture",
    )


_process = DrawingProcess()


def drawing_process() -> DrawingProcess:
    """The one drawing process of this Python process; it is stopped when Python exits."""
    return _process


os.register_at_fork(after_in_child=_process.forget)
atexit.register(_process.end)
