"""The value of a key in each run of a table: takes what a key is called, gives what it is and its values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chartkit.runs.coloring.key_colors import found_values
from chartkit.runs.coloring.keys import ColorKey
from chartkit.runs.coloring.values import SeenRun, YValue, setting_of
from chartkit.workspace.bounded_cache import BoundedCache
from chartkit.workspace.coloring.kept_figures import kept_figures
from chartkit.workspace.runs_table.run_table import RunTable


def run_values(cache: BoundedCache, table: RunTable, name: str, y: YValue) -> tuple[ColorKey, Sequence[Any]]:
    """The values of a metric's history, the config or the summary in the order of the table's runs; `MISSING` for none.

    Raises `RunError` where no run has the key.
    """
    seen = [SeenRun(run.id, run) for run in table.runs]

    def values_of(key: ColorKey) -> list[Any]:
        if not key.is_of_history:
            return [setting_of(run, key) for run in seen]
        return [getattr(one, y) for one in kept_figures(cache, table.project, table.runs, key)]

    return found_values(seen, name, values_of, f"project {table.project!r}")
