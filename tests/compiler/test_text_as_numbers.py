"""Text that is binned or averaged is said: Vega draws nothing of it, without a word."""

from __future__ import annotations

import warnings
from typing import Any

import polars as pl
import pytest

from chartkit import plot_table
from chartkit.compiler import Chart
from chartkit.data import to_dataset

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
ROWS: list[dict[str, Any]] = [
    {"word": "cat", "digits": "1.5", "number": 1.0, "group": "x", "day": "2024-01-01", "thousands": "1_000"},
    {"word": "dog", "digits": "0x7", "number": 2.0, "group": "y", "day": "2024-03-01", "thousands": "2_000"},
]
COUNT = {"aggregate": "count"}
BY_GROUP = {"field": "group", "type": "nominal"}


def chart(encoding: dict[str, Any], *transforms: dict[str, Any], n_times: int = 1) -> Chart:
    spec = {"$schema": SCHEMA, "data": {"name": "table"}, "mark": "bar", "encoding": encoding}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return plot_table({"spec": {**spec, "transform": list(transforms)}}, ROWS * n_times, {})


def said(found: Chart) -> list[str]:
    return [diagnostic.message for diagnostic in found.diagnostics if diagnostic.code == "CK454"]


@pytest.mark.parametrize("n_times", [1, 4_000])
def test_bins_and_means_of_text(n_times: int) -> None:
    bins = chart({"x": {"field": "word", "bin": True}, "y": COUNT}, n_times=n_times)
    assert said(bins) == ["column 'word' holds text, as 'cat', which has no bins."]
    mean = chart({"x": BY_GROUP, "y": {"field": "word", "aggregate": "mean", "type": "quantitative"}}, n_times=n_times)
    assert said(mean) == ["column 'word' holds text, as 'cat', which has no mean."]


def test_digits_that_only_python_reads_are_no_numbers() -> None:
    found = chart({"x": {"field": "thousands", "bin": True}, "y": COUNT})
    assert said(found) == ["column 'thousands' holds text, as '1_000', which has no bins."]


def test_the_help_is_the_way_out() -> None:
    (found,) = chart({"x": {"field": "word", "bin": True}, "y": COUNT}).diagnostics
    assert (found.severity, found.help) == (
        "warning",
        "count its rows instead, group by it, or pass a column of numbers",
    )


@pytest.mark.parametrize(
    "transform",
    [
        {"bin": True, "field": "word", "as": "made"},
        {"aggregate": [{"op": "median", "field": "word", "as": "made"}], "groupby": ["group"]},
        {"joinaggregate": [{"op": "sum", "field": "word", "as": "made"}]},
    ],
)
def test_transforms_that_compute_with_text(transform: dict[str, Any]) -> None:
    assert len(said(chart({"x": BY_GROUP, "y": {"field": "made", "type": "quantitative"}}, transform))) == 1


@pytest.mark.parametrize(
    "encoding",
    [
        {"x": {"field": "digits", "bin": True}, "y": COUNT},
        {"x": {"field": "number", "bin": True}, "y": COUNT},
        {"x": BY_GROUP, "y": {"field": "word", "aggregate": "distinct", "type": "quantitative"}},
        {"x": BY_GROUP, "y": {"field": "word", "aggregate": "max", "type": "nominal"}},
        {"x": BY_GROUP, "y": {"field": "day", "aggregate": "mean", "type": "temporal"}},
    ],
)
def test_what_has_an_answer_is_not_warned_of(encoding: dict[str, Any]) -> None:
    assert said(chart(encoding)) == []


def test_a_column_that_a_transform_makes_of_text_is_another() -> None:
    length = {"calculate": "length(datum.word)", "as": "word"}
    assert said(chart({"x": {"field": "word", "bin": True}, "y": COUNT}, length)) == []


def test_a_column_of_text_that_nothing_computes_with_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def whole(series: pl.Series) -> list[Any]:
        assert len(series) <= 1_000, f"{series.name!r} is read whole"
        return to_list(series)

    to_list = pl.Series.to_list
    monkeypatch.setattr(pl.Series, "to_list", whole)
    mean = {"field": "number", "aggregate": "mean", "type": "quantitative"}
    spec = {"$schema": SCHEMA, "data": {"name": "table"}, "mark": "bar", "encoding": {"x": BY_GROUP, "y": mean}}
    found = plot_table({"spec": spec}, pl.DataFrame(ROWS * 4_000), {})
    assert said(found) == []
    assert len(found.spec["datasets"]["table"]) == 2


def test_of_one_that_is_the_first_rows_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    column = to_dataset(pl.DataFrame(ROWS * 4_000)).column("word")
    monkeypatch.setattr(type(column.buffer), "to_list", None)
    assert column.first_values(3) == ["cat", "dog", "cat"]
