"""Functions of wandb that chartkit does not have yet: one sentence each on what to do instead."""

from __future__ import annotations

from chartkit.diagnostics import RunError
from chartkit.runs.faults import ABSENT

INSTEAD = {
    "save": "write the file into run.dir, which belongs to the run's folder.",
    "log_artifact": "write the file into run.dir, which belongs to the run's folder.",
}


def absent(name: str) -> RunError:
    """The exception for calling `name`, such as `run.save`."""
    return RunError.of(ABSENT, f"{name} is not in this version of chartkit.", INSTEAD[name.rpartition(".")[2]])
