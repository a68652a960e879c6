"""What a fault does to the script: stop it, or be recorded while the training goes on.

Without a choice, the author's faults (unknown preset, slot or column) raise at the call, and faults of one step's data
(no rows, one class, all null) or of the disk are recorded. `init(on_error=…)` or `CHARTKIT_ON_ERROR` choose for both.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Literal

from chartkit.diagnostics.diagnostic import Diagnostic
from chartkit.diagnostics.errors import ChartkitError
from chartkit.diagnostics.warning import warn

OnError = Literal["raise", "record"]


class _Process:
    """What `init` chose for this process; None for nothing."""

    choice: OnError | None = None


def set_on_error(choice: OnError | None) -> None:
    """Choose for this process; None takes the choice back. Called by `init` with its `on_error`."""
    _Process.choice = None if choice is None else checked(choice, "on_error")


def on_error() -> OnError | None:
    """The choice in force: of `init`, else of `CHARTKIT_ON_ERROR`, else None for the default."""
    if _Process.choice is not None:
        return _Process.choice
    choice = os.environ.get("CHARTKIT_ON_ERROR", "")
    return checked(choice, "CHARTKIT_ON_ERROR") if choice else None


def stop_unless_recording(diagnostics: Sequence[Diagnostic], error_type: type[ChartkitError]) -> None:
    """Author's faults of one call, if any: all in one `error_type`, or one warning each under `on_error="record"`."""
    if not diagnostics:
        return
    if on_error() != "record":
        raise error_type(diagnostics)
    for diagnostic in diagnostics:
        warn(diagnostic)


def warn_unless_raising(diagnostic: Diagnostic, error_type: type[ChartkitError]) -> None:
    """A fault of the data or the disk: a warning while the script goes on, or `error_type` under `on_error="raise"`."""
    if on_error() == "raise":
        raise error_type(diagnostic)
    warn(diagnostic)


def checked(choice: str, name: str) -> OnError:
    """`choice` itself. Raises `ChartkitError` when it is neither "raise" nor "record"."""
    if choice not in ("raise", "record"):
        raise ChartkitError.of("CK601", f"{name} is 'raise' or 'record'; found {choice!r}.")
    return choice
