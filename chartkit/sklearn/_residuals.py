"""What a fitted regressor misses by: `sklearn.plot_residuals`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart
from chartkit.evaluation.residuals import residuals_of
from chartkit.plot._residuals import PRESET, ResidualsTable, residuals_chart, residuals_table
from chartkit.sklearn._arguments import check_data, check_given, check_one_target, check_swapped
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_kind, predictions

_WHO = "plot_residuals"
_CALL = "plot_residuals(regressor, X_train, y_train, X_test=X_test, y_test=y_test)"


@logging("residuals", PRESET)
def plot_residuals(
    regressor: Any = None,
    X: Any = None,
    y: Any = None,
    *,
    X_test: Any = None,
    y_test: Any = None,
    title: str = "Residuals",
) -> Chart:
    """Actual − predicted against predicted, and how it is distributed: the preset `wandb/residuals_plot/v1`.

    `regressor` is fitted; it predicts and is not fitted again. X and y alone are one dataset, "data": whether the model
    was fitted on these rows, it cannot know. With `X_test` and `y_test` X and y are "train" and those "test", each with
    its R² in the legend. All rows are drawn.

    The table has the columns dataset, y_pred, residuals, train_score and test_score (R²; none without a test set),
    then y_true, r2 (of the row's dataset) and row (its place there). Rows where a number is NaN or infinite are left
    out, which a warning says.

    Logged as `residuals`. Raises `DataError` for a model that is no fitted regressor, and arguments that do not fit
    each other; several targets are drawn one by one with `chartkit.plot.residuals`.
    """
    sets = {"data": (X, y)} if X_test is None and y_test is None else {"train": (X, y), "test": (X_test, y_test)}
    _check(checked_kind(regressor, "regressor", _WHO), X, y, X_test, y_test)
    return residuals_chart(_joined([_table(regressor, *pair, name) for name, pair in sets.items()]), title)


def _table(regressor: Any, X: Any, y: Any, name: str) -> ResidualsTable:
    return residuals_table(residuals_of(y, predictions(regressor, X, _WHO)), name)


def _joined(tables: list[ResidualsTable]) -> ResidualsTable:
    """The rows of all datasets below each other, with W&B's scores of the two behind W&B's columns."""
    import numpy as np

    scores = {name: score for table in tables for name, score in table.scores.items()}
    names = list(tables[0].columns)
    joined = {name: np.concatenate([table.columns[name] for table in tables]) for name in names}
    n_rows = len(joined["y_pred"])
    of_sets = {f"{name}_score": [scores.get(name)] * n_rows for name in ("train", "test")}
    columns = {name: joined[name] for name in names[:3]} | of_sets | {name: joined[name] for name in names[3:]}
    return ResidualsTable(columns, scores, [note for table in tables for note in table.notes])


def _check(regressor: Any, X: Any, y: Any, X_test: Any, y_test: Any) -> None:
    given = {"X": X, "y": y, "X_test": X_test, "y_test": y_test}
    matrices = {name: values for name, values in given.items() if name[0] == "X" and values is not None}
    vectors = {name: values for name, values in given.items() if name[0] == "y" and values is not None}
    check_swapped(_WHO, _CALL, matrices, vectors)
    for X_name, y_name in [("X", "y")] if X_test is None and y_test is None else [("X", "y"), ("X_test", "y_test")]:
        check_given(_WHO, _CALL, {X_name: given[X_name], y_name: given[y_name]})
        residuals = f"chartkit.plot.residuals({y_name}[:, 0], regressor.predict({X_name})[:, 0])"
        check_one_target(_WHO, y_name, given[y_name], f"for the residuals of each: {residuals}")
        check_data(_WHO, _CALL, regressor, {X_name: given[X_name]}, {y_name: given[y_name]})
