"""One dataset of a chart: which rows leave under which names, enough to make them again from what a run keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.emission import EmittedColumns, Rows, emit_rows

if TYPE_CHECKING:
    from chartkit.data import Dataset


class Drawn(NamedTuple):
    """The chart's dataset `name`: `columns` of `dataset`, as JSON in `rows`.

    `kept_as` is the name of `dataset` among the tables that a run keeps: a user's table, or rows computed for this
    chart alone. `run_columns` hold the same value in every row.
    """

    name: str
    dataset: Dataset
    columns: EmittedColumns
    rows: Rows
    kept_as: str
    run_columns: tuple[tuple[str, str], ...] = ()

    def provenance(self) -> dict[str, Any]:
        """How the rows are made from the kept table: columns by index, so that any name is exact."""
        index = {name: at for at, name in enumerate(self.dataset.names)}
        return {
            "columns": [[alias, index[name], type_] for alias, (name, type_) in self.columns.items()],
            "rows": self.rows.n_rows,
            **({"run_columns": [list(column) for column in self.run_columns]} if self.run_columns else {}),
            "table": self.kept_as,
        }


def drawn(
    name: str, dataset: Dataset, columns: EmittedColumns, kept_as: str, run_columns: tuple[tuple[str, str], ...] = ()
) -> Drawn:
    """The dataset `name` of a chart, its rows emitted. O(rows × columns)."""
    return Drawn(name, dataset, columns, emit_rows(dataset, columns, run_columns), kept_as, run_columns)


def restored(name: str, how: Mapping[str, Any], tables: Mapping[str, Dataset]) -> Drawn:
    """The dataset that `provenance` tells of, from the tables that were kept."""
    dataset = tables[how["table"]]
    kept: list[tuple[str, int, str]] = how["columns"]
    columns = {alias: (dataset.names[index], type_) for alias, index, type_ in kept}
    return drawn(
        name, dataset, columns, how["table"], tuple((alias, value) for alias, value in how.get("run_columns", ()))
    )
