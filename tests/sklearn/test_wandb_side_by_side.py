"""`chartkit.sklearn` and the installed `wandb.sklearn` over the same models and data, in one process.

W&B's columns come first and in W&B's order, and its values stand where they are right: W&B keeps two or three
decimals. Where W&B is wrong a test states both answers. What W&B would log is caught: no run is active and nothing is
sent.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import confusion_matrix, silhouette_samples
from sklearn.model_selection import train_test_split

import chartkit
from chartkit import sklearn as plots

TWO_DECIMALS, THREE_DECIMALS = 5.001e-3, 5.001e-4
NAMES = ["setosa", "versicolor", "virginica"]
Logged = dict[str, Any]
IRIS: Any = load_iris(return_X_y=True)
X_TRAIN, X_TEST, Y_TRAIN, Y_TEST = train_test_split(*IRIS, random_state=0)
FOREST = RandomForestClassifier(10, random_state=0).fit(X_TRAIN, Y_TRAIN)
DIABETES: Any = load_diabetes(return_X_y=True)
CANCER: Any = load_breast_cancer(return_X_y=True)


@pytest.fixture
def wandb_logs(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Logged]:
    """`wandb_logs("plot_roc", …)`: what that function of W&B's logs, by key; empty where it leaves its plot out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import wandb
        import wandb.sklearn

    def called(name: str, *args: Any, **kwargs: Any) -> Logged:
        logged: Logged = {}
        monkeypatch.setattr(wandb, "log", logged.update)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            getattr(wandb.sklearn, name)(*args, **kwargs)
        return logged

    return called


def ours(chart: chartkit.Chart) -> dict[str, list[Any]]:
    table = chart.table
    return {name: table.get_column(name) for name in table.columns}


def theirs(logged: Logged, key: str) -> dict[str, list[Any]]:
    """W&B's table as columns of Python values."""
    table = logged[key].table
    rows = [[value.item() if isinstance(value, np.generic) else value for value in row] for row in table.data]
    return {name: [row[at] for row in rows] for at, name in enumerate(table.columns)}


def assert_columns_are_wandbs(found: dict[str, list[Any]], wanted: dict[str, list[Any]]) -> None:
    assert list(found)[: len(wanted)] == list(wanted)


@pytest.mark.parametrize(("name", "key"), [("plot_roc", "roc"), ("plot_precision_recall", "precision_recall")])
def test_curves_to_three_decimals_and_the_averages_that_wandb_only_takes_as_arguments(
    name: str, key: str, wandb_logs: Callable[..., Logged]
) -> None:
    arguments = (Y_TEST, FOREST.predict_proba(X_TEST), NAMES)
    wanted, found = theirs(wandb_logs(name, *arguments), key), ours(getattr(plots, name)(*arguments))
    assert_columns_are_wandbs(found, wanted)
    n_rows = len(wanted["class"])
    assert found["class"][:n_rows] == wanted["class"]
    for column in list(wanted)[1:]:
        assert found[column][:n_rows] == pytest.approx(wanted[column], abs=THREE_DECIMALS, rel=0)
    assert set(wanted["class"]) == set(NAMES)
    assert all(name.startswith(("micro", "macro")) for name in set(found["class"]) - set(NAMES))
    assert len(set(found["class"])) > len(NAMES)


def test_confusion_matrix_whose_axes_wandb_swaps(wandb_logs: Callable[..., Logged]) -> None:
    y, predicted = np.array([0, 0, 0, 1]), np.array([1, 1, 1, 1])
    wandbs = theirs(wandb_logs("plot_confusion_matrix", y, predicted, ["n", "p"]), "confusion_matrix")
    found = ours(plots.plot_confusion_matrix(y, predicted, ["n", "p"]))
    assert set(found) >= {"Actual", "Predicted"}
    right = {("n", "n"): 0, ("n", "p"): 3, ("p", "n"): 0, ("p", "p"): 1}
    counts = next(name for name in ("Count", "nPredictions") if name in found)
    assert cells(found, counts) == right
    assert cells(wandbs, "Count") == {("n", "n"): 0, ("p", "n"): 3, ("n", "p"): 0, ("p", "p"): 1}


def cells(columns: dict[str, list[Any]], count: str) -> dict[tuple[str, str], float]:
    """Counts by actual and predicted class."""
    pairs = zip(columns["Actual"], columns["Predicted"], strict=True)
    return dict(zip(pairs, columns[count], strict=True))


def test_confusion_matrix_but_for_the_axes(wandb_logs: Callable[..., Logged]) -> None:
    predicted = LogisticRegression(max_iter=2000).fit(X_TRAIN[:, :2], Y_TRAIN).predict(X_TEST[:, :2])
    wandbs = theirs(wandb_logs("plot_confusion_matrix", Y_TEST, predicted, NAMES), "confusion_matrix")
    found = ours(plots.plot_confusion_matrix(Y_TEST, predicted, NAMES))
    counts = next(name for name in ("Count", "nPredictions") if name in found)
    assert cells(found, counts) == {(b, a): n for (a, b), n in cells(wandbs, "Count").items()}
    wanted = confusion_matrix(Y_TEST, predicted)
    assert [cells(found, counts)[a, b] for a in NAMES for b in NAMES] == wanted.ravel().tolist()


