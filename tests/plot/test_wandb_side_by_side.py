"""`chartkit.plot` and the installed `wandb.plot` over the same arguments, in one process.

W&B's columns come first and in W&B's order, and its values stand where they are right: W&B keeps three decimals. Where
W&B is wrong a test states both answers. No run is active and nothing is sent.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_curve as scikit_learns_roc

import chartkit
from chartkit import plot

THREE_DECIMALS = 5.001e-4
ROWS = {"step": [1, 2, 3, 4], "loss": [0.9, 0.5, 0.25, 0.2], "split": ["a", "b", "a", "b"]}


@pytest.fixture(scope="module")
def wandb() -> Iterator[Any]:
    """The installed package; what it warns of on import is its own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import wandb

        yield wandb


def ours(chart: chartkit.Chart) -> dict[str, list[Any]]:
    table = chart.table
    return {name: table.get_column(name) for name in table.columns}


def theirs(chart: Any) -> dict[str, list[Any]]:
    """W&B's table as columns of Python values."""
    rows = [[value.item() if isinstance(value, np.generic) else value for value in row] for row in chart.table.data]
    return {name: [row[at] for row in rows] for at, name in enumerate(chart.table.columns)}


def given(chart: chartkit.Chart) -> dict[str, Any]:
    """Which column and text each slot was given, W&B's slots alone."""
    kept = chart.spec["usermeta"]["chartkit"]
    return {slot: names[0] for slot, names in kept["fields"].items() if names} | kept["strings"]


def assert_slots_are_wandbs(chart: chartkit.Chart, wandbs: Any) -> None:
    found = given(chart)
    wanted = {slot: value for slot, value in {**wandbs.spec.fields, **wandbs.spec.string_fields}.items() if value}
    assert {slot: found.get(slot) for slot in wanted} == wanted
    assert chart.spec["usermeta"]["chartkit"]["preset"] == wandbs.spec.spec_name


def fitted(load: Any, n_features: int) -> tuple[Any, Any]:
    """Labels, and the probabilities of a model that tells them apart in part."""
    X, y = load(return_X_y=True)
    model = LogisticRegression(max_iter=5000).fit(X[:, :n_features], y)
    return y, model.predict_proba(X[:, :n_features])


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("line", ("step", "loss")),
        ("line", ("step", "loss", "split")),
        ("scatter", ("step", "loss")),
        ("bar", ("split", "loss")),
        ("histogram", ("loss",)),
    ],
)
def test_plots_of_columns(name: str, columns: tuple[str, ...], wandb: Any) -> None:
    data = [list(row) for row in zip(*ROWS.values(), strict=True)]
    chart = getattr(plot, name)(chartkit.Table(columns=list(ROWS), data=data), *columns, title="T")
    wandbs = getattr(wandb.plot, name)(wandb.Table(columns=list(ROWS), data=data), *columns, title="T")
    assert ours(chart) == theirs(wandbs) == ROWS
    assert_slots_are_wandbs(chart, wandbs)


@pytest.mark.parametrize("xs", [[0, 1, 2], [[0, 1, 2], [5, 6, 7]]])
@pytest.mark.parametrize("keys", [None, ["train", "test"]])
def test_line_series(xs: Any, keys: Any, wandb: Any) -> None:
    ys = [[1.5, 2.5, 3.5], [4.5, 5.5, 6.5]]
    chart, wandbs = (module.plot.line_series(xs, ys, keys, "T", "epoch") for module in (chartkit, wandb))
    assert list(ours(chart).items()) == list(theirs(wandbs).items())
    assert_slots_are_wandbs(chart, wandbs)


def test_line_series_of_unequal_lengths_which_wandb_cuts(wandb: Any) -> None:
    assert theirs(wandb.plot.line_series([0, 1, 2], [[1.5, 2.5]]))["step"] == [0, 1]
    with pytest.raises(chartkit.DataError) as told:
        plot.line_series([0, 1, 2], [[1.5, 2.5]])
    assert "3" in str(told.value)
    assert "2" in str(told.value)


@pytest.mark.parametrize(("load", "n_features"), [(load_iris, 2), (load_breast_cancer, 4)])
@pytest.mark.parametrize("names", [True, False])
def test_pr_curve_to_three_decimals(load: Any, n_features: int, names: bool, wandb: Any) -> None:
    y, probabilities = fitted(load, n_features)
    labels = [f"class {at}" for at in range(probabilities.shape[1])] if names else None
    chart, wandbs = (module.plot.pr_curve(y, probabilities, labels) for module in (chartkit, wandb))
    assert_same_columns(chart, wandbs, ["class", "precision", "recall"])
    assert_slots_are_wandbs(chart, wandbs)


@pytest.mark.parametrize(("load", "n_features"), [(load_iris, 2), (load_breast_cancer, 4)])
@pytest.mark.parametrize("names", [True, False])
def test_roc_curve_to_three_decimals(load: Any, n_features: int, names: bool, wandb: Any) -> None:
    y, probabilities = fitted(load, n_features)
    labels = [f"class {at}" for at in range(probabilities.shape[1])] if names else None
    chart, wandbs = (module.plot.roc_curve(y, probabilities, labels) for module in (chartkit, wandb))
    assert_same_columns(chart, wandbs, ["class", "fpr", "tpr"])
    assert_slots_are_wandbs(chart, wandbs)


@pytest.mark.parametrize("name", ["roc_curve", "pr_curve"])
def test_classes_to_plot(name: str, wandb: Any) -> None:
    y, probabilities = fitted(load_iris, 2)
    chart, wandbs = (
        getattr(module.plot, name)(y, probabilities, ["a", "b", "c"], [0, 2]) for module in (chartkit, wandb)
    )
    assert_same_columns(chart, wandbs, list(theirs(wandbs)))
    assert set(ours(chart)["class"]) == {"a", "c"}


