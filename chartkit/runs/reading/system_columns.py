"""The system metrics of a run by column, so that `history(stream="system")` gives them in every form that rows have.

Takes a run's folder; gives the same `Columns` as for logged rows, but for the step, which samples of a clock have not.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chartkit.diagnostics import RunError
from chartkit.runs.faults import not_found
from chartkit.runs.reading.columns import Columns, Values
from chartkit.runs.system.stream import FIRST_COLUMNS, read_system


def system_columns(folder: Path, keys: Iterable[str] | None, run_id: str) -> Columns:
    """The samples in the order of time, of all figures or of `keys`. Raises `RunError` for a key that no sample has."""
    import numpy as np

    samples, _ = read_system(folder)
    known = dict.fromkeys([*FIRST_COLUMNS, *(name for sample in samples for name in sample)])
    names = list(known if keys is None else dict.fromkeys([*FIRST_COLUMNS, *keys]))
    for name in names:
        if name not in known:
            raise RunError(not_found("key", name, known, f"the system stream of run {run_id!r}"))
    values: dict[str, Values] = {}
    for name in names:
        found = [sample.get(name) for sample in samples]
        there = np.array([value is not None for value in found], dtype=bool)
        numbers = np.array([0.0 if value is None else value for value in found], dtype=np.float64)
        values[name] = Values(numbers, None if bool(there.all()) else there)
    return Columns(len(samples), values)