def test_feature_importances(wandb_logs: Callable[..., Logged]) -> None:
    names = ["sepal length", "sepal width", "petal length", "petal width"]
    wanted = theirs(wandb_logs("plot_feature_importances", FOREST, names), "feature_importances")
    found = ours(plots.plot_feature_importances(FOREST, names))
    assert_columns_are_wandbs(found, wanted)
    assert {name: found[name] for name in wanted} == wanted


def test_multiclass_coefficients_for_which_wandb_logs_none(wandb_logs: Callable[..., Logged]) -> None:
    model = LogisticRegression(max_iter=2000).fit(X_TRAIN, Y_TRAIN)
    assert wandb_logs("plot_feature_importances", model) == {"feature_importances": None}
    assert len(ours(plots.plot_feature_importances(model))["feature_names"]) >= 4


def test_class_proportions(wandb_logs: Callable[..., Logged]) -> None:
    wanted = theirs(wandb_logs("plot_class_proportions", Y_TRAIN, Y_TEST, NAMES), "class_proportions")
    found = ours(plots.plot_class_proportions(Y_TRAIN, Y_TEST, NAMES))
    assert_columns_are_wandbs(found, wanted)
    assert rows_of(found, list(wanted)) == rows_of(wanted, list(wanted))


def rows_of(columns: dict[str, list[Any]], names: list[str]) -> list[tuple[Any, ...]]:
    return sorted(zip(*(columns[name] for name in names), strict=True))


def test_learning_curve_to_two_decimals(wandb_logs: Callable[..., Logged]) -> None:
    model = Ridge().fit(*DIABETES)
    wanted = theirs(wandb_logs("plot_learning_curve", model, *DIABETES), "learning_curve")
    found = ours(plots.plot_learning_curve(model, *DIABETES))
    assert_columns_are_wandbs(found, wanted)
    by_size = {(name, size): score for name, score, size in zip(*(found[key] for key in wanted), strict=True)}
    assert len(by_size) == len(wanted["score"])
    for name, score, size in zip(*wanted.values(), strict=True):
        assert by_size[name, size] == pytest.approx(score, abs=TWO_DECIMALS)


@pytest.mark.parametrize("kind", ["classifier", "regressor"])
def test_summary_metrics_to_two_decimals(kind: str, wandb_logs: Callable[..., Logged]) -> None:
    arguments: Any = (FOREST, X_TRAIN, Y_TRAIN, X_TEST, Y_TEST)
    if kind == "regressor":
        arguments = (Ridge().fit(*DIABETES), *DIABETES, *DIABETES)
    wanted = theirs(wandb_logs("plot_summary_metrics", *arguments), "summary_metrics")
    found = ours(plots.plot_summary_metrics(*arguments))
    assert_columns_are_wandbs(found, wanted)
    assert found["metric_name"] == wanted["metric_name"]
    assert found["model_name"] == wanted["model_name"]
    assert found["metric_value"] == pytest.approx(wanted["metric_value"], abs=TWO_DECIMALS)


def test_calibration_curve_where_wandb_leaves_out_the_model_itself(wandb_logs: Callable[..., Logged]) -> None:
    X, y = CANCER[0][:, :4], CANCER[1]
    model = LogisticRegression(max_iter=5000).fit(X, y)
    wanted = theirs(wandb_logs("plot_calibration_curve", model, X, y, "Mine"), "calibration_curve")
    found = ours(plots.plot_calibration_curve(model, X, y, "Mine"))
    assert_columns_are_wandbs(found, wanted)
    assert set(wanted["model"]) == {"Perfectly calibrated", "Logistic", "Mine Isotonic", "Mine Sigmoid"}
    assert set(found["model"]) == {"Logistic", "Mine", "Mine Isotonic", "Mine Sigmoid"}
    # W&B's histogram has as many bars as its curve has points: here those of the last bins are cut off.
    n_points = [wanted["model"].count(name) for name in ("Logistic", "Mine Isotonic", "Mine Sigmoid")]
    assert min(n_points) < 10 or sum(wanted["hist_dict"]) == 3 * 513
    assert sum(found["hist_dict"]) % 4 == 0


def test_elbow_curve(wandb_logs: Callable[..., Logged]) -> None:
    model = KMeans(3, n_init=1, random_state=0).fit(IRIS[0])
    wanted = theirs(wandb_logs("plot_elbow_curve", model, IRIS[0]), "elbow_curve")
    found = ours(plots.plot_elbow_curve(model, IRIS[0]))
    assert_columns_are_wandbs(found, wanted)
    assert found["cluster_ranges"] == wanted["cluster_ranges"]
    assert found["errors"] == pytest.approx(wanted["errors"], rel=1e-12)


