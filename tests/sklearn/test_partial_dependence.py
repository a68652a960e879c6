"""`sklearn.plot_partial_dependence` against scikit-learn's own numbers."""

import polars as pl
import pyarrow as pa
import pytest
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.datasets import load_diabetes, load_wine
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.inspection import partial_dependence
from sklearn.naive_bayes import GaussianNB

import chartkit
from chartkit.sklearn import plot_partial_dependence

WINE = load_wine(as_frame=True)
BAYES = GaussianNB().fit(WINE.data, WINE.target)


def test_means_are_of_predictions_also_where_boosting_starts_from_a_mean() -> None:
    X, y = load_diabetes(return_X_y=True, as_frame=True)
    X, y = X[::8], y[::8]
    model = GradientBoostingRegressor(n_estimators=5, random_state=0).fit(X, y)
    found = plot_partial_dependence(model, X, ["bmi"], grid_resolution=10).table
    expected = partial_dependence(model, X, ["bmi"], grid_resolution=10, method="brute", kind="average")
    assert found.columns == ["feature", "value", "output"]
    assert found.get_column("value") == list(expected["grid_values"][0])
    assert found.get_column("output") == list(expected["average"][0])
    assert min(found.get_column("output")) > 100


def test_each_of_several_classes_has_its_line() -> None:
    chart = plot_partial_dependence(BAYES, WINE.data, [0, "hue"], labels=["a", "b", "c"], grid_resolution=5)
    expected = partial_dependence(BAYES, WINE.data, [0], grid_resolution=5, method="brute", kind="average")
    assert chart.table.get_column("output")[:15] == [value for row in expected["average"] for value in row]
    assert chart.table.get_column("class")[:15] == ["a"] * 5 + ["b"] * 5 + ["c"] * 5
    assert list(dict.fromkeys(chart.table.get_column("feature"))) == ["alcohol", "hue"]


def test_features_that_are_left_out_are_named() -> None:
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        plot_partial_dependence(BAYES, WINE.data, grid_resolution=2)
    assert "CK472 plot_partial_dependence draws the first 6 of 13 features; left out: " in str(shown[-1].message)


def test_what_does_not_fit_is_said() -> None:
    with pytest.raises(chartkit.DataError) as caught:
        plot_partial_dependence(BAYES, WINE.data, ["alchohol"])
    assert str(caught.value).startswith(
        "CK470 plot_partial_dependence: X has no column 'alchohol'.\nhelp: did you mean 'alcohol'?"
    )
    with pytest.raises(chartkit.DataError) as caught:
        plot_partial_dependence(KMeans(2, n_init=1).fit(WINE.data), WINE.data)
    assert str(caught.value) == "CK474 plot_partial_dependence takes a classifier or a regressor; KMeans is neither."


def test_any_table() -> None:
    found = [
        plot_partial_dependence(BAYES, X, ["hue"], grid_resolution=3).table.get_column("output")
        for X in (WINE.data, pl.from_pandas(WINE.data), pa.Table.from_pandas(WINE.data))
    ]
    assert found[0] == pytest.approx(found[1], abs=1e-12) and found[1] == found[2]
    model = GaussianNB().fit(WINE.data.to_numpy(), WINE.target)
    sparse = plot_partial_dependence(model, csr_matrix(WINE.data), [10], grid_resolution=3)
    assert sparse.table.get_column("output") == pytest.approx(found[0], abs=1e-12)
