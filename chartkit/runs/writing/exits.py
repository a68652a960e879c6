"""How the process ends, when it ends outside a `with` block: with which code, and by which signal.

Python tells nobody the code of the `SystemExit` that ends a process, so `sys.exit` is watched while a run is active and
put back when it finishes. An exit that the script catches is not its end. `raise SystemExit(…)` is not seen.

SIGTERM and SIGHUP, which end a process without a word, end its runs first, unless the script has a handler of its own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from chartkit.runs.notebooks import is_interactive

_CTRL_C = 130
"""What a shell shows for a process that SIGINT ended, as Python ends itself after a `KeyboardInterrupt`."""


class _Watched:
    """`sys.exit` as it was, and the code of the exit that ended the script."""

    original: Any = None
    code: int | None = None
    end: Callable[[int | None], None] | None = None
    """What ends the runs."""
    signals: tuple[int, ...] = ()
    """Signals whose default was replaced."""
    is_fork_known = False


class _Leaving:
    """Tied to a `SystemExit`: goes when that goes, which is after the outermost frame if nothing caught it."""

    def __init__(self, code: int) -> None:
        self._code = code

    def __del__(self) -> None:
        import threading

        is_caught = sys._getframe().f_back is not None  # pyright: ignore[reportPrivateUsage]
        if not is_caught and threading.current_thread() is threading.main_thread():
            _Watched.code = self._code


def watch() -> None:
    """Learn from now on with which code `sys.exit` is called, and by which signal the process ends."""
    if _Watched.original is None:
        _Watched.original, sys.exit = sys.exit, _exit
    if not _Watched.signals:
        _watch_signals()


def at_exit(end: Callable[[int | None], None]) -> None:
    """Call `end` when the process ends; also in a child of multiprocessing, which runs no `atexit` functions."""
    import atexit

    _Watched.end = end
    atexit.register(end, None)
    process = sys.modules.get("multiprocessing.process")
    if process is not None and process.parent_process() is not None:
        from multiprocessing.util import Finalize

        Finalize(None, end, args=(None,), exitpriority=0)


def unwatch() -> None:
    """Put `sys.exit` back, unless somebody has replaced it since."""
    if sys.exit is _exit:
        sys.exit, _Watched.original = _Watched.original, None
    _unwatch_signals()


def exit_code_of(error: BaseException | None) -> int:
    """What the process would exit with: 0 without an error, `SystemExit`'s own code, 130 for Ctrl-C, else 1."""
    if error is None:
        return 0
    if isinstance(error, SystemExit):
        if error.code is None:
            return 0
        return error.code if isinstance(error.code, int) else 1
    return _CTRL_C if isinstance(error, KeyboardInterrupt) else 1


def exit_code_at_exit() -> int:
    """The code of the `sys.exit` or of the exception that ends the script, else 0.

    An interactive session goes on after an exception: there 0.
    """
    if is_interactive():
        return 0
    if _Watched.code is not None:
        return _Watched.code
    return exit_code_of(getattr(sys, "last_value", None))


def _exit(status: Any = None, /) -> NoReturn:
    try:
        _Watched.original(status)
    except SystemExit as error:
        error._chartkit_leaving = _Leaving(exit_code_of(error))  # pyright: ignore[reportAttributeAccessIssue]
        raise
    raise SystemExit(status)


def _watch_signals() -> None:
    """Take those signals that would end the process at once. Python allows it in the main thread alone."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        return
    if not _Watched.is_fork_known:
        os.register_at_fork(after_in_child=_unwatch_signals)  # a child dies of a signal at once, as without us
        _Watched.is_fork_known = True
    taken = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _end_by_signal)
    _Watched.signals = tuple(taken)


def _unwatch_signals() -> None:
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        return
    for number in _Watched.signals:
        if signal.getsignal(number) is _end_by_signal:
            signal.signal(number, signal.SIG_DFL)
    _Watched.signals = ()


def _end_by_signal(number: int, _frame: object) -> None:
    """End the runs with the code that a shell shows for the signal, then the process as the signal would have."""
    import signal

    signal.signal(number, signal.SIG_DFL)
    try:
        if _Watched.end is not None:
            _Watched.end(128 + number)
    finally:
        os.kill(os.getpid(), number)
