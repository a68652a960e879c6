"""Functions of wandb that chartkit does not have yet: one sentence each on what to do instead."""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.diagnostics import Diagnostic, RunError
from chartkit.runs.faults import ABSENT, MissingAttributeError
from chartkit.schema import did_you_mean

INSTEAD = {
    "save": "write the file into run.dir, which belongs to the run's folder.",
    "log_artifact": "write the file into run.dir, which belongs to the run's folder.",
}


def absent(name: str) -> RunError:
    """The exception for calling `name`, such as `run.save`."""
    return RunError.of(ABSENT, f"{name} is not in this version of chartkit.", INSTEAD[name.rpartition(".")[2]])


def no_attribute(name: str, there: Iterable[str]) -> MissingAttributeError:
    """The exception for a name that a run does not have, `there` being those it has."""
    message = f"a run has no {name!r} in this version of chartkit."
    known = [one for one in there if one not in INSTEAD]
    return MissingAttributeError(Diagnostic(ABSENT, message, help=did_you_mean(name, known)))
