"""Rows of a table in memory whose columns no engine holds (several kinds in one, lists, objects), evenly chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartkit.compiler.overflow.budget import Budget
from chartkit.compiler.overflow.overflowed import Overflowed
from chartkit.compiler.overflow.refusal import refusal
from chartkit.compiler.overflow.sample import places
from chartkit.data import Column, Dataset

if TYPE_CHECKING:
    from chartkit.presets.overflow import Policy


def evenly_chosen(dataset: Dataset, budget: Budget, policy: Policy | None) -> tuple[Dataset, Overflowed]:
    """As many rows as fit the budget, the same ones every time, in their order, and what is said of it. O(rows).

    Raises `DataError` where the policy is another than to sample: no other looks at such values.
    """
    n_rows = dataset.n_rows
    if policy not in (None, "sample"):
        why = None if policy == "error" else f"{policy} does not fit: a column holds values of several kinds."
        raise refusal(n_rows, budget, why)
    chosen = [int(place) for place in places(n_rows, budget.rows)]
    columns = [Column(one.name, one.kind, [one.values[place] for place in chosen]) for one in dataset.columns]
    import polars as pl

    text = f"{len(chosen):,} of {n_rows:,} rows, evenly sampled"
    return Dataset(columns, dataset.timezone), Overflowed(pl.DataFrame(), None, "sample", text, n_rows, len(chosen))
