"""The numbers of a column in some runs: takes the runs and the column, gives mean, least and greatest."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import Field


class Figures(NamedTuple):
    """The numbers of one column in one group."""

    mean: float
    min: float
    max: float
    n: int
    """Of how many runs; those without a finite number do not count."""


def figures(runs: Iterable[ListedRun], field: Field) -> Figures | None:
    """Mean, least and greatest of a field of these runs; None where none has a number."""
    numbers = [value for value in map(field, runs) if type(value) in (int, float) and math.isfinite(value)]
    if not numbers:
        return None
    return Figures(math.fsum(numbers) / len(numbers), min(numbers), max(numbers), len(numbers))
