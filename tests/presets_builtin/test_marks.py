"""What the presets draw, counted in the picture against numbers worked out without Vega."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from chartkit.compiler import Chart, plot_table
from chartkit.data.files import read_file
from chartkit.presets import load

Marks = Callable[[Chart], Counter[str]]
Svg = Callable[[Chart], str]


def example(name: str, **strings: Any) -> tuple[Chart, list[dict[str, Any]]]:
    preset = load(name)
    assert preset.example is not None
    assert preset.example.data is not None
    dataset = read_file(preset.example.data)
    chart = plot_table(name, dataset, preset.example.fields, {**preset.example.strings, **strings})
    columns = [dataset.column(column).values for column in dataset.names]
    return chart, [dict(zip(dataset.names, row, strict=True)) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize(
    ("source", "series"),
    [("wandb/line/v0", "split"), ("wandb/lineseries/v0", "lineKey"), ("wandb/area-under-curve/v0", "class")],
)
def test_a_line_per_series_and_a_point_per_row(source: str, series: str, marks: Marks) -> None:
    chart, rows = example(source)
    drawn = marks(chart)
    assert drawn["line mark"] == len({row[series] for row in rows})
    assert drawn["point"] == len(rows)


def test_a_point_per_row(marks: Marks) -> None:
    chart, rows = example("wandb/scatter/v0")
    assert marks(chart) == {"point": len(rows)}


def test_bars_are_as_long_as_their_values_in_the_order_of_the_rows(marks: Marks, svg: Svg) -> None:
    chart, rows = example("wandb/bar/v0")
    assert marks(chart) == {"bar": len(rows), "text mark": len(rows)}
    lengths = [float(length) for length in re.findall(r'aria-roledescription="bar" d="M[^h]*h([\d.]+)', svg(chart))]
    assert [length / lengths[0] for length in lengths] == pytest.approx([row["f1"] / rows[0]["f1"] for row in rows])


def test_rows_of_one_label_give_their_mean_and_say_so(marks: Marks, svg: Svg) -> None:
    rows = [{"model": "a", "score": 1.0}, {"model": "b", "score": 4.0}, {"model": "a", "score": 2.0}]
    chart = plot_table("wandb/bar/v0", rows, {"label": "model", "value": "score"})
    assert marks(chart)["bar"] == 2
    assert re.findall(r'aria-label="(score: [^"]*)" role="graphics-symbol" aria-roledescription="bar"', svg(chart)) == [
        "score: 1.5; model: a; mean of score: 1.5; rows: 2",
        "score: 4; model: b; mean of score: 4; rows: 1",
    ]
    assert [text for text in re.findall(r">([^<>]+)</text>", svg(chart)) if "mean" in text] == ["1.5  mean of 2"]


def test_a_label_without_a_value_keeps_its_place(svg: Svg) -> None:
    rows = [{"l": "a", "v": 1.0}, {"l": "b", "v": None}, {"l": "c", "v": -2.0}]
    texts = re.findall(r">([^<>]+)</text>", svg(plot_table("wandb/bar/v0", rows, {"label": "l", "value": "v"})))
    assert [text for text in texts if text in "abc"] == ["a", "b", "c"]
    assert "no value" in texts


def test_a_histogram_counts_rows(svg: Svg) -> None:
    rows = [{"v": value} for value in [1.0] * 50 + [2.0] * 3 + [3.0]]
    counts = _bar_rows(svg(plot_table("wandb/histogram/v0", rows, {"value": "v"})))
    assert counts == [50, 3, 1]


def test_histogram_bars_hold_what_falls_between_their_edges(marks: Marks, svg: Svg) -> None:
    chart, rows = example("wandb/histogram/v0")
    # The example reaches from 0.1 to 1 and takes at most 30 bins: the next round step is 0.05, and 1 closes the last.
    bins = Counter((min(round(row["confidence"] * 1000) // 50, 19), row["outcome"]) for row in rows)
    assert marks(chart) == {"bar": len(bins)}
    assert sorted(_bar_rows(svg(chart))) == sorted(bins.values())
    assert sum(_bar_rows(svg(chart))) == len(rows)


def test_many_groups_are_stacked_to_the_whole(svg: Svg) -> None:
    rows = [{"v": 0.5, "g": f"group {index}"} for index in range(20)]
    text = svg(plot_table("wandb/histogram/v0", rows, {"value": "v", "group": "g"}))
    assert _bar_rows(text) == [1] * 20
    tops = re.findall(r'aria-roledescription="bar" d="M[\d.]+,([\d.]+)', text)
    assert len(set(tops)) == 20


def test_the_bars_of_the_worked_example(marks: Marks, svg: Svg) -> None:
    chart, rows = example("demo/height_histogram")
    bins = Counter(row["height"] // 5 for row in rows)
    assert marks(chart) == {"bar": len(bins)}
    assert sorted(_bar_rows(svg(chart))) == sorted(bins.values())


def test_a_cell_per_pair_and_a_frame_per_class(marks: Marks, svg: Svg) -> None:
    chart, rows = example("wandb/confusion_matrix/v1")
    n_classes = len({row["Actual"] for row in rows})
    assert marks(chart) == {"rect mark": n_classes**2 + 2 * n_classes, "text mark": n_classes**2}
    printed = re.findall(r'aria-roledescription="text mark"[^>]*>([^<]*)</text>', svg(chart))
    assert [int(text) for text in printed] == [row["nPredictions"] for row in rows]


def test_both_axes_hold_every_class_in_the_order_of_the_rows(svg: Svg) -> None:
    pairs = [("b", "c", 3), ("a", "b", 2), ("a", "a", 7), ("d", "b", 1), ("c", "e", 4), ("b", "c", 3)]
    rows = [{"Actual": actual, "Predicted": predicted, "n": n} for actual, predicted, n in pairs]
    fields = {"Actual": "Actual", "Predicted": "Predicted", "nPredictions": "n"}
    text = svg(plot_table("wandb/confusion_matrix/v1", rows, fields))
    assert re.findall(r">([a-e])</text>", text) == list("badce") * 2
    assert sorted(re.findall(r'aria-roledescription="text mark"[^>]*>([^<]*)</text>', text)) == [
        "1",
        "2",
        "4",
        "6",
        "7",
    ]


def test_a_ridge_and_a_median_per_group(marks: Marks) -> None:
    chart, rows = example("demo/ridgeline")
    n_groups = len({row["layer"] for row in rows})
    assert marks(chart) == {"area": n_groups, "rule": n_groups}


def test_curves_follow_the_rows_not_the_axis(svg: Svg) -> None:
    rows = [{"x": x, "y": y} for x, y in [(1, 1), (0.2, 1), (0.2, 0.6), (0, 0.6), (0, 0)]]
    text = svg(plot_table("wandb/area-under-curve/v0", rows, {"x": "x", "y": "y"}))
    assert re.findall(r'aria-roledescription="line mark" d="([^"]*)"', text) == ["M360,0L72,0L72,144L0,144L0,360"]


@pytest.mark.parametrize("diagonal", [True, False])
def test_the_diagonal_is_drawn_where_asked(diagonal: bool, svg: Svg) -> None:
    chart, _ = example("wandb/area-under-curve/v0", diagonal=diagonal)
    rules = re.findall(r'<g class="mark-rule role-mark[^"]*"[^>]*>(.*?)</g>', svg(chart))
    assert [rule.count("<line") for rule in rules] == [int(diagonal)]


def _bar_rows(svg: str) -> list[int]:
    return [int(n) for n in re.findall(r'rows: (\d+)[^"]*" role="graphics-symbol" aria-roledescription="bar"', svg)]
