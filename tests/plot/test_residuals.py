"""`plot.residuals`: its table, its picture, and what it says."""

import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import r2_score

import chartkit
from chartkit import plot

RANDOM = np.random.default_rng(0)
PREDICTED = RANDOM.normal(size=60)
ACTUAL = PREDICTED + RANDOM.normal(size=60) / 2
GROUPS = np.where(np.arange(60) % 3, "train", "test")


def svg_of(chart: chartkit.Chart) -> str:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "chart.svg")
        chart.save(file)
        return file.read_text(encoding="utf-8")


def test_the_table_holds_every_row_at_full_precision() -> None:
    table = plot.residuals(ACTUAL, PREDICTED, groups=GROUPS).table
    assert table.columns == ["dataset", "y_pred", "residuals", "y_true", "r2", "row"]
    assert table.get_column("dataset") == GROUPS.tolist()
    assert table.get_column("residuals") == (ACTUAL - PREDICTED).tolist()
    assert table.get_column("row") == list(range(60))
    for name in ("train", "test"):
        score = r2_score(ACTUAL[name == GROUPS], PREDICTED[name == GROUPS])
        found = {value for value, of in zip(table.get_column("r2"), GROUPS, strict=True) if of == name}
        assert list(found) == [pytest.approx(score, rel=1e-12)]


def test_groups_are_told_apart_by_colour_and_shape_with_their_r2_in_the_legend() -> None:
    svg = svg_of(plot.residuals(ACTUAL, PREDICTED, groups=GROUPS))
    scores = [r2_score(ACTUAL[name == GROUPS], PREDICTED[name == GROUPS]) for name in ("test", "train")]
    legend = re.findall(r">([a-z]+ \(R² [^<]+\))</text>", svg)
    assert legend == [f"{name} (R² {score:.3f})" for name, score in zip(("test", "train"), scores, strict=True)]


def test_one_dataset_says_its_r2_below_the_title() -> None:
    chart = plot.residuals(ACTUAL, PREDICTED)
    assert chart.spec["title"] == {
        "text": "Residuals",
        "subtitle": f"R² {r2_score(ACTUAL, PREDICTED):.3f} over 60 rows",
    }
    assert "data" not in re.findall(r">([^<>]+)</text>", svg_of(chart))


def test_the_distribution_counts_each_row_once() -> None:
    svg = svg_of(plot.residuals(ACTUAL, PREDICTED, groups=GROUPS))
    words = r"share of rows: ([\d.]+)%; residual from: (\S+) – ([^;]+);[^>]*dataset: (\w+);[^>]*rows: (\d+)"
    bars = re.findall(words, svg)
    assert sum(int(rows) for *_, rows in bars) == 60
    for share, start, stop, name, rows in bars:
        of_name = (ACTUAL - PREDICTED)[name == GROUPS]
        low, high = (float(edge.replace("−", "-")) for edge in (start, stop))
        assert int(rows) == ((of_name >= low - 1e-9) & (of_name < high - 1e-9)).sum()
        assert float(share) == pytest.approx(100 * int(rows) / len(of_name), abs=0.51)


def test_both_views_give_a_dataset_one_colour_also_where_points_are_sampled() -> None:
    names = np.array(["rare"] + ["train", "test"] * 30_000)
    predicted = np.random.default_rng(1).normal(size=len(names))
    actual = predicted + np.where(names == "test", 5.0, np.where(names == "rare", 20.0, -5.0))
    with pytest.warns(chartkit.ChartkitWarning, match="of 60,001 rows, evenly sampled"):
        chart = plot.residuals(actual, predicted, groups=names)
    svg = svg_of(chart)
    points = dict(re.findall(r'dataset: (\w+); row[^>]*aria-roledescription="point"[^>]* fill="([^"]+)"', svg))
    bars = dict(re.findall(r'dataset: (\w+);[^>]*aria-roledescription="bar"[^>]* stroke="([^"]+)"', svg))
    assert bars.keys() == {"rare", "train", "test"}
    assert points.items() <= bars.items()
    assert {"train", "test"} <= points.keys()


def test_a_tensor_and_a_column_of_a_frame_are_taken() -> None:
    class Tensor:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            return np.array([[2.5], [6.0]], dtype)

    assert plot.residuals([3, 5], Tensor()).table.get_column("residuals") == [0.5, -1.0]


def test_rows_that_are_left_out_are_told() -> None:
    message = "CK472 1 row is left out of 3: the actual or predicted value is NaN or infinite there."
    with pytest.warns(chartkit.ChartkitWarning) as caught:
        chart = plot.residuals([1.0, float("nan"), 2.0], [1.5, 2.0, 3.0], groups=["a", "b", "c"])
    assert [str(warning.message) for warning in caught] == [message]
    assert chart.table.get_column("dataset") == ["a", "c"]


def test_a_step_without_a_row_gives_a_chart_that_says_so() -> None:
    with pytest.warns(chartkit.ChartkitWarning) as caught:
        chart = plot.residuals([], [])
    assert [str(warning.message) for warning in caught] == ["CK471 y_true is empty; nothing is drawn."]
    assert chart.is_notice


def test_groups_of_another_length_are_refused() -> None:
    with pytest.raises(chartkit.DataError) as caught:
        plot.residuals([1.0, 2.0], [1.0, 2.0], groups=["a"])
    assert str(caught.value) == "CK470 y_true has 2 rows and groups has 1; each row belongs to one."
