"""Labels and scores that are easily read as something else: each is told, or counted as what it is."""

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from sklearn.metrics import roc_auc_score

from chartkit import plot
from chartkit.diagnostics import DataError

pytestmark = pytest.mark.filterwarnings("ignore::chartkit.diagnostics.warning.ChartkitWarning")

Y = np.array([0, 1, 2, 1] * 5)
SCORES = np.random.default_rng(0).dirichlet([1, 1, 1], 20)
TEXTS = np.array(["a", "b", "c"])[Y]
SHUFFLED = ["c", "a", "b"]  # the columns of a frame, in another order than the sorted classes


def areas(chart: Any) -> dict[str, float]:
    table = chart.table
    return dict(zip(table.get_column("class"), table.get_column("auc"), strict=True))


def said(chart: Any) -> str:
    assert chart.is_notice
    return chart.diagnostics[0].message


def in_arrow(scores: Any, names: list[str]) -> Any:
    return pa.table({name: scores[:, place] for place, name in enumerate(names)})


FRAMES = [
    lambda scores, names: pd.DataFrame(scores, columns=names),
    lambda scores, names: pl.DataFrame(scores, schema=names),
    in_arrow,
]


@pytest.mark.parametrize("frame", FRAMES)
def test_columns_of_a_frame_that_bear_the_names_of_classes_are_theirs(frame: Any) -> None:
    found = areas(plot.roc_curve(TEXTS, frame(SCORES, SHUFFLED)))
    for place, name in enumerate(SHUFFLED):
        assert found[name] == pytest.approx(roc_auc_score(name == TEXTS, SCORES[:, place]), abs=1e-12)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_confusion_matrix_reads_the_names_of_a_frames_columns(frame: Any) -> None:
    table = plot.confusion_matrix(frame(SCORES, SHUFFLED), TEXTS).table
    predicted = np.array(SHUFFLED)[SCORES.argmax(axis=1)]
    rows = zip(*(table.get_column(name) for name in ("Actual", "Predicted", "nPredictions")), strict=True)
    for actual, guess, count in rows:
        assert count == ((actual == TEXTS) & (guess == predicted)).sum()


def test_calibration_reads_the_names_of_a_frames_columns() -> None:
    truth = np.array(["no", "yes"] * 10)
    scores = np.linspace(0, 1, 20)
    named = plot.calibration(truth, pd.DataFrame({"yes": scores, "no": 1 - scores})).table
    plain = plot.calibration(truth, scores).table
    assert named.get_column("mean_predicted_value") == plain.get_column("mean_predicted_value")


def test_names_of_columns_that_are_no_classes_tell_nothing() -> None:
    frame = pd.DataFrame(SCORES, columns=["p0", "p1", "p2"])
    assert areas(plot.roc_curve(TEXTS, frame)) == areas(plot.roc_curve(TEXTS, SCORES))


@pytest.mark.parametrize("unit", ["D", "s", "ms", "us", "ns"])
def test_dates_are_classes_in_every_unit(unit: str) -> None:
    days = np.array(["2020-01-01", "2020-01-02"] * 10, f"M8[{unit}]")
    is_second = days == days[1]
    chart = plot.roc_curve(days, SCORES[:, 0])
    assert next(iter(areas(chart).values())) == pytest.approx(roc_auc_score(is_second, SCORES[:, 0]), abs=1e-12)
    assert plot.confusion_matrix(y_true=days, preds=days).table.get_column("nPredictions") == [10, 0, 0, 10]
    positives = plot.calibration(days, is_second * 0.9, n_bins=2).table.get_column("fraction_of_positives")
    assert positives == [0.0, 1.0]


@pytest.mark.parametrize("draw", [plot.roc_curve, plot.pr_curve, plot.calibration])
def test_a_date_that_is_missing_is_a_missing_label(draw: Any) -> None:
    chart = draw(np.array(["2020", "2021", "NaT", "2021"], "M8[ns]"), [0.1, 0.2, 0.3, 0.4])
    assert said(chart) == "y_true has 1 missing label (None or NaN) among its 4; nothing is drawn."


