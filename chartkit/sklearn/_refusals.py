"""What scikit-learn refuses, in its own words: takes the error it raised, gives a sentence or a fault of this step."""

from __future__ import annotations

from chartkit.diagnostics import ChartkitError, StepError


def refused(who: str, what: str, error: Exception) -> StepError:
    """The fault of a model or measure that does not take this step's data: `who`: `what`: the reason."""
    return StepError.of("CK471", f"{who}: {what}: {first_line(error)}.")


def first_line(error: Exception) -> str:
    """What the error says without the lines that explain it, or a fault's sentence; without its full stop."""
    if isinstance(error, ChartkitError):
        return error.diagnostics[0].message.rstrip(".")
    return str(error).strip().split("\n", 1)[0].rstrip(".") or type(error).__name__
