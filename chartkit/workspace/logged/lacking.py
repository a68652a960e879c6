"""That none of the runs has what they were asked for: takes the key and how many they are, gives the error."""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.diagnostics import RunError, counted, shown
from chartkit.runs.faults import NOT_FOUND, not_found


def none_has(what: str, key: str, known: Iterable[str], n_runs: int, project: str) -> RunError:
    """The error to raise; `known` are the keys that these runs have, `n_runs` those of them that are there.

    >>> none_has("chart", "rok", ["roc"], 2, "p").diagnostics[0].message
    "2 runs of project 'p' have no chart 'rok'."
    """
    if not n_runs:
        message = f"project {project!r} has none of the runs that were asked for the {what} {shown(key)}."
        return RunError.of(NOT_FOUND, message, "ask for runs that the project has.")
    has = "has" if n_runs == 1 else "have"
    return RunError(not_found(what, key, known, f"{counted(n_runs, 'run')} of project {project!r}", has))
