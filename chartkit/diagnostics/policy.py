"""What a fault does to the script: stop it, or be recorded while the training goes on.

Without a choice, the author's faults (unknown preset, slot or column) raise at the call, and faults of one step's data
(no rows, one class, all null) or of the disk are recorded. `init(on_error=…)` or `CHARTKIT_ON_ERROR` choose for both.
"""

from __future__ import annotations

import os
from typing import Literal

from chartkit.diagnostics.diagnostic import Diagnostic
from chartkit.diagnostics.errors import ChartkitError

OnError = Literal["raise", "record"]

_chosen: list[OnError] = []


def set_on_error(choice: OnError | None) -> None:
    """Choose for this process; None takes the choice back. Called by `init` with its `on_error`."""
    _chosen[:] = [] if choice is None else [checked(choice, "on_error")]


def on_error() -> OnError | None:
    """The choice in force: of `init`, else of `CHARTKIT_ON_ERROR`, else None for the default."""
    if _chosen:
        return _chosen[0]
    choice = os.environ.get("CHARTKIT_ON_ERROR", "")
    return checked(choice, "CHARTKIT_ON_ERROR") if choice else None


def checked(choice: str, name: str) -> OnError:
    """`choice` itself. Raises `ChartkitError` when it is neither "raise" nor "record"."""
    if choice not in ("raise", "record"):
        raise ChartkitError(Diagnostic("CK601", f"{name} is 'raise' or 'record'; found {choice!r}."))
    return choice
