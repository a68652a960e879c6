"""Which step a call of `run.log` belongs to: wandb's rules, with nothing dropped.

Takes the `step` and `commit` of each call; gives the step and whether it is late.
"""

from __future__ import annotations

from _thread import RLock  # threading's own lock, without importing threading

from chartkit.diagnostics import Diagnostic, RunError, stop_unless_recording
from chartkit.runs.faults import attribute_of, typed

_MAX_STEP = 2**63 - 1


class StepCounter:
    """The current step of one process."""

    def __init__(self, first: int = 0) -> None:
        self.current = first
        # Two threads must not take the same step: their rows would become one. Held for the counting alone.
        self._lock = RLock()

    def take(self, step: int | None, commit: bool | None) -> tuple[int, bool]:
        """The step of a call, and whether it lies behind the current one (which then stays where it is).

        Without `step` the current one ends with the call unless `commit` is False; with one it stays open unless
        `commit` is True. Raises `RunError` for a step that is no whole number.
        """
        if step is not None and (type(step) is not int or not -_MAX_STEP <= step <= _MAX_STEP):
            step = _checked(step)
        with self._lock:
            now = self.current
            if step is None:
                commit = commit is None or commit
            elif step < now:
                return step, True
            else:
                now = step
            self.current = now + 1 if commit else now
            return now, False

    def begin(self, first: int) -> None:
        """Count from `first`."""
        with self._lock:
            self.current = first

    def forked(self) -> None:
        """In a forked child: a lock that a thread of the parent held is replaced."""
        self._lock = RLock()


def late_finding(step: int, current: int) -> Diagnostic:
    """What is said of a call behind the run's step."""
    message = f"step {step} is behind the run's step {current}; its values are kept as a row of their own."
    help = "such rows have _late in run.history(); log with rising steps to have one row a step."
    return Diagnostic("CK610", message, "warning", help=help)


def _checked(step: object) -> int | None:
    """The whole number that `step` is; None, with a warning, for others under `on_error="record"`."""
    index = attribute_of(step, "__index__")
    try:
        number = None if index is None or isinstance(step, bool) else int(index())
    except (TypeError, ValueError):  # an array or tensor of several numbers
        number = None
    if number is not None and abs(number) <= _MAX_STEP:
        return number
    message = f"step is a whole number of at most 63 bits; found {typed(step)}."
    whole = int(step) if isinstance(step, float) and step.is_integer() else None
    help = None if whole is None else f"write step={whole}, or int(…) around it."
    stop_unless_recording([Diagnostic("CK609", message, help=help)], RunError)
    return None
