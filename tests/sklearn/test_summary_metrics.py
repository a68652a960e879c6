"""`sklearn.plot_summary_metrics` against scikit-learn's metrics."""

import pickle
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from sklearn import metrics
from sklearn.cluster import KMeans
from sklearn.datasets import load_diabetes, load_wine
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

import chartkit
from chartkit.sklearn import plot_summary_metrics
from chartkit.sklearn._summary_metrics import _of_classes, _of_numbers

X, Y = load_wine(return_X_y=True)
X_TRAIN, X_TEST, Y_TRAIN, Y_TEST = train_test_split(X, Y, random_state=0)
MODEL = GaussianNB().fit(X_TRAIN, Y_TRAIN)
CALL = "plot_summary_metrics(model, X_train, y_train, X_test, y_test)"


def values(chart: chartkit.Chart) -> dict[str, float]:
    found = chart.table
    return dict(zip(found.get_column("metric_name"), found.get_column("metric_value"), strict=True))


def fault(*args: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        plot_summary_metrics(*args)
    return str(caught.value)


def test_a_classifiers_four_metrics_on_the_test_set() -> None:
    chart = plot_summary_metrics(MODEL, X_TRAIN, Y_TRAIN, X_TEST, Y_TEST)
    found = MODEL.predict(X_TEST)
    assert values(chart) == {
        "accuracy_score": metrics.accuracy_score(Y_TEST, found),
        "precision": metrics.precision_score(Y_TEST, found, average="weighted"),
        "recall": metrics.recall_score(Y_TEST, found, average="weighted"),
        "f1_score": metrics.f1_score(Y_TEST, found, average="weighted"),
    }
    assert chart.table.columns == ["metric_name", "metric_value", "model_name"]
    assert set(chart.table.get_column("model_name")) == {"GaussianNB"}
    assert chart.spec["title"] == {"text": "Summary Metrics", "subtitle": "on 45 rows of the test set"}


def test_wandb_rounded_a_regressors_metrics() -> None:
    data, target = load_diabetes(return_X_y=True)
    model = Ridge(0.1).fit(data, target)
    chart = plot_summary_metrics(model, data, target)
    found = model.predict(data)
    assert values(chart) == {
        "mae": metrics.mean_absolute_error(target, found),
        "mse": metrics.mean_squared_error(target, found),
        "r2_score": metrics.r2_score(target, found),
    }
    assert chart.spec["title"]["subtitle"] == "on 442 rows of the data given"


def test_wandbs_users_swapped_x_test_and_y_train_issue_2023() -> None:
    assert fault(MODEL, X_TRAIN, X_TEST, Y_TRAIN, Y_TEST) == (
        "CK470 plot_summary_metrics: y is a matrix and X_test has one value a row; they are swapped.\n"
        f"help: call it as {CALL}"
    )


def test_arguments_that_do_not_fit() -> None:
    assert fault(MODEL, X_TRAIN, Y_TRAIN, X_TEST) == (
        f"CK470 plot_summary_metrics needs X_test and y_test; y_test is not given.\nhelp: call it as {CALL}"
    )
    assert fault(MODEL) == f"CK470 plot_summary_metrics needs X and y; found neither.\nhelp: call it as {CALL}"
    assert fault(MODEL, X_TEST, Y_TEST[:-1]) == (
        "CK470 plot_summary_metrics: X has 45 rows and y has 44; each row needs both.\n"
        f"help: the order of the arguments is {CALL}"
    )
    assert fault(MODEL, X_TEST[:, :3], Y_TEST) == (
        "CK470 plot_summary_metrics: X has 3 columns; GaussianNB was fitted on 13.\n"
        f"help: the order of the arguments is {CALL}"
    )
    assert fault(KMeans(2, n_init=1).fit(X), X, Y) == (
        "CK474 plot_summary_metrics takes a classifier or a regressor; KMeans is neither."
    )


def test_the_model_is_not_fitted_again() -> None:
    data = (MODEL, X_TRAIN, Y_TRAIN, X_TEST, Y_TEST)
    before = pickle.dumps(data)
    plot_summary_metrics(*data)
    assert pickle.dumps(data) == before


def test_a_class_that_is_never_predicted_is_named() -> None:
    names = np.array(["red", "rosé", "white"])
    model = DummyClassifier(strategy="constant", constant="red").fit(X, names[Y])
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        plot_summary_metrics(model, X, names[Y])
    assert [str(one.message) for one in shown] == [
        "CK472 plot_summary_metrics: no row is predicted as 'rosé' or 'white'; precision and F1 count as 0 there."
    ]


def test_data_that_the_model_refuses_is_said_in_a_chart() -> None:
    model = LinearRegression().fit(X, Y)
    with pytest.warns(chartkit.ChartkitWarning) as shown:
        chart = plot_summary_metrics(model, np.full_like(X, np.nan), Y)
    assert chart.is_notice
    assert str(shown[0].message) == (
        "CK471 plot_summary_metrics: LinearRegression.predict refused its data: Input X contains NaN."
    )


CLASSES = st.integers(1, 60).flatmap(lambda n: st.tuples(*[arrays.arrays(int, n, elements=st.integers(0, 4))] * 2))


@settings(max_examples=50, deadline=None)
@given(CLASSES)
def test_any_classes_give_scikit_learns_numbers(pair: tuple[Any, Any]) -> None:
    truth, found = pair
    given, _ = _of_classes(truth, found)
    weighted = {"average": "weighted", "zero_division": 0}
    assert given["precision"] == pytest.approx(metrics.precision_score(truth, found, **weighted), abs=1e-12)
    assert given["recall"] == pytest.approx(metrics.recall_score(truth, found, **weighted), abs=1e-12)
    assert given["f1_score"] == pytest.approx(metrics.f1_score(truth, found, **weighted), abs=1e-12)
    assert given["accuracy_score"] == metrics.accuracy_score(truth, found)


def test_r2_of_one_row_is_no_number_and_does_not_warn() -> None:
    assert str(_of_numbers([1.0], np.array([2.0]))) == "{'mae': 1.0, 'mse': 1.0, 'r2_score': nan}"


def test_targets_in_another_encoding_than_the_models_are_the_authors_fault() -> None:
    help = "help: pass y in the encoding that the model was fitted on"
    names = np.array(["barolo", "grignolino", "barbera"])[Y]
    assert fault(MODEL, X, names) == (
        f"CK470 plot_summary_metrics: y holds texts ('barolo' …); GaussianNB was fitted on numbers (0 …).\n{help}"
    )
    assert fault(GaussianNB().fit(X, names), X, Y) == (
        f"CK470 plot_summary_metrics: y holds numbers (0 …); GaussianNB was fitted on texts ('barbera' …).\n{help}"
    )
    assert fault(LinearRegression().fit(X, Y), X, names) == (
        f"CK470 plot_summary_metrics: y holds texts ('barolo' …); LinearRegression was fitted on numbers.\n{help}"
    )
