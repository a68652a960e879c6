"""The same chart from every engine: the rows of a reduced chart are those that Polars gives, wherever the table is."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

import chartkit

N_ROWS = 8_000
TABLE = pa.table(
    {
        "group": [None if index % 11 == 0 else f"g{index * 7 % 5}" for index in range(N_ROWS)],
        "value": [float(index * 37 % 1009) / 8 - 20 for index in range(N_ROWS)],
        "weight": [index % 13 for index in range(N_ROWS)],
        "time": [datetime(2023, 11, 30) + timedelta(hours=index * 5) for index in range(N_ROWS)],
    }
)
HISTOGRAM = {"mark": "bar", "encoding": {"x": {"field": "value", "bin": {"maxbins": 30}}, "y": {"aggregate": "count"}}}
MEANS = {
    "transform": [{"filter": "datum.weight > 2"}, {"calculate": "datum.value * 2 + 1", "as": "double"}],
    "mark": "bar",
    "encoding": {
        "x": {"field": "group", "sort": "-y"},
        "y": {"aggregate": "mean", "field": "double", "type": "quantitative"},
        "color": {"aggregate": "max", "field": "weight", "type": "quantitative"},
    },
}
MONTHS = {
    "mark": "line",
    "encoding": {
        "x": {"field": "time", "timeUnit": "yearmonth", "type": "temporal"},
        "y": {"aggregate": "median", "field": "value", "type": "quantitative"},
        "color": {"field": "group", "type": "nominal"},
    },
}
SPREADS = {
    "mark": "point",
    "encoding": {
        "x": {"aggregate": "stdev", "field": "value", "type": "quantitative"},
        "y": {"aggregate": "distinct", "field": "weight", "type": "quantitative"},
        "size": {"aggregate": "valid", "field": "group", "type": "quantitative"},
        "detail": {"field": "group", "type": "nominal"},
    },
}
BOXES = {
    "mark": "boxplot",
    "encoding": {"x": {"field": "group", "type": "nominal"}, "y": {"field": "value", "type": "quantitative"}},
}
SPECS = {"histogram": HISTOGRAM, "means": MEANS, "months": MONTHS, "spreads": SPREADS, "boxes": BOXES}


@pytest.mark.parametrize("name", SPECS)
def test_every_engine_gives_the_same_rows(name: str, engine: str, moved: Callable[[Any], Any]) -> None:
    spec = {"data": {"name": "table"}, **SPECS[name]}
    there = chartkit.plot_table(spec, moved(TABLE), {})
    here = chartkit.plot_table(spec, TABLE, {})
    assert len(_sorted(there)) == len(_sorted(here))
    assert all(map(_is_same, _sorted(there), _sorted(here)))
    assert _words(there) == _words(here)
    assert f"{N_ROWS:,} rows in {engine}, columns" in str(there.plan)
    assert len(_sorted(there)) < 500


def test_the_built_in_histogram_counts_every_row_where_it_is(moved: Callable[[Any], Any]) -> None:
    table = pa.table({"value": [float(index * 37 % 1009) / 8 - 20 for index in range(60_000)]})
    chart = chartkit.plot_table("wandb/histogram/v0", moved(table), {"value": "value"})
    (rows,) = chart.spec["datasets"].values()
    assert len(rows) <= 30
    assert sum(row["rows-in-bar"] for row in rows) == 60_000


def test_a_table_that_stays_is_thinned_where_it_is(engine: str, moved: Callable[[Any], Any]) -> None:
    # No x lies on the border of two pixel columns, where it may count to either.
    table = pa.table({"x": [i + 0.5 for i in range(60_000)], "y": [float(i * 31 % 997) for i in range(60_000)]})
    spec = {
        "data": {"name": "table"},
        "mark": "line",
        "width": 100,
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
    }
    with pytest.warns(
        chartkit.ChartkitWarning, match="of 60,000 points: the first, last, lowest and highest of each pixel column"
    ):
        there = chartkit.plot_table(spec, moved(table), {})
    with pytest.warns(
        chartkit.ChartkitWarning, match="of 60,000 points: the first, last, lowest and highest of each pixel column"
    ):
        here = chartkit.plot_table(spec, table, {})
    assert _sorted(there) == _sorted(here)
    assert len(_sorted(here)) <= 4 * 101


def _sorted(chart: Any) -> list[tuple[Any, ...]]:
    """The chart's rows, in an order that does not depend on the engine's."""
    (rows,) = chart.spec["datasets"].values()
    return sorted(
        (tuple(row.values()) for row in rows), key=lambda row: [(value is None, value) for value in map(_key, row)]
    )


def _is_same(first: tuple[Any, ...], second: tuple[Any, ...]) -> bool:
    """Whether two rows are equal, numbers to 1e-12."""
    return len(first) == len(second) and all(
        math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
        if isinstance(one, float | int) and other is not None
        else one == other
        for one, other in zip(first, second, strict=True)
    )


def _key(value: Any) -> Any:
    return None if value is None else (0, round(value, 6), "") if isinstance(value, (int, float)) else (1, 0, value)


def _words(chart: Any) -> Any:
    return {key: value for key, value in chart.spec.items() if key not in ("datasets", "usermeta")}
