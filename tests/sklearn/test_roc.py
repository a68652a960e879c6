"""`plot_roc` and `plot_precision_recall`: averages that W&B ignores, and what is logged."""

import inspect
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.naive_bayes import GaussianNB

import chartkit
from chartkit.sklearn import plot_precision_recall, plot_roc


def iris() -> tuple[Any, Any]:
    X, y = load_iris(return_X_y=True)
    return y[1::2], GaussianNB().fit(X[::2], y[::2]).predict_proba(X[1::2])


def names(chart: chartkit.Chart) -> list[str]:
    return list(dict.fromkeys(chart.table.get_column("class")))


def test_signatures_are_wandbs() -> None:
    for function, wanted in (
        (plot_roc, ["y_true", "y_probas", "labels", "plot_micro", "plot_macro", "classes_to_plot"]),
        (plot_precision_recall, ["y_true", "y_probas", "labels", "plot_micro", "classes_to_plot"]),
    ):
        found = inspect.signature(function).parameters.values()
        assert [each.name for each in found if each.kind is not each.KEYWORD_ONLY] == wanted


def test_plot_micro_and_plot_macro_are_drawn_which_wandb_ignores() -> None:
    y, scores = iris()
    labels = ["setosa", "versicolor", "virginica"]
    assert names(plot_roc(y, scores, labels)) == [*labels, "micro-average", "macro-average"]
    assert names(plot_roc(y, scores, labels, False, False, ["setosa"])) == ["setosa"]
    assert names(plot_precision_recall(y, scores, labels)) == [*labels, "micro-average"]
    assert names(plot_precision_recall(y, scores, labels, False)) == labels


@pytest.mark.parametrize("plot", [plot_roc, plot_precision_recall])
def test_averages_of_two_classes_say_nothing_and_are_left_out(plot: Any) -> None:
    y, scores = iris()
    assert names(plot(y == 1, scores[:, 1])) == ["True"]
    two = y < 2
    of_two = scores[two, :2] / scores[two, :2].sum(axis=1, keepdims=True)
    assert names(plot(y[two], of_two, ["setosa", "versicolor"])) == ["setosa", "versicolor"]


@pytest.mark.parametrize(("plot", "key"), [(plot_roc, "roc"), (plot_precision_recall, "precision_recall")])
def test_it_is_logged_under_wandbs_key_and_given_back(plot: Any, key: str, tmp_path: Any) -> None:
    y, scores = iris()
    run = chartkit.init(project="p", dir=tmp_path)
    chart = plot(y, scores)
    assert isinstance(chart, chartkit.Chart)
    run.finish()
    kept = chartkit.Api(tmp_path).run(f"p/{run.id}")
    assert list(kept.charts()) == [key]


def test_a_fault_of_the_data_is_logged_as_the_chart_that_says_so() -> None:
    with pytest.warns(chartkit.ChartkitWarning, match="^CK471 y_probas has 150 NaN values among its 150"):
        chart = plot_roc(np.arange(50) % 3, np.full((50, 3), np.nan))
    assert chart.is_notice


@pytest.mark.parametrize("plot", [plot_roc, plot_precision_recall])
def test_scores_that_can_be_read_once_are_read_once(plot: Any) -> None:
    labels, scores = [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]
    once = plot(labels, iter(scores))
    assert once.to_json() == plot(labels, scores).to_json()


@pytest.mark.parametrize("plot", [plot_roc, plot_precision_recall])
def test_labels_in_another_order_exchange_no_columns(plot: Any) -> None:
    """`predict_proba` sorts its columns, whatever the order in which a user lists the classes."""
    y, scores = iris()
    texts = np.array(["setosa", "virginica", "a flower"])[y]
    by_class = scores[:, [2, 0, 1]]
    chart = plot(texts, by_class, ["setosa", "virginica", "a flower"])
    assert chart.spec["datasets"] == plot(texts, by_class).spec["datasets"]
