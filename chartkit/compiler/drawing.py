"""The rows that a chart carries: takes a finished spec and its tables, gives the spec over the datasets it draws.

Small tables in memory are drawn whole. Any other is planned: what can be computed exactly is computed where the rows
are, and what is still too much is thinned as the preset says, with a note that everyone sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.drawn import Drawn, drawn
from chartkit.compiler.emission import EmittedColumns
from chartkit.compiler.explanation import Explanation, Whole
from chartkit.diagnostics import Diagnostic

if TYPE_CHECKING:
    from chartkit.compiler.planning.reduced import Reduced, TableInput
    from chartkit.data import Dataset

MAX_WHOLE_ROWS = 5_000
"""A table in memory of at most so many rows is drawn whole: nothing is won by making it smaller."""


class TableToDraw(NamedTuple):
    """A table of a chart with the columns that its spec names; `run_columns` are the same in every row.

    `kept_as` is its name among the tables that a run keeps: `""` for the main one.
    """

    dataset: Dataset
    columns: EmittedColumns
    kept_as: str = ""
    run_columns: tuple[tuple[str, str], ...] = ()


class Drawing(NamedTuple):
    """`spec` over the datasets in `drawn`, what became of their tables, and what was found on the way."""

    spec: dict[str, Any]
    drawn: tuple[Drawn, ...]
    plan: Explanation
    diagnostics: tuple[Diagnostic, ...] = ()


Reduce = bool | None
"""Whether tables are made smaller: where it pays (None), never (False), or wherever it is possible (True)."""


def draw(spec: dict[str, Any], dialect: str, tables: Mapping[str, TableToDraw], reduce: Reduce = None) -> Drawing:
    """`spec` and the rows it draws of `tables`. Raises `DataError` when an engine fails."""
    planned = {name: table for name, table in tables.items() if _is_planned(table, reduce)}
    if not planned or dialect != "vega-lite":
        why = "raw Vega is drawn as it is" if planned else f"at most {MAX_WHOLE_ROWS:,} rows in memory are"
        whole = tuple(_whole(name, table) for name, table in tables.items())
        return Drawing(spec, whole, Explanation(whole=tuple(Whole(one.name, one.rows.n_rows, why) for one in whole)))
    from chartkit.compiler.planning.reduced import reduce as reduced

    inputs = {name: _input(table) for name, table in planned.items()}
    found = reduced(spec, inputs, is_eager=reduce is True)
    whole = [_whole(name, table) for name, table in tables.items() if name not in planned]
    made = [_of_stage(found, stage.name, tables[stage.source]) for stage in found.plan.stages]
    everything = (*whole, *made)
    sizes = {one.name: one.rows.n_rows for one in everything}
    return Drawing(found.spec, everything, Explanation(found.plan, found.facts, sizes))


def _is_planned(table: TableToDraw, reduce: Reduce) -> bool:
    if table.dataset.is_lazy:
        return True
    return reduce is not False and (reduce is True or table.dataset.n_rows > MAX_WHOLE_ROWS)


def _whole(name: str, table: TableToDraw) -> Drawn:
    return drawn(name, table.dataset, table.columns, table.kept_as, table.run_columns)


def _input(table: TableToDraw) -> TableInput:
    from chartkit.compiler.planning.reduced import TableInput

    names = {alias: name for alias, (name, _) in table.columns.items()}
    times = frozenset(alias for alias, (_, type_) in table.columns.items() if type_ == "temporal")
    return TableInput(table.dataset, names, times, dict(table.run_columns))


def _of_stage(found: Reduced, name: str, table: TableToDraw) -> Drawn:
    """The rows of a stage: computed ones as they came, a table in memory by the columns that are still read."""
    stage = next(stage for stage in found.plan.stages if stage.name == name)
    if name not in found.frames:
        kept = table.columns if stage.columns is None else _chosen(table.columns, stage.columns)
        return drawn(name, table.dataset, kept, table.kept_as, table.run_columns)
    from chartkit.data.engines import dataset_of

    frame = found.frames[name]
    dataset = dataset_of(frame.collect(), table.dataset.timezone)
    types = {"number": "quantitative", "time": "temporal"}
    columns = {column: (column, types.get(kind, "nominal")) for column, kind in frame.kinds.items()}
    return drawn(name, dataset, columns, f"{name} (computed)")


def _chosen(columns: EmittedColumns, names: tuple[str, ...]) -> EmittedColumns:
    return {alias: column for alias, column in columns.items() if alias in names}
