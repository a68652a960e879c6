"""Models and arguments that raise what they like: each plot says one sentence, and none lets another error through."""

from typing import Any

import numpy as np
import pytest
import scipy.sparse
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.multioutput import MultiOutputClassifier
from sklearn.tree import DecisionTreeClassifier

from chartkit import sklearn as plots
from chartkit.diagnostics import DataError

pytestmark = pytest.mark.filterwarnings("ignore::chartkit.diagnostics.warning.ChartkitWarning")

X, Y = load_iris(return_X_y=True)
X, Y = X[50:], Y[50:]
MODEL = LogisticRegression(max_iter=500).fit(X, Y)


class Raising(LogisticRegression):
    def predict(self, X: Any) -> Any:
        raise KeyError("a column")

    def predict_proba(self, X: Any) -> Any:
        raise RuntimeError("no memory")


class OfThreeRows(LinearRegression):
    def predict(self, X: Any) -> Any:
        return np.ones(3)


def said(chart: Any) -> str:
    assert chart.is_notice
    return chart.diagnostics[0].message


def refused(plot: Any, *args: Any, **named: Any) -> str:
    with pytest.raises(DataError) as caught:
        plot(*args, **named)
    return caught.value.diagnostics[0].message


@pytest.mark.parametrize(
    ("plot", "message"),
    [
        (plots.plot_summary_metrics, "plot_summary_metrics: Raising.predict refused its data: 'a column'."),
        (plots.plot_calibration_curve, "plot_calibration_curve: Raising.predict_proba refused its data: no memory."),
    ],
)
def test_whatever_a_model_raises_is_a_chart_that_says_so(plot: Any, message: str) -> None:
    assert said(plot(Raising().fit(X, Y), X, Y)) == message


def test_whatever_a_model_raises_leaves_no_extra_without_a_chart() -> None:
    model = Raising().fit(X, Y)
    assert "'a column'" in said(plots.plot_permutation_importance(model, X, Y))
    assert "no memory" in said(plots.plot_partial_dependence(model, X))


def test_a_composite_whose_model_refuses_the_data_says_so_where_its_answers_are_needed() -> None:
    charts = plots.plot_classifier(MODEL, X, np.full_like(X, np.nan), Y, Y)
    refused = "LogisticRegression.predict refused its data: Input X contains NaN."
    assert said(charts["confusion_matrix"]) == f"plot_classifier: {refused}"
    assert said(charts["summary_metrics"]) == f"plot_summary_metrics: {refused}"
    of_scores = "plot_classifier: LogisticRegression.predict_proba refused its data: Input X contains NaN."
    assert {said(charts[key]) for key in ("roc", "precision_recall")} == {of_scores}
    assert not charts["feature_importances"].is_notice
    assert not charts["class_proportions"].is_notice


@pytest.mark.parametrize(
    ("plot", "who"), [(plots.plot_classifier, "plot_classifier"), (plots.plot_regressor, "plot_regressor")]
)
def test_composites_of_no_rows_go_on(plot: Any, who: str) -> None:
    model = MODEL if plot is plots.plot_classifier else LinearRegression().fit(X, Y)
    charts = plot(model, X[:0], X[:0], Y[:0], Y[:0])
    assert said(charts["summary_metrics"]) == f"{who}: X_train has no rows."


