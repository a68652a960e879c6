"""What is left of runs after faults: takes what trainings acknowledged, and the folder; gives the table's counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from chartkit.diagnostics import ChartkitError
from chartkit.runs import Api
from chartkit.runs.reader import RunReader
from injected.acts import act
from injected.training import Training


class Outcome(NamedTuple):
    """One row of the table."""

    fault: str
    times: int = 0
    acknowledged: int = 0
    """Calls that returned, and of which nothing was said."""
    said: int = 0
    """Calls that returned with the word that they were not stored."""
    read_back: int = 0
    lost: int = 0
    """What was acknowledged, or undamaged, and is not read back."""
    damaged: int = 0
    """Files and lines that were damaged."""
    named: int = 0
    """Those of them that reading names."""
    notes: tuple[str, ...] = ()
    """What was lost, and what nobody named."""

    def __add__(self, other: object) -> Outcome:
        """Both as one row, under the name of the first."""
        if not isinstance(other, Outcome):
            return NotImplemented
        numbers = [mine + theirs for mine, theirs in zip(self[1:-1], other[1:-1], strict=True)]
        return Outcome(self.fault, *numbers, notes=self.notes + other.notes)

    @property
    def is_good(self) -> bool:
        """True when nothing is lost and all damage is named."""
        return not self.lost and self.named == self.damaged


def total(fault: str, outcomes: Iterable[Outcome]) -> Outcome:
    """All as one row."""
    return sum(outcomes, Outcome(fault))


def after(training: Training, folder: Path, note: str = "", run: str = "p/r") -> Outcome:
    """What of a training's calls is read back from its folder."""
    if not training.is_begun and not training.acknowledged:
        return Outcome("", 1)
    missing = missing_of(training.acknowledged, opened(folder, run))
    notes = tuple(f"{note}: call {n} ({act(n).name}): {why}" for n, why in missing)
    n_acknowledged = len(training.acknowledged)
    read_back = n_acknowledged - len(missing)
    return Outcome("", 1, n_acknowledged, len(training.said), read_back, len(missing), notes=notes)


def opened(folder: Path, run: str = "p/r") -> RunReader:
    """The run, read anew."""
    return Api(folder).run(run)


def rows_of(found: RunReader) -> dict[int, dict[str, Any]]:
    """The rows by their steps."""
    return {row["_step"]: row for row in found.scan_history()}


def missing_of(calls: Sequence[int], found: RunReader) -> list[tuple[int, str]]:
    """The calls that the run does not hold, each with the reason."""
    rows = rows_of(found)
    missing: list[tuple[int, str]] = []
    for n in calls:
        try:
            if not act(n).is_there(found, rows, n):
                missing.append((n, "is not there"))
        except (ChartkitError, LookupError) as error:
            missing.append((n, str(error)))
    return missing
