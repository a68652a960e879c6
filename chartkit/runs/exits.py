"""With which code the script ends, when it ends outside a `with` block: what `sys.exit` was given, if it got through.

Python tells nobody the code of the `SystemExit` that ends a process, so `sys.exit` is watched while a run is active and
put back when it finishes. An exit that the script catches is not its end. `raise SystemExit(…)` is not seen.
"""

from __future__ import annotations

import sys
from typing import Any, NoReturn


class _Watched:
    """`sys.exit` as it was, and the code of the exit that ended the script."""

    original: Any = None
    code: int | None = None


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
    """Learn from now on with which code `sys.exit` is called."""
    if _Watched.original is None:
        _Watched.original, sys.exit = sys.exit, _exit


def unwatch() -> None:
    """Put `sys.exit` back, unless somebody has replaced it since."""
    if sys.exit is _exit:
        sys.exit, _Watched.original = _Watched.original, None


def exit_code_of(error: BaseException | None) -> int:
    """What the process would exit with: 0 without an error, `SystemExit`'s own code, else 1."""
    if error is None:
        return 0
    if isinstance(error, SystemExit):
        if error.code is None:
            return 0
        return error.code if isinstance(error.code, int) else 1
    return 1


def exit_code_at_exit() -> int:
    """The code of the `sys.exit` or 1 for the exception that ends the script, else 0.

    An interactive session goes on after an exception: there 0.
    """
    if hasattr(sys, "ps1") or bool(sys.flags.interactive) or "ipykernel" in sys.modules:
        return 0
    if _Watched.code is not None:
        return _Watched.code
    return int(getattr(sys, "last_value", None) is not None)


def _exit(status: Any = None, /) -> NoReturn:
    try:
        _Watched.original(status)
    except SystemExit as error:
        error._chartkit_leaving = _Leaving(exit_code_of(error))  # pyright: ignore[reportAttributeAccessIssue]
        raise
    raise SystemExit(status)