def test_composites_follow_on_error(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "plot_classifier takes a fitted model; this LogisticRegression has not been fitted."
    assert refused(plots.plot_classifier, LogisticRegression(), X, X, Y, Y) == message
    monkeypatch.setenv("CHARTKIT_ON_ERROR", "record")
    charts = plots.plot_classifier(LogisticRegression(), X, X, Y, Y)
    assert said(charts["summary_metrics"]) == message


def test_sparse_data_that_a_model_does_not_take_is_said() -> None:
    model = HistGradientBoostingClassifier(max_iter=2).fit(X, Y)
    found = said(plots.plot_summary_metrics(model, scipy.sparse.csr_matrix(X), Y))
    assert found.startswith(
        "plot_summary_metrics: HistGradientBoostingClassifier.predict refused its data: Sparse data"
    )


def test_a_model_that_predicts_another_number_of_rows_is_said() -> None:
    found = said(plots.plot_outlier_candidates(OfThreeRows().fit(X, X[:, 0]), X, X[:, 0]))
    assert found == "plot_outlier_candidates: OfThreeRows.predict gives the shape (3,) for 100 rows."


def test_a_metric_that_raises_is_said() -> None:
    def broken(a: Any, b: Any) -> float:
        raise ZeroDivisionError("division by zero")

    model = KMeans(2, n_init=1, random_state=0).fit(X)
    assert said(plots.plot_silhouette(model, X, metric=broken)) == (
        "plot_silhouette: metric refuses X: division by zero."
    )


def test_models_of_several_targets_are_refused_where_one_is_drawn() -> None:
    several = LinearRegression().fit(X[:, :2], X[:, 2:])
    message = "plot_outlier_candidates is of one target; LinearRegression predicts 2."
    assert refused(plots.plot_outlier_candidates, several, X[:, :2], X[:, 2]) == message
    message = "plot_partial_dependence takes a model of one target; LinearRegression has several."
    assert refused(plots.plot_partial_dependence, several, X[:, :2]) == message
    labels = MultiOutputClassifier(DecisionTreeClassifier()).fit(X, np.c_[Y > 1, X[:, 0] > 6])
    message = "plot_calibration_curve takes a classifier of one target; MultiOutputClassifier has 2 targets."
    assert refused(plots.plot_calibration_curve, labels, X, Y) == message


@pytest.mark.parametrize(
    "plot", [plots.plot_learning_curve, plots.plot_permutation_importance, plots.plot_calibration_curve]
)
@pytest.mark.parametrize("n_jobs", [0, "a", 2.5, True])
def test_numbers_of_processes_are_checked(plot: Any, n_jobs: Any) -> None:
    message = f"{plot.__name__} takes n_jobs as a whole number but 0, or None; found {n_jobs!r}."
    assert refused(plot, MODEL, X, Y, n_jobs=n_jobs) == message


@pytest.mark.parametrize("seed", [-1, "a", 2.5])
def test_seeds_are_checked(seed: Any) -> None:
    words = "takes random_state as a whole number from 0 to 4,294,967,295, a RandomState, or None; found"
    for plot in (plots.plot_learning_curve, plots.plot_permutation_importance, plots.plot_calibration_curve):
        assert refused(plot, MODEL, X, Y, random_state=seed) == f"{plot.__name__} {words} {seed!r}."
    model = KMeans(2, n_init=1, random_state=0).fit(X)
    assert refused(plots.plot_elbow_curve, model, X, random_state=seed) == f"plot_elbow_curve {words} {seed!r}."


def test_folds_of_rows_that_are_not_there_are_refused() -> None:
    assert refused(plots.plot_learning_curve, MODEL, X, Y, cv=[]) == "plot_learning_curve: cv=[] has no folds."
    found = refused(plots.plot_learning_curve, MODEL, X, Y, cv=[([0, 60], [200])])
    assert found == "plot_learning_curve: cv has the row 200, and there are 100."


def test_labels_that_are_missing_are_no_fault_of_the_folds() -> None:
    found = said(plots.plot_learning_curve(MODEL, X, np.where(Y == 1, np.nan, Y)))
    assert found == "y has 50 missing labels (None or NaN) among its 100; nothing is drawn."


@pytest.mark.parametrize("feature", [1.5, None, float("nan"), (0, 1)])
def test_features_that_are_no_columns_are_refused(feature: Any) -> None:
    found = refused(plots.plot_partial_dependence, MODEL, X, [feature])
    assert found == f"plot_partial_dependence: X has no column {feature!r}."


def test_a_number_of_numpy_is_a_feature() -> None:
    assert set(plots.plot_partial_dependence(MODEL, X, np.int64(2)).table.get_column("feature")) == {"x2"}


def test_names_are_lists() -> None:
    message = "plot_feature_importances takes feature_names as a list of names; found 5."
    assert refused(plots.plot_feature_importances, MODEL, 5) == message
    message = "plot_partial_dependence takes labels as a list of names; found 'ab'."
    assert refused(plots.plot_partial_dependence, MODEL, X, labels="ab") == message
    message = "plot_classifier takes labels as a list of classes; found 5."
    assert refused(plots.plot_classifier, MODEL, X, X, Y, Y, labels=5) == message