def test_masked_values_are_missing() -> None:
    scores = np.ma.masked_array([0.1, 0.2, 0.3, 0.4], mask=[0, 0, 0, 1])
    assert said(plot.roc_curve([0, 1, 0, 1], scores)) == "y_probas has 1 NaN value among its 4; nothing is drawn."
    labels = np.ma.masked_array([0, 1, 0, 1], mask=[1, 0, 0, 0])
    chart = plot.roc_curve(labels, [0.1, 0.2, 0.3, 0.4])
    assert said(chart) == "y_true has 1 missing label (None or NaN) among its 4; nothing is drawn."
    drawn = plot.residuals(scores, [0.0, 0.0, 0.0, 0.0])
    assert drawn.table.get_column("row") == [0, 1, 2]


@pytest.mark.parametrize(("y", "scores"), [([1, "1", 1, "1"], SCORES[:4, 0]), ([1, "1", 2, "1"], SCORES[:4])])
def test_two_classes_that_read_the_same_are_refused(y: list[Any], scores: Any) -> None:
    with pytest.raises(DataError) as caught:
        plot.roc_curve(y, scores)
    message = "the classes 1 and '1' are different values and read the same in a chart."
    assert caught.value.diagnostics[0].message == message


def test_a_class_that_is_called_as_an_average_has_a_curve_of_its_own() -> None:
    names = np.array(["micro-average", "macro-average", "c"])
    found = areas(plot.roc_curve(names[Y], SCORES, micro=True, macro=True))
    averages = {f"{name}-average of the classes" for name in ("micro", "macro")}
    assert set(found) == {*names.tolist(), *averages}


@pytest.mark.parametrize("draw", [plot.roc_curve, plot.pr_curve, plot.calibration])
def test_scores_without_a_column_are_refused(draw: Any) -> None:
    with pytest.raises(DataError) as caught:
        draw([0, 1] * 10, np.zeros((20, 0)))
    assert caught.value.diagnostics[0].message == "y_probas is n values, or n rows × k columns; found 20 × 0."


def test_weights_whose_sum_is_no_number_are_told() -> None:
    chart = plot.roc_curve([0, 1, 0, 1], SCORES[:4, 0], sample_weight=[1e308] * 4)
    assert said(chart) == "the sum of sample_weight is too large for a number; nothing is drawn."


def test_infinite_labels_are_no_indices_of_names() -> None:
    with pytest.raises(DataError) as caught:
        plot.confusion_matrix(y_true=[0.0, np.inf], preds=[0.0, 1.0], class_names=["a", "b"])
    assert caught.value.diagnostics[0].message == "class_names has 2 names; the class inf has none."


def test_a_name_that_is_no_text_of_utf8_is_drawn() -> None:
    assert not plot.confusion_matrix(y_true=[0, 1], preds=[0, 1], class_names=["a\ud800", "b"]).is_notice


@pytest.mark.parametrize("size", [10**9, True])
def test_sizes_that_no_chart_shows_are_refused(size: Any) -> None:
    with pytest.raises(DataError) as caught:
        plot.pr_curve([0, 1], [0.1, 0.9], interp_size=size)
    message = f"interp_size is a whole number from 2 to 100,000, or None; found {size!r}."
    assert caught.value.diagnostics[0].message == message


def test_numbers_of_numpy_are_numbers() -> None:
    size: Any = np.int64(5)
    found = plot.pr_curve([0, 1], [0.1, 0.9], interp_size=size).table.get_column("recall")
    assert found == [1, 0.75, 0.5, 0.25, 0]
    assert set(areas(plot.roc_curve(Y, SCORES, None, np.int64(1)))) == {"1"}


def test_more_bins_than_a_chart_shows_are_refused() -> None:
    with pytest.raises(DataError) as caught:
        plot.calibration([0, 1], [0.1, 0.9], n_bins=10**9)
    assert caught.value.diagnostics[0].message == "n_bins is a whole number from 1 to 10,000; found 1000000000."
