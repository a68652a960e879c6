"""The columns that the table of runs shows until somebody chooses: takes all columns, gives keys in their order.

The page and reports have the same. What every run says of itself stands first, then the settings that tell runs apart,
then results.
"""

from __future__ import annotations

from collections.abc import Mapping

from chartkit.workspace.runs_table.columns import Column

_ALWAYS = ("state", "created_at", "runtime_s")
_WHERE_THERE = ("tags", "notes", "group", "job_type")
_MOST = 8
"""Of settings, and of results."""


def first_columns(columns: Mapping[str, Column], n_runs: int) -> list[str]:
    """The keys for a project of so many runs. O(n log n) in the columns.

    Settings differ between runs. Those that at least half of the runs have stand first, each in the order in which the
    project's oldest runs wrote them; behind them texts that are another in each run, such as paths, and results that
    never differ or are no numbers. Names that begin with `_` are internals, which nobody asked for.
    """
    own = [one for one in columns.values() if not _is_internal(one.key)]
    settings = [one for one in own if one.key.startswith("config.") and one.n_values > 1]
    results = [one for one in own if one.key.startswith("summary.")]
    settings.sort(key=lambda one: (_is_rare(one, n_runs), _is_name(one), one.written))
    results.sort(key=lambda one: (_is_rare(one, n_runs), one.kind != "number", _is_same(one), one.written))
    there = [key for key in _WHERE_THERE if columns[key].n_runs]
    return [*_ALWAYS, *there, *(one.key for chosen in (settings, results) for one in chosen[:_MOST])]


def _is_internal(key: str) -> bool:
    return key.partition(".")[2].startswith("_")


def _is_rare(column: Column, n_runs: int) -> bool:
    return 2 * column.n_runs < n_runs


def _is_name(column: Column) -> bool:
    """True for texts of which each run has its own."""
    return column.kind == "text" and column.n_values == column.n_runs > 2


def _is_same(column: Column) -> bool:
    return column.n_values == 1 < column.n_runs