def assert_same_columns(chart: chartkit.Chart, wandbs: Any, names: list[str]) -> None:
    """W&B's columns are the first of ours, with its texts, and its numbers but for its rounding; the averages that we
    add stand after its rows.
    """
    wanted, found = theirs(wandbs), ours(chart)
    assert list(wanted) == names == list(found)[: len(names)]
    n_rows = len(wanted[names[0]])
    assert len(found[names[0]]) == n_rows
    for name in names:
        if isinstance(wanted[name][0], float):
            assert found[name] == pytest.approx(wanted[name], abs=THREE_DECIMALS, rel=0)
        else:
            assert found[name] == [str(value) for value in wanted[name]]


def test_a_class_absent_from_y_true_for_which_wandb_reads_another_classs_column(wandb: Any) -> None:
    """A classifier without a mistake on classes 0 and 2 of three: W&B takes column 1 for class 2."""
    y = [0, 0, 2, 2]
    probabilities = np.array([[0.9, 0.1, 0.0], [0.8, 0.2, 0.0], [0.0, 0.1, 0.9], [0.0, 0.2, 0.8]])
    wandbs = theirs(wandb.plot.roc_curve(y, probabilities, classes_to_plot=[2]))
    assert (wandbs["fpr"], wandbs["tpr"]) == ([0.0, 0.5, 1.0], [0.0, 0.5, 1.0])
    found = ours(plot.roc_curve(y, probabilities, labels=[0, 1, 2], classes_to_plot=[2]))
    wanted = scikit_learns_roc(y, probabilities[:, 2], pos_label=2)
    assert (found["fpr"], found["tpr"]) == (wanted[0].tolist(), wanted[1].tolist())
    assert set(found["auc"]) == {1.0}


def test_scores_of_two_classes_in_one_column_which_wandb_cannot_take(wandb: Any) -> None:
    y, scores = [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]
    for name in ("roc_curve", "pr_curve"):
        with pytest.raises((TypeError, IndexError)):
            getattr(wandb.plot, name)(y, scores)
        assert len(ours(getattr(plot, name)(y, scores))["class"]) > 1


def test_labels_of_text_classes_which_wandb_passes_over(wandb: Any) -> None:
    y, probabilities = ["n", "n", "p", "p"], np.array([[0.9, 0.1], [0.6, 0.4], [0.65, 0.35], [0.2, 0.8]])
    assert set(theirs(wandb.plot.roc_curve(y, probabilities, ["neg", "pos"]))["class"]) == {"n", "p"}
    assert set(ours(plot.roc_curve(y, probabilities, ["neg", "pos"]))["class"]) == {"neg", "pos"}


def test_many_points_of_which_wandb_draws_a_random_choice(wandb: Any) -> None:
    """W&B keeps 10,000 rows, not always those of the ends; here both ends of each class stay, and areas are of all."""
    random = np.random.default_rng(0)
    y = random.integers(0, 2, 40_000)
    scores = random.normal(size=40_000) + y
    probabilities = np.stack([-scores, scores], axis=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wandbs = theirs(wandb.plot.roc_curve(y, probabilities))
    assert len(wandbs["fpr"]) == 10_000
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        chart = plot.roc_curve(y, probabilities)
    found = ours(chart)
    for name in ("0", "1"):
        points = [
            (x, t) for label, x, t in zip(found["class"], found["fpr"], found["tpr"], strict=True) if label == name
        ]
        assert (points[0], points[-1]) == ((0.0, 0.0), (1.0, 1.0))
    assert chart.spec["title"]["subtitle"]


def test_confusion_matrix(wandb: Any) -> None:
    y, probabilities = fitted(load_iris, 2)
    names = ["setosa", "versicolor", "virginica"]
    for answer in ({"preds": probabilities.argmax(1)}, {"probs": probabilities}):
        chart, wandbs = (
            module.plot.confusion_matrix(y_true=y, class_names=names, title="T", **answer)
            for module in (chartkit, wandb)
        )
        wanted, found = theirs(wandbs), ours(chart)
        assert list(found)[:3] == list(wanted) == ["Actual", "Predicted", "nPredictions"]
        assert {name: found[name] for name in wanted} == wanted
        assert_slots_are_wandbs(chart, wandbs)


def test_confusion_matrix_without_names_for_which_wandb_makes_up_others(wandb: Any) -> None:
    y, predicted = [3, 7, 7, 3], [3, 7, 3, 3]
    wandbs = theirs(wandb.plot.confusion_matrix(y_true=y, preds=predicted))
    found = ours(plot.confusion_matrix(y_true=y, preds=predicted))
    assert wandbs["Actual"] == ["Class_1", "Class_1", "Class_2", "Class_2"]
    assert [str(name) for name in found["Actual"]] == ["3", "3", "7", "7"]
    assert found["nPredictions"] == wandbs["nPredictions"] == [2, 0, 1, 1]


def test_confusion_matrix_of_text_labels_with_names_which_ends_in_wandb_in_a_key_error(wandb: Any) -> None:
    y, predicted = ["cat", "dog", "dog"], ["cat", "dog", "cat"]
    with pytest.raises(KeyError):
        wandb.plot.confusion_matrix(y_true=y, preds=predicted, class_names=["cat", "dog"])
    found = ours(plot.confusion_matrix(y_true=y, preds=predicted, class_names=["dog", "cat"]))
    assert dict(zip(zip(found["Actual"], found["Predicted"], strict=True), found["nPredictions"], strict=True)) == {
        ("dog", "dog"): 1,
        ("dog", "cat"): 1,
        ("cat", "dog"): 0,
        ("cat", "cat"): 1,
    }
