"""What a regressor misses by: `plot.residuals`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted, recording
from chartkit.diagnostics import DataError, Diagnostic, counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chartkit.evaluation.residuals import Residuals

PRESET = "wandb/residuals_plot/v1"


class ResidualsTable(NamedTuple):
    """The columns of the preset's table, R² of each dataset by its name, and what is said about rows left out."""

    columns: dict[str, Any]
    scores: dict[str, float | None]
    notes: list[Diagnostic]


@recording(PRESET)
def residuals(
    y_true: Any = None,
    y_pred: Any = None,
    title: str = "Residuals",
    groups: Any = None,
    split_table: bool = False,
) -> Chart:
    """Actual − predicted against predicted, and how it is distributed: the preset `wandb/residuals_plot/v1`.

    `y_true` and `y_pred` are n numbers each, `groups` n names of what the rows belong to, as "train" and "test"; each
    group has its colour, and its R² in the legend. Points above the zero line are predicted too low.

    The table has the columns dataset, y_pred, residuals, y_true, r2 (of the row's group, as scikit-learn counts it)
    and row, in the order of the rows. Rows where a number is NaN or infinite are left out, which a warning says.

    Raises `DataError` for arguments that do not fit each other; data without a row to draw gives a chart that says so.

    >>> residuals([3.0, 5.0, 7.0], [2.5, 6.0, 7.1])
    Chart('wandb/residuals_plot/v1', 3 rows)
    """
    from chartkit.evaluation.residuals import residuals_of

    found = residuals_of(y_true, y_pred)
    names = "data" if groups is None else _names(groups, len(found.rows) + found.n_left_out)
    table = residuals_table(found, names)
    return residuals_chart(table, title, split_table=split_table)


def residuals_table(found: Residuals, names: NDArray[Any] | str) -> ResidualsTable:
    """The rows of `found`, each of the dataset that `names` says for its place, or all of the one so called."""
    if isinstance(names, str):
        scores = {names: _score(found, slice(None))}
        datasets, of_rows = [names] * len(found.rows), _repeated(scores[names], len(found.rows))
    else:
        datasets = names[found.rows]
        scores = {name: _score(found, datasets == name) for name in dict.fromkeys(datasets.tolist())}
        of_rows = [scores[name] for name in datasets.tolist()]
    columns: dict[str, Any] = {
        "dataset": datasets,
        "y_pred": found.predicted,
        "residuals": found.residuals,
        "y_true": found.actual,
        "r2": of_rows,
        "row": found.rows,
    }
    return ResidualsTable(columns, scores, _left_out(found))


def residuals_chart(table: ResidualsTable, title: str, subtitle: str | None = None, split_table: bool = False) -> Chart:
    """The chart of `table`; of one dataset without a colour, with its R² in the subtitle."""
    fields: dict[str, Any] = {name: name for name in ("y_pred", "residuals", "y_true", "row")}
    if len(table.scores) > 1:
        fields |= {"dataset": "dataset", "r2": "r2"}
    else:
        subtitle = subtitle or _in_words(next(iter(table.scores.values())), len(table.columns["y_pred"]))
    chart = plot_table(PRESET, table.columns, fields, {"title": title, "subtitle": subtitle or ""}, split_table)
    return noted(chart, *table.notes)


def _repeated(score: float | None, n_rows: int) -> Any:
    """The score of each of n rows; an array of numbers, whose kind its type tells."""
    import numpy as np

    return [None] * n_rows if score is None else np.full(n_rows, score)


def _names(groups: Any, n_rows: int) -> NDArray[Any]:
    """The name of each row's group as text."""
    import numpy as np

    from chartkit.evaluation.arrays import vector

    found = vector(groups, "groups")
    if len(found) != n_rows:
        message = f"y_true has {counted(n_rows, 'row')} and groups has {len(found):,}; each row belongs to one."
        raise DataError.of("CK470", message)
    return np.array([str(name) for name in found.tolist()], dtype=object)


def _score(found: Residuals, rows: NDArray[np.bool_] | slice) -> float | None:
    from chartkit.evaluation.residuals import r2

    return r2(found.actual[rows], found.residuals[rows])


def _in_words(score: float | None, n_rows: int) -> str:
    rows = counted(n_rows, "row")
    return rows if score is None else f"R² {score:.3f} over {rows}"


def _left_out(found: Residuals) -> list[Diagnostic]:
    if not found.n_left_out:
        return []
    n_rows = found.n_left_out + len(found.rows)
    rows = "1 row is" if found.n_left_out == 1 else f"{found.n_left_out:,} rows are"
    message = f"{rows} left out of {n_rows:,}: the actual or predicted value is NaN or infinite there."
    return [Diagnostic("CK472", message, "warning")]
