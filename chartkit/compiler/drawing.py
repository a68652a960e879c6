"""The rows that a chart carries: takes a finished spec and its tables, gives the spec over the datasets it draws.

1. plan and reduce    what can be computed exactly is computed where the rows are
2. thin               what is still over the budget is drawn as the preset's policy says
3. emit               values as JSON holds them

Tables of few rows in memory are drawn whole, by a path that imports none of this.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.drawn import Drawn, drawn
from chartkit.compiler.emission import EmittedColumns
from chartkit.compiler.explanation import Explanation, Whole
from chartkit.diagnostics import Diagnostic

if TYPE_CHECKING:
    from chartkit.data import Dataset
    from chartkit.presets.overflow import Overflow

MAX_WHOLE_ROWS = 5_000
"""A table in memory of at most so many rows is drawn whole: nothing is won by making it smaller."""

Reduce = bool | None
"""Whether tables are made smaller: where it pays (None), never (False), or wherever it is possible (True)."""


class TableToDraw(NamedTuple):
    """A table of a chart with the columns that its spec names; `run_columns` are the same in every row.

    `kept_as` is its name among the tables that a run keeps: `""` for the main one.
    """

    dataset: Dataset
    columns: EmittedColumns
    kept_as: str = ""
    run_columns: tuple[tuple[str, str], ...] = ()

    def whole(self, name: str) -> Drawn:
        """The table's own rows as the chart's dataset `name`."""
        return drawn(name, self.dataset, self.columns, self.kept_as, self.run_columns)


class Drawing(NamedTuple):
    """`spec` over the datasets in `drawn`, what became of their tables, and what was found on the way."""

    spec: dict[str, Any]
    drawn: tuple[Drawn, ...]
    plan: Explanation
    diagnostics: tuple[Diagnostic, ...] = ()


def draw(
    spec: dict[str, Any], dialect: str, tables: Mapping[str, TableToDraw], overflow: Overflow, reduce: Reduce = None
) -> Drawing:
    """`spec` and the rows it draws of `tables`.

    Raises `DataError` when an engine fails, and for more rows than may be drawn where none may be left out.
    """
    planned = {name: table for name, table in tables.items() if _is_planned(table, reduce)}
    whole = tuple(table.whole(name) for name, table in tables.items() if name not in planned)
    reason = f"tables in memory of up to {MAX_WHOLE_ROWS:,} rows are" if reduce is None else "reductions are off"
    said = tuple(Whole(one.name, one.rows.n_rows, reason) for one in whole)
    if not planned:
        return Drawing(spec, whole, Explanation(whole=said))
    from chartkit.compiler.thinning import reduced_and_thinned

    found = reduced_and_thinned(spec, dialect, planned, overflow, is_eager=reduce is True, is_thinned=reduce is None)
    return found._replace(drawn=(*whole, *found.drawn), plan=found.plan._replace(whole=said))


def _is_planned(table: TableToDraw, reduce: Reduce) -> bool:
    if table.dataset.is_lazy:
        return True
    return reduce is not False and (reduce is True or table.dataset.n_rows > MAX_WHOLE_ROWS)
