"""`sklearn.plot_residuals`: W&B's defects by name, and the models and data it takes."""

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import load_diabetes
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

import chartkit
from chartkit.sklearn import plot_residuals

X, Y = load_diabetes(return_X_y=True)
X_TRAIN, X_TEST, Y_TRAIN, Y_TEST = train_test_split(X, Y, random_state=0)
MODEL = LinearRegression().fit(X_TRAIN, Y_TRAIN)
CALL = "plot_residuals(regressor, X_train, y_train, X_test=X_test, y_test=y_test)"


def fault(*args: Any, **named: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_residuals(*args, **named)
    return str(caught.value)


def test_wandb_refitted_the_users_model_in_place() -> None:
    before = pickle.dumps(MODEL)
    chart = plot_residuals(MODEL, X_TRAIN, Y_TRAIN, X_test=X_TEST, y_test=Y_TEST)
    assert pickle.dumps(MODEL) == before
    assert chart.table.get_column("y_pred") == [*MODEL.predict(X_TRAIN), *MODEL.predict(X_TEST)]


def test_wandb_split_without_a_seed() -> None:
    first, second = (plot_residuals(MODEL, X, Y).table for _ in range(2))
    assert first.data == second.data
    assert set(first.get_column("dataset")) == {"data"}


def test_wandb_turned_the_sign_of_residuals() -> None:
    assert plot_residuals(MODEL, X, Y).table.get_column("residuals") == (Y - MODEL.predict(X)).tolist()


def test_wandb_kept_101_rows_of_each_set() -> None:
    table = plot_residuals(MODEL, X_TRAIN, Y_TRAIN, X_test=X_TEST, y_test=Y_TEST).table
    assert table.get_column("dataset") == ["train"] * 331 + ["test"] * 111
    assert table.get_column("row") == [*range(331), *range(111)]


def test_the_table_has_wandbs_columns_first_and_the_scores_of_both_sets() -> None:
    table = plot_residuals(MODEL, X_TRAIN, Y_TRAIN, X_test=X_TEST, y_test=Y_TEST).table
    assert table.columns[:5] == ["dataset", "y_pred", "residuals", "train_score", "test_score"]
    assert table.columns[5:] == ["y_true", "r2", "row"]
    assert list(set(table.get_column("train_score"))) == [pytest.approx(MODEL.score(X_TRAIN, Y_TRAIN), rel=1e-12)]
    assert list(set(table.get_column("test_score"))) == [pytest.approx(MODEL.score(X_TEST, Y_TEST), rel=1e-12)]


def test_of_one_set_it_says_neither_train_nor_test() -> None:
    chart = plot_residuals(MODEL, X, Y)
    assert set(chart.table.get_column("train_score")) == set(chart.table.get_column("test_score")) == {None}
    assert chart.spec["title"]["subtitle"] == f"R² {MODEL.score(X, Y):.3f} over 442 rows"


@pytest.mark.parametrize(
    "model",
    [
        make_pipeline(StandardScaler(), PolynomialFeatures(2), Ridge()),
        GridSearchCV(Ridge(), {"alpha": [0.1, 1.0]}, cv=2),
        TransformedTargetRegressor(Ridge(), func=np.log, inverse_func=np.exp),
        HistGradientBoostingRegressor(max_iter=3),
    ],
)
def test_pipelines_searches_and_boosting(model: Any) -> None:
    model.fit(X, Y)
    assert plot_residuals(model, X, Y).table.get_column("y_pred") == model.predict(X).tolist()


@pytest.mark.parametrize(
    ("features", "target"),
    [
        (sparse.csr_matrix(X), Y),
        (X, Y[:, None]),
        (pd.DataFrame(X, columns=[f"f{index}" for index in range(10)]), pd.Series(Y, index=range(500, 942))),
        (X.tolist(), Y.tolist()),
    ],
)
def test_sparse_data_frames_lists_and_a_target_of_one_column(features: Any, target: Any) -> None:
    model = Ridge().fit(features, target)
    found = plot_residuals(model, features, target).table.get_column("residuals")
    np.testing.assert_allclose(found, Y - np.ravel(model.predict(features)), rtol=0, atol=1e-9)


def test_it_is_logged_as_residuals(tmp_path: Path) -> None:
    with chartkit.init(project="p", dir=tmp_path) as run:
        chart = plot_residuals(MODEL, X, Y)
    assert chart.spec["usermeta"]["chartkit"]["preset"] == "wandb/residuals_plot/v1"
    assert chartkit.Api(tmp_path).run(run.id).charts()["residuals"].to_json() == chart.to_json()


def test_arguments_that_do_not_fit() -> None:
    assert fault(MODEL) == f"CK470 plot_residuals needs X and y; found neither.\nhelp: call it as {CALL}"
    assert fault(MODEL, X, Y, X_test=X_TEST) == (
        f"CK470 plot_residuals needs X_test and y_test; y_test is not given.\nhelp: call it as {CALL}"
    )
    assert fault(MODEL, Y, X) == (
        f"CK470 plot_residuals: y is a matrix and X has one value a row; they are swapped.\nhelp: call it as {CALL}"
    )
    assert fault(MODEL, X, Y[:-1]) == (
        "CK470 plot_residuals: X has 442 rows and y has 441; each row needs both.\n"
        f"help: the order of the arguments is {CALL}"
    )


def test_several_targets_are_refused_with_the_way_out() -> None:
    both = np.column_stack([Y, Y])
    assert fault(LinearRegression().fit(X, both), X, both) == (
        "CK470 plot_residuals takes one target; y has 2.\n"
        "help: for the residuals of each: chartkit.plot.residuals(y[:, 0], regressor.predict(X)[:, 0])"
    )


def test_models_that_are_none_or_not_fitted() -> None:
    assert fault(LinearRegression(), X, Y) == (
        "CK474 plot_residuals takes a fitted model; this LinearRegression has not been fitted.\n"
        "help: call its fit(X, y) before"
    )
    assert fault(KMeans(2, n_init=1).fit(X), X, Y) == "CK474 plot_residuals takes a regressor; KMeans is a clusterer."
