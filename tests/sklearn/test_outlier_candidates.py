"""`sklearn.plot_outlier_candidates`: W&B's defects by name, and which model's distance it is."""

import pickle
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import sparse
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.datasets import load_diabetes
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, Ridge, RidgeCV
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

import chartkit
from chartkit.evaluation.influence import cooks_distance
from chartkit.sklearn import plot_outlier_candidates

X, Y = load_diabetes(return_X_y=True)
MODEL = LinearRegression().fit(X, Y)
CALL = "plot_outlier_candidates(regressor, X, y)"


def distances(chart: chartkit.Chart) -> Any:
    return np.array(chart.table.get_column("distance"))


def peer(features: Any, target: Any) -> Any:
    return sm.OLS(target, sm.add_constant(features)).fit().get_influence().cooks_distance[0]


def fault(*args: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_outlier_candidates(*args)
    return str(caught.value)


def subtitle(chart: chartkit.Chart) -> Any:
    return chart.spec["title"]["subtitle"]


def test_wandb_refitted_the_users_model() -> None:
    model = LinearRegression().fit(X[:300], Y[:300])
    before = pickle.dumps(model)
    chart = plot_outlier_candidates(model, X, Y)
    assert pickle.dumps(model) == before
    assert subtitle(chart)[1] == "in a linear regression fitted to these rows"


def test_wandb_left_the_intercept_out_of_the_leverage() -> None:
    shifted = X + 3
    chart = plot_outlier_candidates(LinearRegression().fit(shifted, Y), shifted, Y)
    np.testing.assert_allclose(distances(chart), peer(shifted, Y), rtol=1e-10)
    without = plot_outlier_candidates(LinearRegression(fit_intercept=False).fit(X, Y), X, Y)
    np.testing.assert_allclose(distances(without), sm.OLS(Y, X).fit().get_influence().cooks_distance[0], rtol=1e-10)


def test_wandb_stopped_after_1001_rows() -> None:
    random = np.random.default_rng(0)
    features = random.normal(size=(3000, 2))
    target = features.sum(axis=1) + random.normal(size=3000)
    chart = plot_outlier_candidates(LinearRegression().fit(features, target), features, target)
    assert chart.table.get_column("instance_indicies") == list(range(3000))
    np.testing.assert_allclose(distances(chart), peer(features, target), rtol=1e-10)
    assert subtitle(chart)[3] == "drawn is the largest of each of 1,500 stretches of rows"


def test_wandb_rounded_the_percentage() -> None:
    table = plot_outlier_candidates(MODEL, X, Y).table
    over = peer(X, Y) > 4 / 442
    assert set(table.get_column("outlier_percentage")) == {100 * int(over.sum()) / 442}
    assert set(table.get_column("influence_threshold")) == {4 / 442}


def test_wandb_mixed_a_forests_residuals_with_a_lines_leverage() -> None:
    model = RandomForestRegressor(3, random_state=0).fit(X, Y)
    message = (
        "CK472 plot_outlier_candidates: RandomForestRegressor has no Cook's distance; drawn is that of a linear"
        " regression on the same rows."
    )
    with pytest.warns(chartkit.ChartkitWarning) as caught:
        chart = plot_outlier_candidates(model, X, Y)
    assert [str(warning.message) for warning in caught] == [message]
    assert subtitle(chart)[1] == "in a linear regression on the same rows"
    np.testing.assert_allclose(distances(chart), peer(X, Y), rtol=1e-10)


def test_the_table_has_wandbs_columns_first() -> None:
    chart = plot_outlier_candidates(MODEL, X, Y)
    assert chart.table.columns == [
        *("distance", "instance_indicies", "outlier_percentage", "influence_threshold"),
        *("leverage", "residual", "label", "label_width"),
    ]
    assert subtitle(chart) == [
        "22 of 442 rows (5.0%) over 4/n = 0.00905",
        "in the LinearRegression",
        "up to 13 of them bear their number",
    ]


def test_no_row_over_the_threshold_bears_no_number() -> None:
    features, target = np.tile([[-1.0], [1.0]], (4, 1)), np.array([1, 2, 1.1, 2.1, 1.2, 1.9, 0.9, 2.0])
    chart = plot_outlier_candidates(LinearRegression().fit(features, target), features, target)
    assert subtitle(chart) == ["0 of 8 rows (0.0%) over 4/n = 0.5", "in the LinearRegression"]


def test_numbers_stand_above_rows_over_the_threshold_where_there_is_room() -> None:
    table = plot_outlier_candidates(MODEL, X, Y).table
    labels = table.get_column("label")
    rows = [row for row, label in enumerate(labels) if label is not None]
    assert [labels[row] for row in rows] == [str(row) for row in rows]
    assert len(rows) == 13
    assert all(peer(X, Y)[rows] > 4 / 442)
    assert {table.get_column("label_width")[row] for row in rows} == {230, 530}


@pytest.mark.parametrize("model", [Ridge(0.5), RidgeCV([0.5]), GridSearchCV(Ridge(), {"alpha": [0.5]}, cv=2)])
def test_a_ridge_regression_has_its_own(model: Any) -> None:
    chart = plot_outlier_candidates(model.fit(X, Y), X, Y)
    np.testing.assert_allclose(distances(chart), cooks_distance(X, Y, alpha=0.5).distance, rtol=1e-10)
    assert re.fullmatch("in the Ridge(CV)?", subtitle(chart)[1])


def test_a_pipelines_features_are_those_of_its_last_step() -> None:
    model = make_pipeline(StandardScaler(), PolynomialFeatures(2, include_bias=False), LinearRegression())
    chart = plot_outlier_candidates(model.fit(X[:, 2:5], Y), X[:, 2:5], Y)
    np.testing.assert_allclose(distances(chart), peer(model[:-1].transform(X[:, 2:5]), Y), rtol=1e-8)


def test_a_transformed_target_is_judged_as_it_is_fitted() -> None:
    model = TransformedTargetRegressor(LinearRegression(), func=np.log, inverse_func=np.exp).fit(X, Y)
    np.testing.assert_allclose(distances(plot_outlier_candidates(model, X, Y)), peer(X, np.log(Y)), rtol=1e-10)


def test_encoded_texts_are_features() -> None:
    frame = pd.DataFrame({"sex": np.where(X[:, 1] > 0, "f", "m"), "bmi": X[:, 2]})
    encoder = ColumnTransformer([("sex", OneHotEncoder(), ["sex"])], remainder="passthrough")
    chart = plot_outlier_candidates(make_pipeline(encoder, LinearRegression()).fit(frame, Y), frame, Y)
    np.testing.assert_allclose(distances(chart), peer(np.column_stack([X[:, 1], X[:, 2]]), Y), rtol=1e-8)


@pytest.mark.parametrize(
    ("features", "target"),
    [
        (sparse.csr_matrix(X), Y),
        (X, Y[:, None]),
        (pd.DataFrame(X, columns=[f"f{index}" for index in range(10)]), pd.Series(Y, index=range(500, 942))),
        (X.tolist(), Y.tolist()),
        (X.astype("f4"), Y.astype("f4")),
    ],
)
def test_sparse_data_frames_lists_and_a_target_of_one_column(features: Any, target: Any) -> None:
    chart = plot_outlier_candidates(LinearRegression().fit(features, target), features, target)
    np.testing.assert_allclose(
        distances(chart), peer(X, Y), rtol=1e-3 if getattr(features, "dtype", "") == "f4" else 1e-9
    )
    assert subtitle(chart)[1] == "in the LinearRegression"


def test_it_is_logged_under_wandbs_key(tmp_path: Path) -> None:
    with chartkit.init(project="p", dir=tmp_path) as run:
        chart = plot_outlier_candidates(MODEL, X, Y)
    assert chartkit.Api(tmp_path).run(run.id).charts()["outlier_candidates"].to_json() == chart.to_json()


def test_the_picture_has_a_stem_a_row_and_numbers_of_the_largest(tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    plot_outlier_candidates(MODEL, X, Y).save(file)
    svg = file.read_text(encoding="utf-8")
    over = np.flatnonzero(peer(X, Y) > 4 / 442)
    assert len(re.findall('aria-roledescription="rule mark"', svg)) == 442 + 1
    assert len(re.findall('aria-roledescription="point"', svg)) == len(over)
    named = re.findall(r'aria-roledescription="text mark"[^>]*>([^<]+)<', svg)
    assert str(int(np.argmax(peer(X, Y)))) in named
    assert len(named) == 13
    assert {int(name) for name in named} <= set(over.tolist())


def test_a_row_that_alone_determines_a_coefficient_is_named() -> None:
    alone = np.column_stack([X, np.arange(442) == 7])
    message = (
        "CK472 plot_outlier_candidates: row 7 alone determines a coefficient (leverage 1): what the fit is without, it"
        " cannot say; left out."
    )
    with pytest.warns(chartkit.ChartkitWarning) as caught:
        chart = plot_outlier_candidates(LinearRegression().fit(alone, Y), alone, Y)
    assert [str(warning.message) for warning in caught] == [message]
    assert chart.table.get_column("distance")[7] is None


def test_data_without_an_error_gives_a_chart_that_says_so() -> None:
    model = LinearRegression().fit(X[:5], Y[:5])
    with pytest.warns(chartkit.ChartkitWarning) as caught:
        chart = plot_outlier_candidates(model, X[:5], Y[:5])
    assert [str(warning.message) for warning in caught] == [
        "CK471 Cook's distance needs more rows than coefficients; found 5 rows and 5 coefficients."
    ]
    assert chart.is_notice


def test_several_targets_are_refused() -> None:
    both = np.column_stack([Y, Y])
    assert fault(LinearRegression().fit(X, both), X, both) == (
        "CK470 plot_outlier_candidates takes one target; y has 2.\nhelp: fit and plot a model for each of them: y[:, 0]"
    )


def test_arguments_that_do_not_fit() -> None:
    assert fault(MODEL, Y, X) == (
        "CK470 plot_outlier_candidates: y is a matrix and X has one value a row; they are swapped.\n"
        f"help: call it as {CALL}"
    )
    assert fault(MODEL, X) == f"CK470 plot_outlier_candidates needs X and y; y is not given.\nhelp: call it as {CALL}"
    assert fault(MODEL, X, Y[:-1]) == (
        "CK470 plot_outlier_candidates: X has 442 rows and y has 441; each row needs both.\n"
        f"help: the order of the arguments is {CALL}"
    )
