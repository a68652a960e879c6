"""Names of wandb that chartkit does not have: takes a name, gives what to do without it."""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.diagnostics import Diagnostic
from chartkit.runs.faults import ABSENT, MissingAttributeError
from chartkit.schema import did_you_mean

_LOOP = "there are no sweeps: call chartkit.init(config=…, group=…) once for each setting, in a loop."
_WAYS = {
    "agent": _LOOP,
    "alert": "leave the line out: nobody is told, the rest of the script runs without it.",
    "controller": _LOOP,
    "log_code": "chartkit.init(save_code=True) keeps the script, the git commit and what differs from it.",
    "restore": "chartkit.Api().run(…).file(name) gives the file of another run, run.use_artifact an artifact's.",
    "sweep": _LOOP,
    "unwatch": "leave the line out: the rest of the script runs without it.",
    "watch": "leave the line out; what you want to see of gradients can be logged as chartkit.Histogram(…).",
}


def way_without(name: str, there: Iterable[str]) -> str | None:
    """What to do without a name, the name that was meant among `there`, or None."""
    return _WAYS.get(name) or did_you_mean(name, list(there))


def no_attribute(place: str, name: str, there: Iterable[str]) -> MissingAttributeError:
    """The exception for a name that `place` does not have, `there` being those it has."""
    message = f"{place} has no {name!r} in this version of chartkit."
    return MissingAttributeError(Diagnostic(ABSENT, message, help=way_without(name, there)))
