"""`plot.calibration`: scikit-learn's points in W&B's columns, and what it says of arguments that do not fit."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.calibration import calibration_curve
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import brier_score_loss
from sklearn.naive_bayes import GaussianNB

import chartkit
from chartkit.plot import calibration

X, Y = load_breast_cancer(return_X_y=True)
PROBABILITIES = GaussianNB().fit(X[::2], Y[::2]).predict_proba(X[1::2])
TRUTH = Y[1::2]
NAMES = np.array(["malignant", "benign"])[TRUTH]
COLUMNS = [
    *("model", "fraction_of_positives", "mean_predicted_value", "hist_dict", "edge_dict"),
    *("edge_end", "samples", "brier_score"),
]


def table(chart: chartkit.Chart) -> dict[str, list[Any]]:
    return {name: chart.table.get_column(name) for name in chart.table.columns}


def points(chart: chartkit.Chart) -> np.ndarray:
    found = table(chart)
    pairs = zip(found["fraction_of_positives"], found["mean_predicted_value"], strict=True)
    return np.array([pair for pair in pairs if pair[0] is not None]).T


def fault(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(chartkit.DataError) as caught:
        calibration(*args, **kwargs)
    return str(caught.value)


def notice(*args: Any, **kwargs: Any) -> str:
    with warnings.catch_warnings(action="ignore", category=chartkit.ChartkitWarning):
        chart = calibration(*args, **kwargs)
    assert chart.is_notice
    (said,) = chart.diagnostics
    return str(said).removeprefix("warning ")


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
@pytest.mark.parametrize("n_bins", [1, 5, 10, 37])
def test_points_are_scikit_learns(strategy: str, n_bins: int) -> None:
    chart = calibration(TRUTH, PROBABILITIES, n_bins=n_bins, strategy=strategy)
    expected = calibration_curve(TRUTH, PROBABILITIES[:, 1], n_bins=n_bins, strategy=strategy)
    np.testing.assert_allclose(points(chart), expected, rtol=0, atol=1e-12)
    brier = brier_score_loss(TRUTH, PROBABILITIES[:, 1])
    assert table(chart)["brier_score"] == pytest.approx([brier] * len(chart.table), rel=0, abs=1e-12)


def test_columns_are_wandbs_then_ours_and_each_row_is_one_bin() -> None:
    found = table(calibration(TRUTH, PROBABILITIES[:, 1], n_bins=4, model_name="Bayes"))
    assert list(found) == COLUMNS
    assert found["model"] == ["Bayes"] * 4
    assert found["hist_dict"] == found["samples"] == [*np.histogram(PROBABILITIES[:, 1], 4, (0, 1))[0]]
    assert (found["edge_dict"], found["edge_end"]) == ([0, 0.25, 0.5, 0.75], [0.25, 0.5, 0.75, 1])


def test_wandb_cut_the_histogram_to_the_points_of_the_curve() -> None:
    found = table(calibration([0, 1, 0, 1], [0.05, 0.95, 0.06, 0.96]))
    assert found["hist_dict"] == [2, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert found["fraction_of_positives"] == [0.0, *[None] * 8, 1.0]


def test_wandb_rounded_to_three_decimals() -> None:
    assert table(calibration([0, 1, 1], [0.71, 0.72, 0.73]))["fraction_of_positives"][7] == 2 / 3


def test_quantiles_have_a_histogram_of_even_bins_below() -> None:
    found = table(calibration(TRUTH, PROBABILITIES, n_bins=3, strategy="quantile"))
    n_curve = len(found["model"]) - 3
    assert found["hist_dict"] == [None] * n_curve + [*np.histogram(PROBABILITIES[:, 1], 3, (0, 1))[0]]
    assert found["fraction_of_positives"][n_curve:] == [None] * 3


def test_several_models_by_name() -> None:
    found = table(calibration(TRUTH, {"first": PROBABILITIES, "second": 1 - PROBABILITIES[:, 1]}, n_bins=2))
    assert found["model"] == ["first"] * 2 + ["second"] * 2
    assert found["samples"][:2] == found["samples"][:1:-1]


@pytest.mark.parametrize("form", [list, tuple, pd.Series])
def test_texts_as_classes_in_any_list(form: Any) -> None:
    chart = calibration(form(NAMES), form(PROBABILITIES[:, 0]), pos_label="malignant")
    expected = calibration_curve(NAMES, PROBABILITIES[:, 0], pos_label="malignant", n_bins=10)
    np.testing.assert_allclose(points(chart), expected, rtol=0, atol=1e-12)
    assert '"of class malignant"' in chart.to_json()


def test_labels_give_the_order_of_the_classes() -> None:
    ordered = calibration(NAMES, PROBABILITIES, labels=["malignant", "benign"])
    by_number = calibration(TRUTH, PROBABILITIES, labels=["malignant", "benign"])
    assert np.array_equal(points(ordered), points(by_number))
    assert '"of class benign"' in ordered.to_json()
    assert '"of class benign"' in by_number.to_json()


def test_pos_label_takes_its_own_column() -> None:
    chart = calibration(TRUTH, PROBABILITIES, pos_label=0)
    expected = calibration_curve(TRUTH == 0, PROBABILITIES[:, 0], n_bins=10)
    np.testing.assert_allclose(points(chart), expected, rtol=0, atol=1e-12)


def test_arguments_that_do_not_fit() -> None:
    assert fault([0, 1, 2], [0.1, 0.2, 0.3]) == (
        "CK470 a calibration curve is of two classes; y_true has 3 (0, 1 and 2).\n"
        "help: draw one class against the rest: y_true == 2 with the column of its probabilities"
    )
    assert fault([0.1, 0.4, 0.8], [0, 1, 1]) == (
        "CK470 y_true holds the labels of two classes; found 3 different numbers such as 0.1.\n"
        "help: the labels come first: (y_true, y_probas)"
    )
    assert fault([0, 1], [0.1, 0.2, 0.3]) == (
        "CK470 y_true has 2 rows and y_probas has 3; they are of the same samples."
    )
    assert fault([0, 1], {"a": [0.1, 0.2], "b": [0.1, 1.7]}) == (
        "CK470 y_probas['b'] holds probabilities from 0 to 1; found 1.7.\n"
        "help: predict_proba gives probabilities; scores of a decision_function must be calibrated first"
    )
    assert fault([0, 1], np.zeros((2, 3))) == (
        "CK470 y_probas is n probabilities of the positive class, or n × 2; found 3 columns."
    )
    assert fault([0, 1], {}) == (
        "CK470 y_probas is a dict of no models.\nhelp: pass the probabilities of each by its name"
    )
    assert fault(["cat", "dog"], [0, 1], pos_label="dgo") == (
        "CK470 pos_label asks for 'dgo', which is no class.\nhelp: did you mean 'dog'? classes: 'cat' and 'dog'"
    )
    assert fault([0, 1], [0, 1], n_bins=0) == "CK470 n_bins is a whole number from 1 to 10,000; found 0."
    assert fault([0, 1], [0, 1], strategy="quantiles") == (
        "CK470 strategy is 'uniform' or 'quantile'; found 'quantiles'.\n"
        "help: did you mean 'quantile'? strategies: 'uniform' and 'quantile'"
    )


def test_data_with_nothing_to_draw_gives_a_chart_that_says_so() -> None:
    assert notice([1, 1], [0.1, 0.2]) == (
        "CK471 y_true has the class 1 alone, and a calibration curve needs two to tell apart."
    )
    assert notice([0, 1], [0.1, np.nan]) == "CK471 y_probas has 1 NaN value among its 2; nothing is drawn."
    assert notice([], []) == "CK471 y_true is empty; nothing is drawn."


def test_the_inputs_stay_as_they_are() -> None:
    truth, probabilities = TRUTH.copy(), PROBABILITIES.copy()
    with warnings.catch_warnings(action="error"):
        calibration(truth, probabilities, strategy="quantile")
    assert np.array_equal(truth, TRUTH)
    assert np.array_equal(probabilities, PROBABILITIES)


def test_the_preset_draws_wandbs_own_columns_under_any_name(tmp_path: Path) -> None:
    table = {"a.b": ["Perfect"] * 2 + ["A"] * 2, "x[0]": [0, 1, 0.2, 0.9], "'": [0, 1, 0.3, 0.8], "n": [0, 0, 5, 5]}
    slots = ("model", "fraction_of_positives", "mean_predicted_value", "hist_dict", "edge_dict")
    chart = chartkit.plot_table("wandb/calibration/v1", table, dict(zip(slots, [*table, "'"], strict=True)))
    assert not chart.diagnostics
    chart.save(tmp_path / "chart.svg")
    drawn = (tmp_path / "chart.svg").read_text()
    assert drawn.count('aria-roledescription="line mark"') == 2 * 2
    assert ">Perfect<" in drawn
