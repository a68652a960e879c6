"""What is said of a name of wandb that chartkit does not have."""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.diagnostics import Diagnostic
from chartkit.runs.faults import ABSENT, MissingAttributeError
from chartkit.schema import did_you_mean


def no_attribute(name: str, there: Iterable[str]) -> MissingAttributeError:
    """The exception for a name that a run does not have, `there` being those it has."""
    message = f"a run has no {name!r} in this version of chartkit."
    return MissingAttributeError(Diagnostic(ABSENT, message, help=did_you_mean(name, list(there))))
