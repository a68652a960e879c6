"""`plot.pr_curve`: W&B's table at full precision, every point on request, and what it says."""

import inspect
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, precision_recall_curve

import chartkit
from chartkit import plot

Y = [0, 0, 1, 1]
SCORES = [0.1, 0.4, 0.35, 0.8]


def columns(chart: chartkit.Chart) -> dict[str, list[Any]]:
    table = chart.table
    return {name: table.get_column(name) for name in table.columns}


def made(n_rows: int, n_classes: int) -> tuple[Any, Any]:
    random = np.random.default_rng(0)
    y = random.integers(0, n_classes, n_rows)
    scores = random.normal(size=(n_rows, n_classes))
    scores[np.arange(n_rows), y] += 1.5
    return y, scores


def test_its_signature_is_wandbs_and_more_by_name() -> None:
    found = inspect.signature(plot.pr_curve).parameters.values()
    own = [each.name for each in found if each.kind is not each.KEYWORD_ONLY]
    assert own == ["y_true", "y_probas", "labels", "classes_to_plot", "interp_size", "title", "split_table"]
    assert inspect.signature(plot.pr_curve).parameters["interp_size"].default == 21


def test_wandbs_rows_from_recall_1_to_0_at_full_precision() -> None:
    """As W&B computes them, before its rounding."""
    y, scores = made(80, 3)
    table = columns(plot.pr_curve(y, scores, ["cat", "dog", "bird"]))
    assert list(table) == ["class", "precision", "recall", "threshold", "average_precision"]
    grid = np.linspace(0, 1, 21)[::-1]
    wanted: list[float] = []
    for at in range(3):
        precision, recall, _ = precision_recall_curve(y == at, scores[:, at])
        best = np.maximum.accumulate(precision)[::-1]
        wanted += best[np.searchsorted(recall[::-1], grid, side="left")].tolist()
    assert table["precision"] == wanted
    assert table["recall"] == [*grid] * 3
    assert table["class"] == ["cat"] * 21 + ["dog"] * 21 + ["bird"] * 21
    assert any(value != round(value, 3) for value in table["precision"])


def test_every_point_on_request() -> None:
    table = columns(plot.pr_curve(Y, SCORES, interp_size=None))
    precision, recall, thresholds = precision_recall_curve(Y, SCORES)
    assert (table["precision"], table["recall"]) == (precision.tolist(), recall.tolist())
    assert table["threshold"] == [*thresholds.tolist(), None]
    assert set(table["average_precision"]) == {average_precision_score(Y, SCORES)}


def test_what_is_drawn_is_said_under_the_title() -> None:
    title = plot.pr_curve(Y, SCORES).spec["title"]
    subtitle = "best precision from each of 21 recalls on; dashed: chance, 0.5"
    assert title == {"text": "Precision-Recall Curve", "subtitle": subtitle}
    assert plot.pr_curve(Y, SCORES, interp_size=None).spec["title"]["subtitle"] == "dashed: chance, 0.5"
    y, scores = made(30_000, 2)
    chart = plot.pr_curve(y, scores, interp_size=None)
    assert chart.spec["title"]["subtitle"].startswith("drawn with ")
    assert [each.code for each in chart.diagnostics] == ["CK473"]


def test_one_curve_is_drawn_over_the_share_of_positives() -> None:
    def strings(chart: chartkit.Chart) -> Any:
        return chart.spec["usermeta"]["chartkit"]["strings"]

    assert strings(plot.pr_curve([0, 0, 0, 1], SCORES))["chance"] == 0.25
    assert strings(plot.pr_curve([0, 0, 0, 1], SCORES, sample_weight=[1, 1, 1, 3]))["chance"] == 0.5
    y, scores = made(30, 3)
    assert strings(plot.pr_curve(y, scores))["chance"] is None


@pytest.mark.parametrize("interp_size", [21, None])
def test_averages(interp_size: int | None) -> None:
    y, scores = made(60, 3)
    marks = y[:, None] == np.arange(3)
    table = columns(plot.pr_curve(y, scores, interp_size=interp_size, micro=True, macro=True))
    found = dict(zip(table["class"], table["average_precision"], strict=True))
    assert list(found) == ["0", "1", "2", "micro-average", "macro-average"]
    for average in ("micro", "macro"):
        wanted = average_precision_score(marks, scores, average=average)
        assert found[f"{average}-average"] == pytest.approx(wanted, abs=1e-12)
    last = [row for row in zip(table["class"], table["threshold"], strict=True) if row[0] == "macro-average"]
    assert {threshold for _, threshold in last} == {None}


@pytest.mark.parametrize("interp_size", [1, 0, -3, 2.5, "21"])
def test_sizes_that_interpolate_nothing_are_refused(interp_size: Any) -> None:
    with pytest.raises(chartkit.DataError) as caught:
        plot.pr_curve(Y, SCORES, interp_size=interp_size)
    assert str(caught.value) == (
        f"CK470 interp_size is a whole number from 2 to 100,000, or None; found {interp_size!r}.\n"
        "help: 21 as W&B draws, or None for every point of the curve"
    )


def test_a_class_that_does_not_occur_has_no_curve() -> None:
    with pytest.warns(chartkit.ChartkitWarning, match="^CK472 y_true has no sample of 'b': its curve is left out"):
        chart = plot.pr_curve([0, 2, 0], np.eye(3), ["a", "b", "c"])
    assert set(columns(chart)["class"]) == {"a", "c"}