def test_silhouette_which_wandb_leaves_out(wandb_logs: Callable[..., Logged]) -> None:
    """Its own table, made by the function that its check does not reach, puts two orders of rows beside each other."""
    X = IRIS[0]
    model = KMeans(3, n_init=1, random_state=0).fit(X)
    assert wandb_logs("plot_silhouette", model, X, model.labels_) == {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from wandb.integration.sklearn import calculate
    wanted = theirs({"s": calculate.silhouette(model, X, model.labels_, None, "euclidean", True)}, "s")
    found = ours(plots.plot_silhouette(model, X, model.labels_))
    assert_columns_are_wandbs(found, wanted)
    assert sorted(found["x2"]) == pytest.approx(sorted(wanted["x2"]), rel=1e-12)
    assert found["silhouette_avg"] == pytest.approx(wanted["silhouette_avg"], rel=1e-12)
    values = silhouette_samples(X, model.labels_)
    assert values[found["row"]] == pytest.approx(found["x2"], rel=1e-12)
    assert model.labels_[found["row"]].tolist() == found["colors"]
    assert wanted["colors"] == model.labels_.tolist()  # the order of the data, beside values in that of the clusters
    assert wanted["colors"] != wanted["color_sil"]


def test_residuals_for_which_wandb_refits_the_model_and_turns_the_sign(wandb_logs: Callable[..., Logged]) -> None:
    model, refitted = Ridge().fit(*DIABETES), Ridge().fit(*DIABETES)
    before = copy.deepcopy(model.__dict__)
    wanted = theirs(wandb_logs("plot_residuals", refitted, *DIABETES), "residuals")
    assert not np.array_equal(refitted.coef_, before["coef_"])
    chart = plots.plot_residuals(model, *DIABETES)
    found = ours(chart)
    assert np.array_equal(model.coef_, before["coef_"])
    assert list(found)[:3] == list(wanted)[:3] == ["dataset", "y_pred", "residuals"]
    actual = np.add(wanted["y_pred"], np.negative(wanted["residuals"]))  # W&B draws predicted − actual
    assert set(np.round(actual, 6)) <= set(np.round(DIABETES[1], 6))
    actual = np.add(found["y_pred"], found["residuals"])
    assert set(np.round(actual, 6)) <= set(np.round(DIABETES[1], 6))
    assert len(found["y_pred"]) > len(wanted["y_pred"]) == 190


def test_outlier_candidates(wandb_logs: Callable[..., Logged]) -> None:
    model = LinearRegression().fit(*DIABETES)
    wanted = theirs(wandb_logs("plot_outlier_candidates", model, *DIABETES), "outlier_candidates")
    found = ours(plots.plot_outlier_candidates(model, *DIABETES))
    assert_columns_are_wandbs(found, wanted)
    assert found["influence_threshold"] == pytest.approx(wanted["influence_threshold"], rel=1e-12)
    assert len(found["distance"]) == len(wanted["distance"]) == 442


def test_models_of_three_features_which_wandb_skips(wandb_logs: Callable[..., Logged]) -> None:
    X_train, X_test = X_TRAIN[:, :3], X_TEST[:, :3]
    model = RandomForestClassifier(5, random_state=0).fit(X_train, Y_TRAIN)
    for name, arguments in (
        ("plot_summary_metrics", (model, X_train, Y_TRAIN, X_test, Y_TEST)),
        ("plot_feature_importances", (model,)),
    ):
        assert wandb_logs(name, *arguments) == {}
        assert len(getattr(plots, name)(*arguments).table) > 0


def test_composites_log_under_wandbs_keys(wandb_logs: Callable[..., Logged]) -> None:
    """With two classes, so that calibration applies, and four features, so that W&B leaves nothing out."""
    X, y = CANCER[0][:200, :4], CANCER[1][:200]
    classifier = RandomForestClassifier(5, random_state=0).fit(X, y)
    regressor, clusterer = Ridge().fit(*DIABETES), KMeans(3, n_init=1, random_state=0).fit(IRIS[0])
    calls: dict[str, tuple[Any, ...]] = {
        "plot_classifier": (classifier, X, X, y, y, classifier.predict(X), classifier.predict_proba(X), ["m", "b"]),
        "plot_regressor": (regressor, DIABETES[0], DIABETES[0], DIABETES[1], DIABETES[1]),
        "plot_clusterer": (clusterer, IRIS[0], clusterer.labels_),
    }
    for name, arguments in calls.items():
        wanted = list(wandb_logs(name, *copy.deepcopy(arguments)))
        missing = ["silhouette_plot"] if name == "plot_clusterer" else []  # W&B says that it had logged it
        assert list(getattr(plots, name)(*arguments)) == wanted + missing
